"""Plots: the rows of a question to the chart that its query asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.canned.answers import Row
from service.canned.charts import Bars, Chart, Heat
from service.evidence import Interval, Reader
from service.pages.charts import Bar, bars, shortened
from service.pages.columns import Column, heading, layout
from service.pages.figures import interval_words, scaled
from service.pages.rendering import Page
from service.pages.rows import local
from service.pages.table import SIGNS, name_of
from service.pages.timeline import Dated, Timeline, timeline

__all__ = ["BarGroup", "BarRow", "HeatCell", "HeatPlot", "Plot", "plot"]

_LEVELS: Final = 6
_CELL: Final = 62
_LINE: Final = 30
_MOST_BARS: Final = 40
_COMPARATORS: Final = {"=": "Exactly", ">=": "AtLeast", "<=": "AtMost", ">": "MoreThan", "<": "LessThan", "~": "About"}


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar: what it is of, its value in words, its status, and the claim that gives it."""

    words: str
    value: str
    bar: Bar | None
    status: str
    href: str | None


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars on one scale."""

    heading: str
    rows: tuple[BarRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One field: where it stands, its number, and how dark it is, 1 to 6."""

    x: int
    y: int
    value: str
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class HeatPlot:
    """A field of rows by columns; names of rows stand left of x = `left`, names of columns above y = `top`."""

    width: int
    height: int
    left: int
    top: int
    rows: tuple[tuple[int, str, str], ...]
    columns: tuple[tuple[int, str, str], ...]
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """The chart of an answer: one of its kinds is there, the others are empty."""

    bars: tuple[BarGroup, ...] = ()
    heat: HeatPlot | None = None
    timeline: Timeline | None = None

    def __bool__(self) -> bool:
        return bool(self.bars or self.heat or self.timeline)


class _Drawing:
    """What every kind of chart needs: names of cells in the page's language, links to claims."""

    def __init__(self, columns: Sequence[str], reader: Reader, page: Page) -> None:
        self._labels = {column.name: column for column in layout(columns)}
        self.reader, self.page = reader, page

    def words(self, row: Row, column: str) -> str:
        """Return what a cell says: a thing's name, or its text."""
        value = row.get(column)
        if value is None:
            return ""
        about = self._labels.get(column, Column(column, None, heading(column)))
        label = row.get(about.label) if about.label else None
        return str(label) if label else name_of(self.reader, str(value), chinese=self.page.language == "zh")

    def named(self, row: Row, columns: Sequence[str]) -> str:
        """Return what several cells say, without repeating anything."""
        return " · ".join(dict.fromkeys(words for column in columns if (words := self.words(row, column))))

    def claim(self, row: Row) -> str | None:
        """Return the link to a row's claim."""
        claim = row.get("claim")
        return self.page.link(claim) if isinstance(claim, str) else None


def plot(chart: Chart, columns: Sequence[str], rows: Sequence[Row], reader: Reader, page: Page) -> Plot:
    """Return the chart of some rows; an empty one where they have nothing to draw."""
    drawing = _Drawing(columns, reader, page)
    if isinstance(chart, Bars):
        return Plot(bars=_bars(chart, rows, drawing))
    if isinstance(chart, Heat):
        return Plot(heat=_heat(chart, rows, drawing))
    found = []
    for row in rows:
        start, end = row.get(chart.start), row.get(chart.end or chart.start)
        if start is not None or end is not None:
            precision = local(str(row[chart.precision])) if chart.precision and row.get(chart.precision) else None
            interval = Interval(start=_text(start), end=_text(end), precision=precision)
            when = interval_words(interval, page.language)
            found.append(Dated(interval, when, drawing.named(row, chart.label), drawing.claim(row), _status(row)))
    return Plot(timeline=timeline(found))


