"""Targets: the clauses of a reading that say what is to be reached, by when; forecasts and results are none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from loaders.claims.model import Span
from loaders.extract.annotate.tables import cells_below
from loaders.extract.annotations import Annotation
from loaders.extract.clauses import clauses, is_latin
from loaders.extract.reading import Reading
from loaders.extract.resolve import ResolvedDate
from loaders.extract.rules import Rule, rules_of
from loaders.extract.segment import Kind
from loaders.text.dates import parse_interval
from loaders.text.passages import Passage

__all__ = ["Target", "content_sentences", "find_targets"]

_DEADLINE_WORD = re.compile(r"(?:到|至|展望)$|\b(?:by|until)\s*$", re.IGNORECASE)
_BY_THEN = re.compile(r"(?:之?前|内)(?![瞻沿])")
_TO_GROW = re.compile(
    r"(?:全面|基本|率先|初步|要|将|力争)*(?:实现(?!了)|建成(?!后|了)|形成(?!了))|[^,;。]{0,30}?(?:增至|达到?|突破|超过?|提[高升][到至]|降至|扩大[到至]|[升降增]到)[^,;。]{0,4}(?:\d|[一二三四五六七八九]成)"
)
_PLANNED = re.compile(r"(?:计划|力争|争取|拟|将)[在于]?$")
_DATE_TAIL = re.compile(r"(?:底|末|年)?(?:之?前|内|时|,|:|\s)*")
_LEAD = re.compile(
    r"^(?:并|还|也|同时|其中|此外|另外|将|要|力争|争取|力求|确保|计划|提出|明确|强调|指出|主要目标是?|目标是?|提出要|到那时|推动|使|"
    r"到(?=[一-鿿]{2})|于|在(?=力争))"
)
_HEADED = re.compile(r"年?底?[^|\n]{0,4}(?:指标|目标)|\s+(?:target|goal)", re.IGNORECASE)
_FINISHED = re.compile(r"(?:完成|通过|投入|实现)(?:验证|验收|建设|投产|使用|运行|上线)?")
_LISTED = re.compile(r"、(?=[^、,;。\d]{2,16}(?:达到?|超过?|突破|[增升]至|提[高升][到至]|不低于|不少于|达到)\d)")
_YEARLY = re.compile(r"\s+(?:each|every)\s+year|\s+annually")
_AND = re.compile(r",?\s+and\s+")
_AIMED = re.compile(r"\b(?:target|goal|objective|ambition)s?\b", re.IGNORECASE)
_IN = re.compile(r"\bin (?:the )?(?:fiscal (?:year )?)?$")
_AFTER_ENGLISH = re.compile(r"[\s,:]+")
_SHARES = re.compile(r"(?:of (?:whom|which|these)|with|including|and)\b", re.IGNORECASE)
_ROW_END = 2
_LEAST, _MOST = 4, 90
_MOST_ENGLISH = 260
_SKIPPED = (Kind.FURNITURE, Kind.DATELINE, Kind.SIGNATURE, Kind.HEADING)


@dataclass(frozen=True, slots=True)
class Target:
    """A goal at `[start, end)`, the date annotation of its deadline (None for a horizon in years), and its rule."""

    start: int
    end: int
    deadline: Annotation | None
    sentence: Passage
    rule: str


def find_targets(reading: Reading) -> tuple[Target, ...]:
    """Return the targets of a reading in reading order; what is forecast or past is none."""
    told: list[Target] = []
    for sentence in content_sentences(reading):
        told += list(_targets(reading, sentence)) or _carried_targets(reading, sentence, told[-1] if told else None)
    return tuple(sorted([*told, *_table_targets(reading)], key=lambda target: target.start))


def content_sentences(reading: Reading) -> Iterator[Passage]:
    """Yield the sentences that can say something of a policy: no headings, furniture or signatures."""
    skipped = {s.passage.start: s.passage for s in reading.segments if s.kind in _SKIPPED}
    ends = sorted(skipped.values(), key=lambda p: p.start)
    at = 0
    for sentence in reading.passages.sentences:
        while at < len(ends) and ends[at].end < sentence.start:
            at += 1
        if at == len(ends) or not ends[at].covers(sentence.start, sentence.end):
            yield sentence


def _targets(reading: Reading, sentence: Passage) -> Iterator[Target]:
    if reading.view[sentence.start] == "|":
        return
    found = _english_targets if is_latin(reading.view, sentence) else _chinese_targets
    yield from found(reading, sentence)


def _rule(type_: str) -> Rule:
    (rule,) = rules_of(type_)
    return rule


def _chinese_targets(reading: Reading, sentence: Passage) -> Iterator[Target]:
    view = reading.view
    goal, horizon, number = _rule("target-goal"), _rule("target-horizon"), _rule("target-number")
    forecast, past, none = (_rule(f"target-{kind}").pattern for kind in ("forecast", "past", "none"))
    deadline: Annotation | None = None
    before: Span | None = None
    for clause in reading.clauses(sentence):
        dates = reading.annotated.between(clause.start, clause.end, "date")
        due = next((a for a in dates if _is_due(reading, a)), None)
        relative = next(iter(horizon.matches(view, clause.start, clause.end)), None)
        if due is not None:
            deadline = due
        elif dates and not any(_is_ahead(reading, a) or _compares(view, a) for a in dates):
            deadline = None
        current = deadline if relative is None else None
        start = clause.start
        if due is not None:
            start = _after(view, due, clause.end)
        elif relative is not None:
            start = relative.start
        start, end = _without_lead(view, start, clause.end), clause.end
        if due is not None and before is not None and _FINISHED.fullmatch(view, start, end):
            start, end = before.start, before.end
        before = clause
        body = view[start:end]
        if (
            not _LEAST <= len(body) <= _MOST
            or past.search(body)
            or none.search(body)
            or forecast.search(view[sentence.start : clause.end])
        ):
            continue
        if deadline is None and relative is None:
            if number.pattern.search(view, clause.start, clause.end):
                yield Target(start, end, None, sentence, number.id)
            continue
        if goal.pattern.search(body) or reading.annotated.between(start, end, "quantity"):
            rule = goal.id if relative is None else horizon.id
            for first, last in _listed(reading, start, end):
                yield Target(first, last, current, sentence, rule)


def _carried_targets(reading: Reading, sentence: Passage, before: Target | None) -> list[Target]:
    """Return what a sentence adds to the targets of the one right before it, whose deadline it keeps."""
    if before is None or before.deadline is None or is_latin(reading.view, sentence):
        return []
    between = reading.view[before.end : sentence.start]
    if between.strip() != "。" or "\n" in between or reading.within(sentence, "date", "title"):
        return []
    reached, past = _rule("target-reached"), _rule("target-past").pattern
    parts = list(clauses(reading.view, sentence))
    words = [reading.view[part.start : part.end] for part in parts]
    if not all(reached.pattern.search(one) for one in words) or any(past.search(one) for one in words):
        return []
    return [Target(part.start, part.end, before.deadline, sentence, reached.id) for part in parts]


def _listed(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the goals that one clause lists (企业超300家、营业收入达260亿元), each with a number of its own."""
    view, first = reading.view, start
    for mark in _LISTED.finditer(view, start, end):
        if reading.annotated.between(first, mark.start(), "quantity"):
            yield first, mark.start()
            first = mark.end()
    yield first, end


