"""The attributes of nodes and edges: which columns there are, and what a claim or an entity puts into them."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal

from ontology.namespaces import PG, PREFIXES
from ontology.schema import Schema
from service.export.graph import Column, ColumnType, Scalar, json_text
from service.export.selection import DATED
from service.export.statements import Description, Evidence, Statement

__all__ = [
    "EDGE_COLUMNS", "NODE_COLUMNS", "Columns", "Values", "claim_values", "entity_values", "evidence_text", "flattened",
    "snake",
]  # fmt: skip

Value = Scalar | date
Values = dict[str, list[Value]]
"""Column name → values, before it is known whether a column holds one value or several."""

_XSD: Final = PREFIXES["xsd"]
_DATE, _DOUBLE, _INTEGER = ColumnType.DATE, ColumnType.DOUBLE, ColumnType.INTEGER

NODE_COLUMNS: Final = tuple(map(Column, ("label_zh", "label_en", "kind", "types", "iri")))
"""Columns that every export's nodes have; those that the data need follow in the order of their names."""

_CLAIM_COLUMNS: Final = (
    Column("claim"), Column("claim_type"), Column("status"), Column("polarity"), Column("statement_zh"),
    Column("statement_en"), Column("quote"), Column("quotes"), Column("document"), Column("quote_start", _INTEGER),
    Column("quote_end", _INTEGER), Column("condition"), Column("hedge"), Column("time_from", _DATE),
    Column("time_to", _DATE), Column("time_precision"), Column("value", _DOUBLE), Column("value_max", _DOUBLE),
    Column("comparator"), Column("unit"), Column("place"), Column("sector"), Column("method"),
    Column("review_status"), Column("stated_source"), Column("note"),
)  # fmt: skip
EDGE_COLUMNS: Final = (
    Column("predicate"), Column("interaction"), Column("origin"), Column("is_fact", ColumnType.BOOLEAN),
    *_CLAIM_COLUMNS,
)  # fmt: skip
"""Columns of edges, the same in every export. `interaction` is the predicate's short name, as Cytoscape expects it."""

_TYPES: Final = {
    _XSD + "date": _DATE, _XSD + "integer": _INTEGER, _XSD + "decimal": _DOUBLE, _XSD + "double": _DOUBLE,
}  # fmt: skip
_LARGEST: Final = 1 << 63
"""Every format's integers have 64 bits; what does not fit stays text, as do infinity and what is not a number."""
_BY_NAME: Final = {column.name: column.type for column in _CLAIM_COLUMNS}
_LISTS: Final = frozenset(("alt_label_zh", "alt_label_en"))
_OTHER_VOCABULARIES: Final = frozenset(
    PREFIXES["skos"] + name for name in ("altLabel", "definition", "notation", "scopeNote")
) | frozenset(
    PREFIXES["dcterms"] + name
    for name in ("identifier", "title", "publisher", "creator", "rights", "issued", "language")
)
_INTERNAL: Final = frozenset(PG + name for name in ("negativeLabel", "sha256"))
_DATE_PROPERTIES: Final = {f"{PG}{name}{side}": side for name in DATED for side in ("From", "To")}


@lru_cache(4096)
def snake(iri: str) -> str:
    """Return a column name for a property: its local name in lower case with underscores."""
    local = re.split(r"[#/]", iri)[-1]
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", local).lower())


def claim_values(claim: Statement) -> dict[str, Scalar]:
    """Return the attributes of a claim; `quote` is its first utterance's, `quotes` lists all where there are more."""
    about, evidence = claim.about, claim.evidence
    found: dict[str, Scalar | None] = {
        "claim": claim.iri,
        "claim_type": claim.cls.removeprefix(PG),
        "status": claim.status,
        "polarity": "Negated" if claim.negated else "Affirmed",
        "statement_zh": about.text(PREFIXES["rdfs"] + "label", "zh"),
        "statement_en": about.text(PREFIXES["rdfs"] + "label", "en"),
        "condition": about.text(PG + "condition"),
        "hedge": about.text(PG + "hedge"),
        "comparator": _local(about.iri_of(PG + "comparator")),
        "value": _number(about.text(PG + "value")),
        "value_max": _number(about.text(PG + "valueMax")),
        "unit": about.iri_of(PG + "unit"),
        "place": about.iri_of(PG + "place"),
        "sector": _one_or_json(about.iris(PG + "sector")),
        **_interval(about),
    }
    if evidence:
        found |= _utterance(evidence[0])
        if len(evidence) > 1:
            found["quotes"] = json_text([_item(item) for item in evidence])
    return {name: value for name, value in found.items() if value is not None}


