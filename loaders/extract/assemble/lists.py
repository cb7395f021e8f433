"""Lists: items numbered one by one as challenges, recommendations or articles, where a heading says which."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.claims.model import Inference, Qualifiers, RelationClaim, Span, Text
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.challenges import industry_of, topics_of
from loaders.extract.assemble.figures import figure_of
from loaders.extract.assemble.owners import Owners
from loaders.extract.clauses import clauses
from loaders.extract.gazetteer import candidate
from loaders.extract.patterns import first
from loaders.extract.segment import Kind, Segment
from loaders.text.passages import Passage
from ontology import iris
from ontology.namespaces import PG
from ontology.terms import Status

__all__ = ["list_claims"]

_CHALLENGE, _RECOMMENDATION, _PROVISION = "list-challenge", "list-recommendation", "policy-provision"
_ENGLISH = {"First": 1, "Second": 2, "Third": 3, "Fourth": 4, "Fifth": 5, "Sixth": 6, "Seventh": 7, "Eighth": 8}
_MARK = re.compile(
    r"(?P<han>[一二三四五六七八九十]{1,2})是(?![否以的])|第(?P<th>[一二三四五六七八九十]{1,2})[,、]|(?P<en>First|Second|Third|Fourth|"
    r"Fifth|Sixth|Seventh|Eighth),\s|(?:[-*]\s*)?(?P<figure>\d{1,2})[.、)](?!\d)\s*"
)
_ARTICLE = re.compile(r"第(?P<th>[一二三四五六七八九十百]{1,5})条\s*")
_STRATEGY = re.compile(r"(?:战略|任务|行动|举措|原则|支柱)(?P<th>\d{1,2}):\s*")
_VERSION = re.compile(r"(?P<year>(?:19|20)\d{2})年(?:更新)?版本?")
_ENDS = "。.!;,: "
_LEAST, _MOST = 4, 160


@dataclass(frozen=True, slots=True)
class _Item:
    """An item: its number, where its number stands, and where its words begin and end."""

    number: int
    mark: int
    start: int
    end: int


def list_claims(builder: Builder) -> None:
    """Add the items of every list whose heading or lead-in tells that they are challenges or recommendations."""
    _articles(builder)
    _strategies(builder)
    segments = builder.reading.segments
    for index, segment in enumerate(segments):
        for rule in (_CHALLENGE, _RECOMMENDATION):
            for lead, rest in _leads(builder, segment, rule):
                items = list(_items(builder, rest, segments[index + 1 :]))
                if len(items) > 1 and [item.number for item in items] == list(range(1, len(items) + 1)):
                    _listed(builder, rule, lead, items)


def _leads(builder: Builder, segment: Segment, rule: str) -> Iterator[tuple[Passage, Passage]]:
    """Yield the sentences of a paragraph that announce a list, each with what follows in the paragraph."""
    wanted = (Kind.HEADING, Kind.CONTENT) if rule == _CHALLENGE else (Kind.HEADING,)
    for sentence in builder.reading.sentences_of(segment.passage) if segment.kind in wanted else ():
        if first(rule, builder.reading.typed, sentence) is not None:
            yield sentence, Passage(sentence.end, segment.passage.end)


def _items(builder: Builder, rest: Passage, following: tuple[Segment, ...]) -> Iterator[_Item]:
    """Yield the items that follow a lead-in: in its own paragraph, else at the beginnings of the next ones."""
    own = list(_marked(builder, rest))
    if own:
        yield from own
        return
    for segment in following:
        if segment.kind not in (Kind.CONTENT, Kind.HEADING):
            return
        found = list(_marked(builder, segment.passage))
        if not found or (segment.kind is Kind.HEADING and found[0].mark != segment.passage.start):
            return
        yield from found


def _marked(builder: Builder, passage: Passage) -> Iterator[_Item]:
    """Yield the items within a passage: what stands between a number and the end of its sentence or the next number."""
    view = builder.reading.view
    for sentence in builder.reading.sentences_of(passage):
        marks = [m for m in _MARK.finditer(view, sentence.start, sentence.end) if _begins(view, sentence, m)]
        ends = [*(mark.start() for mark in marks[1:]), sentence.end]
        for mark, end in zip(marks, ends, strict=False):
            while end > mark.end() and view[end - 1] in _ENDS:
                end -= 1
            if _LEAST <= end - mark.end() <= _MOST:
                yield _Item(_number(mark), mark.start(), mark.end(), end)


def _begins(view: str, sentence: Passage, mark: re.Match[str]) -> bool:
    return mark.start() == sentence.start or view[mark.start() - 1] in ";:,"


def _number(mark: re.Match[str]) -> int:
    groups = mark.groupdict()
    if groups.get("en"):
        return _ENGLISH[groups["en"]]
    return figure_of(groups.get("figure") or groups.get("han") or groups.get("th") or "")


def _listed(builder: Builder, rule: str, lead: Passage, items: list[_Item]) -> None:
    reading = builder.reading
    if rule == _RECOMMENDATION:
        document = iris.document(reading.document)
        for item in items:
            entity = _entity(builder, item, "Recommendation")
            body = RelationClaim(document, PG + "hasPart", entity)
            builder.utter(body, Span(item.mark, item.end), rule)
            _ordinal(builder, entity, item, rule)
        return
    parties = reading.within(lead, "place", "organisation")
    subject = builder.entity(parties[0]) if parties else None
    if subject is None:
        return
    named = Inference(subject, Span(parties[0].start, parties[0].end))
    industry = industry_of(builder, parties[0].end, lead.end) if parties[0].type == "place" else None
    for item in items:
        entity = _entity(builder, item, "Challenge")
        body = RelationClaim(subject, PG + "hasChallenge", entity)
        builder.utter(body, Span(item.mark, item.end), rule, inferences=[named])
        if industry is not None:
            body = RelationClaim(industry, PG + "hasChallenge", entity)
            spans = [Span(lead.start, lead.end)]
            builder.utter(body, Span(item.mark, item.end), rule, qualifiers=Qualifiers(place=subject), lead=spans)
        _ordinal(builder, entity, item, rule)
        _parts(builder, entity, item, rule)
        topics_of(builder, entity, Span(item.start, item.end), rule)


def _parts(builder: Builder, whole: str, item: _Item, rule: str) -> None:
    """Add the clauses of a challenge that says several things, each as a part of it."""
    told = list(clauses(builder.reading.view, Passage(item.start, item.end)))
    for clause in told if len(told) > 1 else ():
        words = builder.text[clause.start : clause.end]
        part = builder.add(candidate(words, "Challenge", scope=builder.reading.document))
        builder.utter(RelationClaim(whole, PG + "hasPart", part), Span(item.mark, item.end), rule)


def _entity(builder: Builder, item: _Item, cls: str) -> str:
    return builder.add(candidate(builder.text[item.start : item.end], cls, scope=builder.reading.document))


def _ordinal(builder: Builder, entity: str, item: _Item, rule: str) -> None:
    body = RelationClaim(entity, PG + "ordinal", Text(str(item.number), builder.language))
    builder.utter(body, Span(item.mark, item.end), rule)


def _strategies(builder: Builder) -> None:
    """Add the numbered strategies or tasks (战略1:…) of the one policy, or its version, that their lead-in names."""
    owners = Owners(builder)
    for sentence in builder.reading.content:
        mark = _STRATEGY.match(builder.reading.view, sentence.start, sentence.end)
        owner = owners.lead_in(sentence) if mark else None
        named = _version(builder, owner.inference) if owner and owner.inference else None
        if mark is None or owner is None or named is None:
            continue
        end = sentence.end
        while end > mark.end() and builder.reading.view[end - 1] in _ENDS:
            end -= 1
        item = _Item(figure_of(mark["th"]), sentence.start, sentence.start, end)
        if _LEAST <= end - mark.end() <= _MOST:
            _provision(builder, item, Span(item.start, end), named, owner.status)


def _provision(builder: Builder, item: _Item, quote: Span, named: Inference, status: Status) -> None:
    entity = _entity(builder, item, "Provision")
    body = RelationClaim(named.argument, PG + "hasProvision", entity)
    how = Qualifiers(status=status)
    builder.utter(body, quote, _PROVISION, qualifiers=how, inferences=[named])
    number = RelationClaim(entity, PG + "ordinal", Text(str(item.number), builder.language))
    builder.utter(number, quote, _PROVISION, qualifiers=how)


def _version(builder: Builder, policy: Inference) -> Inference | None:
    """Return the policy, or the version of it that the words behind its title speak of; None for an unknown one."""
    view = builder.reading.view
    end = view.find("\n", policy.span.end)
    version = _VERSION.search(view, policy.span.end, end if end >= 0 else len(view))
    if version is None:
        return policy
    name = view[policy.span.start : policy.span.end].strip("《》“”")
    known = builder.reading.gazetteer.entity(f"{name}{version['year']}年版")
    return None if known is None else Inference(known.iri, Span(*version.span()))


def _articles(builder: Builder) -> None:
    """Add the numbered articles of the policy that a text gives in full, each with the words of its first sentence."""
    own = builder.own_policy
    if own is None:
        return
    policy, heading = own
    for sentence in builder.reading.content:
        mark = _ARTICLE.match(builder.reading.view, sentence.start, sentence.end)
        if mark is None or sentence.start < heading.start:
            continue
        end = sentence.end
        while end > mark.end() and builder.reading.view[end - 1] in _ENDS:
            end -= 1
        item = _Item(_number(mark), sentence.start, sentence.start, end)
        if _LEAST <= end - mark.end() <= _MOST:
            entity = _entity(builder, item, "Provision")
            body = RelationClaim(policy, PG + "hasProvision", entity)
            status = Qualifiers(status=Status.ENACTED)
            builder.utter(
                body, Span(item.start, end), _PROVISION, qualifiers=status, inferences=[Inference(policy, heading)]
            )
            _ordinal(builder, entity, item, _PROVISION)
