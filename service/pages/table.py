"""The table of an answer: rows of a canned query as a person reads them, things by their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import ID, PG
from service.canned.answers import Row
from service.evidence import Reader
from service.pages.columns import Column
from service.pages.figures import grouped

__all__ = ["SIGNS", "Cell", "TableRow", "name_of", "table_of"]

SIGNS: Final = {"=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ ", "^": "~10ⁿ "}
"""Comparators as they stand before a number."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, or the things that it names as (words, IRI), or the address that it leads to."""

    words: str
    things: tuple[tuple[str, str], ...] = ()
    address: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: cells side by side, and below them the claim in plain words and its quote."""

    cells: list[Cell]
    claim: str | None
    claim_text: str | None
    quote: str | None


def table_of(columns: Sequence[Column], rows: Sequence[Row], reader: Reader, *, chinese: bool) -> list[TableRow]:
    """Return the rows of an answer as a person reads them."""
    return [
        TableRow(
            [_cell(column, row, reader, chinese=chinese) for column in columns],
            _words(row.get("claim")),
            _words(row.get("claimText")),
            _words(row.get("quote")),
        )
        for row in rows
    ]


def _cell(column: Column, row: Row, reader: Reader, *, chinese: bool) -> Cell:
    value = row.get(column.name)
    if value is None:
        return Cell("")
    if isinstance(value, bool) or not isinstance(value, str):
        sign = SIGNS.get(str(row.get("sign") or ""), "") if column.name == "value" else ""
        return Cell(f"{sign}{grouped(value)}")
    if value.startswith((ID, PG)):
        status = value.removeprefix(PG) if column.name == "status" else None
        things = value.split(" ")
        label = row.get(column.label) if column.label and len(things) == 1 else None
        named = tuple((str(label or name_of(reader, iri, chinese=chinese)), iri) for iri in things)
        return Cell(named[0][0], named, status=status)
    if column.name == "rows" and value.startswith("/"):
        return Cell("明细" if chinese else "rows", address=value)
    return Cell(str((row.get(column.label) if column.label else None) or value))


def name_of(reader: Reader, iri: str, *, chinese: bool) -> str:
    """Return the name of a thing; a text that is no IRI of the graph is returned as it is, of several things each."""
    if not iri.startswith((ID, PG)):
        return iri
    if " " in iri:
        return ("、" if chinese else ", ").join(name_of(reader, part, chinese=chinese) for part in iri.split(" "))
    label = reader.label(iri)
    known = (label.zh or label.en) if chinese else (label.en or label.zh)
    return known or iri.rpartition("/")[2].rpartition("#")[2]


def _words(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
