"""Parties: where they are from, what they are called, who holds which office, who founded or backs whom."""

import re

from loaders.claims.model import Qualifiers, RelationClaim, Span
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.opinions import person_at
from loaders.extract.gazetteer import candidate
from loaders.extract.patterns import find
from loaders.text.passages import Passage
from ontology.namespaces import PG
from ontology.terms import Status

__all__ = ["party_claims"]

_BASED, _KIND, _OFFICE, _BACKED = "party-based", "party-kind", "office-held", "party-backed"
_COUNTRIES = ("Country", "Bloc")
_NOT_SO = re.compile(r"不是|并非|不属于|计划|拟|将|或将|有意|传闻|谈判|\b(?:will|plans? to|may|would|not)\b")
_AS, _HOME = "作为", "国内"


def party_claims(builder: Builder) -> None:
    """Add what sentences say of bodies and persons in passing, each thing once in a text."""
    said: set[tuple[str, str, str]] = set()
    for sentence in builder.reading.content:
        for rule, read in ((_BASED, _based), (_KIND, _called), (_OFFICE, _office), (_BACKED, _backed)):
            for match in find(rule, builder.reading.typed, sentence):
                if not _NOT_SO.search(builder.reading.view, sentence.start, match.end()):
                    read(builder, match, sentence, said)


_Said = set[tuple[str, str, str]]


def _say(builder: Builder, body: RelationClaim, quote: Span, rule: str, said: _Said, how: Status = Status.FACT) -> None:
    key = (body.subject, body.predicate, str(body.object))
    if key not in said:
        said.add(key)
        builder.utter(body, quote, rule, qualifiers=Qualifiers(status=how))


def _based(builder: Builder, match: re.Match[str], sentence: Passage, said: _Said) -> None:
    places = builder.reading.annotated.between(*match.span("place"), "place")
    place = builder.entity(places[0]) if places and builder.text[places[0].start : places[0].end] != _HOME else None
    beside = match.end("place") <= match.start("party") and "总部" not in match[0]
    if place is None or (beside and not builder.typed(place, *_COUNTRIES) and "-based" not in match[0]):
        return
    for party in builder.reading.annotated.between(*match.span("party"), "organisation"):
        if (iri := builder.entity(party)) is not None and iri != place:
            body = RelationClaim(iri, PG + "basedIn", place)
            quote = Span(min(match.start("place"), party.start), max(match.end("place"), party.end))
            _say(builder, body, quote, _BASED, said)


def _called(builder: Builder, match: re.Match[str], sentence: Passage, said: _Said) -> None:
    named = builder.reading.annotated.between(*match.span("party"), "organisation", "place")
    party = builder.entity(named[0]) if named else None
    what = match.span("what")
    if party is None:
        return
    status = Status.OPINION if builder.reading.view.startswith(_AS, match.start()) else Status.FACT
    body = RelationClaim(party, PG + "feature", builder.words(*what))
    _say(builder, body, Span(min(what[0], named[0].start), max(what[1], named[0].end)), _KIND, said, status)


def _office(builder: Builder, match: re.Match[str], sentence: Passage, said: _Said) -> None:
    person = person_at(builder, *match.span("person"))
    of = builder.reading.annotated.between(*match.span("of"), "organisation", "place")
    owner = builder.entity(of[0]) if of else None
    if person is None or owner is None:
        return
    words = builder.text[slice(*match.span("office"))]
    office = builder.add(candidate(words, "Office"))
    quote = Span(match.start("office"), match.end("person"))
    _say(builder, RelationClaim(person, PG + "holdsOffice", office), quote, _OFFICE, said)
    _say(builder, RelationClaim(office, PG + "officeOf", owner), quote, _OFFICE, said)


def _backed(builder: Builder, match: re.Match[str], sentence: Passage, said: _Said) -> None:
    parties = builder.reading.annotated.between(*match.span("party"), "organisation")
    party = builder.entity(parties[0]) if parties else None
    name = "founder" if match.groupdict().get("founder") else "investor"
    start, end = match.span(name)
    bodies = builder.reading.annotated.between(start, end, "organisation")
    backer = builder.entity(bodies[0]) if bodies else person_at(builder, start, end)
    if party is not None and backer is not None and party != backer:
        predicate = "founded" if name == "founder" else "investedIn"
        quote = Span(min(start, parties[0].start), max(end, parties[0].end))
        _say(builder, RelationClaim(backer, PG + predicate, party), quote, _BACKED, said)
