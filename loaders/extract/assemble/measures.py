"""Measures and targets: whose they are, by when, with which instrument; without an owner in the words, no claim."""

from dataclasses import dataclass

from loaders.claims.model import Inference, Qualifiers, RelationClaim, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.gazetteer import candidate
from loaders.extract.statements import Measure, Target, find_measures, find_targets
from loaders.text.dates import parse_interval
from loaders.text.passages import Passage
from ontology.namespaces import ID, PG
from ontology.terms import Status

__all__ = ["measure_claims"]

_HAS_TARGET, _DEADLINE, _HAS_MEASURE, _INSTRUMENT = "target-owner", "target-deadline", "measure-owner", "measure-kind"
_PLANNING = ("计划", "将", "拟", "准备", "希望", "力争", "争取", "plans", "will", "intends")
_PARTIES = ("organisation", "place")
_AUTHOR = ("我国", "国内", "国家层面", "国家", "全球")
"""Words by which an article speaks of its own country: what stands there is mostly its wish, not a measure taken."""


@dataclass(frozen=True, slots=True)
class _Owner:
    iri: str
    start: int
    inference: Inference | None
    status: Status


def measure_claims(builder: Builder) -> None:
    """Add the claims of every target and measure whose owner its sentence names, or its paragraph before it."""
    for target in find_targets(builder.reading):
        if owner := _owner(builder, target, target.deadline):
            _target(builder, target, owner)
    for measure in find_measures(builder.reading):
        if owner := _owner(builder, measure, None):
            _measure(builder, measure, owner)


def _target(builder: Builder, target: Target, owner: _Owner) -> None:
    status = Status.PLAN if owner.status is Status.FACT else owner.status
    entity = _described(builder, target, "Target")
    deadline = target.deadline
    first = min([target.start, owner.start, *([deadline.start] if deadline else [])])
    quote = Span(first, target.end)
    inferences = [owner.inference] if owner.inference else []
    body = RelationClaim(owner.iri, PG + "hasTarget", entity)
    builder.utter(body, quote, _HAS_TARGET, qualifiers=Qualifiers(status=status), inferences=inferences)
    resolved = builder.reading.date(deadline) if deadline else None
    if deadline and resolved:
        dated = RelationClaim(entity, PG + "deadline", parse_interval(resolved.notation))
        inferred = [Inference("date", resolved.source)] if resolved.source else []
        words = builder.text[deadline.start : deadline.end]
        span = Span(min(target.start, deadline.start), target.end)
        builder.utter(
            dated, span, _DEADLINE, qualifiers=Qualifiers(status=status), inferences=inferred, time_as_stated=words
        )


def _measure(builder: Builder, measure: Measure, owner: _Owner) -> None:
    entity = _described(builder, measure, "Measure")
    quote = Span(min(measure.start, owner.start), measure.end)
    inferences = [owner.inference] if owner.inference else []
    qualifiers = Qualifiers(status=owner.status)
    body = RelationClaim(owner.iri, PG + "hasMeasure", entity)
    builder.utter(body, quote, _HAS_MEASURE, qualifiers=qualifiers, inferences=inferences)
    if measure.instrument is None:
        return
    instrument = f"{ID}instrument/{measure.instrument}"
    kind = RelationClaim(entity, PG + "instrument", instrument)
    source = Inference(instrument, Span(measure.start, measure.end))
    builder.utter(kind, Span(measure.start, measure.end), _INSTRUMENT, qualifiers=qualifiers, inferences=[source])


def _described(builder: Builder, found: Target | Measure, cls: str) -> str:
    words = builder.text[found.start : found.end]
    return builder.add(candidate(words, cls, scope=builder.reading.document))


def _owner(builder: Builder, found: Target | Measure, deadline: Annotation | None) -> _Owner | None:
    """Return whose target or measure it is: the policy or party named first in its sentence, else carried over."""
    limit = min(found.start, deadline.start) if deadline else found.start
    named = [a for a in builder.reading.within(found.sentence, "title", *_PARTIES) if a.start <= limit]
    titles = [a for a in named if a.type == "title" and builder.policy(a)]
    if titles:
        return _policy_owner(builder, titles[-1], None)
    acting = [a for a in named if a.type in _PARTIES and _acts(builder, a, found)]
    if acting:
        return _party_owner(builder, acting[-1], found)
    if not named:
        return _carried_over(builder, found.sentence)
    return None


def _acts(builder: Builder, party: Annotation, found: Target | Measure) -> bool:
    """Say whether a party stands where the one who acts does: at the head of the clause, or of the one before."""
    view = builder.reading.view
    before = view[found.sentence.start : party.start].rstrip()
    between = view[party.end : found.start]
    heads = not before or before[-1] in ",;:、" or before.endswith(("年", "日", "其中", "The", "the"))
    return heads and view[party.start : party.end] not in _AUTHOR and between.count(",") <= 1 and len(between) <= 40


def _policy_owner(builder: Builder, title: Annotation, inference: Inference | None) -> _Owner | None:
    policy = builder.policy(title)
    if policy is None:
        return None
    words = builder.reading.view[title.start : title.end + 8]
    status = Status.DRAFT if "征求意见稿" in words or "草案" in words or "法案" in words else Status.ENACTED
    return _Owner(policy, title.start, inference, status)


def _party_owner(builder: Builder, party: Annotation, found: Target | Measure) -> _Owner | None:
    iri = builder.entity(party)
    if iri is None:
        return None
    between = builder.reading.view[party.end : found.end]
    if "建议" in between:
        return None
    status = Status.PLAN if any(word in between for word in _PLANNING) else Status.FACT
    return _Owner(iri, party.start, None, status)


def _carried_over(builder: Builder, sentence: Passage) -> _Owner | None:
    """Return the one policy that the paragraph named before this sentence, with the words that named it."""
    paragraph = next((p for p in builder.reading.passages.paragraphs if p.covers(sentence.start, sentence.end)), None)
    if paragraph is None:
        return None
    before = Passage(paragraph.start, sentence.start)
    titles = [(a, builder.policy(a)) for a in builder.reading.within(before, "title")]
    policies = {iri for _, iri in titles if iri}
    if len(policies) != 1:
        return None
    title = next(a for a, iri in reversed(titles) if iri)
    iri = next(iter(policies))
    owner = _policy_owner(builder, title, Inference(iri, Span(title.start, title.end)))
    return owner and _Owner(owner.iri, sentence.end, owner.inference, owner.status)
