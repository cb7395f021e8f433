"""Statements: the clauses of a reading that take a measure, each with what its own words say of it; and its targets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.claims.model import Span
from loaders.extract.annotate.tables import cells_below
from loaders.extract.annotations import MASK
from loaders.extract.clauses import is_latin
from loaders.extract.reading import Reading
from loaders.extract.rules import first_match, rules_of
from loaders.extract.segment import Kind
from loaders.extract.targets import Target, content_sentences, find_targets
from loaders.text.passages import Passage

__all__ = ["Measure", "Target", "find_acts", "find_measures", "find_targets"]

_BEFORE_MEASURE = re.compile(
    r"(?:第[一二三四五六七八九十百]+条\s*|[一二三四五六七八九十]是|其[一二三四]|[(]?[一二三四五六七八九十\d]{1,3}[)、.]\s*|"
    r"(?:该措施|并|还|会议|主要|同时|方案)?(?:提出|强调|明确|指出|规定|涵盖|包括)(?:要|了)?|"
    r"比如|例如|此外|同时|另外|其中|加快推动|加快)"
)
_BEFORE_ENGLISH = re.compile(
    r"(?:[-*•–]\s+|(?:[(]?\d{1,2}(?:\.\d+)*[.)]?|[a-z][)])\s+|(?:First|Second|Third|Fourth|Fifth|Finally|Also|"
    r"In addition|Moreover|of which|and|but|while|or|so that|that|which|under which|provided that|"
    r"including|with(?= an? )|to(?= be )),?\s+)+"
)
_CONDITION = re.compile(
    r"(?:[^,;:。|]*的|(?:凡|对|对于|经|符合|按照?|根据|鼓励和支持)[^,;:。|《]*|"
    r"以[^,;:。|《]{2,20}(?:方式|形式))$"
)
_OF_THOSE = re.compile(
    r"(?:凡|对于?)[^,;:。|]*的(?:[^,;:。|的]{0,6})"
    r"(?:企业|单位|项目|团队|机构|个人|人才|高校|产品|平台|园区|主体|用户|者)$"
)
"""A condition that names those it grants something (对采购…的企业)."""
_HEADLINE = re.compile(
    r"(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|\d{1,2}[.、])\s*[^,;:。\d]{4,22}。"
)
_TITLED_ITEM = re.compile(r"(?:战略|任务|举措|措施|行动|目标|原则)[\d一二三四五六七八九十]+:\s*$")
_POLICY_ASIDE = re.compile(r", (?:passed|issued|adopted|proposed|put forward|announced|signed|released|enacted) ")
_ENGLISH = "measure-english"
_ADDED = re.compile(
    r", (?:including|such as|whichever|unless|except|subject to|starting|rising to|up from|as long as)\b[^,;:.]+"
)
_OBLIGED = re.compile(r"须|应当|不得|必须|\b(?:must|shall|may not|will have to|receives?)\b")
_SOFT = "measure-soft"
_ORDERED = "regulation"
_GRANTED = frozenset({"percent", "percentage-point", "cny", "usd", "eur", "gbp", "jpy", "krw", "inr", "sgd", "year",
                      "month", "day", "个工作日", "折", "倍"})  # fmt: skip
"""Units of what a measure grants or sets: shares, sums and terms, no counts of what came of it."""
_GOING_ON = "measure-fact"
_LEAST_ORDERED, _MOST_GOING_ON = 6, 40
_CIRCUMSTANCE = re.compile(r"到|自|从|在|于|对|为|根据|按照|截至|其中|这|该|《|“")
_ISSUING = ("发布", "印发", "出台", "颁布", "公布", "制定", "推出", "通过")
_MOST = 180
_MOST_ENGLISH = 320


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure at `[start, end)` (a clause), its instrument (a slug, None where open), and its rule.

    `by_default` says that the instrument is what the rule stands for at large, not what its words name.
    """

    start: int
    end: int
    instrument: str | None
    sentence: Passage
    rule: str
    by_default: bool = False

    @property
    def exhorts(self) -> bool:
        """Return whether it says nothing concrete: then it is no measure, but whose it is may still be a claim."""
        return self.rule == _SOFT


