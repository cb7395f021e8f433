"""Resolution: which year a bare month, 今年 or 同年 means, and from which words that follows.

今年, 去年 and 明年 count from the document's date; 同年 and 当年 repeat the last year told. A bare month takes the last
year told in its sentence, or told with a month in its paragraph (2018年4月…。12月…), else it is the month nearest to
the document's date. A deadline (到2025年) tells no year.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loaders.claims.model import Span
from loaders.extract.annotations import Annotation
from loaders.text.dates import DateMention, parse_interval
from loaders.text.passages import Passages, covering

__all__ = ["ResolvedDate", "resolve_dates"]

_OFFSETS = {
    "今年": 0, "本年": 0, "本年度": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2,
    "this year": 0, "last year": -1, "next year": 1,
}  # fmt: skip
_SAME = {"同年": 0, "当年": 0, "same year": 0, "that year": 0, "次年": 1, "翌年": 1}
_AROUND = frozenset({"last", "this", "next"})
_HALF_YEAR = 6
_MONTHS = {"this month": 0, "last month": -1, "next month": 1}
_DEADLINE_BEFORE = re.compile(r"(?:到|至|截至|截止|力争|最迟)$")
_DEADLINE_AFTER = re.compile(r"(?:之?前|止|,?\s*(?:建成|实现|达到|形成))")


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A date's ISO 8601 notation; `source` is the span it was inferred from, None where its own words state it.

    `deadline` says that the words around it make it a term to be kept, not a time when something happened.
    """

    notation: str
    source: Span | None
    deadline: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """A year that a text has told; `narrated` says that it stands with a month, which later months follow."""

    year: int
    at: int
    span: Span
    narrated: bool


def resolve_dates(
    view: str, dates: Sequence[tuple[Annotation, DateMention]], passages: Passages, published: date | None,
    published_at: Span | None,
) -> Mapping[tuple[int, int], ResolvedDate]:  # fmt: skip
    """Return what each date means, by its span; a date whose year cannot be told is missing."""
    resolved: dict[tuple[int, int], ResolvedDate] = {}
    told: list[_Told] = []
    for annotation, mention in dates:
        deadline = _is_deadline(view, annotation)
        year, source = mention.year, None
        if year is None:
            found = _year(annotation, mention, passages, told, published, published_at)
            if found is None:
                continue
            year, source = found
        if mention.relative in _MONTHS and published is not None:
            months = 12 * published.year + published.month - 1 + _MONTHS[mention.relative]
            year, mention = months // 12, replace(mention, rest=f"-{months % 12 + 1:02}")
        notation = mention.notation(year)
        if not _readable(notation):
            continue
        resolved[annotation.start, annotation.end] = ResolvedDate(notation, source, deadline)
        ahead = published is not None and year > published.year
        if not deadline and not ahead:
            narrated = mention.year is not None and bool(mention.rest)
            told.append(_Told(year, annotation.start, Span(annotation.start, annotation.end), narrated))
    return resolved


def _year(
    annotation: Annotation, mention: DateMention, passages: Passages, told: Sequence[_Told],
    published: date | None, published_at: Span | None,
) -> tuple[int, Span | None] | None:  # fmt: skip
    if mention.relative in _SAME:
        return (told[-1].year + _SAME[mention.relative], told[-1].span) if told else None
    if mention.relative in _MONTHS:
        return (published.year, published_at) if published else None
    if mention.relative in _AROUND:
        return (_around(mention, published), published_at) if published else None
    if mention.relative is not None:
        return (published.year + _OFFSETS[mention.relative], published_at) if published else None
    paragraph = covering(passages.paragraphs, annotation.start, annotation.end)
    sentence = covering(passages.sentences, annotation.start, annotation.end)
    last = told[-1] if told else None
    if last is not None:
        in_sentence = sentence is not None and last.at >= sentence.start
        if in_sentence or (paragraph is not None and last.at >= paragraph.start and last.narrated):
            return last.year, last.span
    if published is not None:
        return _nearest(int(mention.rest[1:3]), published), published_at
    return (told[-1].year, told[-1].span) if told else None


def _nearest(month: int, published: date) -> int:
    """Return the year in which a month lies nearest to a text's date; of two as near the past one."""
    ahead = month - published.month
    return published.year - (1 if ahead >= _HALF_YEAR else 0) + (1 if ahead < -_HALF_YEAR else 0)


def _around(mention: DateMention, published: date) -> int:
    """Return the year of “last November”, “this May” or “next June”."""
    month = int(mention.rest[1:3])
    if mention.relative == "last":
        return published.year - (1 if month >= published.month else 0)
    return published.year + (1 if mention.relative == "next" and month <= published.month else 0)


def _is_deadline(view: str, annotation: Annotation) -> bool:
    before = view[max(0, annotation.start - 4) : annotation.start].rstrip()
    return bool(_DEADLINE_BEFORE.search(before) or _DEADLINE_AFTER.match(view, annotation.end))


def _readable(notation: str) -> bool:
    try:
        parse_interval(notation)
    except ValueError:
        return False
    return True
