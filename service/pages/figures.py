"""Numbers in words: a value with comparator and unit, as a reader of either language writes it."""

from calendar import monthrange
from typing import Final

from service.evidence import Amount, Interval
from service.pages.languages import Language

__all__ = ["amount_words", "grouped", "interval_words", "scaled"]

_MYRIADS: Final = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))
_THOUSANDS: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_COMPARATORS: Final = {
    "Exactly": ("", ""),
    "AtLeast": ("at least ", "至少"),
    "MoreThan": ("more than ", "超过"),
    "AtMost": ("at most ", "至多"),
    "LessThan": ("less than ", "不足"),
    "About": ("about ", "约"),
    "OrderOfMagnitude": ("on the order of ", "量级为"),
}
_CURRENCIES: Final = frozenset(("cny", "eur", "usd", "krw", "jpy", "gbp"))
_PLURALS: Final = {"person": "people", "exaflops": "exaflops"}


def grouped(value: float) -> str:
    """Return a number with its thousands grouped, and no more decimals than it has."""
    if isinstance(value, int) or value == int(value):
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0")


def scaled(value: float, language: Language) -> str:
    """Return a number as it is said: 1000亿 in Chinese, 100 billion in English; small ones as digits."""
    scale = _MYRIADS if language == "zh" else _THOUSANDS
    for size, word in scale:
        if abs(value) >= size and round(value / size, 4) == value / size:
            return f"{grouped(value / size)}{word}" if language == "zh" else f"{grouped(value / size)} {word}"
    return grouped(value)


def amount_words(amount: Amount, language: Language) -> str:
    """Return value, comparator and unit in words, such as `at least 90%` or `至少90%`."""
    comparator = amount.comparator.iri.rpartition("#")[2] if amount.comparator else "Exactly"
    english, chinese = _COMPARATORS.get(comparator, ("", ""))
    lead = chinese if language == "zh" else english
    slug = amount.unit.iri.rpartition("/")[2] if amount.unit else ""
    unit = (amount.unit.label.zh if language == "zh" else amount.unit.label.en) if amount.unit else None
    if amount.value is None:
        return f"{lead}{unit or ''}"
    number = scaled(amount.value, language)
    if amount.value_max is not None:
        number = f"{number}–{scaled(amount.value_max, language)}"
    single = amount.value == 1 and amount.value_max is None
    return lead + (
        _chinese(number, slug, unit or "") if language == "zh" else _english(number, slug, unit or "", single)
    )


def _chinese(number: str, slug: str, unit: str) -> str:
    written = {
        "percent": f"{number}%",
        "percentage-point": f"{number}个百分点",
        "ratio": number,
        "rank": f"第{number}名",
    }
    return written.get(slug, f"{number}{unit}")


def _english(number: str, slug: str, unit: str, single: bool) -> str:
    if slug in _CURRENCIES:
        return f"{slug.upper()} {number}"
    written = {"percent": f"{number}%", "ratio": number, "rank": f"rank {number}"}
    plural = unit if single or not unit else _PLURALS.get(slug, f"{unit}s")
    return written.get(slug, f"{number} {plural}".rstrip())


def interval_words(interval: Interval, language: Language) -> str:
    """Return an interval of dates as precisely as it is known: a day, a month, a year, or from – to."""
    start, end = interval.start, interval.end
    if interval.precision is None and start and end and start[:7] == end[:7]:
        if start == end:
            return start
        if start.endswith("-01") and int(end[8:]) == monthrange(int(start[:4]), int(start[5:7]))[1]:
            return start[:7]
    if interval.precision == "Day" and start and (end is None or end == start):
        return start
    if interval.precision == "Month" and start:
        return start[:7]
    if interval.precision == "Year" and start and end and start[:4] == end[:4]:
        return start[:4]
    if start and start[5:] == "01-01" and end and end[5:] == "12-31":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    if start and end:
        return f"{start} – {end}"
    if start:
        return f"{start} 起" if language == "zh" else f"from {start}"
    return f"至 {end}" if language == "zh" else f"until {end}"
