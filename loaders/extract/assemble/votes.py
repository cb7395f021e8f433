"""Votes: how many were for, against and abstained, on what, by whom and when."""

import re
from decimal import Decimal

from loaders.claims.model import Inference, Observation, RelationClaim, Span
from loaders.extract.assemble.builder import Builder
from loaders.extract.gazetteer import candidate
from loaders.extract.patterns import find
from loaders.text.dates import parse_interval
from loaders.text.passages import Passage
from loaders.text.quantities import find_quantities
from ontology.namespaces import ID, PG
from ontology.terms import Comparator

__all__ = ["vote_claims"]

_TALLY, _AROUND = "vote-tally", "vote-circumstance"
_METRICS = {"favour": "votes-in-favour", "against": "votes-against", "abstain": "abstentions"}
_OTHER_DAY = re.compile(r"[周星期][一二三四五六日天]|消息|报道|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|reported")


def vote_claims(builder: Builder) -> None:
    """Add every tally of votes, and what its sentence says of who voted on what and when."""
    for sentence in builder.reading.content:
        for match in find(_TALLY, builder.reading.typed, sentence):
            _tally(builder, match, sentence)


def _tally(builder: Builder, match: re.Match[str], sentence: Passage) -> None:
    counts = {name: _count(builder, *match.span(name)) for name in _METRICS if match[name]}
    if any(count is None for count in counts.values()) or not _of_votes(builder, match):
        return
    words = builder.text[match.start() : match.end()]
    vote = builder.add(candidate(words, "Vote", scope=builder.reading.document))
    for name, count in counts.items():
        metric, unit = f"{ID}metric/{_METRICS[name]}", f"{ID}unit/vote"
        body = Observation(metric, (vote,), Comparator.EXACTLY, unit, count)
        builder.utter(body, Span(*match.span()), _TALLY)
    _circumstances(builder, vote, match, sentence)


def _count(builder: Builder, start: int, end: int) -> Decimal | None:
    read = find_quantities(builder.reading.view[start:end])
    return read[0].value if len(read) == 1 else None


def _of_votes(builder: Builder, match: re.Match[str]) -> bool:
    """Say whether the numbers of a match count votes: their words say so, or their sentence tells of a vote."""
    return bool(re.search(r"票|\bvotes?\b|abstention", builder.reading.view[match.start() : match.end()]))


def _circumstances(builder: Builder, vote: str, match: re.Match[str], sentence: Passage) -> None:
    reading = builder.reading
    near = builder.policy_near(sentence, match.start())
    if near is not None and near[2]:
        quote = Span(min(near[1].start, match.start()), max(near[1].end, match.end()))
        builder.utter(RelationClaim(vote, PG + "concerns", near[0]), quote, _AROUND)
    bodies = reading.annotated.between(sentence.start, match.start(), "organisation")
    body = builder.entity(bodies[0]) if len(bodies) == 1 else None
    if body is not None and builder.typed(body, "GovernmentBody"):
        quote = Span(bodies[0].start, match.end())
        builder.utter(RelationClaim(vote, PG + "organizedBy", body), quote, _AROUND)
    dates = reading.annotated.between(sentence.start, match.start(), "date")
    resolved = reading.date(dates[0]) if len(dates) == 1 else None
    if resolved is None or resolved.deadline or _OTHER_DAY.search(reading.view, sentence.start, match.start()):
        return
    occurred = RelationClaim(vote, PG + "occurred", parse_interval(resolved.notation))
    inferred = [Inference("date", resolved.source)] if resolved.source else []
    stated = builder.text[dates[0].start : dates[0].end]
    builder.utter(occurred, Span(dates[0].start, match.end()), _AROUND, inferences=inferred, time_as_stated=stated)
