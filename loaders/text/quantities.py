"""Quantities: the numbers of a text, expanded to their base unit, and how the words around them say that they compare.

Numbers in policy texts mix scripts (`2.7万亿`, `三年内`, `30多个`, `1/6`, `EFLOPS级`), so they are read here and not by
a general library; the proofs re-parse every claimed number with it (MODEL §5.6).
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from loaders.text.rules import Found, Grammar, Rule, read_grammar
from ontology.terms import Comparator

__all__ = ["Quantity", "compared", "find_quantities", "ratio"]

_SIGN = "\x00"
_BEFORE, _AFTER = 48, 40
"""How far before and after a number words that compare it may stand."""
_BETWEEN = 16
"""How far apart the two numbers of a range may stand."""
_SCALES = {
    "lakh crore": 10**12, "crore": 10**7, "lakh": 10**5, "trillion": 10**12, "billion": 10**9, "million": 10**6,
    "thousand": 1000, "hundred": 100, "dozen": 12, "tn": 10**12, "bn": 10**9, "K": 1000, "M": 10**6, "B": 10**9,
    "k": 1000, "m": 10**6, "b": 10**9,
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12, "成": 10,
}  # fmt: skip
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: n for n, word in enumerate(_ONES, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `[start, end)`.

    `value` is the number with 万, 亿, million and so on multiplied out, None for a bare magnitude (`千亿级`);
    `value_max` is the upper end of a range;
    `scaled` says that the number has a 万, 亿, million … of its own; `rule` read it (of a range, its upper end).
    """

    start: int
    end: int
    value: Decimal | None
    value_max: Decimal | None
    scaled: bool
    rule: Rule = field(repr=False, compare=False)


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every number of a text in reading order; a range is one quantity."""
    quantities: list[Quantity] = []
    for found in _numbers().find(text):
        start, value, high = found.start, _value(found), _high(found)
        low = quantities[-1] if quantities else None
        if low is not None and high is None and _rises(low, value) and _joined(text, low, start):
            quantities.pop()
            start, value, high = low.start, _scaled(low, found, value), value
        quantities.append(Quantity(start, found.end, value, high, bool(found.groups.get("scale")), found.rule))
    return tuple(quantities)


def compared(text: str, quantity: Quantity) -> Comparator:
    """Return how the words around a number, or within it (`20余万`), say that it compares."""
    if "comparator" in quantity.rule.values:
        return Comparator(quantity.rule.values["comparator"])
    before, after = text[max(0, quantity.start - _BEFORE) : quantity.start], text[quantity.end : quantity.end + _AFTER]
    rule = _comparators().best(f"{before}{_SIGN}{after}")
    return Comparator(rule.values["comparator"]) if rule else Comparator.EXACTLY


@cache
def _numbers() -> Grammar:
    return read_grammar("numbers")


@cache
def _ranges() -> Grammar:
    return read_grammar("ranges")


@cache
def _comparators() -> Grammar:
    return read_grammar("comparators")


def _rises(low: Quantity, high: Decimal | None) -> bool:
    """Say whether two numbers can be the ends of a range; a vote of 499 to 28 is none."""
    if low.value is None or high is None or low.value_max is not None:
        return False
    return low.value < high or high < 1


def _joined(text: str, low: Quantity, start: int) -> bool:
    """Say whether two numbers are the ends of one range: 5 to 10, between 5 and 10, but not: from 5 to 10."""
    if start - low.end > _BETWEEN:
        return False
    before = text[max(0, low.start - _BETWEEN) : low.start]
    frame = f"{before}{_SIGN}{text[low.end : start]}{_SIGN}"
    return _ranges().fits(frame)


def ratio(numerator: int, denominator: int) -> Decimal:
    """Return a fraction as the graph stores it: rounded half-even to four places, so 1/6 is 0.1667."""
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal("0.0001")).normalize()


def _value(found: Found) -> Decimal | None:
    """Return the value of a number by the groups of its rule, in the base unit."""
    part = found.groups
    if "value" in found.rule.values:
        return Decimal(found.rule.values["value"])
    if "magnitude" in part:
        return None
    if "denominator" in part:
        return ratio(_whole(part.get("numerator", "one")), _whole(part["denominator"]))
    if "tenths" in part:
        return Decimal(10 * _DIGITS[part["tenths"]] + _DIGITS.get(part.get("hundredths", ""), 0))
    if "power" in part:
        return Decimal(10) ** int(part["power"])
    written = next(part[name] for name in ("figure", "numeral", "word", "low") if name in part)
    return _times(_plain(written), part.get("scale", "")) + Decimal(found.rule.values.get("plus", 0))


def _high(found: Found) -> Decimal | None:
    """Return the upper end of what is a range by itself (`两三家`)."""
    part = found.groups
    return _times(_plain(part["high"]), part.get("scale", "")) if "high" in part else None


def _plain(written: str) -> Decimal:
    """Return a number without its scale, in figures or words."""
    return Decimal(written.replace(",", "") if "0" <= written[0] <= "9" else _whole(written))


def _times(number: Decimal, scale: str) -> Decimal:
    """Return a number times its scale, a word or several Chinese characters (万亿)."""
    for part in (scale,) if scale in _SCALES else scale:
        number *= _SCALES[part]
    return number


def _whole(words: str) -> int:
    """Return a whole number in figures, or in words of either language (`twenty-seven`, `thirds`, `三`)."""
    if words[0] in _DIGITS or words[0] in _SCALES:
        return _chinese(words)
    if words[0].isdigit():
        return int(words.replace(",", "").partition(".")[0])
    tens, _, ones = words.strip(" -").lower().partition("-")
    return _PARTS.get(tens.removesuffix("s")) or _WORDS.get(tens, 1) + _WORDS.get(ones, 0)


def _scaled(low: Quantity, high: Found, value: Decimal | None) -> Decimal | None:
    """Return the lower end of a range in the scale of the upper where it has none of its own (`5-10万元`)."""
    own, scale = low.value, high.groups.get("scale")
    if own is None or value is None or not scale or low.scaled or "figure" not in high.groups:
        return own
    upper = Decimal(high.groups["figure"].replace(",", ""))
    return own * (value / upper) if upper and own < upper else own


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