def find_measures(reading: Reading) -> tuple[Measure, ...]:
    """Return the measures of a reading in reading order, at most one a clause, targets left out."""
    return tuple(measure for measure in find_acts(reading, find_targets(reading)) if not measure.exhorts)


def find_acts(reading: Reading, targets: Sequence[Target]) -> tuple[Measure, ...]:
    """Return the measures of a reading, and what else it says is to be done (加快夯实算力底座), in reading order."""
    goals: dict[int, list[Target]] = {}
    for target in targets:
        goals.setdefault(target.sentence.start, []).append(target)
    told = [
        act for sentence in content_sentences(reading)
        for act in _with_asides(reading, sentence, list(_measures(reading, sentence, goals.get(sentence.start, ()))))
    ]  # fmt: skip
    return tuple(sorted([*told, *_table_measures(reading)], key=lambda measure: measure.start))


def _with_asides(reading: Reading, sentence: Passage, measures: Sequence[Measure]) -> Iterator[Measure]:
    """Yield the measures of a sentence, each with what an English one adds behind a comma (…, including audits)."""
    for n, measure in enumerate(measures):
        until = measures[n + 1].start if n + 1 < len(measures) else sentence.end
        added = _ADDED.match(reading.view, measure.end, until) if measure.rule.startswith(_ENGLISH) else None
        yield replace(measure, end=added.end()) if added else measure


def _measures(reading: Reading, sentence: Passage, goals: Sequence[Target]) -> Iterator[Measure]:
    view = reading.view
    if view[sentence.start] == "|":
        return
    latin = is_latin(view, sentence)
    condition: int | None = None
    ordered = acted = False
    (order,) = rules_of("measure-order")
    words = view[sentence.start : sentence.end]
    if not latin and (_HEADLINE.fullmatch(words) or any(r.pattern.search(words) for r in rules_of("measure-preamble"))):
        return
    for clause in reading.clauses(sentence):
        if any(goal.start < clause.end and clause.start < goal.end for goal in goals):
            condition = None
            continue
        opens = not latin and _CONDITION.fullmatch(view, clause.start, clause.end) is not None
        granted = view[clause.end - 1] == "的" or _OF_THOSE.fullmatch(view, clause.start, clause.end)
        if opens and granted and view[clause.end : clause.end + 1] == ",":
            condition = clause.start if condition is None else condition
            continue
        found = _measure(reading, clause, sentence, "measure-english" if latin else "measure")
        if found is None and not latin and condition is None:
            found = _exhortation(view, clause, sentence)
        if found is None and ordered and not opens and _says_order(view, clause):
            found = Measure(clause.start, clause.end, _ORDERED, sentence, order.id, by_default=True)
        if found is None and not latin and not opens and acted and _goes_on(reading, clause):
            found = Measure(clause.start, clause.end, None, sentence, _GOING_ON)
        acted = found is not None and not found.exhorts
        ordered = not latin and order.pattern.search(view, clause.start, clause.end) is not None
        if found is None:
            condition = (condition if condition is not None else clause.start) if opens else None
            continue
        start = found.start if condition is None else _after_connectives(view, Span(condition, found.end), found.start)
        yield Measure(start, found.end, found.instrument, sentence, found.rule, found.by_default)
        condition = None


def _goes_on(reading: Reading, clause: Span) -> bool:
    """Say whether a clause right behind a measure gives a number that is part of it (利率1.5%), and states no fact."""
    words = reading.view[clause.start : clause.end]
    if not _LEAST_ORDERED <= len(words) <= _MOST_GOING_ON:
        return False
    numbers = reading.annotated.between(clause.start, clause.end, "quantity")
    if not any(number.value("unit") in _GRANTED for number in numbers):
        return False
    return not any(rule.pattern.search(words) for kind in ("none", "fact") for rule in rules_of(f"measure-{kind}"))


