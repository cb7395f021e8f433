"""Wording: a claim in plain words, in Chinese and English, from the labels of its arguments.

These sentences become the claim's rdfs:label, so that a result row, a page and a curator's list read alike. They are
made of what the claim's identity is made of, and of nothing else: two utterances of a claim may hedge differently, so
a hedge is shown beside the sentence.
"""

from collections.abc import Sequence
from decimal import Decimal

from loaders.claims.model import (
    Claim,
    Comparison,
    MaturityAssessment,
    Observation,
    Opinion,
    RelationClaim,
    Text,
    decimal_text,
)  # fmt: skip
from loaders.text.authority import Authority
from loaders.text.dates import DateInterval
from ontology.namespaces import ID
from ontology.schema import Labels, Schema
from ontology.terms import Comparator, Polarity, Status

__all__ = ["word"]

_COMPARATORS = {
    Comparator.EXACTLY: Labels("", ""),
    Comparator.AT_LEAST: Labels("至少", "at least "),
    Comparator.MORE_THAN: Labels("超过", "more than "),
    Comparator.AT_MOST: Labels("至多", "at most "),
    Comparator.LESS_THAN: Labels("少于", "less than "),
    Comparator.ABOUT: Labels("约", "about "),
    Comparator.ORDER_OF_MAGNITUDE: Labels("", ""),
}
_RELATIONS = {
    Comparator.EXACTLY: Labels("等于", "equals"),
    Comparator.AT_LEAST: Labels("不低于", "is at least"),
    Comparator.MORE_THAN: Labels("高于", "exceeds"),
    Comparator.AT_MOST: Labels("不高于", "is at most"),
    Comparator.LESS_THAN: Labels("低于", "is below"),
    Comparator.ABOUT: Labels("相当于", "is comparable with"),
    Comparator.ORDER_OF_MAGNITUDE: Labels("量级同", "is of the order of"),
}
_PATTERNS = {
    "percent": Labels("{n}%", "{n}%"),
    "ratio": Labels("{n}", "{n}"),
    "rank": Labels("第{n}位", "rank {n}"),
    "cny": Labels("{n}元人民币", "CNY {n}"),
    "eur": Labels("{n}欧元", "EUR {n}"),
    "krw": Labels("{n}韩元", "KRW {n}"),
    "usd": Labels("{n}美元", "USD {n}"),
    "jpy": Labels("{n}日元", "JPY {n}"),
    "gbp": Labels("{n}英镑", "GBP {n}"),
    "sgd": Labels("{n}新加坡元", "SGD {n}"),
    "hkd": Labels("{n}港元", "HKD {n}"),
    "inr": Labels("{n}印度卢比", "INR {n}"),
    "cad": Labels("{n}加元", "CAD {n}"),
    "aud": Labels("{n}澳元", "AUD {n}"),
}
"""Units that do not simply follow their number."""
_INVARIANT = frozenset({"exaflops", "petaflops"})
_PLURALS = {"person": "people"}


def word(claim: Claim, authority: Authority, schema: Schema) -> Labels:
    """Return the claim as one sentence in each language, qualifiers and status included."""
    namer = _Namer(authority, schema)
    zh, en = _body(claim, namer, 0, schema), _body(claim, namer, 1, schema)
    q = claim.qualifiers
    if q.place is not None:
        zh, en = f"{zh}（地域：{namer(q.place, 0)}）", f"{en} (in {namer(q.place, 1)})"
    if q.sector:
        zh, en = f"{zh}（行业：{namer.list(q.sector, 0)}）", f"{en} (sector: {namer.list(q.sector, 1)})"
    if q.time is not None:
        zh, en = f"{zh}（时间：{_dates(q.time, 0)}）", f"{en} (time: {_dates(q.time, 1)})"
    if q.condition is not None:
        zh, en = f"{zh}（条件：“{q.condition}”）", f"{en} (on condition: “{q.condition}”)"
    if q.polarity is Polarity.NEGATED:
        zh, en = f"并非：{zh}", f"Not so: {en}"
    if q.status is not Status.FACT:
        label = schema.concepts[q.status.iri]
        zh, en = f"［{label.zh}］{zh}", f"[{label.en}] {en}"
    return Labels(zh, en)


class _Namer:
    def __init__(self, authority: Authority, schema: Schema) -> None:
        self._authority, self._schema = authority, schema

    def __call__(self, iri: str, language: int) -> str:
        labels = self._authority[iri].labels if iri in self._authority else self._schema.concepts.get(iri)
        if labels is None:
            labels = Labels("本文", "the article") if iri.startswith(ID + "document/") else Labels(iri, iri)
        return labels.en if language else labels.zh

    def list(self, iris: Sequence[str], language: int) -> str:
        names = [self(iri, language) for iri in iris]
        if language == 0 or len(names) < 2:
            return "、".join(names)
        return f"{', '.join(names[:-1])} and {names[-1]}"


