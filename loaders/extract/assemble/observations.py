"""Observations: the numbers of a sentence, with what they measure, of whom, when, and how sure.

A clause that sets a target or takes a measure states no fact, and is left to those rules. Subject and time may come
from an earlier clause of the same sentence; where no words say whom a number is about, no claim is made.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.claims.model import Inference, Observation, Qualifiers, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.numbers import Number, number_of
from loaders.extract.clauses import clauses
from loaders.extract.gazetteer import candidate
from loaders.extract.patterns import first
from loaders.text.dates import DateInterval, parse_interval
from loaders.text.passages import Passage
from ontology.namespaces import ID, PG
from ontology.terms import Comparator, Status

__all__ = ["observation_claims"]

_VALUE, _GROWTH, _SHARE, _COUNT = "observation-value", "observation-growth", "observation-share", "observation-count"
_OWN = "observation-own"
_PARTIES = ("place", "organisation", "group", "technology", "dataset")
_WORLD = ("全球", "世界", "world", "global", "worldwide", "globally")
_FORECAST = re.compile(
    r"预计|预测|有望|或将|将(?!近)|可能|估计|预期|will\b|expected to|expects?\b|estimates? that|"
    r"forecast|projected|projects\b|predict|reckon|likely to|could\b|would\b"
)
_NOT_YET = re.compile(
    r"计划|拟|力争|争取|目标|希望|确保|要求|应当|应(?!用)|不得|不低于|不少于|给予|补贴|奖励|资助|鼓励|支持(?=.{0,12}(?:企业|单位))|"
    r"每年(?!发布的)|最高|不超过|plans? to|aims? to|should|must|target|up to"
)
_CONDITION = re.compile(r"(?:若|如果|假如|一旦|倘若)")
_SAYING = re.compile(r"(?:表示|认为|指出|称|said|says|argued)")
_NO_HEAD = re.compile(r"[据在向对与从由被使让为]|按照|根据")
_NO_HEAD_AFTER = re.compile(r"(?:统计|测算|监测|调查|报告|数据|预计|预测|报道|分析|的)")
_LEAD = 8
_REQUIRED = re.compile(r"需要|须|应达")
_SOURCE = re.compile(r"^[^,]{0,14}(?:统计|测算|监测|调查|报告|数据|预计|预测|报道|分析)(?:显示|,|认为|预计|预测|$)")
_UNNAMED = re.compile(r"据统计|统计显示|数据显示|据不完全统计")
_VERBAL = re.compile(r"入选|上榜|获|参与|进入|达到|采用|受|位居|来自|分布|集中|提供|用于|已")
_COUNTED = ("企业", "机构")
_SHARES = re.compile(r"(?:份额|占比|比例|比重|率|增速|增幅|误差)$")
_MONEY = re.compile(r"(?:产值|收入|营收|额|增加值|市值|估值|利润|成本|价格|单价|费用|支出|投入|效益|融资|投资)$")
_NUMBERS = re.compile(r"(?:数量|总数|人数|数)$")


@dataclass(frozen=True, slots=True)
class _Context:
    """What earlier clauses leave for the next: subject, metric and time of the last number, and a condition.

    `head` is the body or product that the sentence began with, and where.
    """

    about: tuple[str, ...] = ()
    start: int = -1
    label: str = ""
    base: str = ""
    date: Annotation | None = None
    condition: Span | None = None
    place: str | None = None
    head: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """One number of a clause: its rule, what it measures in words, whom it is about, where the words stand."""

    rule: str
    label: str
    about: tuple[str, ...]
    start: int
    end: int
    quantities: tuple[Annotation, ...]
    place: str | None = None
    base: str = ""
    root: str = ""


def observation_claims(builder: Builder) -> None:
    """Add the numbers that the sentences of a reading state, forecast or require."""
    taken = [Span(target.start, target.end) for target in builder.targets]
    taken += [Span(measure.start, measure.end) for measure in builder.measures]
    taken.sort(key=lambda span: span.start)
    starts = [span.start for span in taken]
    for sentence in builder.reading.content:
        if builder.reading.within(sentence, "quantity"):
            here = taken[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            _sentence(builder, sentence, here)


def _sentence(builder: Builder, sentence: Passage, taken: list[Span]) -> None:
    context = _Context()
    view = builder.reading.view
    for clause in clauses(view, sentence):
        words = view[clause.start : clause.end]
        if _CONDITION.search(words):
            context = replace(context, condition=clause)
        own = builder.reading.within(Passage(clause.start, clause.end), "date")
        context = replace(context, head=_head(builder, clause, context, sentence))
        if any(span.start < clause.end and clause.start < span.end for span in taken):
            context = _Context(date=context.date, head=context.head)
        elif (found := _found(builder, clause, context)) is not None:
            date = next(
                (d for d in own if d.end <= found.quantities[0].start), _after(view, own, found) or context.date
            )
            date = context.date if found.rule == _GROWTH and found.about == context.about else date
            if not _NOT_YET.search(view, sentence.start if context.start < 0 else clause.start, clause.end):
                _utter(builder, found, replace(context, date=date), sentence)
            root = found.root or found.label
            context = _Context(found.about, found.start, root, found.base, date, context.condition, head=context.head)
            continue
        if own:
            context = replace(context, date=own[-1])


def _head(builder: Builder, clause: Span, context: _Context, sentence: Passage) -> tuple[str, int] | None:
    """Return the body or product that a clause begins with, else the one carried over, which a semicolon ends."""
    view = builder.reading.view
    if clause.start > sentence.start and view[sentence.start : clause.start].rstrip().endswith((";", "；")):
        context = replace(context, head=None)
    named = builder.reading.within(Passage(clause.start, clause.end), "organisation", "technology")
    if not named or _NO_HEAD.search(view, clause.start, named[0].start):
        return context.head
    if named[0].start - clause.start > _LEAD:
        return context.head
    entity = builder.entity(named[0])
    return (entity, named[0].start) if entity and not _NO_HEAD_AFTER.match(view, named[0].end) else None


def _after(view: str, dates: tuple[Annotation, ...], found: _Found) -> Annotation | None:
    """Return the year that an English number is followed by (in 2028)."""
    end = max(quantity.end for quantity in found.quantities)
    return next((d for d in dates if d.start >= end and view[end : d.start].strip() in ("in", "by")), None)


def _found(builder: Builder, clause: Span, context: _Context) -> _Found | None:
    passage = Passage(clause.start, clause.end)
    for rule, reader in ((_SHARE, _share), (_GROWTH, _growth), (_VALUE, _value), (_OWN, _own), (_COUNT, _count)):
        match = first(rule, builder.reading.typed, passage)
        if match is not None and (found := reader(builder, match, context)) is not None:
            return found
    return None


def _value(builder: Builder, match: re.Match[str], context: _Context) -> _Found | None:
    label, about, start = _named(builder, match, context)
    quantities = _quantities(builder, match)
    if not about or not quantities or not _fits(label, builder, quantities[0]):
        return None
    groups = builder.reading.annotated.between(*match.span("metric"), "group")
    if label.endswith(_COUNTED):
        label += "数量"
    elif any(group.end == match.end("metric") for group in groups):
        return None
    end = match.end("tail") if "tail" in match.groupdict() and match["tail"] else match.end()
    base = builder.text[match.start("subject") : match.end("metric")] if match["subject"] else ""
    return _Found(_VALUE, label, about, start, end, quantities, base=base)


def _own(builder: Builder, match: re.Match[str], context: _Context) -> _Found | None:
    """Return a number that is somebody's own (营收, 员工): of whom the clause names, else the sentence's head."""
    about, start = _parties(builder, match)
    if not match["subject"] and context.head is not None:
        about, start = (context.head[0],), context.head[1]
    quantities = _quantities(builder, match)
    label = builder.text[slice(*match.span("carried"))]
    if not about or not quantities or (_MONEY.search(label) and quantities[0].value("unit") not in _CURRENCIES):
        return None
    end = match.end("tail") if match["tail"] else match.end()
    return _Found(_OWN, label, about, start, end, quantities)


def _growth(builder: Builder, match: re.Match[str], context: _Context) -> _Found | None:
    label, about, start = _named(builder, match, context)
    quantities = _quantities(builder, match)
    change = builder.text[match.start("change") : match.end("change")]
    if not about or not label or not quantities or quantities[0].value("unit") not in ("percent", "percentage-point"):
        return None
    if match["metric"] and not match["subject"] and context.label and _SHARES.search(label):
        label = context.label + label
    return _Found(_GROWTH, label + change, about, start, match.end(), quantities, base=context.base, root=label)


def _share(builder: Builder, match: re.Match[str], context: _Context) -> _Found | None:
    quantities = _quantities(builder, match)
    if not quantities or quantities[0].value("unit") not in ("percent", "ratio"):
        return None
    groups = match.groupdict()
    if "holders" in groups:
        return _held(builder, match, quantities)
    about, start = _parties(builder, match)
    base = builder.text[match.start("base") : match.end("base")]
    places = builder.reading.annotated.between(*match.span("base"), "place")
    noun = builder.text[slice(*match.span("noun"))].removeprefix("的") if groups.get("noun") else ""
    own = builder.text[slice(*match.span("metric"))].removeprefix("的") if groups.get("metric") else ""
    if builder.reading.view[match.start("base") : match.start("base") + 1].isascii() and base.isascii() and base:
        return _Found(_SHARE, f"share of {base}", about, start, match.end(), quantities) if about else None
    if noun and places and about:
        return _Found(_SHARE, own + noun, about, start, match.end(), quantities, place=builder.entity(places[0]))
    if not about and context.about and base and not own:
        label = f"{context.label}占{base}的比重"
        return _Found(_SHARE, label, context.about, context.start, match.end(), quantities)
    if about and not base and context.base and not own and context.start >= 0:
        label = f"占{context.base}的比重"
        return _Found(_SHARE, label, about, context.start, match.end(), quantities)
    if about and base and not noun:
        return _Found(_SHARE, f"{own}占{base}的比重", about, start, match.end(), quantities)
    return None


def _held(builder: Builder, match: re.Match[str], quantities: tuple[Annotation, ...]) -> _Found | None:
    """Return the share of something that lies with industries or places, all of them together."""
    view, sectors = builder.reading.view, builder.named("Sector")
    start, end = match.span("holders")
    words = [word for word in re.split(r"、|和|与|及|以及", view[start:end]) if word]
    places = {view[a.start : a.end]: builder.entity(a) for a in builder.reading.annotated.between(start, end, "place")}
    holders = [sectors.get(word) or places.get(word) for word in words]
    if not all(holders):
        return None
    where = builder.reading.annotated.between(*match.span("where"), "place") if match["where"] else ()
    label = builder.text[slice(*match.span("held"))] + "占比"
    about = tuple(holder for holder in holders if holder)
    return _Found(_SHARE, label, about, match.start("quantity") if not where else where[0].start, match.end(),
                  quantities, place=builder.entity(where[0]) if where else None)  # fmt: skip


def _count(builder: Builder, match: re.Match[str], context: _Context) -> _Found | None:
    about, start = _parties(builder, match)
    quantities = _quantities(builder, match)
    noun = builder.text[slice(*match.span("noun"))]
    if not about or not quantities or _VERBAL.search(noun):
        return None
    more = builder.text[slice(*match.span("metric"))] if match.groupdict().get("metric") else ""
    label = more + noun + ("" if _NUMBERS.search(noun) else "数量")
    return _Found(_COUNT, label, about, min(start, match.start("quantity"), *_starts(match)), match.end(), quantities)


def _starts(match: re.Match[str]) -> Iterator[int]:
    yield match.start("noun")
    if match.groupdict().get("metric"):
        yield match.start("metric")


def _named(builder: Builder, match: re.Match[str], context: _Context) -> tuple[str, tuple[str, ...], int]:
    """Return what a clause measures, whom it is about (else the clause before it), and where these words begin."""
    label = builder.text[slice(*match.span("metric"))].removeprefix("的") if match["metric"] else context.label
    about, start = _parties(builder, match)
    if about:
        return label, about, min(start, match.start("metric")) if match["metric"] else start
    if match["subject"]:
        return label, (), start
    inside = builder.reading.annotated.between(*match.span("metric"), "technology", "place", "organisation")
    named = [a for a in inside if a.type == "technology"]
    if named and not [a for a in inside if a.type != "technology"] and (iri := builder.entity(named[0])):
        if named[0].start == match.start("metric"):
            label = builder.text[named[0].end : match.end("metric")].removeprefix("的")
        return label, (iri,), match.start("metric")
    return label, context.about, context.start


def _parties(builder: Builder, match: re.Match[str]) -> tuple[tuple[str, ...], int]:
    """Return the parties that the subject of a match names, several of them together, and where it begins."""
    if not match.groupdict().get("subject"):
        return (), -1
    start, end = match.span("subject")
    words = builder.reading.view[start:end]
    if words in _WORLD:
        return (builder.add(candidate(words, "Region", en="world")),), start
    if local := builder.own_place(words, start):
        return (local,), start
    named = [builder.entity(a) for a in builder.reading.annotated.between(start, end, *_PARTIES)]
    return (tuple(iri for iri in named if iri), start) if named and all(named) else ((), -1)


def _quantities(builder: Builder, match: re.Match[str]) -> tuple[Annotation, ...]:
    names = [name for name in ("quantity", "other") if match.groupdict().get(name)]
    found = [builder.reading.annotated.between(*match.span(name), "quantity") for name in names]
    return tuple(quantities[0] for quantities in found if quantities)


def _fits(label: str, builder: Builder, quantity: Annotation) -> bool:
    """Say whether the unit of a number can be that of what is measured: a share is no sum of money."""
    unit = quantity.value("unit")
    share = unit in ("percent", "ratio", "percentage-point")
    money = unit is not None and f"{ID}unit/{unit}" in builder.authority and unit in _CURRENCIES
    if _SHARES.search(label):
        return share
    if _MONEY.search(label):
        return money
    if _NUMBERS.search(label) or label.endswith(_COUNTED):
        return not share and not money
    return not share


_CURRENCIES = frozenset({"cny", "usd", "eur", "krw", "jpy", "gbp", "sgd", "hkd", "inr", "cad", "aud"})


def _utter(builder: Builder, found: _Found, context: _Context, sentence: Passage) -> None:
    view, reading = builder.reading.view, builder.reading
    start = min(found.start, *(q.start for q in found.quantities))
    end = found.end
    resolved = reading.date(context.date) if context.date else None
    before = view[sentence.start : found.quantities[0].start]
    status = Status.FORECAST if _FORECAST.search(before) else Status.FACT
    time: DateInterval | None = None
    if context.date and resolved:
        time = parse_interval(resolved.notation)
        past = reading.published is not None and time.last is not None and time.last <= reading.published
        ahead = reading.published is not None and time.first is not None and time.first > reading.published
        if status is Status.FACT and (ahead or (resolved.deadline and not past)):
            return
        start, end = min(start, context.date.start), max(end, context.date.end)
    elif context.date:
        return
    if status is Status.FACT and _REQUIRED.search(view, found.start, found.quantities[0].start):
        status = Status.REQUIREMENT
    if context.condition and context.condition.start < found.quantities[0].start:
        start = min(start, context.condition.start)
    condition = builder.text[context.condition.start : context.condition.end] if context.condition else None
    inferences = [Inference("time", resolved.source)] if resolved and resolved.source else []
    inferences += [Inference(iri, span) for iri in found.about if (span := builder.inferred_place(iri)) is not None]
    qualifiers = Qualifiers(status=status, place=found.place, time=time, condition=condition)
    for quantity in found.quantities:
        read = number_of(builder, quantity, found.label, Span(start, found.end))
        if read is not None:
            body = _observation(builder, found, read, required=status is Status.REQUIREMENT)
            builder.utter(
                body,
                Span(start, max(end, quantity.end)),
                found.rule,
                qualifiers=qualifiers,
                inferences=inferences,
                time_as_stated=builder.text[context.date.start : context.date.end] if context.date else None,
                stated_source=_source(builder, sentence, found.quantities[0].start),
            )


def _observation(builder: Builder, found: _Found, read: Number, *, required: bool) -> Observation:
    least = required and read.comparator is Comparator.EXACTLY
    comparator = Comparator.AT_LEAST if least else read.comparator
    metric = builder.metric(found.label)
    return Observation(metric, found.about, comparator, read.unit, read.value, read.value_max)


def _source(builder: Builder, sentence: Passage, end: int) -> str | None:
    """Return the source that a sentence names for its numbers before them, 据统计 included."""
    view = builder.reading.view
    if _UNNAMED.search(view, sentence.start, end):
        return PG + "UnnamedStatistics"
    for name in builder.reading.annotated.between(sentence.start, end, "organisation"):
        cited = view[max(sentence.start, name.start - 2) : name.start].endswith(("据", "根据"))
        if (cited or name.start == sentence.start) and _SOURCE.search(view[name.end : end]):
            return builder.entity(name)
    return None
