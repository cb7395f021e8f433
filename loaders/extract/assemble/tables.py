"""Tables: cells as numbers; the head of a column says what they measure, the first cell of a row of whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.claims.model import Inference, Observation, Qualifiers, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.numbers import number_of
from loaders.extract.segment import Kind
from loaders.text.dates import parse_interval
from loaders.text.passages import Passage
from ontology.terms import Status

__all__ = ["table_claims"]

_RULE = "table-cell"
_NAMES = ("organisation", "place", "group", "technology", "dataset", "title")
_RULED = re.compile(r"[\s|:-]+")
_CELL = re.compile(r"[^|\t]+")
_AROUND = re.compile(r"[\s约近超逾>≥<≤~*]*")
_TO_COME = re.compile(r"预测|预计|forecast|projected|\dE\b", re.IGNORECASE)
_WANTED = re.compile(r"目标|指标|计划|要求|任务|target|goal", re.IGNORECASE)
_CHANGE = re.compile(r"^(?:同比|环比|增速|变化|变动|YoY|change)", re.IGNORECASE)
_BRACKETED = re.compile(r"[(][^()]*[)]")


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a column: where it stands, what it measures, and when."""

    span: Span
    label: str
    date: Annotation | None
    status: Status


def table_claims(builder: Builder) -> None:
    """Add the numbers of every table; a row whose first cell names nothing known, and a bare change, are left alone."""
    for rows in _tables(builder):
        heads = [_head(builder, cell) for cell in rows[0]]
        for row in rows[1:]:
            if len(row) == len(heads) and (subject := _subject(builder, row[0])) is not None:
                for head, cell in zip(heads[1:], row[1:], strict=True):
                    if head is not None:
                        _cell(builder, head, cell, row[0], subject)


def _tables(builder: Builder) -> Iterator[list[list[Span]]]:
    """Yield the tables as rows of cells; rows stand on lines that follow each other, the rule below a head left out."""
    rows: list[list[Span]] = []
    for segment in builder.reading.segments:
        line = builder.reading.view[segment.passage.start : segment.passage.end]
        if segment.kind is not Kind.TABLE and "\t" not in line:
            if len(rows) > 1:
                yield rows
            rows = []
        elif not _RULED.fullmatch(line):
            rows.append([_stripped(builder, segment.passage, m) for m in _CELL.finditer(line) if m[0].strip()])
    if len(rows) > 1:
        yield rows


def _stripped(builder: Builder, line: Passage, cell: re.Match[str]) -> Span:
    words = cell[0]
    start = line.start + cell.start() + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _head(builder: Builder, cell: Span) -> _Head | None:
    words = builder.reading.view[cell.start : cell.end]
    dates = builder.reading.annotated.between(cell.start, cell.end, "date")
    label = words
    for date in dates:
        label = label.replace(builder.reading.view[date.start : date.end], "")
    label = _BRACKETED.sub("", label).strip(" 的*")
    if len(label) < 2 or len(dates) > 1 or _CHANGE.search(label) or _WANTED.search(label):
        return None
    status = Status.FORECAST if _TO_COME.search(words) else Status.FACT
    return _Head(cell, label, dates[0] if dates else None, status)


def _subject(builder: Builder, cell: Span) -> str | None:
    """Return what the first cell of a row names, where it names one thing and nothing else."""
    named = builder.reading.annotated.between(cell.start, cell.end, *_NAMES)
    if len(named) != 1 or named[0].end - named[0].start < (cell.end - cell.start) - 2:
        return None
    return builder.policy(named[0]) if named[0].type == "title" else builder.entity(named[0])


def _cell(builder: Builder, head: _Head, cell: Span, first: Span, subject: str) -> None:
    view = builder.reading.view
    numbers = builder.reading.annotated.between(cell.start, cell.end, "quantity")
    if len(numbers) != 1 or not _AROUND.fullmatch(
        view[cell.start : numbers[0].start] + view[numbers[0].end : cell.end]
    ):
        return
    quote = Span(first.start, cell.end)
    read = number_of(builder, numbers[0], head.label, quote)
    resolved = builder.reading.date(head.date) if head.date else None
    if read is None or (head.date and resolved is None):
        return
    time = parse_interval(resolved.notation) if resolved else None
    published = builder.reading.published
    ahead = published is not None and time is not None and time.first is not None and time.first > published
    if ahead and head.status is Status.FACT:
        return
    body = Observation(builder.metric(head.label), (subject,), read.comparator, read.unit, read.value, read.value_max)
    inferences = [Inference("time", resolved.source)] if resolved and resolved.source else []
    stated = builder.text[head.date.start : head.date.end] if head.date else None
    builder.utter(
        body,
        quote,
        _RULE,
        qualifiers=Qualifiers(status=head.status, time=time),
        inferences=inferences,
        lead=[head.span],
        time_as_stated=stated,
    )
