"""Answers of canned queries: rows as plain JSON, and the formats a query can be had in.

A row has the query's columns: IRIs and dates as text, numbers as numbers, absent values as null.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ontology.namespaces import PREFIXES
from service.evidence import number_of
from service.sparql.results import FORMATS, GRAPHS

__all__ = ["GRAPH_TYPES", "ROW_TYPES", "Row", "rows_of"]

Row = dict[str, str | int | float | bool | None]

ROW_TYPES: Final[Mapping[str, str]] = {
    "json": "application/json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "sparql-json": "application/sparql-results+json",
    "sparql-xml": "application/sparql-results+xml",
    "rq": "application/sparql-query",
}
"""The formats of rows by the name that `format=` takes: `json` is plain rows, `rq` the query with its values."""

GRAPH_TYPES: Final[Mapping[str, str]] = {
    **{key: FORMATS[key].media_type for key in GRAPHS},
    "rq": "application/sparql-query",
}
"""The RDF formats of graphs, by name."""

_XSD: Final = PREFIXES["xsd"]
_NUMBERS: Final = frozenset((_XSD + "integer", _XSD + "decimal"))


def rows_of(columns: Iterable[str], bindings: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return the bindings of a SPARQL JSON result as rows with every column."""
    names = tuple(columns)
    return [{name: _value(binding.get(name)) for name in names} for binding in bindings]


def _value(term: Mapping[str, str] | None) -> str | int | float | bool | None:
    if term is None:
        return None
    datatype = term.get("datatype", "")
    if datatype in _NUMBERS:
        return number_of(term["value"])
    if datatype == _XSD + "double":
        return float(term["value"])
    if datatype == _XSD + "boolean":
        return term["value"] in ("true", "1")
    return term["value"]
