"""Quantities: the numbers of a text, expanded to their base unit, with the words that say how they compare.

Numbers in policy texts mix scripts (`2.7万亿`, `三年内`, `30多个`, `1/6`, `EFLOPS级`), so they are read here and not by
a general library; the proofs re-parse every claimed number with it (MODEL §5.6).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from loaders.text.english_numbers import ENGLISH_SCALES, SPELLED, spelled_fraction, spelled_number
from ontology.terms import Comparator

__all__ = ["Quantity", "find_quantities", "ratio"]

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "半": 0}
_NUMBER = re.compile(
    r"(?P<num>\d+(?:,\d{3})*(?:\.\d+)?)\s*/\s*(?P<den>(?!(?:19|20)\d\d)[1-9]\d*)(?![\d/])"
    r"|(?<![\d.,])10\^(?P<power>\d{1,2})(?!\d)"
    r"|(?<=[$€£¥])(?P<money>\d+(?:,\d{3})*(?:\.\d+)?)(?P<thousands>[mkb])(?![\w])"
    rf"|{SPELLED}"
    r"|(?P<ascii>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s?(?P<scale>(?:lakh crore|crore|lakh|trillion|billion|million|thousand|bn|tn)\b|[KMB](?![A-Za-z\d])|"
    r"[十百千万亿兆]*)"
    r"|(?P<tenths>[一二两三四五六七八九])成(?P<more>[一二三四五六七八九])?(?![立为功果员熟本都长交品对型]|就(?!业))"
    r"|(?<![上下前后大小一两多\d])(?P<months>半年)(?![报度来])|(?P<both>一半)(?![是会])"
    r"|(?P<cden>[二三四五六七八九十]+)分之(?P<cnum>[一二三四五六七八九十]+)"
    r"|(?P<magnitude>[十百千万亿]+|[EPTZ](?=FLOPS|FLOP))(?=[A-Za-z]*级)"
    r"|(?P<chinese>(?:(?!百分[点之])[零〇一二两三四五六七八九十百千万亿])+)"
)
_RANGE = re.compile(r"\s*(?:%|个百分点|[美欧日韩新]?元|个?月|[年天个家人名项倍])?\s*(?:-|–|—|~|～|至|到|to)\s*[$€£¥]?")
_BETWEEN = re.compile(r"\s*(?:%|per ?cent)?\s*and\s*[$€£¥]?")
_MOVING = re.compile(r"\bfrom\s*[$€£¥]?$")
_CURRENCY = re.compile(r"(?:(?:US|HK|NZ|[SCAR])?[$€£¥]|RMB|CNY|USD|EUR|GBP|INR|Rs\.?)\s?$")
_NEAR = re.compile(r"(?:将)?近$")
_DURATION = re.compile(r"\s*(?:年|个月|天|日|周)")
_LASTING = re.compile(r"[ -](?:years|months|weeks|decades|days)\b")


def _told(chinese: str, english: str, gap: str = r"\s*") -> re.Pattern[str]:
    """Return the pattern of words that say, before a number, how it compares."""
    return re.compile(rf"(?:{chinese}|\b(?:{english})){gap}$", re.IGNORECASE)


_BEFORE = (
    (_told("不少于|不低于|不小于|至少|最低(?:比率)?[(（]?如?|需要", "at least|no (?:less|fewer) than|minimum of"),
     Comparator.AT_LEAST),
    (_told("最高|不超过|不高于|不多于|至多|最多|上限为?|最长",
           "up to|at most|(?:no|not) more than|capped at|within|maximum of|not exceed(?:ing)?|as (?:much|many) as|"
           "(?:limit|ceiling|cap) of|limited to", r"[^，,。;；]{0,6}"), Comparator.AT_MOST),
    (re.compile(r"最高[^，,。;；最]{2,14}或$|up to [^,;.]{1,36} or\s*$"), Comparator.AT_MOST),
    (_told("超过|超出|超|多于|高于|大于|逾|突破",
           "more than|over|above|exceed(?:s|ing|ed)?|in excess of|upwards? of"), Comparator.MORE_THAN),
    (_told("少于|低于|小于|不足|不到", "less than|under|fewer than|below|short of"), Comparator.LESS_THAN),
    (re.compile(r"约为[^，,。;；]{1,14}的$"), Comparator.ABOUT),
    (re.compile(r"(?:不足|不到|低于)[^，,。;；\d]{1,10}的$"), Comparator.LESS_THAN),
    (_told("约合|约为|约占|约|大约|大概|接近|通常仅?|一般",
           "about|around|some|nearly|almost|roughly|approximately|close to"), Comparator.ABOUT),
)  # fmt: skip
_AFTER = (
    (re.compile(r"[^,.;]{0,24}? or (?:more|above|higher|greater)\b| and (?:above|over)\b"), Comparator.AT_LEAST),
    (re.compile(r"[^,.;]{0,24}? or (?:less|fewer|below|lower)\b"), Comparator.AT_MOST),
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
        joined = found and _joined(text, found[-1], start)
        if joined and _rises(found[-1], value):
            start, low, high = found[-1].start, _scaled(found[-1], match), value
            found.pop()
        comparator = _comparator(text, start, end) if not match["magnitude"] else Comparator.ORDER_OF_MAGNITUDE
        found.append(
            Quantity(start, end, low, high, comparator, text[end : end + 12], bool(match["scale"] or match["wscale"]))
        )
    return tuple(found)


def _rises(low: Quantity, high: Decimal | None) -> bool:
    """Say whether two numbers can be the ends of a range; a vote of 499 to 28 is none."""
    if low.value is None or high is None or low.value_max is not None:
        return False
    return low.value < high or high < 1


def _joined(text: str, low: Quantity, start: int) -> bool:
    """Say whether two numbers are the ends of one range: 5 to 10, between 5 and 10, but not: from 5 to 10."""
    before = text[max(0, low.start - 12) : low.start]
    if _RANGE.fullmatch(text, low.end, start):
        moving = bool(_MOVING.search(before)) and "to" in text[low.end : start]
        return not moving
    between = _CURRENCY.sub("", before).rstrip().endswith(("between", "Between"))
    return between and bool(_BETWEEN.fullmatch(text, low.end, start))


def ratio(numerator: int, denominator: int) -> Decimal:
    """Return a fraction as the graph stores it: rounded half-even to four places, so 1/6 is 0.1667."""
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal("0.0001")).normalize()


def _value(match: re.Match[str]) -> Decimal | None:
    if match["den"]:
        denominator = int(match["den"])
        return ratio(int(match["num"].replace(",", "").split(".")[0]), denominator) if denominator else None
    if match["cden"]:
        return ratio(_chinese(match["cnum"]), _chinese(match["cden"]))
    if match["tenths"]:
        return Decimal(10 * _DIGITS[match["tenths"]] + (_DIGITS[match["more"]] if match["more"] else 0))
    if match["months"]:
        return Decimal(6)
    if match["part"]:
        return ratio(*spelled_fraction(match["top"], match["part"]))
    if match["outof"]:
        return ratio(1, int(spelled_number(match["outof"], None)))
    if match["half"] or match["both"]:
        return Decimal("0.5")
    if match["power"]:
        return Decimal(10) ** int(match["power"])
    if match["money"]:
        return (Decimal(match["money"].replace(",", "")) * ENGLISH_SCALES[match["thousands"]]).normalize()
    if match["word"]:
        return spelled_number(match["word"], match["wscale"])
    if match["magnitude"]:
        return None
    if match["ascii"]:
        number = Decimal(match["ascii"].replace(",", ""))
        scale = (match["scale"] or "").strip()
        if scale in ENGLISH_SCALES:
            return (number * ENGLISH_SCALES[scale]).normalize()
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
    before = _CURRENCY.sub("", text[max(0, start - 48) : start].removesuffix("百分之"))
    for pattern, comparator in _AFTER:
        if pattern.match(text, end):
            return comparator
    if _NEAR.search(before) and not _DURATION.match(text, end):
        return Comparator.ABOUT
    lasting = before.rstrip().endswith("over") and _LASTING.match(text, end)
    for pattern, comparator in _BEFORE:
        if pattern.search(before) and not lasting:
            return comparator
    return Comparator.EXACTLY