def _body(claim: Claim, namer: _Namer, language: int, schema: Schema) -> str:
    match claim.body:
        case RelationClaim() as body:
            return _relation(body, namer, language, schema)
        case Observation() as body:
            amount = _amount(body.comparator, body.value, body.value_max, body.unit, namer, language)
            whom, what = namer.list(body.about, language), namer(body.metric, language)
            compared = namer.list(body.compared_with, language)
            suffix = ("（对比：{}）", " (against {})")[language].format(compared) if compared else ""
            return (f"{whom}的{what}：{amount}{suffix}", f"{whom} – {what}: {amount}{suffix}")[language]
        case Opinion() as body:
            speaker = namer(body.speaker, language) if body.speaker else ("本文", "The article")[language]
            return (f"{speaker}：“{body.utterance.value}”", f"{speaker}: “{body.utterance.value}”")[language]
        case MaturityAssessment() as body:
            return _maturity(body, namer, language)
        case Comparison() as body:
            return _comparison(body, namer, language)


def _relation(body: RelationClaim, namer: _Namer, language: int, schema: Schema) -> str:
    known = schema.properties[body.predicate]
    if isinstance(body.object, DateInterval):
        target = _dates(body.object, language)
    else:
        target = body.object.value if isinstance(body.object, Text) else namer(body.object, language)
    phrase = known.phrase or Labels(
        "{subject} " + known.labels.zh + " {object}", "{subject} " + known.labels.en + " {object}"
    )
    return (phrase.en if language else phrase.zh).format(subject=namer(body.subject, language), object=target)


def _maturity(body: MaturityAssessment, namer: _Namer, language: int) -> str:
    technology, phase = namer(body.technology, language), namer(body.phase, language)
    if body.years is None or body.unit is None:
        return (f"{technology}处于{phase}", f"{technology} – phase: {phase}")[language]
    years = _amount(Comparator.EXACTLY, body.years, body.years_max, body.unit, namer, language)
    return (f"{technology}将在{years}内达到{phase}", f"{technology} – phase in {years}: {phase}")[language]


def _comparison(body: Comparison, namer: _Namer, language: int) -> str:
    left, right = namer.list(body.left, language), namer.list(body.right, language)
    metric, other = namer(body.metric, language), namer(body.compared_metric or body.metric, language)
    relation = _RELATIONS[body.comparator]
    if language:
        return f"{left} – {metric} {relation.en} that of {right}" + (f" ({other})" if other != metric else "")
    return f"{left}的{metric}{relation.zh}{right}的{other}"


def _amount(
    comparator: Comparator, low: Decimal | None, high: Decimal | None, unit: str, namer: _Namer, language: int
) -> str:
    label, kind = namer(unit, language), unit.removeprefix(ID + "unit/")
    if low is None:
        return (f"未给出具体数值（{label}）", f"an order of magnitude, no figure given ({label})")[language]
    number = _grouped(low) + (("至", " to ")[language] + _grouped(high) if high is not None else "")
    sign = _COMPARATORS[comparator]
    if language:
        plural = label if (low == 1 and high is None) or kind in _INVARIANT else _PLURALS.get(kind, f"{label}s")
        return sign.en + _PATTERNS.get(kind, Labels("", "{n} {unit}")).en.format(n=number, unit=plural)
    return sign.zh + _PATTERNS.get(kind, Labels("{n}{unit}", "")).zh.format(n=number, unit=label)


def _grouped(value: Decimal) -> str:
    text = decimal_text(value)
    whole, _, fraction = text.partition(".")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def _dates(interval: DateInterval, language: int) -> str:
    left, slash, right = interval.notation.partition("/")
    if not slash:
        return _day(left, language)
    if right == "..":
        return (f"{_day(left, 0)}起", f"since {left}")[language]
    if left == "..":
        return (f"不晚于{_day(right, 0)}", f"no later than {right}")[language]
    return (f"{_day(left, 0)}至{_day(right, 0)}", f"{left} to {right}")[language]


def _day(notation: str, language: int) -> str:
    """Return an ISO date as it stands for English, and as 2018年4月21日 for Chinese."""
    if language:
        return notation
    parts = (part.lstrip("0") for part in notation.split("-"))
    return "".join(f"{part}{sign}" for part, sign in zip(parts, "年月日", strict=False))
