"""The SPARQL page: examples to begin with, what the editor completes, an answer as a table with labels."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
import pyoxigraph as ox

from ontology import iris
from ontology.namespaces import KINDS, PREFIXES
from ontology.schema import Class, Property, load_schema
from service.evidence import Label, Reader
from service.pages.figures import grouped
from service.pages.rendering import address_of

__all__ = ["EXAMPLES", "ROWS", "Example", "Term", "table_of", "triples_of", "vocabulary", "with_prefixes"]

ROWS: Final = 500
"""Rows that the page shows; the data formats have all of them."""

_XSD: Final = PREFIXES["xsd"]
_COMMON: Final = (
    ("rdf:type", "类型", "type"),
    ("rdfs:label", "名称", "label"),
    ("skos:altLabel", "别名", "alternative label"),
    ("skos:definition", "定义", "definition"),
    ("skos:broader", "上位概念", "broader"),
    ("skos:exactMatch", "等同于", "exact match"),
    ("rdf:subject", "主语", "subject"),
    ("rdf:predicate", "谓语", "predicate"),
    ("rdf:object", "宾语", "object"),
    ("dcterms:publisher", "发布者", "publisher"),
    ("dcterms:issued", "发布日期", "issued"),
)
"""Properties of other vocabularies that the graph uses most, as the editor offers them."""
_KNOWN: Final = {short: Label(zh=zh, en=en) for short, zh, en in _COMMON}
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
    number: float | None


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


def vocabulary() -> str:
    """Return what the editor completes, as JSON: prefixes, kinds of entity, classes and properties with their names."""
    schema = load_schema()

    def named(terms: Iterable[Class | Property]) -> list[tuple[str, str, str]]:
        return sorted((iris.compact(term.iri), term.labels.zh, term.labels.en) for term in terms)

    known = {
        "prefixes": PREFIXES,
        "kinds": KINDS,
        "classes": named(schema.classes.values()),
        "properties": named(schema.properties.values()) + list(_COMMON),
    }
    return orjson.dumps(known).decode()


def table_of(document: Mapping[str, Any], reader: Reader, *, chinese: bool) -> tuple[list[str], list[list[Term]], int]:
    """Return variables, the first rows, and how many rows there are, from a SPARQL JSON result."""
    variables: list[str] = document["head"]["vars"]
    bindings: Sequence[Mapping[str, Mapping[str, str]]] = document["results"]["bindings"]
    rows = [[_term(row.get(name), reader, chinese=chinese) for name in variables] for row in bindings[:ROWS]]
    return variables, rows, len(bindings)


def triples_of(body: bytes, reader: Reader, *, chinese: bool) -> tuple[list[list[Term]], int]:
    """Return the first triples of a graph as rows, and how many there are, from N-Triples."""
    triples = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)]
    rows = [
        [_term(_described(part), reader, chinese=chinese) for part in (triple.subject, triple.predicate, triple.object)]
        for triple in triples[:ROWS]
    ]
    return rows, len(triples)


def _described(part: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> dict[str, str]:
    """Return a term as SPARQL's JSON results write it."""
    if isinstance(part, ox.NamedNode):
        return {"type": "uri", "value": part.value}
    if isinstance(part, ox.Literal):
        language = {"xml:lang": part.language} if part.language else {}
        return {"type": "literal", "value": part.value, "datatype": part.datatype.value, **language}
    return {"type": "bnode", "value": str(part)}


def _term(term: Mapping[str, str] | None, reader: Reader, *, chinese: bool) -> Term:
    if term is None:
        return Term("", None, None, None, None)
    value = term["value"]
    if term["type"] == "uri":
        label, short = reader.label(value), iris.compact(value)
        if not label.zh and not label.en:
            label = _KNOWN.get(short, label)
        words = (label.zh or label.en) if chinese else (label.en or label.zh)
        return Term(words or short, None, short if words else None, address_of(value), None)
    if term.get("datatype") in _NUMBERS and re.fullmatch(r"-?\d{1,15}(\.\d+)?", value):
        number = float(value) if "." in value else int(value)
        return Term(grouped(number), None, None, None, number)
    return Term(value, term.get("xml:lang"), None, None, None)
