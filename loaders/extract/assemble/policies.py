"""Policies: who issued or proposed them and when, their short titles and stages (title ← issuer, date, stage)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.claims.model import Inference, RelationClaim, Span
from loaders.extract.annotate.titles import bare_title
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.patterns import find
from loaders.extract.reading import Reading
from loaders.text.dates import parse_interval
from loaders.text.passages import Passage
from ontology.namespaces import ID, PG

__all__ = ["Issue", "find_issues", "policy_claims"]

_ISSUED, _DATED, _SHORT, _STAGE = "policy-issuer", "policy-issued", "policy-short-title", "policy-stage"
_PROPOSING = frozenset({
    "提出", "拟定", "提议", "征求意见", "提交", "Proposed", "Tabled", "Introduced", "proposed", "put forward", "tabled",
    "introduced", "proposes",
})  # fmt: skip
_ISSUER_TYPES = ("organisation", "place", "meeting")
_NEAR_DATE = 24
_SHORT_FORM = re.compile(r"[(][^()]*$")
_BRACKET = re.compile(r"\s*[(]")
_CLAUSE_END = re.compile(r"[;:。]")
_DATE_AFTER = re.compile(r"[”\"]?,? ?(?:in|on|于)? ?$")


@dataclass(frozen=True, slots=True)
class Issue:
    """An act of issuing in one sentence: the title, the verb, who did it (in order), when, and the words for it."""

    title: Annotation
    verb: str
    sentence: Passage
    issuers: tuple[Annotation, ...]
    date: Annotation | None
    told: Span


def policy_claims(builder: Builder) -> None:
    """Add the claims of every act of issuing, and the short titles and stages that titles show."""
    for title in builder.reading.annotated.of("title"):
        policy = builder.policy(title)
        sentence = builder.reading.sentence(title.start, title.end)
        if policy is None or sentence is None:
            continue
        _short_title(builder, policy, title, sentence)
        if "征求意见稿" in builder.reading.view[title.start : title.end + 8]:
            end = builder.reading.view.index("征求意见稿", title.start) + len("征求意见稿")
            draft = RelationClaim(policy, PG + "stage", ID + "stage/draft-for-comment")
            builder.utter(draft, Span(title.start, max(end, title.end)), _STAGE)
    for issue in find_issues(builder.reading):
        if (policy := builder.policy(issue.title)) is not None:
            _issued(builder, policy, issue)


@lru_cache(maxsize=1)
def find_issues(reading: Reading) -> tuple[Issue, ...]:
    """Return every act of issuing in a reading, in reading order; no title is issued twice in one sentence."""
    titled = (s for s in reading.passages.sentences if reading.within(s, "title") and reading.within(s, *_ISSUER_TYPES))
    return tuple(issue for sentence in titled for issue in _issues(reading, sentence))


def _short_title(builder: Builder, policy: str, title: Annotation, sentence: Passage) -> None:
    short = title.fields.get("short")
    if short is None or not sentence.covers(title.start, short.end):
        return
    words = bare_title(builder.text[short.start : short.end])
    body = RelationClaim(policy, PG + "shortTitle", builder.words(short.start, short.end))
    if len(words) >= 2:
        builder.utter(body, Span(title.start, min(short.end + 1, sentence.end)), _SHORT)


def _issued(builder: Builder, policy: str, issue: Issue) -> None:
    start, end = issue.told.start, issue.told.end
    if issue.date is not None:
        start, end = min(start, issue.date.start), max(end, issue.date.end)
    quote = Span(start, end)
    predicate = PG + ("proposedBy" if issue.verb in _PROPOSING else "issuedBy")
    for issuer in issue.issuers:
        if (party := builder.entity(issuer)) is not None:
            builder.utter(RelationClaim(policy, predicate, party), quote, _ISSUED)
    resolved = builder.reading.date(issue.date) if issue.date else None
    if issue.date and resolved and not resolved.deadline and predicate == PG + "issuedBy":
        inferred = [Inference("date", resolved.source)] if resolved.source else []
        body = RelationClaim(policy, PG + "issued", parse_interval(resolved.notation))
        words = builder.text[issue.date.start : issue.date.end]
        builder.utter(body, quote, _DATED, inferences=inferred, time_as_stated=words)


def _issues(reading: Reading, sentence: Passage) -> Iterator[Issue]:
    """Yield who issues the titles of a sentence: each by the first pattern that speaks of it."""
    issues: dict[int, Issue] = {}
    for match in find(_ISSUED, reading.typed, sentence):
        for title in _titles(reading, match):
            if title.start not in issues and (issue := _issue(reading, match, title, sentence)):
                issues[title.start] = issue
    for issue in tuple(issues.values()):
        if (short := _short_form(reading, issue.title)) is not None:
            issues.setdefault(short.start, replace(issue, title=short))
    yield from (issues[start] for start in sorted(issues))


def _short_form(reading: Reading, title: Annotation) -> Annotation | None:
    """Return the title in brackets behind a title that says what it is called for short."""
    place = title.fields.get("short")
    if place is None:
        return None
    return next(iter(reading.annotated.between(place.start - 1, place.end + 1, "title")), None)


def _titles(reading: Reading, match: re.Match[str]) -> Iterator[Annotation]:
    """Yield the titles that a match speaks of; a short form in brackets behind one is only its name."""
    for title in reading.annotated.between(*match.span("titles"), "title"):
        if not _SHORT_FORM.search(reading.view, max(0, title.start - 10), title.start):
            yield title


def _issue(reading: Reading, match: re.Match[str], title: Annotation, sentence: Passage) -> Issue | None:
    issuers = _without_other_names(reading, reading.annotated.between(*match.span("by"), *_ISSUER_TYPES))
    if not issuers:
        return None
    verb = match.groupdict().get("verb") or ""
    told = Span(min(match.start("by"), title.start), max(match.end(), title.end))
    return Issue(title, verb, sentence, issuers, _date(reading, match, title, sentence), told)


def _without_other_names(reading: Reading, names: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """Return the issuers without acronyms in brackets behind them; a place goes with those around it."""
    kept: list[Annotation] = []
    for n, name in enumerate(names):
        if n and _BRACKET.fullmatch(reading.view, names[n - 1].end, name.start):
            continue
        if kept and kept[-1].type == name.type == "place" and kept[-1].end == name.start:
            name = replace(name, start=kept.pop().start)
        kept.append(name)
    return tuple(kept)


def _date(reading: Reading, match: re.Match[str], title: Annotation, sentence: Passage) -> Annotation | None:
    """Return the date of an act of issuing: the one told with it, else one shortly before or right after."""
    dates = reading.within(sentence, "date")
    within = [a for a in dates if match.start() <= a.start and a.end <= match.end()]
    if within:
        return within[-1] if len(within) == 1 else None
    before = [
        a for a in dates
        if a.end <= match.start() and match.start() - a.end <= _NEAR_DATE
        and not _CLAUSE_END.search(reading.view, a.end, match.start())
    ]  # fmt: skip
    if before:
        return before[-1]
    after = [a for a in dates if a.start >= match.end()]
    if after and _DATE_AFTER.match(reading.view[match.end() : after[0].start]) and title.end <= match.end():
        return after[0]
    return None
