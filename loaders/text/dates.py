"""Dates: intervals of days with a precision, read from ISO 8601 / EDTF level 0 and looked for in texts.

Every date of the graph is an inclusive interval (MODEL §2, "Dates"); an open end is None. `2018` is 2018-01-01 to
2018-12-31 with precision year, `2019/..` starts on 2019-01-01 and is open, `../2023-06-27` ended by that day.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from loaders.text.english_dates import find_english_dates
from ontology.terms import Precision

__all__ = ["DateInterval", "DateMention", "find_dates", "parse_interval", "states_date"]

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


_YEAR = r"(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3}"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_RELATIVE = "今年|去年|前年|明年|后年|同年|当年|本年度?|次年|翌年"
_EDGE = r"(?:年?[底末]|[上下]半年|第?[一二三四1-4]季度|前三季度)"
_TO = r"\s*(?:-|—|–|~|至|到|——|--)\s*"
_DATE = re.compile(
    rf"(?<![\dA-Za-z.])(?P<iso>(?P<iy>(?:19|20)\d{{2}})(?P<sep>[-/.])(?P<im>1[0-2]|0?[1-9])"
    rf"(?:(?P=sep)(?P<id>3[01]|[12]\d|0?[1-9])))(?![\d.])"
    rf"|(?<![\d.])(?P<y1>{_YEAR})年?{_TO}(?P<y2>{_YEAR})年(?!期)"
    rf"|(?:(?<![\d.])(?P<y>{_YEAR})\s*年度?|(?P<rel>{_RELATIVE}))(?P<edge>{_EDGE})?"
    rf"(?:\s*(?P<m>{_MONTH})月(?:份|(?P<me>[底末]))?(?:(?P<d>{_DAY})[日号])?(?:{_TO}(?:(?P<m2>{_MONTH})月)?(?:(?P<d2>{_DAY})[日号])?)?)?"
    rf"|(?<![\d.])(?P<ly>(?:19|20)\d{{2}})(?=(?:[、和及与](?:19|20)\d{{2}})*[、和及与](?:19|20)\d{{2}}年)"
    rf"|(?<![\d./个第-])(?P<bm>{_MONTH})月(?:(?P<bd>{_DAY})[日号]|份|(?P<bme>[底末])|(?=[,，、。初中底末上下的起至]|[^\d个龄嫂球亮]))"
    rf"(?:{_TO}(?:(?P<bm2>{_MONTH})月)?(?:(?P<bd2>{_DAY})[日号]))?"
    r"|(?P<moon>本月|上月|下月|上个月|下个月)(?=[底末初]|\d|[^\d个])"
    r"|(?<![年一-鿿])(?P<bare>[上下]半年|第?[一二三四]季度|前三季度)(?![年度])"
    r"|(?<=[到至在于底])(?P<ye>年[底末])"
)
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_HALVES = {"上半年": ("01", "06"), "下半年": ("07", "12"), "前三季度": ("01", "09")}
_COMMON_YEAR = 2001
_MOONS = {
    "本月": "this month",
    "上月": "last month",
    "上个月": "last month",
    "下月": "next month",
    "下个月": "next month",
}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at `[start, end)` as a text writes it, its parts not yet resolved.

    `year` is None where the text leaves it out (`12月`) or says it in a word (`relative`: 今年, 同年, last year,
    this month). `rest` is what follows the year in ISO 8601 (`-05-08`, `-12-31` for 年底, empty for a whole year),
    `last` the notation of the end of a period, with `{year}` for the same year.
    """

    start: int
    end: int
    year: int | None
    relative: str | None
    rest: str
    last: str | None = None

    def notation(self, year: int) -> str:
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
    chinese = [mention for match in _DATE.finditer(view) if (mention := _mention(match))]
    taken = {place for mention in chinese for place in range(mention.start, mention.end)}
    english = (DateMention(*parts) for parts in find_english_dates(view))
    found = [*chinese, *(mention for mention in english if taken.isdisjoint(range(mention.start, mention.end)))]
    return tuple(sorted(filter(_possible, found), key=lambda mention: mention.start))


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


def _mention(match: re.Match[str]) -> DateMention | None:
    start, end = match.span()
    part = {name: words for name, words in match.groupdict().items() if words is not None}
    if "iso" in part:
        return DateMention(start, end, int(part["iy"]), None, f"-{int(part['im']):02}-{int(part['id']):02}")
    if "y1" in part:
        return DateMention(start, end, _number(part["y1"]), None, "", str(_number(part["y2"])))
    if "ly" in part:
        return DateMention(start, end, int(part["ly"]), None, "")
    if "moon" in part:
        return DateMention(start, end, None, _MOONS[part["moon"]], "")
    if "bare" in part or "ye" in part:
        rest, last = _edge(part.get("bare") or part["ye"])
        return DateMention(start, end, None, "今年", rest, last)
    if "bm" in part:
        return _month_day(match, None, None, "bm", "bd", "bm2", "bd2")
    year = _number(part["y"]) if "y" in part else None
    if "edge" in part and "m" not in part:
        rest, last = _edge(part["edge"])
        return DateMention(start, end, year, part.get("rel"), rest, last)
    if "m" in part and "edge" not in part:
        return _month_day(match, year, part.get("rel"), "m", "d", "m2", "d2")
    return DateMention(start, match.end("edge") if "edge" in part else end, year, part.get("rel"), "")


def _month_day(
    match: re.Match[str], year: int | None, relative: str | None, month: str, day: str, to_month: str, to_day: str
) -> DateMention:
    first = f"-{_number(match[month]):02}" + (f"-{_number(match[day]):02}" if match[day] else "")
    if match["me"] or match["bme"]:
        last_day = calendar.monthrange(year or _COMMON_YEAR, _number(match[month]))[1]
        return DateMention(
            match.start(), match.end("me" if match["me"] else "bme"), year, relative, f"{first}-{last_day}"
        )
    last, end = None, match.end()
    if match[to_month] or match[to_day]:
        later = _number(match[to_month] or match[month])
        last = f"{{year}}-{later:02}" + (f"-{_number(match[to_day]):02}" if match[to_day] else "")
    elif end > (stop := match.end(day) + 1 if match[day] else match.end(month) + 1):
        end = stop + 1 if match.string[stop : stop + 1] == "份" else stop
    return DateMention(match.start(), end, year, relative, first, last)


def _edge(words: str) -> tuple[str, str | None]:
    if words in _HALVES:
        first, last = _HALVES[words]
        return f"-{first}", f"{{year}}-{last}"
    if words.endswith("季度"):
        quarter = _number(words.removeprefix("第").removesuffix("季度"))
        return f"-{3 * quarter - 2:02}", f"{{year}}-{3 * quarter:02}"
    return "-12-31", None


def _number(words: str) -> int:
    if words.isdigit() and words.isascii():
        return int(words)
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
