"""Edges: a claim with two entity ends, the roles of a claim that is a node, editorial facts and links, mentions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ontology.iris import compact
from ontology.namespaces import PG, PREFIXES
from service.export.attributes import claim_values, snake
from service.export.graph import Edge, Scalar
from service.export.part import Part
from service.export.statements import ROLES, Evidence, Statement
from service.export.wording import Wording

__all__ = ["edges_of", "other_edges"]

_RDF, _LABEL = PREFIXES["rdf"], PREFIXES["rdfs"] + "label"


def edges_of(claim: Statement, part: Part, wording: Wording) -> Iterator[Edge]:
    """Yield the edges of a claim: one that it is, or those of a node; none where it describes a single entity."""
    if part.is_edge(claim):
        yield _claim_edge(claim, wording)
    elif part.is_node(claim):
        yield from _role_edges(claim, part, wording)


def other_edges(part: Part, wording: Wording) -> Iterator[Edge]:
    """Yield the edges that no claim is: editorial facts, links of the authority, mentions."""
    for fact in part.editorial_facts():
        yield _editorial_edge(fact, wording)
    for predicate, subject, object_ in part.links():
        iri = f"{subject}#{snake(predicate)}-{compact(object_)}"
        yield Edge(iri, subject, object_, wording.name(predicate), _attributes(predicate, "editorial", False, {}))
    for found, entity in part.mentions():
        yield _mention_edge(found, entity, wording)


def _claim_edge(claim: Statement, wording: Wording) -> Edge:
    predicate = claim.about.iri_of(_RDF + "predicate") or claim.cls
    label = wording.name(predicate)
    if claim.cls == PG + "Comparison":
        label = claim.about.text(_LABEL, wording.language) or label
    attributes = _attributes(predicate, "claim", claim.is_fact, claim_values(claim))
    return Edge(claim.iri, claim.sources[0], claim.targets[0], wording.marked(label, claim), attributes)


def _role_edges(claim: Statement, part: Part, wording: Wording) -> Iterator[Edge]:
    """Yield an edge to each entity of a claim and, in the full view or where it has none, to each document."""
    mark, fact = wording.mark(claim), claim.is_fact
    roles, values = ROLES[claim.cls], claim_values(claim)
    ends = [(role, iri) for role in (*roles.sources, *roles.targets) for iri in claim.about.entities(role)]
    others = [(role, iri) for role, iri in claim.others if part.named(iri)]
    for role, iri in (*ends, *others):
        label, attributes = wording.name(role) + mark, _attributes(role, "claim", fact, values)
        yield Edge(f"{claim.iri}#{snake(role)}-{compact(iri)}", claim.iri, iri, label, attributes)
    if part.options.view == "full" or not claim.ends:
        label = wording.name(PG + "evidence") + mark
        for item in claim.evidence:
            said = claim_values(replace(claim, evidence=(item,)))
            attributes = _attributes(PG + "evidence", "claim", fact, said)
            yield Edge(item.iri, claim.iri, item.document, label, attributes)


def _editorial_edge(fact: Statement, wording: Wording) -> Edge:
    predicate = fact.about.iri_of(_RDF + "predicate") or ""
    texts = {
        "statement_zh": fact.about.text(_LABEL, "zh"),
        "statement_en": fact.about.text(_LABEL, "en"),
        "note": fact.about.text(PG + "note", wording.language) or fact.about.text(PG + "note"),
    }
    values: dict[str, Scalar] = {name: text for name, text in texts.items() if text is not None}
    attributes = _attributes(predicate, "editorial", False, values)
    return Edge(fact.iri, fact.sources[0], fact.targets[0], wording.name(predicate), attributes)


def _mention_edge(found: Evidence, entity: str, wording: Wording) -> Edge:
    values: dict[str, Scalar] = {
        "quote": found.quote, "document": found.document, "quote_start": found.start, "quote_end": found.end
    }  # fmt: skip
    attributes = _attributes(PG + "mentions", "mention", False, values)
    return Edge(found.iri, found.document, entity, wording.name(PG + "mentions"), attributes)


def _attributes(predicate: str, origin: str, is_fact: bool, values: Mapping[str, Scalar]) -> dict[str, Scalar]:
    interaction = compact(predicate).partition(":")[2]
    return {"predicate": predicate, "interaction": interaction, "origin": origin, "is_fact": is_fact, **values}
