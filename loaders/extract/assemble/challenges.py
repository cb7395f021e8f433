"""Challenges: what a text says that a country, a body or an industry lacks or struggles with (subject → challenge)."""

import re
from collections.abc import Iterator

from loaders.claims.model import Inference, Qualifiers, RelationClaim, Span
from loaders.extract.assemble.builder import Builder
from loaders.extract.clauses import clauses
from loaders.extract.gazetteer import candidate
from loaders.extract.patterns import find, first
from loaders.text.passages import Passage
from ontology.namespaces import PG

__all__ = ["challenge_claims", "industry_of", "topics_of"]

_LISTED, _STATED = "challenge-listed", "challenge-stated"
_LACKING = re.compile(r"落后|薄弱|缺乏|不足|短缺|滞后|匮乏|受制于人|缺位|不均衡|参差不齐")
_APART = re.compile(r"、|以及|和(?!谐)")
_NOT_SO = re.compile(
    r"不甘|若|如果|假如|一旦|为解决|针对|缓解|避免|防止|克服|破解|弥补|不再|并不|并未|曾经|过去|将(?!近)|可能|或许|预计|\?|是否"
)
_LEAST, _MOST = 4, 40
_AFTER = re.compile(r"(?:的?发展|行业)?(?=[^一-鿿]|进入|面临|存在|还|仍|正|发展|仍然|依然|,|$)")
_PARTIES = ("place", "organisation", "group")
_TOPICS = ("technology", "topic", "dataset")
_INDUSTRY = re.compile(r"[一-鿿A-Za-z]{2,8}(?:产业|行业)")


def challenge_claims(builder: Builder) -> None:
    """Add the challenges that sentences list (面临A、B等挑战) or state (我国X不足) of a named subject."""
    for sentence in builder.reading.content:
        _listed(builder, sentence)
        _stated(builder, sentence)


def topics_of(builder: Builder, challenge: str, words: Span, rule: str) -> None:
    """Add which technologies and data the words of a challenge are about."""
    for named in builder.reading.annotated.between(words.start, words.end, *_TOPICS):
        topic = builder.entity(named)
        if topic is not None and topic != challenge:
            builder.utter(RelationClaim(challenge, PG + "concerns", topic), words, rule)


def industry_of(builder: Builder, start: int, end: int) -> str | None:
    """Return the industry that a span begins with (人工智能产业…), where the authority knows it."""
    found = _INDUSTRY.match(builder.reading.view, start, end)
    return builder.named("Sector").get(found[0]) if found else None


def _listed(builder: Builder, sentence: Passage) -> None:
    for match in find(_LISTED, builder.reading.typed, sentence):
        if _NOT_SO.search(builder.reading.view, sentence.start, match.start("list")):
            continue
        for subject, start, place in _subjects(builder, sentence, match.start()):
            for item in _items(builder, *match.span("list")):
                _say(builder, subject, item, Span(start, match.end()), _LISTED, place)


def _stated(builder: Builder, sentence: Passage) -> None:
    """Add what clauses in a row say is lacking, of the subject that the first of them names."""
    subjects: list[tuple[str, int, str | None]] = []
    if _LACKING.search(builder.reading.view, sentence.start, sentence.end) is None:
        return
    for clause in clauses(builder.reading.view, sentence):
        match = first(_STATED, builder.reading.typed, Passage(clause.start, clause.end))
        if match is None or _NOT_SO.search(builder.reading.view, clause.start, clause.end):
            subjects = []
            continue
        if match["subject"]:
            subjects = list(_subjects(builder, Passage(match.start("subject"), clause.end), match.start("what")))
        for subject, start, place in subjects:
            for item in _lacking(builder, *match.span("what")):
                _say(builder, subject, item, Span(start, item.end), _STATED, place)


def _subjects(builder: Builder, sentence: Passage, before: int) -> Iterator[tuple[str, int, str | None]]:
    """Yield whom a sentence speaks of at its head: the country or body, and the industry that is named with it."""
    named = builder.reading.annotated.between(sentence.start, before, *_PARTIES)
    if not named or named[0].start - sentence.start > _LEAST:
        return
    head = named[0]
    subject = builder.entity(head)
    if subject is None:
        return
    yield subject, head.start, None
    industry = industry_of(builder, head.end, before) if head.type == "place" else None
    if industry is not None:
        yield industry, head.start, subject


def _items(builder: Builder, start: int, end: int) -> Iterator[Span]:
    view, begin = builder.reading.view, start
    for last, following in [*(mark.span() for mark in _APART.finditer(view, start, end)), (end, end)]:
        if _LEAST <= last - begin <= _MOST:
            yield Span(begin, last)
        begin = following


def _lacking(builder: Builder, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a clause that each say what is lacking (基础设施薄弱、顶尖人才缺乏), else the whole clause."""
    items = list(_items(builder, start, end))
    told = [item for item in items if first(_STATED, builder.reading.typed, Passage(item.start, item.end))]
    yield from items if len(told) == len(items) and items else [Span(start, end)]


def _say(builder: Builder, subject: str, item: Span, quote: Span, rule: str, place: str | None) -> None:
    words = builder.text[item.start : item.end]
    entity = builder.add(candidate(words, "Challenge", scope=builder.reading.document))
    spans = [Inference(iri, span) for iri in (subject, place) if iri and (span := builder.inferred_place(iri))]
    body = RelationClaim(subject, PG + "hasChallenge", entity)
    builder.utter(body, quote, rule, qualifiers=Qualifiers(place=place), inferences=spans)
    if rule == _STATED:
        topics_of(builder, entity, item, rule)
