"""Dates: intervals of days with a precision, read from ISO 8601 / EDTF level 0 and looked for in texts.

Every date of the graph is an inclusive interval (MODEL §2, "Dates"); an open end is None. `2018` is 2018-01-01 to
2018-12-31 with precision year, `2019/..` starts on 2019-01-01 and is open, `../2023-06-27` ended by that day.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from loaders.text.rules import Found, Grammar, Rule, read_grammar
from ontology.terms import Precision

__all__ = ["DateInterval", "DateMention", "find_dates", "parse_interval", "states_date"]

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "上": 1, "下": 2, "前三": 3}
_COMMON_YEAR = 2001


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at `[start, end)` as a text writes it, its parts not yet resolved.

    `year` is None where the text leaves it out (`12月`) or says it in a word (`relative`: 今年, 同年, last year,
    this month). `rest` is what follows the year in ISO 8601 (`-05-08`, `-12-31` for 年底, empty for a whole year),
    `last` the notation of the end of a period, with `{year}` for the same year; `rule` found it.
    """

    start: int
    end: int
    year: int | None
    relative: str | None
    rest: str
    last: str | None
    rule: Rule = field(repr=False, compare=False)

    def notation(self, year: int | str) -> str:
        """Return the ISO 8601 / EDTF notation, the year being this one."""
        first = f"{year}{self.rest}"
        return f"{first}/{self.last.format(year=year)}" if self.last else first


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


def find_dates(view: str) -> tuple[DateMention, ...]:
    """Return every calendar date of a normalised view in reading order; impossible days are no dates."""
    return tuple(filter(_possible, map(_mention, _grammar().find(view))))


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
    if any(found.year is not None and found.notation(found.year) == point for found in find_dates(text)):
        return True
    if rest == ["12", "31"] and re.search(rf"(?<!\d){year}年[底末]", text):
        return True
    signs = ((year, r"(?!\d)"), *zip((part.lstrip("0") for part in rest), (r"\s*月", r"\s*[日号]"), strict=False))
    return all(re.search(rf"(?<!\d)0?{number}{sign}", text) for number, sign in signs)


@cache
def _grammar() -> Grammar:
    return read_grammar("dates", "dates-english")


def _mention(found: Found) -> DateMention:
    part = found.groups
    year, relative = _year(part), part.get("relative")
    if year is None and relative is None:
        relative = found.rule.values.get("relative")
    rest, last = _rest(part, year), _last(part)
    relative = relative and relative.removeprefix("the ")
    return DateMention(found.start, found.end, year, relative, rest, last, found.rule)


def _year(part: Mapping[str, str]) -> int | None:
    words = part.get("year") or (None if "relative" in part else part.get("year2"))
    return _number(words) if words else None


def _rest(part: Mapping[str, str], year: int | None) -> str:
    """Return what follows the year of a date, or of the first day of a period."""
    if "month_end" in part:
        month = _number(part["month"])
        return f"-{month:02}-{calendar.monthrange(year or _COMMON_YEAR, month)[1]}"
    if "month" in part:
        return f"-{_number(part['month']):02}" + (f"-{_number(part['day']):02}" if "day" in part else "")
    if "half" in part:
        return f"-{6 * _number(part['half']) - 5:02}"
    if "quarter" in part:
        return f"-{3 * _number(part['quarter']) - 2:02}"
    if "quarters" in part or "months" in part:
        return "-01"
    return "-12-31" if "end" in part else ""


def _last(part: Mapping[str, str]) -> str | None:
    """Return the last point of a period, with `{year}` where it is the first one's."""
    if "half" in part or "quarter" in part or "quarters" in part:
        months = 6 * _number(part["half"]) if "half" in part else 3 * _number(part.get("quarter") or part["quarters"])
        return f"{{year}}-{months:02}"
    if "months" in part:
        return f"{{year}}-{_number(part['months']):02}"
    if not {"year2", "month2", "day2"} & part.keys():
        return None
    month = part.get("month2") or part.get("month")
    days = f"-{_number(part['day2']):02}" if "day2" in part else ""
    return _last_year(part) + (f"-{_number(month):02}" if month else "") + days


def _last_year(part: Mapping[str, str]) -> str:
    """Return the year in which a period ends; 2024-25 ends in 2025."""
    if "year2" not in part:
        return "{year}"
    written = part["year2"]
    return str(_number(part["year"][:2] + written if len(written) == 2 else written))


def _number(words: str) -> int:
    """Return the value of a year, month, day or ordinal in figures or words."""
    if words.isdigit() and words.isascii():
        return int(words)
    if words in _ORDINALS:
        return _ORDINALS[words]
    if words[:3] in _MONTHS:
        return _MONTHS.index(words[:3]) + 1
    if "十" in words:
        tens, _, ones = words.partition("十")
        return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)
    return int("".join(str(_HAN[character]) for character in words))


def _possible(mention: DateMention) -> bool:
    try:
        parse_interval(mention.notation(mention.year or 2000))
    except ValueError:
        return False
    return True
