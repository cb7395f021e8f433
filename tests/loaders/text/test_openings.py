"""A pattern behind the look-ahead for its openings finds what it finds without."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.text.openings import compiled

PATTERNS = (
    "算力|芯片", "(?:云|边缘)?计算", "(?<![A-Za-z])(?P<name>[A-Z][a-z]+)(?= Act)", "(?:(?:深度|机器)学习|识别){1,3}",
    "(?i:deep|machine) learning", "(?:(?i:a)|b)c", r"(?:\d+|[一二三])亿", r"(?<!\.)(?:\w|\s)x", "(?>ab|a)c", "(?:ab)?+c",
    "[^ab]c", ".c", "(a)?(?(1)b|c)", "(?:a|b*)", "a*", r"(?:^|\n)x", "(?i)ab", "(?:(?-i:A)|b)", r"(?:x(?=y)|(?=y)y)z?",
    r"(?:[]^-]|\])a", "", "(?!a)(?:a|b)c",
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet="aAbBcxyz 1亿二.-]^\n云边缘计算深度机器学习识别", max_size=24))
def test_matches_stay_the_same(pattern: str, text: str) -> None:
    plain, quick = re.compile(pattern), compiled(pattern)
    assert [m.regs for m in plain.finditer(text)] == [m.regs for m in quick.finditer(text)]
    assert bool(plain.match(text)) == bool(quick.match(text))
    assert bool(plain.fullmatch(text, 1)) == bool(quick.fullmatch(text, 1))
    assert plain.groupindex == quick.groupindex


def test_a_choice_of_phrases_is_skipped_to_by_its_first_characters() -> None:
    assert compiled("(?<!a)(?:算(?:力|法)|(?i:chip))").pattern == "(?=[算]|(?i:[c]))(?:(?<!a)(?:算(?:力|法)|(?i:chip)))"


@pytest.mark.parametrize("pattern", ["算力", "[ab]c", "a|b", ".b", "(?i)ab", "a*"])
def test_where_the_engine_skips_or_nothing_is_known_a_pattern_stays(pattern: str) -> None:
    assert compiled(pattern).pattern == pattern
