"""Grounds: what measures build on and what they are for, on which policies a policy rests, what it sets out."""

import re

from loaders.claims.model import Inference, Qualifiers, RelationClaim, Span
from loaders.extract.assemble.acts import introduced_acts
from loaders.extract.assemble.builder import Builder
from loaders.extract.patterns import find, first
from loaders.extract.statements import Measure
from loaders.text.passages import Passage
from ontology.namespaces import PG

__all__ = ["ground_claims"]

_BASE, _AIM, _BASIS, _CONTENT = "measure-base", "measure-aim", "policy-basis", "policy-content"
_NAMED = ("technology", "topic", "dataset", "facility", "organisation", "policy")
_OWN = re.compile(r"^(?:我国|国内|国产|本市|我市|全省)+")
_APART = re.compile(r"、|以及|和|与|及")
_REACH, _TAIL = 60, 2
_PREDICATES = {"base": "basedOn", "subject": "target"}


def ground_claims(builder: Builder) -> None:
    """Add what stands before, in or behind a measure of its grounds and its purpose, and what a policy is based on."""
    for measure, entity, how in introduced_acts(builder):
        _bases(builder, measure, entity, how)
        _aims(builder, measure, entity, how)
    _basis(builder)
    _contents(builder)


def _bases(builder: Builder, measure: Measure, entity: str, how: Qualifiers) -> None:
    """Add what a measure builds on (依托X,…) or works on (围绕X,…), by the clause before it or its own words."""
    before = max(measure.sentence.start, measure.start - _REACH)
    for match in find(_BASE, builder.reading.typed, Passage(before, measure.end)):
        name = match.lastgroup or ""
        inside = match.start() >= measure.start
        if not inside and match.end() != measure.start:
            continue
        quote = Span(min(match.start(), measure.start), measure.end)
        for thing in _things(builder, *match.span(name)):
            if thing != entity:
                body = RelationClaim(entity, PG + _PREDICATES[name], thing)
                builder.utter(body, quote, _BASE, qualifiers=how)


def _things(builder: Builder, start: int, end: int) -> tuple[str, ...]:
    """Return the things that words name: the one known by them all, else what each item of a list ends with."""
    view = builder.reading.view
    if own := _OWN.match(view[start:end]):
        start += own.end()
    if (known := builder.known(view[start:end])) is not None:
        return (known,)
    found: list[str] = []
    for last in [*(mark.start() for mark in _APART.finditer(view, start, end)), end]:
        named = builder.reading.annotated.between(start, last, *_NAMED)
        tail = 0 if named and named[-1].type == "topic" else _TAIL
        iri = builder.entity(named[-1]) if named and named[-1].end >= last - tail else None
        if iri is not None and iri not in found:
            found.append(iri)
    return tuple(found)


def _aims(builder: Builder, measure: Measure, entity: str, how: Qualifiers) -> None:
    """Add the purpose told right behind a measure (…,以便…) or at the head of its sentence (为…,)."""
    typed, sentence = builder.reading.typed, measure.sentence
    behind = first(_AIM, typed, Passage(measure.end, sentence.end))
    ahead = first(_AIM, typed, Passage(sentence.start, measure.start))
    if ahead is not None and len(typed[ahead.end() : measure.start]) > _REACH:
        ahead = None
    for match in (behind, ahead):
        if match is not None:
            body = RelationClaim(entity, PG + "aim", builder.words(*match.span("words")))
            quote = Span(min(measure.start, match.start("words")), max(measure.end, match.end("words")))
            builder.utter(body, quote, _AIM, qualifiers=how)


def _basis(builder: Builder) -> None:
    """Add which policies the policy of this text says that it rests on (根据…制定本办法) or puts into practice."""
    own = builder.own_policy
    for sentence in builder.reading.content:
        for match in find(_BASIS, builder.reading.typed, sentence):
            titles = builder.reading.within(Passage(*match.span("titles")), "title")
            subjects = builder.reading.within(Passage(*match.span("policy")), "title") if match["policy"] else ()
            if not subjects and own is None:
                continue
            policy = builder.policy(subjects[0]) if subjects else own[0] if own else None
            inferred = [] if subjects or own is None else [Inference(own[0], own[1])]
            predicate = "basedOn" if match["based"] else "implements"
            for title in titles:
                cited = builder.policy(title)
                if policy is not None and cited is not None and cited != policy:
                    body = RelationClaim(policy, PG + predicate, cited)
                    quote = Span(match.start(), match.end())
                    builder.utter(body, quote, _BASIS, inferences=inferred)


def _contents(builder: Builder) -> None:
    """Add what the clause behind a title says that the policy is or sets out, in its words."""
    for sentence in builder.reading.content:
        for match in find(_CONTENT, builder.reading.typed, sentence):
            titles = builder.reading.within(Passage(*match.span("policy")), "title")
            policy = builder.policy(titles[0]) if titles else None
            if policy is not None:
                body = RelationClaim(policy, PG + "content", builder.words(*match.span("words")))
                builder.utter(body, Span(match.start("policy"), match.end("words")), _CONTENT)
