"""English dates: days, months, quarters and years as English texts write them, and the periods between two of them."""

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["MONTHS", "EnglishDate", "find_english_dates"]

MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                 "November", "December")  # fmt: skip

EnglishDate = tuple[int, int, int | None, str | None, str, str | None]
"""Start, end, year, the word that says the year, and the first and last point without their year."""

_MONTH = "|".join(f"{name}|{name[:3]}\\.?" if len(name) > 4 else name for name in MONTHS) + r"|Sept\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:19|20)\d{2}"
_TO = r"[ ]?(?:-|–|—|to|through|until)[ ]?"
_NO_NUMBER = r"(?![\w%]|[.,]\d|[ ](?:million|billion|trillion|per|percent|votes|companies|firms|people)\b)"
_QUARTERS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_THEN = r"(?P<{0}>last|this|next|that|the[ ]same)[ ]year"


def _point(n: int) -> str:
    """Return the pattern of one point of a period: a day or month, with or without its year."""
    return (
        rf"(?:(?P<da{n}>{_DAY})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<ma{n}>{_MONTH})|(?P<mb{n}>{_MONTH})"
        rf"(?:[ ](?P<db{n}>{_DAY})(?:st|nd|rd|th)?{_NO_NUMBER})?)(?:,?[ ](?P<y{n}>{_YEAR})(?!\w))?(?![\w])"
    )


_PATTERNS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("period", rf"(?<![\w-])(?:{_point(1)}{_TO}|(?<=[Bb]etween[ ]){_point(3)}[ ]and[ ])(?:the[ ])?{_point(2)}"),
        ("days", (
             rf"(?<![\w.-])(?P<d1>{_DAY})[ ]?(?:-|–|—|to|and)[ ]?(?P<d2>{_DAY})[ ](?P<m>{_MONTH})"
             rf"(?:,?[ ](?P<y>{_YEAR}))?(?!\w)"
        )),
        ("days", (
             rf"(?<![\w-])(?P<m>{_MONTH})[ ](?P<d1>{_DAY})[ ]?(?:-|–|—|to)[ ]?(?P<d2>{_DAY}){_NO_NUMBER}"
             rf"(?:,?[ ](?P<y>{_YEAR}))?(?!\w)"
        )),
        ("years", (
             rf"(?<![\w.$€£¥-])(?P<y1>{_YEAR})(?:[ ]?[-–—][ ]?|(?<=rom[ ]\d\d\d\d)[ ]to[ ]|[ ]"
             rf"(?:to|through)[ ])(?P<y2>{_YEAR}|\d\d(?!\d))(?![\w%,-]|\.\d)(?![ ]?[年月])"
        )),
        ("years", rf"(?<=[Bb]etween[ ])(?P<y1>{_YEAR})[ ]and[ ](?P<y2>{_YEAR})(?!\w)"),
        ("quarter", (
             rf"(?<![\w-])Q(?P<q>[1-4])[ ]?(?:of[ ])?(?P<y>{_YEAR})(?!\w)|(?<![\w-])(?P<y_>{_YEAR})[ ]?Q"
             rf"(?P<q_>[1-4])(?!\w)"
        )),
        ("quarter", (
             rf"(?<![\w-])(?P<name>first|second|third|fourth|final)[ ]quarter(?:[ ]of[ ]"
             rf"(?:(?P<y>{_YEAR})|{_THEN.format('then')}))?(?!\w)"
        )),
        ("half", (
             rf"(?<![\w-])(?:(?P<name>first|second)[ ]half[ ]of[ ]|H(?P<h>[12])[ ])(?:(?P<y>{_YEAR})|"
             rf"{_THEN.format('then')})(?!\w)"
        )),
        ("end", (
             rf"(?<![\w-])(?:end[ ]of[ ](?:the[ ](?:calendar|financial|fiscal)[ ]year[ ])?"
             rf"(?:(?P<y>{_YEAR})|{_THEN.format('then')}|(?P<the>the[ ]year))|(?:year-end|end-)[ ]?"
             rf"(?P<y_>{_YEAR}))(?!\w)"
        )),
        ("fiscal", (
             rf"(?<![\w-])(?:FY[ ]?|[Ff]iscal(?:[ ]year)?[ ]|[Ff]inancial[ ]year[ ])(?P<y>{_YEAR})"
             rf"(?:[-–/]\d\d(?!\d))?(?!\w)"
        )),
        ("day", (
             rf"(?<![\w.,/-])(?P<d>{_DAY})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<m>{_MONTH})(?:,?[ ]"
             rf"(?:(?P<y>{_YEAR})|{_THEN.format('then')}))?(?!\w)"
        )),
        ("day", (
             rf"(?<![\w-])(?P<m>{_MONTH})[ ](?P<d>{_DAY})(?:st|nd|rd|th)?{_NO_NUMBER}(?:,?[ ]"
             rf"(?:(?P<y>{_YEAR})|{_THEN.format('then')}))?(?!\w)"
        )),
        ("month", rf"(?<![\w-])(?P<m>{_MONTH}),?[ ](?:of[ ])?(?:(?P<y>{_YEAR})|{_THEN.format('then')})(?!\w)"),
        ("month", rf"(?<![\w-])(?P<which>last|next|this)[ ](?P<m>{_MONTH})(?![\w-])"),
        ("month", (
             rf"(?=[JFMASOND])(?:(?<=[Ii]n[ ])|(?<=[Bb]y[ ])|(?<=[Ss]ince[ ])|(?<=[Ff]rom[ ])|(?<=[Uu]ntil[ ])|"
             rf"(?<=of[ ])|(?<=[Ee]arly[ ])|(?<=[Ll]ate[ ])|(?<=mid-)|(?<=[Dd]uring[ ])|"
             rf"(?<=[Bb]efore[ ])|(?<=[Aa]fter[ ])|(?<=its[ ])|(?<=the[ ])|(?<=[Tt]hrough[ ]))"
             rf"(?P<m>{_MONTH})(?![\w’'-]|[ ](?:of|[A-Z]))"
        )),
        ("then", rf"(?<![\w-]){_THEN.format('then')}(?![\w-])"),
        ("then", r"(?<![\w-])(?P<then>last|this|next)[ ]month(?![\w-])"),
        ("year", (
             rf"(?=[12]\d{{3}})(?:(?<=[A-Za-z][ ])|(?<=[a-z],[ ])|(?<=[a-z][ ][(])|(?<=mid-)|(?<=early-)|"
             rf"(?<=late-)|(?<=[|][ ])|(?<=[’']s[ ]))(?<!about[ ])(?<!some[ ])(?<!over[ ])"
             rf"(?<!than[ ])(?<!nearly[ ])(?<!almost[ ])(?<!least[ ])(?<!around[ ])(?<!up to[ ])"
             rf"(?P<y>{_YEAR})(?![\w%+]|[.,]\d|[ ](?:people|euros?|dollars?|companies|billion|million|trilli"
             rf"on|percent|per[ ]cent|jobs|firms|GPUs|students|researchers)\b|[ ]?[-–/][ ]?\d)"
        )),
    )
)  # fmt: skip


