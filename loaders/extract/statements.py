"""Statements: the clauses of a reading that set a target or take a measure, each with what its own words say of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loaders.claims.model import Span
from loaders.extract.annotations import Annotation
from loaders.extract.clauses import clauses
from loaders.extract.reading import Reading
from loaders.extract.resolve import ResolvedDate
from loaders.extract.rules import rules_of
from loaders.extract.segment import Kind
from loaders.text.dates import parse_interval
from loaders.text.passages import Passage

__all__ = ["Measure", "Target", "find_measures", "find_targets"]

_DEADLINE_WORD = re.compile(r"(?:到|至|截至|截止)$|\b(?:by|until)\s*$", re.IGNORECASE)
_BY_THEN = re.compile(r"(?:之?前|止|内)")
_LEAD = re.compile(
    r"^(?:并|还|也|同时|其中|此外|另外|将|要|力争|争取|计划|提出|明确|强调|指出|主要目标是?|目标是?|提出要|到那时|推动|使)"
)
_FORECAST = re.compile(r"预计|预测|有望|或将|可能|据估计|将创造|将面临|预期到|is expected to|forecast|estimated")
_PAST = re.compile(r"已经?(?!有)|曾|过去|了(?=$|[^解])")
_NOT_DONE = re.compile(r"缺少|缺乏|不足|没有|未能|未得|无法|落后|较为领先|取消")
_BEFORE_MEASURE = re.compile(
    r"(?:第[一二三四五六七八九十百]+条\s*|[一二三四五六七八九十]是|其[一二三四]|(?:该措施|并|还|会议|主要|同时|方案)?(?:提出|强调|明确|指出|要求|规定|涵盖|包括)(?:要|了)?|"
    r"比如|例如|此外|同时|另外|其中|加快推动|加快)"
)
_ISSUING = ("发布", "印发", "出台", "颁布", "公布", "制定", "推出", "通过")
_MOST = 90


@dataclass(frozen=True, slots=True)
class Target:
    """A goal at `[start, end)`, the date annotation of its deadline (None for a horizon in years), and its rule."""

    start: int
    end: int
    deadline: Annotation | None
    sentence: Passage
    rule: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure at `[start, end)` (a clause), its instrument (a slug, None where open), and its rule."""

    start: int
    end: int
    instrument: str | None
    sentence: Passage
    rule: str


def find_targets(reading: Reading) -> tuple[Target, ...]:
    """Return the targets of a reading in reading order; what is forecast or past is none."""
    return tuple(target for sentence in _sentences(reading) for target in _targets(reading, sentence))


def find_measures(reading: Reading) -> tuple[Measure, ...]:
    """Return the measures of a reading in reading order, at most one a clause, targets left out."""
    goals = [(target.start, target.end) for target in find_targets(reading)]
    found = (measure for sentence in _sentences(reading) for measure in _measures(reading, sentence))
    return tuple(m for m in found if not any(start < m.end and m.start < end for start, end in goals))


def _sentences(reading: Reading) -> Iterator[Passage]:
    skipped = {
        s.passage for s in reading.segments if s.kind in (Kind.FURNITURE, Kind.DATELINE, Kind.SIGNATURE, Kind.HEADING)
    }
    for sentence in reading.passages.sentences:
        if not any(passage.covers(sentence.start, sentence.end) for passage in skipped):
            yield sentence


def _targets(reading: Reading, sentence: Passage) -> Iterator[Target]:
    view = reading.view
    (goal,), (horizon,) = rules_of("target-goal"), rules_of("target-horizon")
    deadline: Annotation | None = None
    for clause in clauses(view, sentence):
        words = view[clause.start : clause.end]
        dates = reading.annotated.between(clause.start, clause.end, "date")
        due = next((a for a in dates if _is_due(reading, a)), None)
        relative = next(iter(horizon.matches(view, clause.start, clause.end)), None)
        if due is not None:
            deadline = due
        elif dates:
            deadline = None
        current = deadline if relative is None else None
        if deadline is None and relative is None:
            continue
        start = clause.start
        if due is not None:
            start = _after(view, due)
        elif relative is not None:
            start = relative.start
        start = _without_lead(view, start, clause.end)
        body = view[start : clause.end]
        forecast = _FORECAST.search(words) or _FORECAST.search(view[sentence.start : start])
        if len(body) < 4 or len(body) > _MOST or forecast or _PAST.search(body) or goal.pattern.search(body) is None:
            continue
        yield Target(start, clause.end, current, sentence, goal.id if relative is None else horizon.id)


def _is_due(reading: Reading, annotation: Annotation) -> bool:
    view = reading.view
    resolved = reading.date(annotation)
    before = view[max(0, annotation.start - 8) : annotation.start]
    ahead = resolved is not None and (reading.published is None or _last_day(resolved) > reading.published)
    return ahead and bool(
        _DEADLINE_WORD.search(before) or _BY_THEN.match(view, annotation.end) or view[annotation.end - 1] in "底末"
    )


def _last_day(resolved: ResolvedDate) -> date:
    last = parse_interval(resolved.notation).last
    return last or date.max


def _after(view: str, due: Annotation) -> int:
    found = re.compile(r"(?:底|末|年)?(?:之?前|内|时|,|:|\s)*").match(view, due.end)
    return found.end() if found else due.end


def _without_lead(view: str, start: int, end: int) -> int:
    while found := _LEAD.match(view[start:end]):
        start += found.end()
    return start


def _measures(reading: Reading, sentence: Passage) -> Iterator[Measure]:
    for clause in clauses(reading.view, sentence):
        words = reading.view[clause.start : clause.end]
        if len(words) > 2 * _MOST or _NOT_DONE.search(words) or _issues(reading, clause):
            continue
        for rule in rules_of("measure"):
            if (match := next(iter(rule.matches(reading.view, clause.start, clause.end)), None)) is not None:
                named = next((name.replace("_", "-") for name in match.groups), rule.values.get("instrument"))
                start = clause.start
                while found := _BEFORE_MEASURE.match(reading.view, start, match.start):
                    start = found.end()
                yield Measure(start, clause.end, named, sentence, rule.id)
                break


def _issues(reading: Reading, clause: Span) -> bool:
    """Say whether a clause only tells that a titled policy was issued."""
    titles = reading.annotated.between(clause.start, clause.end, "title")
    return any(reading.view[clause.start : title.start].rstrip("了的 ").endswith(_ISSUING) for title in titles)