def _is_ahead(reading: Reading, annotation: Annotation) -> bool:
    resolved = reading.date(annotation)
    return resolved is not None and (reading.published is None or _last_day(resolved) > reading.published)


def _compares(view: str, annotation: Annotation) -> bool:
    """Say whether a date is only what something is measured against (较2025年提升)."""
    return view[max(0, annotation.start - 1) : annotation.start] in {"较", "比"}


def _is_due(reading: Reading, annotation: Annotation) -> bool:
    view = reading.view
    if not _is_ahead(reading, annotation):
        return False
    before = view[max(0, annotation.start - 8) : annotation.start]
    if _DEADLINE_WORD.search(before) or _BY_THEN.match(view, annotation.end) or view[annotation.end - 1] in "底末":
        return True
    return _PLANNED.search(before) is not None or _TO_GROW.match(view, annotation.end) is not None


def _last_day(resolved: ResolvedDate) -> date:
    last = parse_interval(resolved.notation).last
    return last or date.max


def _after(view: str, due: Annotation, end: int) -> int:
    found = _DATE_TAIL.match(view, due.end, end)
    return found.end() if found else due.end


def _without_lead(view: str, start: int, end: int) -> int:
    while found := _LEAD.match(view[start:end]):
        start += found.end()
    return start


def _english_targets(reading: Reading, sentence: Passage) -> Iterator[Target]:
    view = reading.view
    forecast, past = _rule("target-forecast").pattern, _rule("target-past").pattern
    goal = _rule("target-english-goal")
    terms = _terms(reading, sentence)
    if forecast.search(view, sentence.start, sentence.end):
        return
    number = _rule("target-english-number")
    current: _Term | None = None
    leading = said = False
    for clause in _by_term(reading, sentence, terms):
        start, end = clause.start, clause.end
        here = next((term for term in reversed(terms) if clause.start <= term.start < clause.end), None)
        if here is not None:
            current, leading = here, here.start - clause.start < _ROW_END
            gap = _AFTER_ENGLISH.match(view, here.end)
            start, end = (gap.end() if gap else here.end, end) if leading else (start, here.start)
        said = said or goal.pattern.search(view[clause.start : clause.end]) is not None
        shares = _SHARES.match(view, clause.start) is not None
        if current is None or (here is None and not leading and not shares):
            if number.pattern.search(view, start, end) and not past.search(view, start, end):
                yield Target(_without_english_lead(view, start, end), end, None, sentence, number.id)
            continue
        start = _without_english_lead(view, start, end)
        end = _stripped_end(view, end)
        states = goal.pattern.search(view[clause.start : end]) or (said and here is not None)
        if states and _LEAST * 2 < end - start <= _MOST_ENGLISH and not past.search(view, start, end):
            yield Target(start, end, current.date, sentence, goal.id)


