"""Geometry of the charts: numbers to lengths, neighbours to places. The templates draw them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

__all__ = ["Bar", "Fan", "Node", "bars", "fan", "shortened"]

_FULL: Final = 100.0
_ROW: Final = 44
_HALF: Final = 450
_WIDEST: Final = 34


@dataclass(frozen=True, slots=True)
class Bar:
    """A value on a scale of 0 to 100: where it begins and how long it is, and which of its ends is open."""

    x: float
    width: float
    open_end: bool
    open_start: bool
    blurred: bool


def bars(values: Sequence[tuple[float | None, float | None, str]], *, percent: bool) -> list[Bar | None]:
    """Return a bar for each (value, upper value, comparator) of one unit; None for a magnitude without a value.

    Percentages stand on 0 to 100, everything else on 0 to the largest value. A single value that is no percentage has
    nothing to be compared with, so it gets no bar.
    """
    known = [max(value, high or value) for value, high, _ in values if value is not None and value >= 0]
    if not known or (len(known) < 2 and not percent):
        return [None] * len(values)
    top = max(_FULL if percent else 0.0, *known)
    return [_bar(value, high, comparator, top) for value, high, comparator in values]


def _bar(value: float | None, high: float | None, comparator: str, top: float) -> Bar | None:
    if value is None or value < 0 or top <= 0:
        return None
    length = round(value / top * _FULL, 2)
    if high is not None:
        return Bar(length, round((high - value) / top * _FULL, 2), False, False, True)
    return Bar(
        0.0,
        length,
        open_end=comparator in ("AtLeast", "MoreThan"),
        open_start=comparator in ("AtMost", "LessThan"),
        blurred=comparator in ("About", "OrderOfMagnitude"),
    )


@dataclass(frozen=True, slots=True)
class Node:
    """A neighbour in the picture: where it stands, how its name is aligned, and how it is linked."""

    x: int
    y: int
    side: str
    name: str
    full_name: str
    relation: str
    href: str
    status: str
    path: str


@dataclass(frozen=True, slots=True)
class Fan:
    """An entity between what points to it (left) and what it points to (right)."""

    height: int
    middle: int
    nodes: tuple[Node, ...]


def fan(left: Sequence[tuple[str, str, str, str]], right: Sequence[tuple[str, str, str, str]]) -> Fan:
    """Return the places of neighbours, each given as (name, relation, href, status), in a picture 900 units wide."""
    height = max(len(left), len(right), 2) * _ROW + 20
    middle = height // 2
    nodes = [
        _node(item, side, index, len(items), middle)
        for side, items in (("left", left), ("right", right))
        for index, item in enumerate(items)
    ]
    return Fan(height, middle, tuple(nodes))


def _node(item: tuple[str, str, str, str], side: str, index: int, count: int, middle: int) -> Node:
    name, relation, href, status = item
    y = round(middle + (index - (count - 1) / 2) * _ROW)
    sign = -1 if side == "left" else 1
    x = _HALF + sign * 170
    near = _HALF + sign * 12
    path = f"M{near} {middle} C{_HALF + sign * 90} {middle} {_HALF + sign * 70} {y} {x - sign * 6} {y}"
    return Node(x, y, side, shortened(name, _WIDEST), name, shortened(relation, 24), href, status, path)


def shortened(text: str, width: int) -> str:
    """Return a text cut to a width in half-width columns (a Chinese character takes two), with … where it was cut."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if east_asian_width(character) in "WF" else 1
        if used > width:
            return text[: max(0, index - 1)].rstrip() + "…"
    return text