def _bars(chart: Bars, rows: Sequence[Row], drawing: _Drawing) -> tuple[BarGroup, ...]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if _number(row.get(chart.value)) is not None:
            groups.setdefault(drawing.words(row, chart.group) if chart.group else "", []).append(row)
    return tuple(_bar_group(chart, name, found, drawing) for name, found in groups.items())


def _bar_group(chart: Bars, name: str, rows: list[Row], drawing: _Drawing) -> BarGroup:
    rows = sorted(rows, key=lambda row: -(_number(row.get(chart.value)) or 0))
    percent = any(str(row.get("unit", "")).endswith("/percent") for row in rows) or "share" in str(
        rows[0].get("metric")
    )
    scale = [
        (_number(row.get(chart.value)), _number(row.get(chart.upper)) if chart.upper else None,
         _COMPARATORS.get(str(row.get("sign") or "="), "OrderOfMagnitude"))
        for row in rows
    ]  # fmt: skip
    drawn = bars(scale, percent=percent)
    found = [
        BarRow(
            drawing.named(row, chart.label),
            _amount(row, value, high, percent, drawing),
            bar,
            _status(row),
            drawing.claim(row),
        )
        for row, (value, high, _), bar in zip(rows, scale, drawn, strict=True)
    ]
    return BarGroup(name, tuple(found[:_MOST_BARS]), max(0, len(found) - _MOST_BARS))


def _amount(row: Row, value: float | None, high: float | None, percent: bool, drawing: _Drawing) -> str:
    words = scaled(value or 0, drawing.page.language)
    if high is not None:
        words = f"{words}–{scaled(high, drawing.page.language)}"
    return f"{SIGNS.get(str(row.get('sign') or ''), '')}{words}{'%' if percent else ''}"


def _heat(chart: Heat, rows: Sequence[Row], drawing: _Drawing) -> HeatPlot | None:
    sums: dict[tuple[str, str], float] = {}
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        key = drawing.words(row, chart.rows), drawing.words(row, chart.columns)
        if not all(key):
            continue
        if chart.value:
            sums[key] = sums.get(key, 0) + (_number(row.get(chart.value)) or 0)
        elif (said := (*key, str(row.get("claim")))) not in seen:
            seen.add(said)
            sums[key] = sums.get(key, 0) + 1
    if not sums:
        return None
    down = _largest_first(sums, 0)
    across = _largest_first(sums, 1)
    names = [shortened(name, 34) for name in down]
    left = max(map(_width, names)) + 16
    top = 28 + max(_width(shortened(name, 22)) for name in across) * 6 // 10
    peak = max(sums.values())
    cells = tuple(
        HeatCell(
            left + column * _CELL, top + line * _LINE, f"{sums[row, name]:,.0f}",
            max(1, min(_LEVELS, 1 + int((_LEVELS - 1) * (sums[row, name] / peak) ** 0.5))), f"{row} · {name}",
        )
        for line, row in enumerate(down) for column, name in enumerate(across) if sums.get((row, name))
    )  # fmt: skip
    return HeatPlot(
        width=left + len(across) * _CELL + 90,
        height=top + len(down) * _LINE + 4,
        left=left,
        top=top,
        rows=tuple(
            (top + i * _LINE + 20, short, full) for i, (short, full) in enumerate(zip(names, down, strict=True))
        ),
        columns=tuple((left + i * _CELL + 24, shortened(name, 22), name) for i, name in enumerate(across)),
        cells=cells,
    )


def _largest_first(sums: dict[tuple[str, str], float], axis: int) -> list[str]:
    totals: dict[str, float] = {}
    for key, value in sums.items():
        totals[key[axis]] = totals.get(key[axis], 0) + value
    return sorted(totals, key=lambda name: (-totals[name], name))


def _width(name: str) -> int:
    """Return about how wide a name is drawn, in pixels: a Chinese character takes 14, a Latin one 7 and a half."""
    return int(sum(14 if ord(character) > 0x2E7F else 7.5 for character in name))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _status(row: Row) -> str:
    return local(str(row.get("status") or ""))