def _by_term(reading: Reading, sentence: Passage, terms: Sequence["_Term"]) -> Iterator[Span]:
    """Yield the clauses of a sentence, parted also where an “and” follows a deadline (A by 2025 and B by 2026)."""
    for clause in reading.clauses(sentence):
        start = clause.start
        for term in terms:
            mark = _AND.match(reading.view, term.end, clause.end) if start < term.start < clause.end else None
            if mark:
                yield Span(start, term.end)
                start = mark.end()
        yield Span(start, clause.end)


@dataclass(frozen=True, slots=True)
class _Term:
    """Words that set a deadline (“by the end of 2027”), with the date they name, where it is one."""

    start: int
    end: int
    date: Annotation | None


def _terms(reading: Reading, sentence: Passage) -> list[_Term]:
    view = reading.view
    before = _rule("target-english-deadline").pattern
    aimed = _AIMED.search(view, sentence.start, sentence.end) is not None
    terms: list[_Term] = []
    for annotation in reading.within(sentence, "date"):
        if not _is_ahead(reading, annotation) or _YEARLY.match(view, annotation.end):
            continue
        found = before.search(view, sentence.start, annotation.start)
        found = found or (_IN.search(view, sentence.start, annotation.start) if aimed else None)
        if found:
            terms.append(_Term(found.start(), annotation.end, annotation))
    horizon = _rule("target-english-horizon")
    others = [_Term(m.start, m.end, None) for m in horizon.matches(view, sentence.start, sentence.end)]
    return sorted([*terms, *(o for o in others if not any(t.start <= o.start < t.end for t in terms))],
                  key=lambda term: term.start)  # fmt: skip


def _without_english_lead(view: str, start: int, end: int) -> int:
    lead = _rule("target-english-lead").pattern
    while found := lead.match(view, start, end):
        start = found.end()
    return start


def _stripped_end(view: str, end: int) -> int:
    while view[end - 1] in " ,;:":
        end -= 1
    return end


def _table_targets(reading: Reading) -> Iterator[Target]:
    """Yield the cells below a heading such as 2028年指标, with the date of the heading as their deadline."""
    view = reading.view
    if not any(s.kind is Kind.TABLE for s in reading.segments):
        return
    headings = [a for a in reading.annotated.of("date") if _HEADED.match(view, a.end)]
    for start, end in cells_below(view, _rule("target-column").pattern):
        deadline = next((a for a in reversed(headings) if a.end <= start and _is_ahead(reading, a)), None)
        row = reading.sentence(start, end)
        if row and deadline and end - start >= _LEAST:
            yield Target(start, end, deadline, row, _rule("target-column").id)
