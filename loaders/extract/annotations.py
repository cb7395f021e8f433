"""Annotations: typed spans of a text with named fields, each made by one rule; what every later stage reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import StringIO

__all__ = ["MASK", "Annotation", "Field", "mask", "overwritten", "without_overlaps"]

MASK = "\ufffc"
"""Stands in a masked view for a character that is spoken for already; no rule matches it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A part of an annotation: its normalised value, and where it stands (`start == end` where nowhere)."""

    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Annotation:
    """A span `[start, end)` of a document, its type (`title`, `date`, `quantity` …), its fields, and its rule."""

    document: str
    start: int
    end: int
    type: str
    rule: str
    version: int = 1
    fields: Mapping[str, Field] = field(default_factory=dict)

    def value(self, name: str) -> str | None:
        """Return the normalised value of a field, or None where it has none."""
        found = self.fields.get(name)
        return found.value if found else None

    def covers(self, start: int, end: int) -> bool:
        """Return whether `[start, end)` lies within the annotation."""
        return self.start <= start and end <= self.end


def without_overlaps(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Return the annotations in reading order; of two that overlap the longer stays, of equal ones the earlier."""
    kept: list[Annotation] = []
    found = sorted(annotations, key=lambda a: (a.start - a.end, a.start, a.rule))
    taken = bytearray(max((annotation.end for annotation in found), default=0))
    for annotation in found:
        start, end = annotation.start, annotation.end
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append(annotation)
    return tuple(sorted(kept, key=lambda a: a.start))


def mask(view: str, annotations: Iterable[Annotation]) -> str:
    """Return a view of equal length in which the spans of these annotations are blanked out."""
    return overwritten(view, ((a.start, MASK * (a.end - a.start)) for a in annotations))


def overwritten(view: str, patches: Iterable[tuple[int, str]]) -> str:
    """Return a view with other characters from some places on, as many; of patches that overlap the last counts."""
    # In one buffer: a long text costs more to take apart character by character than all that is found in it.
    paper = StringIO(view)
    for start, characters in patches:
        paper.seek(start)
        paper.write(characters)
    return paper.getvalue()
