"""Events: when and where meetings were held and by whom, and who founded which body (event ← date, host, place)."""

import re
from collections.abc import Iterator

from loaders.claims.model import Inference, RelationClaim, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.opinions import person_at
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
    events: dict[str, str] = {}
    for sentence in builder.reading.content:
        for match in find(_EVENT, builder.reading.typed, sentence):
            _event(builder, match, sentence, events)
        for match in find(_FOUNDING, builder.reading.typed, sentence):
            _founded(builder, match, sentence)


def _event(builder: Builder, match: re.Match[str], sentence: Passage, events: dict[str, str]) -> None:
    reading = builder.reading
    date = _one(builder, match, "date")
    resolved = reading.date(date) if date else None
    if _NOT_YET.search(reading.view, sentence.start, match.end()) or (date and not resolved):
        return
    host, place = _one(builder, match, "host"), _one(builder, match, "place")
    interval = parse_interval(resolved.notation) if resolved else None
    event = _named(builder, match, events, str(interval.last.year) if interval and interval.last else None)
    if event is None:
        return
    if date and resolved and interval and not resolved.deadline:
        body = RelationClaim(event, PG + "occurred", interval)
        inferred = [Inference("date", resolved.source)] if resolved.source else []
        stated = builder.text[date.start : date.end]
        quote = Span(date.start, match.end("event"))
        builder.utter(body, quote, _EVENT, inferences=inferred, time_as_stated=stated)
    guest = _participant(builder, match)
    if guest is not None:
        at = match.span("participant")
        quote = Span(min(at[0], match.start("event")), max(at[1], match.end("event")))
        builder.utter(RelationClaim(event, PG + "participant", guest), quote, _EVENT)
    for owner in _hosts(builder, match):
        body = RelationClaim(event, PG + "organizedBy", owner)
        builder.utter(body, Span(*match.span("event")), _EVENT)
    for predicate, name in (("organizedBy", host), ("locatedIn", place)):
        if name is not None and (other := builder.entity(name)) is not None:
            start, end = min(name.start, match.start("event")), max(name.end, match.end("event"))
            builder.utter(RelationClaim(event, PG + predicate, other), Span(start, end), _EVENT)


def _participant(builder: Builder, match: re.Match[str]) -> str | None:
    """Return who takes part in an event: an annotated party, else a person by the words for him."""
    if not match.groupdict().get("participant"):
        return None
    start, end = match.span("participant")
    named = builder.reading.annotated.between(start, end, "person", "group", "organisation")
    return builder.entity(named[0]) if named else person_at(builder, start, end)


def _hosts(builder: Builder, match: re.Match[str]) -> Iterator[str]:
    """Yield the body whose meeting it is by its name (十三届全国人大四次会议): the longest that the name holds."""
    words = builder.reading.view[slice(*match.span("event"))]
    for size in range(len(words) - 1, 1, -1):
        for start in range(len(words) - size + 1):
            found = builder.reading.gazetteer.entity(words[start : start + size])
            if found is not None and builder.typed(found.iri, "GovernmentBody", "Alliance"):
                yield found.iri
                return


def _one(builder: Builder, match: re.Match[str], name: str) -> Annotation | None:
    if not match.groupdict().get(name):
        return None
    types = ("date",) if name == "date" else ("organisation", "place")
    found = builder.reading.annotated.between(*match.span(name), *types)
    return found[0] if found else None


def _named(builder: Builder, match: re.Match[str], events: dict[str, str], year: str | None) -> str | None:
    """Return the event that a match names: that year's known one, a known meeting, else one of this text alone.

    Without a date it is the one that the text has dated before.
    """
    start, end = match.span("event")
    words, bare = builder.text[start:end].strip("“”"), builder.reading.view[start:end].strip("“”")
    if (dated := builder.known(f"{year}年{bare}")) is not None:
        events[words] = dated
        builder.name(dated, words)
    known = builder.reading.annotated.between(start, end, "meeting")
    if words not in events and known and (known[0].start, known[0].end) == (start, end):
        return builder.entity(known[0])
    if words not in events:
        if _GENERIC.match(words):
            return None
        events[words] = builder.add(candidate(words, "Event", scope=builder.reading.document))
    return events[words]


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
