"""The view has the length of its text, so that offsets on it hold on the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.text.view import view


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("９０％，（如下）：", "90%,(如下):"),
        ("關於人工智慧產業發展", "关于人工智慧产业发展"),
        ("a\u00a0b", "a b"),
        ("《办法》“通知”。", "《办法》“通知”。"),
        ("①②m²", "①②m²"),
        ("㎡…", "㎡…"),
    ],
)
def test_width_and_script_are_normalised_where_the_length_stays(text: str, normalised: str) -> None:
    assert view(text) == normalised


@given(st.text())
def test_a_view_has_the_length_of_its_text(text: str) -> None:
    assert len(view(text)) == len(text)
