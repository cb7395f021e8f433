"""The property graph: what every export writer is given. Frozen models, no RDF and no format in them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

__all__ = [
    "Column",
    "ColumnType",
    "Edge",
    "Node",
    "PropertyGraph",
    "Rows",
    "Scalar",
    "WriteOptions",
    "json_text",
    "plain_text",
]

T = TypeVar("T")

Scalar = str | int | float | bool
"""What an attribute holds. Absent is absent: no attribute is ever None or empty by accident."""


class ColumnType(StrEnum):
    """The types that every format can express; a date is an ISO 8601 day as text."""

    STRING = "string"
    INTEGER = "integer"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute that nodes or edges may have; the name is ASCII, lower case, and the same in every format."""

    name: str
    type: ColumnType = ColumnType.STRING


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its IRI, its label in the language of the export, its attributes, and its place in the layout."""

    id: str
    label: str
    attributes: Mapping[str, Scalar]
    position: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge keyed by the IRI of what says so; several edges may join the same two nodes."""

    id: str
    source: str
    target: str
    label: str
    attributes: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Rows(Iterable[T]):
    """Rows that can be read from the start as often as wanted, without being held."""

    read: Callable[[], Iterator[T]]

    def __iter__(self) -> Iterator[T]:
        return self.read()


@dataclass(frozen=True)
class PropertyGraph:
    """Nodes and edges with their columns; both are read in the same order every time.

    `name` is a file name's stem, `description` one sentence for a reader, `language` that of the labels.
    """

    name: str
    description: str
    language: str
    node_columns: tuple[Column, ...]
    edge_columns: tuple[Column, ...]
    nodes: Iterable[Node] = field(repr=False)
    edges: Iterable[Edge] = field(repr=False)


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What a reader may want written differently: `time` (GEXF spells), `excel` (CSV that Excel opens safely)."""

    time: bool = False
    excel: bool = False


def json_text(value: object) -> str:
    """Return JSON as the text of an attribute: compact, nothing escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def plain_text(value: Scalar) -> str:
    """Return a value as text: booleans as `true` and `false`, numbers in the shortest form that reads back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)
