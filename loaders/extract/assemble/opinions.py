"""Opinions: what a named person or body says or thinks, in the words of the text (words ← speaker, topics)."""

import re

from loaders.claims.model import Opinion, Qualifiers, RelationClaim, Span, Text
from loaders.extract.assemble.builder import Builder
from loaders.extract.gazetteer import candidate
from loaders.extract.patterns import find, first
from ontology.namespaces import PG
from ontology.terms import Status

__all__ = ["opinion_claims", "person_at"]

_QUOTED, _REPORTED, _CALLED = "opinion-quoted", "opinion-reported", "proposal-called"
_PARTIES = ("person", "organisation", "group")
_TOPICS = ("technology", "topic", "policy")
_DENIED = re.compile(r"[不未没]|从不|并非|\bnot\b|n't")
_NO_NAME = re.compile(
    r"^(?:有关|相关|负责|某|多位|一位|这位|该|其|他|她|我|专家|团队|们|小组|同时|随后|近日|此前|日前|当天|当日|业内|会议|记者)|说|表示|认为|先生|女士$"
)
_OFFICE = re.compile(
    r"^.*(?:之一|研究员|分析师|科学家|经济学家|创始人|执行官|发言人|秘书长|董事长|总经理|理事长|主席|主任|教授|院士|部长|总统|"
    r"首相|总理)"
)
_FIGURES = 2


def opinion_claims(builder: Builder) -> None:
    """Add what sentences quote or report of named speakers; who is not named says nothing here."""
    for sentence in builder.reading.content:
        spans: list[Span] = []
        for match in find(_QUOTED, builder.reading.typed, sentence):
            if _say(builder, match, _QUOTED):
                spans.append(Span(*match.span()))
        for match in find(_CALLED, builder.reading.typed, sentence):
            _call(builder, match)
        if not spans and (reported := first(_REPORTED, builder.reading.typed, sentence)) is not None:
            _say(builder, reported, _REPORTED)


def _say(builder: Builder, match: re.Match[str], rule: str) -> bool:
    between = match.span("between") if "between" in match.re.groupindex else (0, 0)
    if between[0] >= 0 and _DENIED.search(builder.reading.view, *between):
        return False
    speaker = _speaker(builder, match)
    words = builder.text[match.start("words") : match.end("words")].strip()
    if speaker is None or (rule == _REPORTED and _of_numbers(builder, match)):
        return False
    body = Opinion(speaker, Text(words, builder.language), _about(builder, match, speaker))
    start = min(match.start("speaker"), match.start("words"))
    end = max(match.end("words"), match.end("speaker"))
    builder.utter(body, Span(start, end), rule, qualifiers=Qualifiers(status=Status.OPINION))
    return True


def _call(builder: Builder, match: re.Match[str]) -> None:
    """Add what somebody calls for: a measure that he recommends, and no more than a proposal."""
    speaker = _speaker(builder, match)
    if speaker is None:
        return
    start, end = match.span("words")
    measure = builder.add(candidate(builder.text[start:end], "Measure", scope=builder.reading.document))
    body = RelationClaim(speaker, PG + "recommendsMeasure", measure)
    quote = Span(match.start("speaker"), end)
    builder.utter(body, quote, _CALLED, qualifiers=Qualifiers(status=Status.PROPOSAL))


def _speaker(builder: Builder, match: re.Match[str]) -> str | None:
    start, end = match.span("speaker")
    named = builder.reading.annotated.between(start, end, *_PARTIES)
    if named:
        return builder.entity(named[0])
    return person_at(builder, start, end)


def person_at(builder: Builder, start: int, end: int) -> str | None:
    """Return the person whose name stands at a span, without his office; None where it is no name (该, 团队, 女士)."""
    named = builder.reading.annotated.between(start, end, "person")
    if named:
        return builder.entity(named[0])
    words = _OFFICE.sub("", builder.text[start:end])
    return None if not words or _NO_NAME.search(words) else builder.add(candidate(words, "Person"))


def _of_numbers(builder: Builder, match: re.Match[str]) -> bool:
    """Say whether reported words give figures: those are a report of facts, left to the rules for numbers."""
    return len(builder.reading.annotated.between(*match.span("words"), "quantity")) >= _FIGURES


def _about(builder: Builder, match: re.Match[str], speaker: str) -> tuple[str, ...]:
    """Return the technologies and policies that the words name, each once, in their order."""
    named = builder.reading.annotated.between(*match.span("words"), *_TOPICS)
    found = [iri for annotation in named if (iri := builder.entity(annotation)) and iri != speaker]
    titles = builder.reading.annotated.between(*match.span("words"), "title")
    found += [iri for title in titles if (iri := builder.policy(title))]
    return tuple(dict.fromkeys(found))
