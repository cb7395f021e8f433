"""Dependences: what a technology, an industry or a body is said to depend on, where both are named."""

import re

from loaders.claims.model import Inference, Qualifiers, RelationClaim, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.challenges import industry_of
from loaders.extract.patterns import find
from ontology.namespaces import PG

__all__ = ["dependence_claims"]

_RULE = "party-dependence"
_THINGS = ("technology", "topic", "dataset", "facility")
_PARTIES = ("organisation", "place")
_NOT_SO = re.compile(
    r"不(?!足)|摆脱|减少|降低|避免|防止|减轻|克服|若|如果|是否|将(?!近)|可能|必须|应当|\b(?:not|never|reduce|would|could|may)\b|n't"
)


def dependence_claims(builder: Builder) -> None:
    """Add what sentences say depends on what; a country before a technology says where it holds."""
    for sentence in builder.reading.content:
        for match in find(_RULE, builder.reading.typed, sentence):
            if not _NOT_SO.search(builder.reading.view, match.start(), match.end()):
                _depends(builder, match)


def _depends(builder: Builder, match: re.Match[str]) -> None:
    annotated = builder.reading.annotated
    subjects, place = _subjects(builder, match)
    things = annotated.between(*match.span("on"), *_THINGS) or annotated.between(*match.span("on"), *_PARTIES)
    how = Qualifiers(place=builder.entity(place) if place else None)
    spans = [Inference(how.place, span) for span in [builder.inferred_place(how.place or "")] if how.place and span]
    for subject in subjects:
        for thing in things:
            other = builder.entity(thing)
            if other is not None and other != subject:
                body = RelationClaim(subject, PG + "dependsOn", other)
                quote = Span(match.start("subject"), match.end())
                builder.utter(body, quote, _RULE, qualifiers=how, inferences=spans)


def _subjects(builder: Builder, match: re.Match[str]) -> tuple[list[str], Annotation | None]:
    """Return what depends, and the place that the words for it begin with."""
    annotated = builder.reading.annotated
    start, end = match.span("subject")
    places = annotated.between(start, end, "place")
    place = places[0] if places and places[0].start == start else None
    industry = industry_of(builder, place.end if place else start, end)
    if industry is not None:
        return [industry], place
    named = annotated.between(start, end, *_THINGS)
    if named:
        return [iri for thing in named if (iri := builder.entity(thing)) is not None], place
    parties = annotated.between(start, end, "organisation")
    party = parties[0] if parties and parties[0].end == end else place if place and place.end == end else None
    iri = builder.entity(party) if party else None
    return ([iri] if iri else []), None
