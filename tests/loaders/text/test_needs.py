"""What a pattern needs stands in everything that it matches."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.text.needs import needs


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("票", ["票"]),
        ("(?P<n>\\d+)票(?:赞成|同意)", ["票", "同赞"]),
        ("(?:由|经).{0,9}?审议", ["审", "议", "由经"]),
        ("(?:ab|a)?c", ["c"]),
        ("(?>ab|a)c", ["a", "c"]),
        ("x{2,}|[xy]z", ["xz"]),
        ("a|b*", []),
        ("(?i)ab", []),
        ("(?i:a)b", ["b"]),
        ("(?=a)[^b](?!c)", []),
        ("[a-z]+", []),
        ("[]^-]", ["-]^"]),
    ],
)
def test_needs_are_what_no_match_can_do_without(pattern: str, needed: list[str]) -> None:
    assert [set(need) for need in needs(pattern)] == [set(need) for need in needed]


PATTERNS = ("(?:ab|a)?c", "x{2,}|[xy]z", "(a|b)(?:c|d*x)", "(?<=a)b|c(?i:B)", "(a)?(?(1)b|c)d")


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet="abcdxyzB", max_size=12))
def test_every_match_holds_a_member_of_each(pattern: str, text: str) -> None:
    for match in re.finditer(pattern, text):
        assert all(need & set(match[0]) for need in needs(pattern))