def find_english_dates(view: str) -> Iterator[EnglishDate]:
    """Yield the English dates of a view; of two that overlap the one of the fuller pattern stays. Not in order."""
    taken: set[int] = set()
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(view):
            places = range(match.start(), match.end())
            if taken.isdisjoint(places) and (found := _read(name, match)):
                taken.update(places)
                yield found


def _read(name: str, match: re.Match[str]) -> EnglishDate | None:
    part = {key: words for key, words in match.groupdict().items() if words is not None}
    start, end = match.span()
    year = int(part.get("y") or part.get("y_") or 0) or None
    then = part.get("then")
    word = f"{then.replace('the ', '')} year" if then else None
    if name == "period":
        return _period(start, end, part)
    if name == "years":
        last = part["y2"] if len(part["y2"]) > 2 else part["y1"][:2] + part["y2"]
        return (start, end, int(part["y1"]), None, "", last) if int(last) > int(part["y1"]) else None
    if name == "days":
        month = _month(part["m"])
        return start, end, year, None, f"-{month}-{int(part['d1']):02}", f"{{year}}-{month}-{int(part['d2']):02}"
    if name in {"quarter", "half"}:
        size = 3 if name == "quarter" else 6
        number = int(part.get("q") or part.get("q_") or part.get("h") or 0) or _QUARTERS[part["name"]]
        first, last_month = size * (number - 1) + 1, size * number
        return start, end, year, word or (None if year else "this year"), f"-{first:02}", f"{{year}}-{last_month:02}"
    if name == "end":
        return start, end, year, word or (None if year else "this year"), "-12-31", None
    if name == "then":
        return start, end, None, f"{then} month" if match[0].endswith("month") else word, "", None
    if name in {"day", "month"}:
        rest = f"-{_month(part['m'])}" + (f"-{int(part['d']):02}" if "d" in part else "")
        return start, end, year, word or part.get("which"), rest, None
    return start, end, year, None, "", None


def _period(start: int, end: int, part: dict[str, str]) -> EnglishDate:
    n = "1" if "da1" in part or "mb1" in part else "3"
    first, last = _rest(part, n), _rest(part, "2")
    year, to = part.get("y" + n) or part.get("y2"), part.get("y2")
    return start, end, int(year) if year else None, None, first, (to or "{year}") + last


def _rest(part: dict[str, str], n: str) -> str:
    day = part.get("da" + n) or part.get("db" + n)
    return f"-{_month(part.get('ma' + n) or part['mb' + n])}" + (f"-{int(day):02}" if day else "")


def _month(words: str) -> str:
    """Return the number of a month, in two digits."""
    return f"{next(n for n, name in enumerate(MONTHS, 1) if name.startswith(words.rstrip('.')[:3])):02}"
