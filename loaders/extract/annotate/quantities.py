"""Quantities: the numbers of a text that measure or count something, with unit, currency and comparator.

The numbers themselves are read by `loaders.text.quantities`, by which the gate re-reads them. Here is decided which of
them are quantities at all (a version, a list number or the 5 of 5G is none) and what their unit is.
"""

from collections.abc import Iterator
from functools import cache

from loaders.claims.model import decimal_text
from loaders.extract.annotations import Annotation, Field
from loaders.text.quantities import Quantity, compared, find_quantities
from loaders.text.rules import Grammar, read_grammar

__all__ = ["find_quantity_annotations"]

_FIGURES, _WORDS, _SCALED_NUMERALS, _NUMERALS = "\x00", "\x01", "\x02", "\x03"
_BEFORE, _AFTER = 40, 24
_NEAR = 16
_LEAST_IN_WORDS = 2
"""一 is a word of the language more often than a number."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@cache
def _grammar(*names: str) -> Grammar:
    return read_grammar(*names)


def find_quantity_annotations(document: str, masked: str) -> tuple[Annotation, ...]:
    """Return the quantities of a view whose titles, dates and names are blanked out.

    Fields: `value` and `max` in the base unit (decimal), `unit` (a slug such as `eur`, or the unit's words),
    `comparator` (the term's local name), `number` (where the bare number stands).
    """
    blocked = {place for found in _grammar("idioms").find(masked) for place in range(found.start, found.end)}
    return tuple(_annotations(document, masked, blocked))


def _annotations(document: str, masked: str, blocked: set[int]) -> Iterator[Annotation]:
    for quantity in find_quantities(masked):
        end = quantity.end
        while masked[end - 1].isspace():
            end -= 1
        if blocked.isdisjoint(range(quantity.start, end)) and (found := _annotated(document, masked, quantity, end)):
            yield found


def _annotated(document: str, masked: str, quantity: Quantity, end: int) -> Annotation | None:
    start = quantity.start
    figure = masked[start].isascii() and masked[start].isalnum()
    own = quantity.rule.values.get("unit")
    if own is None and not figure and quantity.value is not None and quantity.value < _LEAST_IN_WORDS:
        return None
    before = masked[max(0, start - _NEAR) : start]
    sign = next(_grammar("units-before").find(before + _FIGURES), None)
    if sign is None and _grammar("asides").fits(before + _FIGURES):
        return None
    if quantity.value is None:
        return _magnitude(document, masked, quantity, end)
    tail = end + masked.startswith(("多", "余"), end)
    tail += masked.startswith("+", tail)
    unit, unit_start, unit_end = _unit(masked, tail, figure=figure)
    if sign is not None:
        start -= len(before) - sign.start
        unit_end = max(tail, unit_end if unit == sign.rule.values["unit"] else tail)
        unit, unit_start = sign.rule.values["unit"], start
    if own == "ratio":
        unit, unit_end = unit or own, max(unit_end, tail)
    elif own is not None:
        unit, unit_start, unit_end = own, end - 1, end
    if not _counts(masked, quantity, end, unit, figure=figure) or (unit == "year" and _is_year(quantity)):
        return None
    return _made(document, masked, quantity, (start, unit_end if unit else tail), unit, (unit_start, unit_end))


def _is_year(quantity: Quantity) -> bool:
    """Say whether a number of 年 is a year of the calendar, which no date took: of a title without its marks."""
    return quantity.value is not None and _FIRST_YEAR <= quantity.value <= _LAST_YEAR


def _made(
    document: str, masked: str, quantity: Quantity, span: tuple[int, int], unit: str | None, place: tuple[int, int]
) -> Annotation:
    fields = {
        "comparator": Field(compared(masked, quantity).value, span[0], span[0]),
        "number": Field("", quantity.start, quantity.end),
    }
    if quantity.value is not None:
        fields["value"] = Field(decimal_text(quantity.value), quantity.start, quantity.end)
    if quantity.value_max is not None:
        fields["max"] = Field(decimal_text(quantity.value_max), quantity.start, quantity.end)
    if unit:
        fields["unit"] = Field(unit, *place)
    return Annotation(document, *span, "quantity", quantity.rule.id, quantity.rule.version, fields)


def _magnitude(document: str, masked: str, quantity: Quantity, end: int) -> Annotation | None:
    stop = masked.index("级", end) + 1
    unit = masked[end : stop - 1]
    if quantity.end - quantity.start == 1 and not unit and masked[quantity.start] not in "EPTZ":
        return None
    if quantity.start and masked[quantity.start - 1] in "国省市县区":
        return None
    return _made(document, masked, quantity, (quantity.start, stop), unit or None, (end, stop - 1))


def _unit(masked: str, at: int, *, figure: bool) -> tuple[str | None, int, int]:
    found = _grammar("units", "units-figures" if figure else "units-words").at(masked, at)
    if found is None:
        return None, at, at
    return found.rule.values.get("unit") or masked[at : found.end].strip(" -"), at, found.end


def _counts(masked: str, quantity: Quantity, end: int, unit: str | None, *, figure: bool) -> bool:
    """Say whether a number measures or counts; one without a unit does so only where the words around it say it."""
    if unit == "ratio":
        return True
    start = quantity.start
    line = masked[max(masked.rfind("\n", 0, start) + 1, start - _BEFORE) : start]
    if unit:
        return not figure or bool(line.strip()) or unit not in {"E", "P"}
    sign = _sign(masked[start:end], figure=figure)
    rule = _grammar("bare-numbers").best(f"{line}{sign}{masked[end : end + _AFTER]}")
    return rule.values["counts"] == "yes" if rule else figure and quantity.scaled


def _sign(words: str, *, figure: bool) -> str:
    """Return the sign by which the rules of bare numbers know how a number is written."""
    if figure:
        return _WORDS if words[0].isalpha() else _FIGURES
    return _SCALED_NUMERALS if "万" in words or "亿" in words else _NUMERALS
