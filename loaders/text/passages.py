"""Passages: sections, paragraphs and sentences of a text, as spans of code points.

A sentence is the most that a quote may be (MODEL §5.6), so its borders are kept simple and predictable: full
stop, question and exclamation mark (full or half width, with closing quotation marks), and the end of a line. The stop
of an abbreviation (U.S., Inc., Dr.) ends none, unless a word that begins sentences follows.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

__all__ = ["Passage", "Passages", "covering", "find_passages"]

_ABBREVIATIONS = ("Inc", "Corp", "Ltd", "Co", "Bros", "No", "Art", "Sec", "Vol", "Fig", "Dr", "Mr", "Ms", "Mrs", "Prof",
                  "Sen", "Rep", "Gov", "Gen", "Hon", "St", "Jr", "vs", "Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct",
                  "Nov", "Dec", "approx", "cf", "al")  # fmt: skip
_NOT_ABBREVIATED = "".join(rf"(?<!\b{word}\.)" for word in _ABBREVIATIONS) + r"(?<![\s.(“][A-Z]\.)(?<!^[A-Z]\.)"
_SENTENCE_END = re.compile(
    r"[。！？!?…]+[”’」』）)\"']*"
    rf"|\.{_NOT_ABBREVIATED}[”’\")]*(?=\s+[“‘\"(]?[A-Z])"
    r"|(?<=\.[A-Z])\.(?=\s+(?:The|It|This|That|These|In|A|An|But|He|She|They|At|On|By|For|Under|Its)\s)"
    r"|\.[”\"']?$"
)
_HEADING = re.compile(
    r"[(（][一二三四五六七八九十]+[)）]|\d{1,2}[.．、]|[0-9]{2}$|第[一二三四五六七八九十]+[章节条]|[一二三四五六七八九十]+、"
)
_HEADING_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A span `[start, end)` of a text."""

    start: int
    end: int

    def covers(self, start: int, end: int) -> bool:
        """Return whether `[start, end)` lies within this passage."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True)
class Passages:
    """The structure of a text; every sentence lies in one paragraph, every paragraph in at most one section."""

    sections: tuple[Passage, ...]
    paragraphs: tuple[Passage, ...]
    sentences: tuple[Passage, ...]


def covering(passages: Sequence[Passage], start: int, end: int) -> Passage | None:
    """Return the one of some passages (in reading order, free of overlaps) that `[start, end)` lies in, or None."""
    index = bisect_right(passages, start, key=attrgetter("start")) - 1
    return passages[index] if index >= 0 and passages[index].covers(start, end) else None


def find_passages(text: str) -> Passages:
    """Return the passages of a text, each kind in reading order and free of overlaps."""
    paragraphs = tuple(_lines(text))
    sentences = tuple(s for paragraph in paragraphs for s in _sentences(text, paragraph))
    starts = [p.start for p in paragraphs if _is_heading(text[p.start : p.end])]
    ends = [*starts[1:], paragraphs[-1].end] if starts else []
    sections = tuple(Passage(start, _last_end(paragraphs, end)) for start, end in zip(starts, ends, strict=True))
    return Passages(sections, paragraphs, sentences)


def _lines(text: str) -> list[Passage]:
    return [_stripped(text, m.start(), m.end()) for m in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]


def _stripped(text: str, start: int, end: int) -> Passage:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Passage(start, end)


def _sentences(text: str, paragraph: Passage) -> list[Passage]:
    sentences, start = [], paragraph.start
    for match in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
        if text[start : match.end()].strip():
            sentences.append(_stripped(text, start, match.end()))
        start = match.end()
    if text[start : paragraph.end].strip():
        sentences.append(_stripped(text, start, paragraph.end))
    return sentences


def _is_heading(line: str) -> bool:
    ends_open = not re.search(r"[。！？!?;；…]|\.$", line)
    return len(line) <= _HEADING_LENGTH and ends_open and (bool(_HEADING.match(line)) or len(line) <= 20)


def _last_end(paragraphs: tuple[Passage, ...], limit: int) -> int:
    index = bisect_right(paragraphs, limit, key=attrgetter("end")) - 1
    return paragraphs[index].end if index >= 0 else limit
