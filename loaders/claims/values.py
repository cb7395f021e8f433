"""Values as a curator writes them: `at least 90 percent`, `5 to 10 year`, `magnitude parameter`."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from loaders.text.quantities import ratio
from ontology.namespaces import ID
from ontology.terms import Comparator

__all__ = ["COMPARATOR_WORDS", "Value", "parse_value"]

COMPARATOR_WORDS = {
    "exactly": Comparator.EXACTLY,
    "at least": Comparator.AT_LEAST,
    "more than": Comparator.MORE_THAN,
    "at most": Comparator.AT_MOST,
    "less than": Comparator.LESS_THAN,
    "about": Comparator.ABOUT,
    "magnitude": Comparator.ORDER_OF_MAGNITUDE,
}
_WORDS = "|".join(COMPARATOR_WORDS)
_VALUE = re.compile(
    rf"(?:(?P<comparator>{_WORDS})\s+)?(?:(?P<low>[\d./e_]+)(?:\s+to\s+(?P<high>[\d.e_]+))?\s+)?(?P<unit>[a-z][a-z-]*)"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its comparator and the IRI of its unit; `low` is None for a bare magnitude."""

    low: Decimal | None
    high: Decimal | None
    comparator: Comparator
    unit: str


def parse_value(written: str) -> Value:
    """Return the value that a curator wrote; raises ValueError saying what is expected."""
    match = _VALUE.fullmatch(written.strip())
    if match is None:
        raise ValueError(f"value {written!r} is not [{_WORDS}] NUMBER [to NUMBER] UNIT, such as “at least 90 percent”")
    comparator = COMPARATOR_WORDS[match["comparator"] or "exactly"]
    if (match["low"] is None) != (comparator is Comparator.ORDER_OF_MAGNITUDE):
        raise ValueError(f"value {written!r}: a number, or the word “magnitude” and no number")
    low = _number(match["low"]) if match["low"] else None
    high = _number(match["high"]) if match["high"] else None
    return Value(low, high, comparator, f"{ID}unit/{match['unit']}")


def _number(written: str) -> Decimal:
    numerator, _, denominator = written.partition("/")
    try:
        return ratio(int(numerator), int(denominator)) if denominator else Decimal(numerator.replace("_", ""))
    except (InvalidOperation, ValueError, ZeroDivisionError) as error:
        raise ValueError(f"{written!r} is not a number") from error
