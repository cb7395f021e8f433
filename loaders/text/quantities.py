"""Quantities: the numbers of a text, expanded to their base unit, with the words that say how they compare.

Numbers in policy texts mix scripts (`2.7万亿`, `三年内`, `30多个`, `1/6`, `EFLOPS级`), so they are read here and not by
a general library; the proofs re-parse every claimed number with it (MODEL §5.6).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from ontology.terms import Comparator

__all__ = ["Quantity", "find_quantities", "ratio"]

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "半": 0}
_NUMBER = re.compile(
    r"(?P<num>\d+(?:,\d{3})*(?:\.\d+)?)\s*/\s*(?P<den>\d+)(?![\d/])"
    r"|(?P<ascii>\d+(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?P<scale>(?:trillion|billion|million|thousand|bn|tn)\b|[十百千万亿兆]*)"
    r"|(?P<magnitude>[十百千万亿]+|[EPTZ](?=FLOPS|FLOP))(?=[A-Za-z]*级)"
    r"|(?P<chinese>(?:(?!百分[点之])[零〇一二两三四五六七八九十百千万亿])+)"
)
_WORD_SCALES = {"trillion": 10**12, "tn": 10**12, "billion": 10**9, "bn": 10**9, "million": 10**6, "thousand": 1000}
_RANGE = re.compile(r"\s*(?:-|–|—|~|～|至|到|to)\s*")
_BEFORE = (
    (re.compile(r"(?:超过|超|多于|高于|大于|逾|突破|more than|over)$", re.I), Comparator.MORE_THAN),
    (re.compile(r"(?:不少于|不低于|至少|最低(?:比率)?[(（]?如?|需要|at least)\s*$", re.I), Comparator.AT_LEAST),
    (re.compile(r"(?:最高|不超过|不高于|至多|最多|up to|at most)[^，,。;；]{0,6}$", re.I), Comparator.AT_MOST),
    (re.compile(r"(?:少于|低于|不足|不到|less than|under)$", re.I), Comparator.LESS_THAN),
    (re.compile(r"约为[^，,。;；]{1,14}的$"), Comparator.ABOUT),
    (re.compile(r"(?:约合|约为|约|大约|近|通常仅?|一般|about|around|some)$", re.I), Comparator.ABOUT),
)
_AFTER = (
    (re.compile(r"[^，,。;；]{0,3}?(?:以上|及以上)"), Comparator.AT_LEAST),
    (re.compile(r"\s*(?:多|余|\+)"), Comparator.MORE_THAN),
    (re.compile(r"[^，,。;；]{0,3}?(?:以内|以下|内)"), Comparator.AT_MOST),
    (re.compile(r"[^，,。;；]{0,3}?左右"), Comparator.ABOUT),
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `[start, end)`.

    `value` is the number with 万, 亿, million and so on multiplied out, None for a bare magnitude (`千亿级`);
    `value_max` is the upper end of a range; `after` is what follows, where its unit stands.
    """

    start: int
    end: int
    value: Decimal | None
    value_max: Decimal | None
    comparator: Comparator
    after: str


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every number of a text in reading order; a range is one quantity."""
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        value = _value(match)
        start, end, low, high = match.start(), match.end(), value, None
        joined = found and _RANGE.fullmatch(text, found[-1].end, start)
        if joined and found[-1].value is not None and value is not None and found[-1].value_max is None:
            start, low, high = found[-1].start, found[-1].value, value
            found.pop()
        comparator = _comparator(text, start, end) if not match["magnitude"] else Comparator.ORDER_OF_MAGNITUDE
        found.append(Quantity(start, end, low, high, comparator, text[end : end + 12]))
    return tuple(found)


def ratio(numerator: int, denominator: int) -> Decimal:
    """Return a fraction as the graph stores it: rounded half-even to four places, so 1/6 is 0.1667."""
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal("0.0001")).normalize()


def _value(match: re.Match[str]) -> Decimal | None:
    if match["den"]:
        denominator = int(match["den"])
        return ratio(int(match["num"].replace(",", "").split(".")[0]), denominator) if denominator else None
    if match["magnitude"]:
        return None
    if match["ascii"]:
        number = Decimal(match["ascii"].replace(",", ""))
        scale = (match["scale"] or "").strip()
        if scale in _WORD_SCALES:
            return (number * _WORD_SCALES[scale]).normalize()
        for character in scale:
            number *= _SCALES[character]
        return number
    return Decimal(_chinese(match["chinese"]))


def _chinese(numeral: str) -> int:
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character] + (digit * 10 if digit else 0)
            continue
        scale = _SCALES[character]
        if scale >= _SCALES["万"]:
            total = (total + section + digit) * scale if total + section + digit else scale
            section = 0
        else:
            section += (digit or 1) * scale
        digit = 0
    return total + section + digit


def _comparator(text: str, start: int, end: int) -> Comparator:
    before = text[max(0, start - 16) : start]
    for pattern, comparator in _AFTER:
        if pattern.match(text, end):
            return comparator
    for pattern, comparator in _BEFORE:
        if pattern.search(before):
            return comparator
    return Comparator.EXACTLY
