"""Timelines: dated things to marks on an axis of years. The templates draw them as SVG and list them beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.evidence import Interval
from service.pages.charts import shortened

__all__ = ["Dated", "Mark", "Timeline", "timeline"]

WIDTH: Final = 900
_ROW: Final = 24
_TOP: Final = 30
_MARGIN: Final = 14
_TICKS: Final = 10
_MOST: Final = 36
_COLUMN: Final = 7
"""About how wide a half-width character is drawn, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a date: its interval, how that is written, what it is, where it leads to, its status."""

    interval: Interval
    when: str
    text: str
    href: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One interval on the axis: where its mark begins and how long it is, and where its words stand."""

    x: float
    width: float
    y: int
    text_x: float
    side: str
    words: str
    item: Dated
    more: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture 900 units wide: years on top, a row for each interval; `left_out` intervals are only in the list."""

    height: int
    ticks: tuple[tuple[float, int], ...]
    marks: tuple[Mark, ...]
    left_out: int


def timeline(items: Sequence[Dated]) -> Timeline | None:
    """Return the picture of dated things; None where fewer than two intervals have a beginning or an end.

    Things of one interval share a mark, which is named after the first of them.
    """
    shared: dict[tuple[date, date], list[Dated]] = {}
    for item in items:
        start, end = _day(item.interval.start), _day(item.interval.end)
        first, last = start or end, end or start
        if first is not None and last is not None:
            found = shared.setdefault((first, last), [])
            if all(item.text != known.text for known in found):
                found.append(item)
    if len(shared) < 2:
        return None
    ordered = sorted(shared)
    drawn = ordered[:_MOST]
    low, high = min(a for a, _ in drawn).year, max(b for _, b in drawn).year + 1
    zero = date(low, 1, 1)
    scale = (WIDTH - 2 * _MARGIN) / (date(high, 1, 1) - zero).days

    def place(day: date) -> float:
        return round(_MARGIN + (day - zero).days * scale, 1)

    marks = []
    for row, (first, last) in enumerate(drawn):
        x, width = place(first), max(0.0, round(place(last) - place(first), 1))
        sharing = shared[first, last]
        after = x + width
        side = "right" if WIDTH - after > x else "left"
        room = (WIDTH - after if side == "right" else x) - 2 * _MARGIN
        more = len(sharing) - 1
        words = shortened(f"{sharing[0].when} {sharing[0].text}", max(12, int(room / _COLUMN) - (5 if more else 0)))
        text_x = after + 9 if side == "right" else x - 9
        marks.append(Mark(x, width, _TOP + row * _ROW + _ROW // 2, round(text_x, 1), side, words, sharing[0], more))
    step = max(1, -(-(high - low) // _TICKS))
    ticks = tuple((place(date(year, 1, 1)), year) for year in range(low, high + 1, step))
    return Timeline(_TOP + len(drawn) * _ROW + 6, ticks, tuple(marks), len(ordered) - len(drawn))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
