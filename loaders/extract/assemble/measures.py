"""Measures and targets: whose they are, by when, with which instruments; without an owner in the words, no claim."""

import re
from collections.abc import Iterable, Mapping

from loaders.claims.model import Inference, Qualifiers, RelationClaim, Span
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.owners import Owner, Owners
from loaders.extract.gazetteer import candidate
from loaders.extract.statements import Measure, Target
from loaders.text.dates import parse_interval
from ontology.namespaces import ID, PG
from ontology.terms import Status

__all__ = ["measure_claims"]

_HAS_TARGET, _DEADLINE, _HAS_MEASURE, _INSTRUMENT = "target-owner", "target-deadline", "measure-owner", "measure-kind"
_BY_WHEN = "measure-deadline"
_BEFORE_THEN = re.compile(r"之?前(?![期瞻沿])")
_PLANNED = re.compile(r"计划(?=在|到|于|将|用)|打算|拟(?=在|到|于|将)|plans to|intends to")
_INSTRUMENTS = f"{ID}instrument/"
_VAGUE = frozenset({
    "体系", "机制", "规范", "监管", "投资", "投入", "采购", "比率", "协调", "统筹", "专项", "标准", "开源",
    "算力调度平台", "民间投资", "算力资源", "联盟",
})  # fmt: skip
"""Words that name an instrument only where the rule of the measure says so too: alone they mean many other things."""
_PLACES = frozenset({
    "compute-centre", "laboratory", "research-institute", "innovation-centre", "platform", "dataset", "industrial-park",
    "infrastructure",
})  # fmt: skip
"""What a measure builds: an instrument only where it is the thing that is built, not where something is done there."""
_MANNERS = frozenset({"encouragement", "planning", "cooperation", "pilot", "open-source", "public-private-partnership"})
_ENDS = re.compile(r"(?:建设|使用|等|集)?(?:[、和与及](?![^、]*(?:供|用|给))[^供用]*|以及[^供用]*)?”?")


def measure_claims(builder: Builder) -> None:
    """Add the claims of every target and measure whose owner the words name: sentence, paragraph, list or document."""
    owners = Owners(builder)
    for target in builder.targets:
        if owner := owners.find(target, target.deadline):
            _target(builder, target, owner)
    forms = {form: iri.removeprefix(_INSTRUMENTS) for form, iri in builder.named("Instrument").items()}
    for measure in builder.acts:
        if owner := owners.find(measure, None):
            _measure(builder, measure, owner, forms)


def _target(builder: Builder, target: Target, owner: Owner) -> None:
    status = Status.PLAN if owner.status in (Status.FACT, Status.PROPOSAL) else owner.status
    said = builder.reading.view[target.sentence.start : target.end]
    if status is Status.ENACTED and _PLANNED.search(said):
        status = Status.PLAN
    entity = _described(builder, target, "Target")
    deadline = target.deadline
    first = min([target.start, owner.start])
    quote = Span(min(first, deadline.start) if deadline and _within(target, deadline.start) else first, target.end)
    inferences = [owner.inference] if owner.inference else []
    body = RelationClaim(owner.iri, PG + "hasTarget", entity)
    builder.utter(body, quote, _HAS_TARGET, qualifiers=Qualifiers(status=status), inferences=inferences)
    resolved = builder.reading.date(deadline) if deadline else None
    if deadline and resolved:
        dated = RelationClaim(entity, PG + "deadline", parse_interval(resolved.notation))
        inside = _within(target, deadline.start)
        span = Span(min(target.start, deadline.start), max(target.end, deadline.end)) if inside else None
        source = resolved.source or (None if inside else Span(deadline.start, deadline.end))
        builder.utter(
            dated,
            span or Span(target.start, target.end),
            _DEADLINE,
            qualifiers=Qualifiers(status=status),
            inferences=[Inference("date", source)] if source else [],
            time_as_stated=builder.text[deadline.start : deadline.end] if inside else None,
        )


def _within(target: Target, place: int) -> bool:
    return target.sentence.start <= place < target.sentence.end


def _measure(builder: Builder, measure: Measure, owner: Owner, forms: Mapping[str, str]) -> None:
    entity = _described(builder, measure, "Measure")
    quote = Span(min(measure.start, owner.start), measure.end)
    inferences = [owner.inference] if owner.inference else []
    qualifiers = Qualifiers(status=owner.status)
    has = "recommendsMeasure" if owner.status is Status.RECOMMENDATION else "hasMeasure"
    builder.utter(
        RelationClaim(owner.iri, PG + has, entity), quote, _HAS_MEASURE, qualifiers=qualifiers, inferences=inferences
    )
    _deadline(builder, measure, entity, qualifiers)
    words = Span(measure.start, measure.end)
    for instrument in _instruments(builder, measure, forms):
        kind = RelationClaim(entity, PG + "instrument", instrument)
        builder.utter(kind, words, _INSTRUMENT, qualifiers=qualifiers, inferences=[Inference(instrument, words)])


def _deadline(builder: Builder, measure: Measure, entity: str, qualifiers: Qualifiers) -> None:
    """Add by when a measure is to be taken, where its clause names the one date as a term to be kept."""
    reading = builder.reading
    dates = reading.annotated.between(measure.start, measure.end, "date")
    resolved = reading.date(dates[0]) if len(dates) == 1 else None
    if resolved is None or not (resolved.deadline or _BEFORE_THEN.match(reading.view, dates[0].end)):
        return
    body = RelationClaim(entity, PG + "deadline", parse_interval(resolved.notation))
    builder.utter(
        body,
        Span(measure.start, measure.end),
        _BY_WHEN,
        qualifiers=qualifiers,
        inferences=[Inference("date", resolved.source)] if resolved.source else [],
        time_as_stated=builder.text[dates[0].start : dates[0].end],
    )


def _instruments(builder: Builder, measure: Measure, named: Mapping[str, str]) -> Iterable[str]:
    """Return the instruments that a measure uses: what its words name, and what its rule says where it knows better."""
    words = builder.reading.view[measure.start : measure.end]
    forms = sorted((f for f in named if f in words and not f.isascii() and f not in _VAGUE), key=len, reverse=True)
    kept = [form for n, form in enumerate(forms) if not any(form in longer for longer in forms[:n])]
    found = [named[form] for form in kept if named[form] not in _PLACES or _built(words, form)]
    if any(slug in _PLACES for slug in found):
        found = [slug for slug in found if slug in _PLACES or slug in _MANNERS]
    said = measure.instrument
    if said is not None and not (found and measure.by_default):
        placed = said not in _PLACES or any(_built(words, form) for form, slug in named.items() if slug == said)
        found += [said] if placed or words.isascii() else []
    return [f"{_INSTRUMENTS}{slug}" for slug in dict.fromkeys(found)]


def _built(words: str, form: str) -> bool:
    """Say whether what a form names is what is built: the clause ends with it, or goes on with others like it."""
    at = words.find(form)
    while at >= 0:
        if _ENDS.fullmatch(words, at + len(form)):
            return True
        at = words.find(form, at + 1)
    return False


def _described(builder: Builder, found: Target | Measure, cls: str) -> str:
    words = builder.text[found.start : found.end]
    return builder.add(candidate(words, cls, scope=builder.reading.document))
