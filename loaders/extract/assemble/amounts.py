"""Amounts: the numbers within targets and measures that claims speak of (target ← how much, measure ← money, share)."""

import re

from loaders.claims.model import Observation, Qualifiers, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.numbers import number_of
from loaders.extract.gazetteer import candidate_iri
from loaders.extract.patterns import first
from loaders.extract.statements import Measure, Target
from loaders.text.passages import Passage
from ontology.namespaces import ID

__all__ = ["amount_claims"]

_TARGET, _MEASURE = "target-amount", "measure-amount"
_FUND = f"{ID}metric/fund-size"
_COUNTED = re.compile(r"(?:数量|总数|人数|数)$")
_SHARES = re.compile(r"(?:份额|占比|比例|比重|率|增速|增幅)$")
_BARE = 2
_DOING = re.compile(r"^(?:建成|培育|打造|建设|形成|引进|开放|训练|集聚|新增|全国|全省|全市|全区)+")
_SPENT = ("投入", "投资", "拨款", "安排", "出资", "下达")


def amount_claims(builder: Builder) -> None:
    """Add the numbers of every target and measure that a claim has introduced; each has the status of that claim."""
    for target in builder.targets:
        _amount(builder, target, "Target", _TARGET)
    for measure in builder.measures:
        _amount(builder, measure, "Measure", _MEASURE)


def _amount(builder: Builder, found: Target | Measure, cls: str, rule: str) -> None:
    words = builder.text[found.start : found.end]
    entity = candidate_iri(words, cls, scope=builder.reading.document)
    status = builder.introduced(entity)
    several = "分别" in words
    match = first(rule, builder.reading.typed, Passage(found.start, found.end)) if status and not several else None
    if match is None or status is None:
        return
    quantity = builder.reading.annotated.between(*match.span("quantity"), "quantity")[0]
    label = _target_label(builder, match, quantity) if rule == _TARGET else _measure_label(builder, match, quantity)
    read = number_of(builder, quantity, label or "", Span(found.start, found.end))
    if label is None or read is None:
        return
    metric = _FUND if label == "基金规模" else builder.metric(label)
    body = Observation(metric, (entity,), read.comparator, read.unit, read.value, read.value_max)
    builder.utter(body, Span(found.start, found.end), rule, qualifiers=Qualifiers(status=status))


def _target_label(builder: Builder, match: re.Match[str], quantity: Annotation) -> str | None:
    unit = quantity.value("unit")
    if match.groupdict().get("noun"):
        noun = builder.text[match.start("noun") : match.end("noun")]
        counts = unit not in ("percent", "percentage-point", "ratio") and f"{ID}unit/{unit}" not in builder.authority
        return None if not counts else noun if _COUNTED.search(noun) else noun + "数量"
    label = _DOING.sub("", builder.text[match.start("metric") : match.end("metric")])
    share = unit in ("percent", "percentage-point", "ratio")
    if label.startswith("均") or len(label) <= _BARE:
        before = builder.text[match.start() : match.end("metric")]
        label = _DOING.sub("", before.rpartition(",")[2])
    if not label or share != bool(_SHARES.search(label)):
        return None
    return label + "数量" if label.endswith(("企业", "机构")) else label


def _measure_label(builder: Builder, match: re.Match[str], quantity: Annotation) -> str | None:
    """Return what a measure's number measures: a subsidy's amount or share, a fund's size, what is put in."""
    noun, unit = builder.text[match.start("noun") : match.end("noun")], quantity.value("unit")
    money = unit in ("cny", "usd", "eur", "gbp", "jpy", "krw", "sgd", "hkd", "cad", "aud", "inr")
    if noun in ("规模", "总规模", "基金"):
        return "基金规模" if money else None
    if noun.isascii():
        return "investment" if money else None
    if noun in _SPENT:
        return "投入额" if money else None
    return f"{noun}额" if money else f"{noun}比例" if unit in ("percent", "percentage-point") else None
