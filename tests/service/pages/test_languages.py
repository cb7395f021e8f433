"""The language of a page."""

import pytest

from service.pages.languages import choose_language


@pytest.mark.parametrize(
    ("asked", "header", "language"),
    [
        ("zh", "en", "zh"),
        ("en", "zh-CN", "en"),
        (None, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (None, "en-GB,zh;q=0.9", "en"),
        (None, "zh;q=0.3, en;q=0.7", "en"),
        (None, "de, fr;q=0.5", "en"),
        (None, "zh;q=none", "en"),
        (None, "", "en"),
        ("<script>", "zh", "zh"),
    ],
)
def test_the_address_counts_before_the_browser(asked: str | None, header: str, language: str) -> None:
    assert choose_language(asked, header) == language
