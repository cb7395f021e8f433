"""Events: when and where meetings were held and by whom, and who founded which body (event ← date, host, place)."""

import re

from loaders.claims.model import Inference, RelationClaim, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.gazetteer import candidate
from loaders.extract.patterns import find
from loaders.text.dates import parse_interval
from loaders.text.passages import Passage
from ontology.namespaces import PG

__all__ = ["event_claims"]

_EVENT, _FOUNDING = "event-circumstance", "body-founded"
_NOT_YET = re.compile(r"计划|拟|将|支持|鼓励|推动|要求|应|每年|定期|力争|希望|建议")
_GENERIC = re.compile(
    r"^(?:本次|此次|该|这次|首次|全体|新闻|专题|重要|一次|相关)?(?:大会|峰会|会议|论坛|研讨会|发布会|新闻发布会|座谈会)$"
)


def event_claims(builder: Builder) -> None:
    """Add what sentences say of meetings that were held, and of bodies that were founded.

    A founding counts where its sentence dates it or says that it is done (了); else it may be a wish.
    """
    for sentence in builder.reading.content:
        for match in find(_EVENT, builder.reading.typed, sentence):
            _event(builder, match, sentence)
        for match in find(_FOUNDING, builder.reading.typed, sentence):
            _founded(builder, match, sentence)


def _event(builder: Builder, match: re.Match[str], sentence: Passage) -> None:
    reading = builder.reading
    date = _one(builder, match, "date")
    resolved = reading.date(date) if date else None
    if _NOT_YET.search(reading.view, sentence.start, match.end()) or (date and not resolved):
        return
    host, place = _one(builder, match, "host"), _one(builder, match, "place")
    event = _named(builder, match)
    if event is None:
        return
    if date and resolved and not resolved.deadline:
        body = RelationClaim(event, PG + "occurred", parse_interval(resolved.notation))
        inferred = [Inference("date", resolved.source)] if resolved.source else []
        stated = builder.text[date.start : date.end]
        quote = Span(date.start, match.end("event"))
        builder.utter(body, quote, _EVENT, inferences=inferred, time_as_stated=stated)
    for predicate, name in (("organizedBy", host), ("locatedIn", place)):
        if name is not None and (other := builder.entity(name)) is not None:
            start, end = min(name.start, match.start("event")), max(name.end, match.end("event"))
            builder.utter(RelationClaim(event, PG + predicate, other), Span(start, end), _EVENT)


def _one(builder: Builder, match: re.Match[str], name: str) -> Annotation | None:
    if not match.groupdict().get(name):
        return None
    types = ("date",) if name == "date" else ("organisation", "place")
    found = builder.reading.annotated.between(*match.span(name), *types)
    return found[0] if found else None


def _named(builder: Builder, match: re.Match[str]) -> str | None:
    """Return the event that a match names: a known meeting, else a candidate in the words of the text."""
    start, end = match.span("event")
    known = builder.reading.annotated.between(start, end, "meeting")
    if known and (known[0].start, known[0].end) == (start, end):
        return builder.entity(known[0])
    words = builder.text[start:end].strip("“”")
    return None if _GENERIC.match(words) else builder.add(candidate(words, "Event"))


def _founded(builder: Builder, match: re.Match[str], sentence: Passage) -> None:
    reading = builder.reading
    bodies = reading.annotated.between(*match.span("body"), "organisation")
    told = match["done"] or reading.annotated.between(sentence.start, match.end(), "date")
    if not bodies or not told or _NOT_YET.search(reading.view, sentence.start, match.end()):
        return
    body = builder.entity(bodies[0])
    founders = reading.annotated.between(*match.span("founders"), "organisation", "person")
    for founder in founders:
        party = builder.entity(founder)
        if party and body and party != body:
            claim = RelationClaim(party, PG + "founded", body)
            builder.utter(claim, Span(founder.start, match.end("body")), _FOUNDING)