def _utterance(evidence: Evidence) -> dict[str, Scalar | None]:
    return {
        "quote": evidence.quote,
        "document": evidence.document,
        "quote_start": evidence.start,
        "quote_end": evidence.end,
        "method": evidence.method or None,
        "review_status": evidence.review or None,
        "stated_source": evidence.source,
    }


def _item(evidence: Evidence) -> dict[str, Scalar]:
    return {"quote": evidence.quote, "document": evidence.document, "start": evidence.start, "end": evidence.end}


def evidence_text(claim: Statement, value: str) -> dict[str, object]:
    """Return what an evidence column lists for one claim: the claim, how it stands, its value, its quotes."""
    return {
        "claim": claim.iri,
        "status": claim.status,
        "polarity": "Negated" if claim.negated else "Affirmed",
        **({"condition": claim.about.text(PG + "condition")} if claim.conditional else {}),
        **({} if claim.reviewed else {"review_status": "Unreviewed"}),
        "value": value,
        "evidence": [_item(item) for item in claim.evidence],
    }


def entity_values(about: Description, schema: Schema) -> Values:
    """Return the literals of an entity by column; what claims say of it is left to the claims."""
    found: Values = {}
    for predicate, terms in about.properties.items():
        known = schema.properties.get(predicate)
        own = known is not None and not known.claimable
        if predicate in _INTERNAL or not (own or predicate in _OTHER_VOCABULARIES):
            continue
        for term in sorted((t for t in terms if isinstance(t, Literal)), key=lambda t: (t.value, t.language or "")):
            name = f"{snake(predicate)}_{term.language}" if term.language else snake(predicate)
            found.setdefault(name, []).append(_scalar(term))
    for side, pick, name in (("From", min, "time_from"), ("To", max, "time_to")):
        days = [day for iri, which in _DATE_PROPERTIES.items() if which == side for day in about.texts(iri)]
        if days:
            found[name] = [pick(days)]
    if statuses := [_local(iri) for iri in about.iris(PG + "status")]:
        found["status"] = [status for status in statuses if status]
    return found


class Columns:
    """The columns that nodes need beside `NODE_COLUMNS`, gathered while the nodes are read."""

    def __init__(self) -> None:
        self._types: dict[str, ColumnType] = {}

    def add(self, values: Values) -> None:
        """Take the values of one more node."""
        types = self._types
        for name, items in values.items():
            kind = ColumnType.STRING if len(items) > 1 or name in _LISTS else _type_of(name, items[0])
            types[name] = kind if types.get(name, kind) is kind else ColumnType.STRING

    def found(self) -> tuple[Column, ...]:
        """Return the columns: typed, or JSON text where a node has several values."""
        types, order = self._types, {column.name: place for place, column in enumerate(_CLAIM_COLUMNS)}
        return tuple(Column(name, types[name]) for name in sorted(types, key=lambda n: (order.get(n, len(order)), n)))


def flattened(values: Mapping[str, Sequence[Scalar]], columns: Mapping[str, ColumnType]) -> dict[str, Scalar]:
    """Return the values as the columns hold them: one typed value, or JSON text of all."""
    found: dict[str, Scalar] = {}
    for name, items in values.items():
        if len(items) > 1 or name in _LISTS:
            found[name] = json_text(items)
        else:
            found[name] = str(items[0]) if columns[name] is ColumnType.STRING else items[0]
    return found


def _type_of(name: str, value: Value) -> ColumnType:
    if name in _BY_NAME:
        return _BY_NAME[name]
    if isinstance(value, date):
        return ColumnType.DATE
    if isinstance(value, (bool, str)):
        return ColumnType.STRING
    return ColumnType.INTEGER if isinstance(value, int) else ColumnType.DOUBLE


def _scalar(literal: Literal) -> Value:
    kind = _TYPES.get(literal.datatype.value, ColumnType.STRING)
    if kind is ColumnType.DATE:
        return date.fromisoformat(literal.value)
    if kind is ColumnType.INTEGER:
        whole = int(literal.value)
        return whole if -_LARGEST <= whole < _LARGEST else literal.value
    number = float(literal.value) if kind is ColumnType.DOUBLE else math.nan
    return number if math.isfinite(number) else literal.value


def _interval(about: Description) -> dict[str, Scalar | None]:
    """Return the time that a claim speaks of, or else the dates that it states."""
    name = next((n for n in ("valid", "date") if about.text(f"{PG}{n}From") or about.text(f"{PG}{n}To")), "valid")
    return {
        "time_from": about.text(f"{PG}{name}From"),
        "time_to": about.text(f"{PG}{name}To"),
        "time_precision": _local(about.iri_of(f"{PG}{name}Precision")),
    }


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _local(iri: str | None) -> str | None:
    return None if iri is None else iri.removeprefix(PG)


def _one_or_json(items: list[str]) -> str | None:
    return json_text(items) if len(items) > 1 else items[0] if items else None
