"""Dates of a masked view as annotations; which year a bare month means is resolved later."""

import re

from loaders.extract.annotations import Annotation, Field
from loaders.text.dates import DateMention, find_dates

__all__ = ["date_annotations"]

_TITLED = re.compile(r"(?:计划|方案|规划|措施|纲要|意见|战略|路线图|指南|行动)[(]$")


def date_annotations(document: str, masked: str) -> tuple[tuple[Annotation, DateMention], ...]:
    """Return the dates of a view whose titles are blanked out, each with its unresolved parts."""
    return tuple((_annotation(document, found), found) for found in find_dates(masked) if not _titled(masked, found))


def _titled(masked: str, found: DateMention) -> bool:
    """Say whether a period belongs to a title without its marks: 行动计划(2026—2028年)."""
    return masked[found.end : found.end + 1] == ")" and bool(
        _TITLED.search(masked, max(0, found.start - 8), found.start)
    )


def _annotation(document: str, found: DateMention) -> Annotation:
    value = {"value": Field(found.notation(found.year), found.start, found.end)} if found.year else {}
    return Annotation(document, found.start, found.end, "date", found.rule.id, found.rule.version, value)
