"""The SPARQL page: examples to begin with, an answer as a table with labels, an error with its place marked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ontology import iris
from ontology.namespaces import PREFIXES
from service.evidence import Label, Reader
from service.pages.figures import grouped
from service.pages.rendering import address_of

__all__ = ["EXAMPLES", "ROWS", "Example", "Place", "Term", "place_of", "table_of"]

ROWS: Final = 500
"""Rows that the page shows; the data formats have all of them."""

_PLACE: Final = re.compile(r"error at (\d+):(\d+)")
_XSD: Final = PREFIXES["xsd"]
_NUMBERS: Final = frozenset((_XSD + "integer", _XSD + "decimal", _XSD + "double"))


@dataclass(frozen=True, slots=True)
class Example:
    """A query to begin with."""

    label: Label
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a solution: its words, its short IRI, and the page about it."""

    words: str
    language: str | None
    short: str | None
    href: str | None
    number: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a query does not parse: the line number, and the line cut before and after the character."""

    line: int
    before: str
    at: str
    after: str


EXAMPLES: Final = (
    Example(
        Label(en="Chips and who makes them", zh="芯片及其研发者"),
        """SELECT ?chip ?maker WHERE {
  ?chip a pg:AIChip ; pg:developedBy ?maker .
}""",
    ),
    Example(
        Label(en="Numbers with their words", zh="数值及其原文"),
        """SELECT ?claim ?value ?unit ?quote WHERE {
  ?claim a pg:Observation ; pg:value ?value ; pg:unit ?unit ; pg:evidence/pg:quote ?quote .
}
ORDER BY DESC(?value) LIMIT 20""",
    ),
    Example(
        Label(en="What is only recommended", zh="仅为建议的内容"),
        """SELECT ?recommendation ?measure ?quote WHERE {
  ?claim a pg:RelationClaim ; pg:status pg:Recommendation ; rdf:predicate pg:recommendsMeasure ;
    rdf:subject ?recommendation ; rdf:object ?measure ; pg:evidence/pg:quote ?quote .
}
LIMIT 50""",
    ),
    Example(
        Label(en="How many of each class", zh="各类别的数量"),
        """SELECT ?class (COUNT(?thing) AS ?things) WHERE { ?thing a ?class }
GROUP BY ?class ORDER BY DESC(?things)""",
    ),
    Example(
        Label(en="What is negated", zh="被否定的论断"),
        """SELECT ?claim ?status ?quote WHERE {
  ?claim a pg:Claim ; pg:polarity pg:Negated ; pg:status ?status ; pg:evidence/pg:quote ?quote .
}""",
    ),
)


def with_prefixes(text: str) -> str:
    """Return a query with declarations of the prefixes that it uses."""
    used = [name for name in PREFIXES if re.search(rf"(?<![\w-]){re.escape(name)}:[A-Za-z]", text)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + text


def place_of(query: str, syntax: str) -> Place | None:
    """Return the place that a parser's message names, or None where it names none of the query."""
    found = _PLACE.search(syntax)
    lines = query.splitlines()
    if found is None or not 1 <= int(found[1]) <= len(lines):
        return None
    line, column = lines[int(found[1]) - 1], int(found[2]) - 1
    return Place(int(found[1]), line[:column], line[column : column + 1] or " ", line[column + 1 :])


def table_of(document: Mapping[str, Any], reader: Reader, *, chinese: bool) -> tuple[list[str], list[list[Term]], int]:
    """Return variables, the first rows, and how many rows there are, from a SPARQL JSON result."""
    variables: list[str] = document["head"]["vars"]
    bindings: Sequence[Mapping[str, Mapping[str, str]]] = document["results"]["bindings"]
    rows = [[_term(row.get(name), reader, chinese=chinese) for name in variables] for row in bindings[:ROWS]]
    return variables, rows, len(bindings)


def _term(term: Mapping[str, str] | None, reader: Reader, *, chinese: bool) -> Term:
    if term is None:
        return Term("", None, None, None, False)
    value = term["value"]
    if term["type"] == "uri":
        label = reader.label(value)
        words = (label.zh or label.en) if chinese else (label.en or label.zh)
        short = iris.compact(value)
        return Term(words or short, None, short if words else None, address_of(value), False)
    if term.get("datatype") in _NUMBERS and re.fullmatch(r"-?\d{1,15}(\.\d+)?", value):
        number = float(value) if "." in value else int(value)
        return Term(grouped(number), None, None, None, True)
    return Term(value, term.get("xml:lang"), None, None, False)
