"""The numbers of an entity: observations by unit, each with its metric, its base spelt out, and a bar on one scale."""

from dataclasses import dataclass

from ontology.namespaces import PG, PREFIXES
from service.evidence import Amount, Label, Reader, Reference, number_of
from service.pages.charts import Bar, bars
from service.pages.rows import Row, label_at, local

__all__ = ["Number", "NumberGroup", "number_groups"]

_SKOS = PREFIXES["skos"]


@dataclass(frozen=True, slots=True)
class Number:
    """An observation: who or what, by which metric, how much, and its bar on the group's scale."""

    row: Row
    about: tuple[Reference, ...]
    metric: Reference | None
    base: Label | None
    definition: Label | None
    amount: Amount
    place: Reference | None
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """Observations in one unit."""

    unit: Reference
    numbers: tuple[Number, ...]


def number_groups(reader: Reader, rows: list[Row]) -> list[NumberGroup]:
    """Return the observations among some claims, by unit, the most frequent unit first."""
    by_unit: dict[str, list[tuple[Row, Amount]]] = {}
    for row in rows:
        unit, comparator = reader.reference_at(row.iri, PG + "unit"), reader.reference_at(row.iri, PG + "comparator")
        if unit is None:
            continue
        value, high = reader.words(row.iri, PG + "value"), reader.words(row.iri, PG + "valueMax")
        amount = Amount(
            value=number_of(value) if value else None,
            value_max=number_of(high) if high else None,
            comparator=comparator,
            unit=unit,
        )
        by_unit.setdefault(unit.iri, []).append((row, amount))
    return [_number_group(reader, found) for found in sorted(by_unit.values(), key=lambda found: -len(found))]


def _number_group(reader: Reader, found: list[tuple[Row, Amount]]) -> NumberGroup:
    found = sorted(found, key=lambda item: -(item[1].value or 0))
    unit = found[0][1].unit
    assert unit is not None
    scale = [(a.value, a.value_max, local(a.comparator.iri) if a.comparator else "Exactly") for _, a in found]
    drawn = bars(scale, percent=local(unit.iri) == "percent")
    return NumberGroup(unit, tuple(_number(reader, *item, bar) for item, bar in zip(found, drawn, strict=True)))


def _number(reader: Reader, row: Row, amount: Amount, bar: Bar | None) -> Number:
    metric = reader.reference_at(row.iri, PG + "metric")
    return Number(
        row=row,
        about=tuple(reader.references(row.iri, PG + "about")),
        metric=metric,
        base=label_at(reader, metric.iri, PG + "base") if metric else None,
        definition=label_at(reader, metric.iri, _SKOS + "definition") if metric else None,
        amount=amount,
        place=reader.reference_at(row.iri, PG + "place"),
        bar=bar,
    )
