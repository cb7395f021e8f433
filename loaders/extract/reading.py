"""A reading: a document annotated and resolved, with the look-ups that assembling claims needs."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from loaders.claims.model import Span
from loaders.extract.annotate.annotator import Annotated
from loaders.extract.annotations import Annotation
from loaders.extract.clauses import clauses, english_clauses, is_latin
from loaders.extract.gazetteer import Gazetteer
from loaders.extract.patterns import typed_view
from loaders.extract.resolve import ResolvedDate
from loaders.extract.segment import Kind, Segment
from loaders.text.passages import Passage, Passages, covering

__all__ = ["Reading"]

_MOST_SENTENCE = 2000
"""What runs on for longer without an end is no sentence that says something of one thing."""


@dataclass(frozen=True, eq=False)
class Reading:
    """One document, read: its view, structure, annotations, and what each date means; equal to itself only."""

    document: str
    view: str
    passages: Passages
    segments: tuple[Segment, ...]
    annotated: Annotated
    dates: Mapping[tuple[int, int], ResolvedDate]
    gazetteer: Gazetteer
    published: datetime.date | None = None

    def within(self, passage: Passage, *types: str) -> tuple[Annotation, ...]:
        """Return the annotations of these types that lie in a passage."""
        return self.annotated.between(passage.start, passage.end, *types)

    def date(self, annotation: Annotation) -> ResolvedDate | None:
        """Return what a date annotation means, or None where its year cannot be told."""
        return self.dates.get((annotation.start, annotation.end))

    def sentence(self, start: int, end: int) -> Passage | None:
        """Return the sentence that a span lies in."""
        return covering(self.passages.sentences, start, end)

    def clauses(self, sentence: Passage) -> tuple[Span, ...]:
        """Return the clauses of a sentence by the manner of its language; names of titles and bodies are not parted."""
        if sentence not in self._clauses:
            part = english_clauses if is_latin(self.view, sentence) else clauses
            self._clauses[sentence] = tuple(part(self.view, sentence, self.within(sentence, "title", "organisation")))
        return self._clauses[sentence]

    def sentences_of(self, passage: Passage) -> tuple[Passage, ...]:
        """Return the sentences that lie in a passage, in reading order."""
        first, last = bisect_left(self._starts, passage.start), bisect_left(self._starts, passage.end)
        return tuple(sentence for sentence in self.passages.sentences[first:last] if sentence.end <= passage.end)

    @cached_property
    def content(self) -> tuple[Passage, ...]:
        """Return the sentences of running text: no headings, tables, signatures, furniture, nor what never ends."""
        skipped = [s.passage for s in self.segments if s.kind is not Kind.CONTENT]
        starts = {passage.start: passage.end for passage in skipped}
        firsts = sorted(starts)

        def stays(sentence: Passage) -> bool:
            index = bisect_right(firsts, sentence.start) - 1
            return index < 0 or starts[firsts[index]] < sentence.end

        prose = (s for s in self.passages.sentences if s.end - s.start <= _MOST_SENTENCE)
        return tuple(sentence for sentence in prose if stays(sentence))

    @cached_property
    def typed(self) -> str:
        """Return the view with annotations as signs of their types (`loaders.extract.patterns`)."""
        return typed_view(self.view, self.annotated.annotations)

    @cached_property
    def _clauses(self) -> dict[Passage, tuple[Span, ...]]:
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.passages.sentences]
