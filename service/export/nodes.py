"""Nodes: entities and documents with what claims say of them alone, and claims that are nodes themselves.

A node is a row of JSON's types until every node has been read: only then it is known which columns hold one value.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from ontology.iris import compact
from ontology.namespaces import PG, PREFIXES
from service.export.attributes import Values, claim_values, evidence_text, flattened, snake
from service.export.graph import ColumnType, Node, Scalar, json_text
from service.export.selection import kind_of
from service.export.statements import TYPE, Description, Statement
from service.export.wording import Wording

__all__ = ["Position", "Positions", "attribute", "claim_row", "described", "entity_row", "node_of"]

Position = tuple[float, float]
Positions = Mapping[str, Position]
"""Where nodes stand, by IRI."""

_RDF, _LABEL = PREFIXES["rdf"], PREFIXES["rdfs"] + "label"
_LANGUAGES: Final = ("zh", "en")


def attribute(claim: Statement, wording: Wording) -> list[Any]:
    """Return what a claim about one entity gives its node: the column, the value, what the evidence column lists."""
    name, value = _said(claim, wording)
    return [name, wording.marked(value, claim), evidence_text(claim, value)]


def described(values: Values, said: Iterable[list[Any]]) -> Values:
    """Return the values of an entity with those that claims about it alone give it, each with its evidence column."""
    quoted: dict[str, list[object]] = {}
    for name, value, evidence in said:
        values.setdefault(name, []).append(value)
        quoted.setdefault(f"{name}_evidence", []).append(evidence)
    return values | {name: [json_text(items)] for name, items in quoted.items()}


def entity_row(about: Description, values: Values, wording: Wording, positions: Positions) -> list[Any]:
    """Return an entity or a document with its values as the row of a node."""
    return _row(about, _label(about, wording), values, positions.get(about.iri))


def claim_row(claim: Statement, wording: Wording, positions: Positions) -> tuple[list[Any], Values]:
    """Return a claim as the row of a node, amid what it links, and its values."""
    values: Values = {name: [value] for name, value in claim_values(claim).items()}
    label = wording.marked(_label(claim.about, wording), claim)
    return _row(claim.about, label, values, _between(claim, positions)), values


def node_of(row: list[Any], types: Mapping[str, ColumnType]) -> Node:
    """Return the node of a row, its values as the columns hold them."""
    iri, label, attributes, values, position = row
    return Node(iri, label, attributes | flattened(values, types), position and (position[0], position[1]))


def _row(about: Description, label: str, values: Values, position: Position | None) -> list[Any]:
    labels = {f"label_{language}": about.text(_LABEL, language) for language in _LANGUAGES}
    attributes: dict[str, Scalar] = {
        **{name: text for name, text in labels.items() if text},
        "kind": kind_of(about.iri),
        "types": json_text([compact(iri) for iri in about.iris(TYPE.value)]),
        "iri": about.iri,
    }
    plain = {
        name: [item.isoformat() if isinstance(item, date) else item for item in items] for name, items in values.items()
    }
    return [about.iri, label, attributes, plain, position]


def _label(about: Description, wording: Wording) -> str:
    found = (about.text(_LABEL, language) for language in (wording.language, *_LANGUAGES))
    return next((text for text in found if text), about.iri)


def _said(claim: Statement, wording: Wording) -> tuple[str, str]:
    """Return the column and the value of a claim about one entity."""
    predicate = claim.about.iri_of(_RDF + "predicate")
    if predicate is not None:
        concept = wording.concept(claim.about.iri_of(_RDF + "object") or "")
        return snake(predicate), concept or claim.about.text(_RDF + "object") or ""
    words = claim.about.text(PG + "utterance") or claim.about.text(_LABEL, wording.language) or ""
    return snake(claim.cls), words


def _between(claim: Statement, positions: Positions) -> Position | None:
    """Return the middle of the places of what a claim links, or else of the documents that make it."""
    linked = claim.ends or [item.document for item in claim.evidence]
    places = [positions[iri] for iri in linked if iri in positions]
    if not places:
        return None
    count = len(places)
    return round(sum(x for x, _ in places) / count, 2), round(sum(y for _, y in places) / count, 2)
