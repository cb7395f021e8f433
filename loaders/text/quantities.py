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
    r"|(?P<ascii>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s?(?P<scale>(?:trillion|billion|million|thousand|bn|tn)\b|[KMB](?![A-Za-z\d])|[十百千万亿兆]*)"
    r"|(?P<cden>[二三四五六七八九十]+)分之(?P<cnum>[一二三四五六七八九十]+)"
    r"|(?P<magnitude>[十百千万亿]+|[EPTZ](?=FLOPS|FLOP))(?=[A-Za-z]*级)"
    r"|(?P<chinese>(?:(?!百分[点之])[零〇一二两三四五六七八九十百千万亿])+)"
)
_WORD_SCALES = {
    "trillion": 10**12, "tn": 10**12, "billion": 10**9, "bn": 10**9, "million": 10**6, "thousand": 1000,
    "K": 1000, "M": 10**6, "B": 10**9,
}  # fmt: skip
_RANGE = re.compile(r"\s*(?:%|个百分点|[美欧日韩新]?元|个?月|[年天个家人名项倍])?\s*(?:-|–|—|~|～|至|到|to)\s*")
_NEAR = re.compile(r"(?:将)?近$")
_DURATION = re.compile(r"\s*(?:年|个月|天|日|周)")
_BEFORE = (
    (re.compile(r"(?:不少于|不低于|不小于|至少|最低(?:比率)?[(（]?如?|需要|at least|no less than)\s*$", re.I),
     Comparator.AT_LEAST),
    (re.compile(r"(?:最高|不超过|不高于|不多于|至多|最多|上限为?|up to|at most|no more than)[^，,。;；]{0,6}$", re.I),
     Comparator.AT_MOST),
    (re.compile(r"最高[^，,。;；最]{2,14}或$|up to [^,;.]{1,36} or\s*$"), Comparator.AT_MOST),
    (re.compile(r"(?:超过|超出|超|多于|高于|大于|逾|突破|more than|over|exceed(?:s|ing|ed)?)\s*$", re.I),
     Comparator.MORE_THAN),
    (re.compile(r"(?:少于|低于|小于|不足|不到|less than|under|fewer than|below)\s*$", re.I), Comparator.LESS_THAN),
    (re.compile(r"约为[^，,。;；]{1,14}的$"), Comparator.ABOUT),
    (re.compile(r"(?:约合|约为|约占|约|大约|大概|接近|通常仅?|一般|about|around|some|nearly|almost|roughly|approximately)"
                r"\s*$", re.I), Comparator.ABOUT),
)  # fmt: skip
_AFTER = (
    (re.compile(r"(?:[A-Za-z]{4,7}|[^，,。;；]{0,3}?)(?:以上|及以上)"), Comparator.AT_LEAST),
    (re.compile(r"\s*(?:多|余|\+)"), Comparator.MORE_THAN),
    (re.compile(r"[^，,。;；]{0,3}?(?:以内|以下(?!简称|几|措施|方面|问题)|之内|"
                r"(?<![国境省市区室院校业])内(?![容部外地存需涵生阁]))"), Comparator.AT_MOST),
    (re.compile(r"[^，,。;；]{0,3}?(?:左右|上下)"), Comparator.ABOUT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `[start, end)`.

    `value` is the number with 万, 亿, million and so on multiplied out, None for a bare magnitude (`千亿级`);
    `value_max` is the upper end of a range; `after` is what follows, where its unit stands;
    `scaled` says that the number has a 万, 亿, million … of its own.
    """

    start: int
    end: int
    value: Decimal | None
    value_max: Decimal | None
    comparator: Comparator
    after: str
    scaled: bool = False


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every number of a text in reading order; a range is one quantity."""
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        value = _value(match)
        start, end, low, high = match.start(), match.end(), value, None
        joined = found and _RANGE.fullmatch(text, found[-1].end, start)
        if joined and found[-1].value is not None and value is not None and found[-1].value_max is None:
            start, low, high = found[-1].start, _scaled(found[-1], match), value
            found.pop()
        comparator = _comparator(text, start, end) if not match["magnitude"] else Comparator.ORDER_OF_MAGNITUDE
        found.append(Quantity(start, end, low, high, comparator, text[end : end + 12], bool(match["scale"])))
    return tuple(found)


def ratio(numerator: int, denominator: int) -> Decimal:
    """Return a fraction as the graph stores it: rounded half-even to four places, so 1/6 is 0.1667."""
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal("0.0001")).normalize()


def _value(match: re.Match[str]) -> Decimal | None:
    if match["den"]:
        denominator = int(match["den"])
        return ratio(int(match["num"].replace(",", "").split(".")[0]), denominator) if denominator else None
    if match["cden"]:
        return ratio(_chinese(match["cnum"]), _chinese(match["cden"]))
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


def _scaled(low: Quantity, match: re.Match[str]) -> Decimal | None:
    """Return the lower end of a range in the scale of the upper where it has none of its own (`5-10万元`)."""
    own = low.value
    scale = (match["scale"] or "").strip()
    if own is None or not scale or low.scaled or not match["ascii"]:
        return own
    upper = Decimal(match["ascii"].replace(",", ""))
    value = _value(match)
    return own * (value / upper) if value is not None and upper and own < upper else own


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
    before = text[max(0, start - 48) : start].removesuffix("百分之")
    for pattern, comparator in _AFTER:
        if pattern.match(text, end):
            return comparator
    if _NEAR.search(before) and not _DURATION.match(text, end):
        return Comparator.ABOUT
    for pattern, comparator in _BEFORE:
        if pattern.search(before):
            return comparator
    return Comparator.EXACTLY