def _says_order(view: str, clause: Span) -> bool:
    """Say whether a clause behind “it requires” tells what is required: no date or circumstance, nothing vague."""
    if _CIRCUMSTANCE.match(view, clause.start, clause.end):
        return False
    words = view[clause.start : clause.end]
    none = (*rules_of("measure-none"), *rules_of(_SOFT))
    return _LEAST_ORDERED <= len(words) <= _MOST and not any(rule.pattern.search(words) for rule in none)


def _measure(reading: Reading, clause: Span, sentence: Passage, type_: str) -> Measure | None:
    view, latin = reading.view, type_ == "measure-english"
    lead = _BEFORE_ENGLISH.match(view, clause.start, clause.end) if latin else None
    clause = Span(lead.end(), clause.end) if lead else clause
    words = _without_titles(reading, clause)
    none = rules_of(f"{type_}-none")
    if len(words) > (_MOST_ENGLISH if latin else _MOST) or any(rule.pattern.search(words) for rule in none):
        return None
    told = first_match(type_, words)
    if told is None or _issues(reading, clause) or _of_company(reading, clause):
        return None
    rule, match = told
    named = next((name.replace("_", "-") for name, found in match.groupdict().items() if found), None)
    default = rule.values.get("instrument")
    act = clause.start + match.start()
    start = _after_subject(reading, clause, act) if latin else _after_connectives(view, clause, act)
    return Measure(start, clause.end, named or default, sentence, rule.id, named is None)


def _without_titles(reading: Reading, clause: Span) -> str:
    """Return the words of a clause, those of Chinese titles inside their marks blanked out: they take no measure."""
    words = reading.view[clause.start : clause.end]
    for title in reading.annotated.between(clause.start, clause.end, "title"):
        first, last = title.start + 1 - clause.start, title.end - 1 - clause.start
        if words[first - 1] in "《〈":
            words = words[:first] + MASK * (last - first) + words[last:]
    return words


def _exhortation(view: str, clause: Span, sentence: Passage) -> Measure | None:
    words = view[clause.start : clause.end]
    if len(words) > _MOST or any(rule.pattern.search(words) for rule in rules_of("measure-none")):
        return None
    if _TITLED_ITEM.search(view, sentence.start, clause.start) and view[sentence.end : sentence.end + 1] not in "\r\n":
        return None
    start = _after_connectives(view, clause, clause.end)
    (soft,) = rules_of(_SOFT)
    return Measure(start, clause.end, None, sentence, _SOFT) if soft.pattern.search(view[start : clause.end]) else None


def _after_connectives(view: str, clause: Span, act: int) -> int:
    """Return where a measure begins in a Chinese clause: without 并, 提出, 与某方合作 and the like."""
    start = clause.start
    while found := _BEFORE_MEASURE.match(view, start, act):
        start = found.end()
    return act if view[start:act].endswith("合作") else start


def _after_subject(reading: Reading, clause: Span, act: int) -> int:
    """Return where a measure begins in an English clause: at its verb where a policy is what acts."""
    titled = any(title.end <= act for title in reading.annotated.between(clause.start, act, "title"))
    return act if titled or _POLICY_ASIDE.search(reading.view, clause.start, act) else clause.start


def _issues(reading: Reading, clause: Span) -> bool:
    """Say whether a clause only tells that a titled policy was issued."""
    titles = reading.annotated.between(clause.start, clause.end, "title")
    return any(reading.view[clause.start : title.start].rstrip("了的 ").endswith(_ISSUING) for title in titles)


def _of_company(reading: Reading, clause: Span) -> bool:
    """Say whether a company acts in a clause: what it does is no policy."""
    first = next(iter(reading.annotated.between(clause.start, clause.end, "organisation")), None)
    if first is None or first.start != clause.start or first.value("class") != "Company":
        return False
    return _OBLIGED.search(reading.view, first.end, clause.end) is None


def _table_measures(reading: Reading) -> Iterator[Measure]:
    """Yield the cells below a heading such as 重点工程 in the tables of a reading."""
    if any(segment.kind is Kind.TABLE for segment in reading.segments):
        (heading,) = rules_of("measure-column")
        for start, end in cells_below(reading.view, heading.pattern):
            row = reading.sentence(start, end)
            if row is not None:
                yield Measure(start, end, None, row, heading.id)
