"""Dates: intervals of days with a precision, read from ISO 8601 / EDTF level 0 and looked for in texts.

Every date of the graph is an inclusive interval (MODEL §2, "Dates"); an open end is None. `2018` is 2018-01-01 to
2018-12-31 with precision year, `2019/..` starts on 2019-01-01 and is open, `../2023-06-27` ended by that day.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from ontology.terms import Precision

__all__ = ["DateInterval", "parse_interval", "states_date"]

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class DateInterval:
    """An inclusive interval of days; `notation` is how the curator or rule wrote it (ISO 8601 / EDTF)."""

    first: date | None
    last: date | None
    precision: Precision
    notation: str


def parse_interval(notation: str) -> DateInterval:
    """Return the interval that an ISO 8601 / EDTF notation means.

    Accepts `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, and two of them (or `..` on one side) around a slash. Raises ValueError.
    """
    if "/" not in notation:
        first, last, precision = _point(notation)
        return DateInterval(first, last, precision, notation)
    left, _, right = notation.partition("/")
    start = None if left == ".." else _point(left)
    end = None if right == ".." else _point(right)
    if start is None and end is None:
        raise ValueError(f"{notation!r} has no date on either side")
    if start and end and start[0] > end[1]:
        raise ValueError(f"{notation!r} ends before it starts")
    return DateInterval(start[0] if start else None, end[1] if end else None, Precision.PERIOD, notation)


def states_date(text: str, notation: str) -> bool:
    """Return whether a text names every year, month and day of a notation in figures of its own.

    A month without its year (`12月`) does not state `2018-12`: the year is inferred, and has to be marked so.
    """
    return all(_states_point(text, point) for point in notation.split("/") if point != "..")


def _point(notation: str) -> tuple[date, date, Precision]:
    match = _POINT.fullmatch(notation)
    if match is None:
        raise ValueError(f"{notation!r} is not a date; write 2018, 2018-04, 2018-04-21, 2019/.. or ../2023-06-27")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        return date(year, month, day), date(year, month, day), Precision.DAY
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Precision.MONTH
    return date(year, 1, 1), date(year, 12, 31), Precision.YEAR


def _states_point(text: str, point: str) -> bool:
    year, *rest = point.split("-")
    if re.search(rf"(?<!\d){point.replace('-', '[-./]0?')}(?!\d)", text):
        return True
    if rest == ["12", "31"] and re.search(rf"(?<!\d){year}年[底末]", text):
        return True
    signs = ((year, r"(?!\d)"), *zip((part.lstrip("0") for part in rest), (r"\s*月", r"\s*[日号]"), strict=False))
    return all(re.search(rf"(?<!\d)0?{number}{sign}", text) for number, sign in signs)
