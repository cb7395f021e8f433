"""Sections, paragraphs and sentences as spans of the untouched text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.text.passages import Passage, covering, find_passages


def _sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in find_passages(text).sentences]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲。乙！丙?丁", ["甲。", "乙！", "丙?", "丁"]),
        ("他说:“比原子弹更危险。”然而他投资了。", ["他说:“比原子弹更危险。”", "然而他投资了。"]),
        ("占75%,约为1.5倍;需要99.99%。", ["占75%,约为1.5倍;需要99.99%。"]),
        ("First one. Second at 1.5 percent.", ["First one.", "Second at 1.5 percent."]),
        ("甲\r\n\u00a0\n乙。", ["甲", "乙。"]),
        (
            "The U.S. Department of Energy paid Acme Inc. Germany did not.",
            ["The U.S. Department of Energy paid Acme Inc. Germany did not."],
        ),
        ("It began in the U.S. The law is old.", ["It began in the U.S.", "The law is old."]),
        (
            "He said “no.” Then (as he had to.) “Yes.” It is",
            ["He said “no.”", "Then (as he had to.)", "“Yes.”", "It is"],
        ),
    ],
)
def test_sentences_end_at_full_stops_and_lines(text: str, sentences: list[str]) -> None:
    assert _sentences(text) == sentences


def test_a_heading_opens_a_section_that_ends_before_the_next() -> None:
    text = "(一)建设算力中心\n\n内容甲。内容乙。\n\n(二)开放数据\n\n内容丙。"
    sections = find_passages(text).sections
    assert [text[s.start : s.end] for s in sections] == [
        "(一)建设算力中心\n\n内容甲。内容乙。",
        "(二)开放数据\n\n内容丙。",
    ]


@given(st.text(alphabet="甲乙a1。！.\n\r “”,、 ", max_size=60))
def test_sentences_cover_every_visible_character_once_and_lie_in_paragraphs(text: str) -> None:
    passages = find_passages(text)
    covered = [i for s in passages.sentences for i in range(s.start, s.end)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    for sentence in passages.sentences:
        assert any(p.covers(sentence.start, sentence.end) for p in passages.paragraphs)


def test_a_span_lies_in_the_one_passage_that_covers_it() -> None:
    first, second = Passage(0, 4), Passage(6, 9)
    assert covering((first, second), 0, 4) == first
    assert covering((first, second), 7, 9) == second
    assert [covering((first, second), *span) for span in ((3, 7), (4, 6), (8, 10))] == [None, None, None]
    assert covering((), 0, 1) is None
