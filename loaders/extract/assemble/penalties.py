"""Penalties: how high fines are, under which policy and condition (penalty ← amounts, policy, condition)."""

import re

from loaders.claims.model import Inference, Observation, Qualifiers, RelationClaim, Span
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.numbers import number_of
from loaders.extract.clauses import clauses
from loaders.extract.gazetteer import candidate
from loaders.extract.patterns import find
from loaders.text.passages import Passage
from ontology.namespaces import ID, PG
from ontology.terms import Comparator, Status

__all__ = ["penalty_claims"]

_AMOUNT, _POLICY, _IMPOSED = "penalty-amount", "penalty-policy", "penalty-imposed"
_SHARE, _SUM = f"{ID}metric/maximum-fine-revenue-share", f"{ID}metric/maximum-fine-amount"
_OF_REVENUE = re.compile(r"营收|营业额|营业收入|销售额|turnover|revenue|sales")
_DRAFT = re.compile(r"草案|法案|征求意见稿|\bBill\b|draft|would\b")
_CONDITION = re.compile(r"^(?:若|如果|如|一旦|凡|对?违反|if |where )", re.IGNORECASE)
_NEAR = 4
_MOST = re.compile(r"最高|不超过|up to|at most|as much as")
_WHICHEVER = re.compile(r"以(?:哪个数字|其中|两者中?)?(?:更|较)高(?:者|的)?为准|whichever is (?:the )?higher")


def penalty_claims(builder: Builder) -> None:
    """Add every fine whose height a sentence tells, with the policy that provides it where the text names one."""
    for sentence in builder.reading.content:
        for match in find(_AMOUNT, builder.reading.typed, sentence):
            _penalty(builder, match, sentence)


def _penalty(builder: Builder, match: re.Match[str], sentence: Passage) -> None:
    start, end = match.span("penalty")
    words = builder.text[start:end]
    penalty = builder.add(candidate(words, "Penalty", scope=builder.reading.document))
    near = builder.policy_near(sentence, start)
    view = builder.reading.view
    named = view[near[1].start : near[1].end + 8] if near else ""
    draft = _DRAFT.search(view[sentence.start : sentence.end] + named)
    imposed = [m for m in find(_IMPOSED, builder.reading.typed, sentence) if m.start() <= start <= m.end() + _NEAR]
    status = Status.FACT if imposed or not near else Status.DRAFT if draft else Status.ENACTED
    condition = _condition(builder, sentence, start)
    clause = next((c for c in clauses(view, sentence) if c.start <= start < c.end), Span(start, end))
    quote = Span(condition.start if condition else clause.start, end)
    stated = builder.text[condition.start : condition.end] if condition else None
    qualifiers = Qualifiers(status=status, condition=stated)
    for quantity in builder.reading.annotated.between(start, end, "quantity"):
        read = number_of(builder, quantity, "", quote)
        metric = _metric(read.unit, words) if read else None
        if read is None or metric is None:
            continue
        most = read.comparator is Comparator.EXACTLY and _MOST.search(view, start, quantity.start)
        comparator = Comparator.AT_MOST if most else read.comparator
        body = Observation(metric, (penalty,), comparator, read.unit, read.value, read.value_max)
        builder.utter(body, quote, _AMOUNT, qualifiers=qualifiers)
    for role in ("enforcer", "target") if imposed else ():
        party = builder.reading.annotated.between(*imposed[-1].span(role), "organisation")[0]
        if (iri := builder.entity(party)) is not None:
            relation = RelationClaim(penalty, PG + role, iri)
            builder.utter(relation, Span(party.start, end), _IMPOSED, qualifiers=Qualifiers(status))
    if near is not None and not imposed:
        policy, place, inside = near
        whole = Span(min(quote.start, place.start), max(end, place.end)) if inside else quote
        inferred = [] if inside else [Inference(policy, place)]
        body_of = RelationClaim(policy, PG + "hasPenalty", penalty)
        builder.utter(body_of, whole, _POLICY, qualifiers=qualifiers, inferences=inferred)
    if which := _WHICHEVER.search(view, end, sentence.end):
        combined = RelationClaim(penalty, PG + "combination", PG + "WhicheverHigher")
        builder.utter(combined, Span(start, which.end()), _AMOUNT, qualifiers=Qualifiers(status=status))


def _metric(unit: str, words: str) -> str | None:
    """Return what an amount of a fine measures; a share of anything but revenue is left alone."""
    if unit == f"{ID}unit/percent":
        return _SHARE if _OF_REVENUE.search(words) else None
    return _SUM if unit.removeprefix(f"{ID}unit/") in ("cny", "eur", "usd", "gbp", "jpy", "krw", "sgd") else None


def _condition(builder: Builder, sentence: Passage, before: int) -> Span | None:
    """Return the clause that says on what condition a fine falls due: the last one before it that does."""
    parts = [clause for clause in clauses(builder.reading.view, sentence) if clause.end <= before]
    found = [part for part in parts if _CONDITION.search(builder.reading.view[part.start : part.end])]
    return found[-1] if found else None
