"""Resolution: which year a bare month, 今年 or 同年 means, and from which words that follows.

今年, 去年 and 明年 count from the document's date; 同年 and 当年 repeat the last year told; a bare month takes the last
year told in its paragraph, else the latest such month before the document's date. A deadline (到2025年) tells no year.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loaders.claims.model import Span
from loaders.extract.annotations import Annotation
from loaders.text.dates import DateMention, parse_interval
from loaders.text.passages import Passages

__all__ = ["ResolvedDate", "resolve_dates"]

_OFFSETS = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "前年": -2, "明年": 1}
_SAME = frozenset({"同年", "当年"})
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


def resolve_dates(
    view: str, dates: Sequence[tuple[Annotation, DateMention]], passages: Passages, published: date | None,
    published_at: Span | None,
) -> Mapping[tuple[int, int], ResolvedDate]:  # fmt: skip
    """Return what each date means, by its span; a date whose year cannot be told is missing."""
    resolved: dict[tuple[int, int], ResolvedDate] = {}
    told: list[tuple[int, int, Span]] = []
    for annotation, mention in dates:
        deadline = _is_deadline(view, annotation)
        year, source = mention.year, None
        if year is None:
            found = _year(annotation, mention, passages, told, published, published_at)
            if found is None:
                continue
            year, source = found
        notation = mention.notation(year)
        if not _readable(notation):
            continue
        resolved[annotation.start, annotation.end] = ResolvedDate(notation, source, deadline)
        ahead = published is not None and year > published.year
        if not deadline and not ahead:
            told.append((year, annotation.start, Span(annotation.start, annotation.end)))
    return resolved


def _year(
    annotation: Annotation, mention: DateMention, passages: Passages, told: Sequence[tuple[int, int, Span]],
    published: date | None, published_at: Span | None,
) -> tuple[int, Span | None] | None:  # fmt: skip
    if mention.relative in _SAME:
        return (told[-1][0], told[-1][2]) if told else None
    if mention.relative is not None:
        return (published.year + _OFFSETS[mention.relative], published_at) if published else None
    start = next((p.start for p in passages.paragraphs if p.covers(annotation.start, annotation.end)), 0)
    here = [item for item in told if item[1] >= start]
    if here:
        return here[-1][0], here[-1][2]
    if published is not None:
        month = int(mention.rest[1:3])
        return published.year - (1 if month > published.month else 0), published_at
    return (told[-1][0], told[-1][2]) if told else None


def _is_deadline(view: str, annotation: Annotation) -> bool:
    before = view[max(0, annotation.start - 4) : annotation.start].rstrip()
    return bool(_DEADLINE_BEFORE.search(before) or _DEADLINE_AFTER.match(view, annotation.end))


def _readable(notation: str) -> bool:
    try:
        parse_interval(notation)
    except ValueError:
        return False
    return True
