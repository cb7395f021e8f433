"""Dates of a masked view as annotations; which year a bare month means is resolved later."""

from loaders.extract.annotations import Annotation, Field
from loaders.text.dates import DateMention, find_dates

__all__ = ["date_annotations"]

_RULE = "date-calendar"


def date_annotations(document: str, masked: str) -> tuple[tuple[Annotation, DateMention], ...]:
    """Return the dates of a view whose titles are blanked out, each with its unresolved parts."""
    return tuple((_annotation(document, found), found) for found in find_dates(masked))


def _annotation(document: str, found: DateMention) -> Annotation:
    value = {"value": Field(found.notation(found.year), found.start, found.end)} if found.year else {}
    return Annotation(document, found.start, found.end, "date", _RULE, 1, value)
