"""Extraction of one document: view → segments → annotations → resolution → claims → gate, as one pure function."""

from bisect import bisect_right
from dataclasses import dataclass

from loaders.claims.gate import Gate
from loaders.claims.model import Span, Utterance
from loaders.errors import Problem
from loaders.extract.annotate.annotator import Annotated, annotate_view
from loaders.extract.assemble import assemble
from loaders.extract.gazetteer import read_gazetteer
from loaders.extract.reading import Reading
from loaders.extract.resolve import resolve_dates
from loaders.extract.segment import Kind, Segment, segment
from loaders.text.articles import Article
from loaders.text.authority import Authority, Entity
from loaders.text.passages import Passage, Passages
from loaders.text.view import view
from ontology.schema import Schema

__all__ = ["Extraction", "extract", "read"]


@dataclass(frozen=True)
class Extraction:
    """What the rules found in a document.

    `utterances` passed the gate, `refused` did not; `authority` knows their candidates and the text's own short names;
    `left_alone` are the content sentences that no claim quotes.
    """

    reading: Reading
    utterances: tuple[Utterance, ...]
    refused: tuple[Problem, ...]
    candidates: tuple[Entity, ...]
    authority: Authority
    left_alone: tuple[Passage, ...]


def read(article: Article, passages: Passages, authority: Authority) -> Reading:
    """Return an article read as far as annotations and resolved dates."""
    normalised = view(article.text)
    segments = segment(normalised, passages)
    gazetteer = read_gazetteer(authority)
    everything = annotate_view(article.id, normalised, gazetteer)
    annotated = _content(everything, segments)
    published = article.metadata.published
    at = _published_at(everything, published.isoformat() if published else None)
    dates = resolve_dates(normalised, annotated.dates, passages, published, at)
    return Reading(article.id, normalised, passages, segments, annotated, dates, gazetteer, published)


def extract(article: Article, passages: Passages, authority: Authority, schema: Schema) -> Extraction:
    """Return what the rules find in an article; the same input gives the same output, offline."""
    reading = read(article, passages, authority)
    made = assemble(reading, article.text, article.metadata.language, authority)
    own = authority.extended(made.candidates).with_forms(made.forms)
    gate = Gate(article, passages, own, schema)
    checked = [gate.check(utterance) for utterance in made.utterances]
    passed = tuple(utterance for utterance, stopped in checked if not stopped)
    used = {argument for utterance in passed for argument in _entities(utterance)}
    return Extraction(
        reading=reading,
        utterances=passed,
        refused=tuple(problem for _, stopped in checked for problem in stopped),
        candidates=tuple(entity for entity in made.candidates if entity.iri in used),
        authority=own,
        left_alone=tuple(_left_alone(reading, passed)),
    )


def _content(annotated: Annotated, segments: tuple[Segment, ...]) -> Annotated:
    """Return the annotations without those of page furniture."""
    furniture = [s.passage for s in segments if s.kind is Kind.FURNITURE]

    starts = [passage.start for passage in furniture]

    def inside(start: int, end: int) -> bool:
        index = bisect_right(starts, start) - 1
        return index >= 0 and furniture[index].covers(start, end)

    return Annotated(
        tuple(a for a in annotated.annotations if not inside(a.start, a.end)),
        tuple(pair for pair in annotated.dates if not inside(pair[0].start, pair[0].end)),
    )


def _published_at(annotated: Annotated, published: str | None) -> Span | None:
    if published is None:
        return None
    return next((Span(a.start, a.end) for a, _ in annotated.dates if a.value("value") == published), None)


def _entities(utterance: Utterance) -> list[str]:
    body, place = utterance.claim.body, utterance.claim.qualifiers.place
    values: list[object] = [getattr(body, name) for name in body.__slots__]
    flat = [item for value in values for item in (value if isinstance(value, tuple) else (value,))]
    return [item for item in [*flat, place, utterance.stated_source] if isinstance(item, str)]


def _left_alone(reading: Reading, utterances: tuple[Utterance, ...]) -> list[Passage]:
    kinds = (Kind.FURNITURE, Kind.DATELINE, Kind.HEADING, Kind.SIGNATURE)
    skipped = [s.passage for s in reading.segments if s.kind in kinds]
    alone = set(reading.passages.sentences)
    for passage in skipped:
        alone.difference_update(reading.sentences_of(passage))
    for span in {span for utterance in utterances for span in utterance.spans}:
        alone.discard(reading.sentence(span.start, span.end) or Passage(0, 0))
    return sorted(alone, key=lambda sentence: sentence.start)
