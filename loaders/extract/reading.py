"""A reading: a document annotated and resolved, with the look-ups that assembling claims needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from loaders.extract.annotate.annotator import Annotated
from loaders.extract.annotations import Annotation
from loaders.extract.gazetteer import Gazetteer
from loaders.extract.resolve import ResolvedDate
from loaders.extract.segment import Segment
from loaders.text.passages import Passage, Passages

__all__ = ["Reading"]


@dataclass(frozen=True)
class Reading:
    """One document, read: its view, structure, annotations, and what each date means."""

    document: str
    view: str
    passages: Passages
    segments: tuple[Segment, ...]
    annotated: Annotated
    dates: Mapping[tuple[int, int], ResolvedDate]
    gazetteer: Gazetteer

    def within(self, passage: Passage, *types: str) -> tuple[Annotation, ...]:
        """Return the annotations of these types that lie in a passage."""
        return tuple(a for a in self.annotated.of(*types) if passage.covers(a.start, a.end))

    def date(self, annotation: Annotation) -> ResolvedDate | None:
        """Return what a date annotation means, or None where its year cannot be told."""
        return self.dates.get((annotation.start, annotation.end))

    def sentence(self, start: int, end: int) -> Passage | None:
        """Return the sentence that a span lies in."""
        return next((s for s in self.passages.sentences if s.covers(start, end)), None)
