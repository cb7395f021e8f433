"""The one mapping from the graph to a property graph, which every writer is fed by. Pure: triples in, rows out.

An entity becomes a node. A claim with two entity ends becomes one edge, keyed by the claim's IRI, so that parallel
claims stay parallel edges. A claim about one entity becomes attributes of its node, with its evidence beside it. A
claim about several entities becomes a node with an edge for each role; one about none has an edge to its document. In
the full view every claim is such a node, with an edge to each document that says it, and mentions are edges too.
World knowledge is `origin=editorial`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from pyoxigraph import NamedNode

from ontology.iris import compact
from ontology.namespaces import PG, PREFIXES
from ontology.schema import Labels, Schema, load_schema
from service.export.attributes import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Values,
    claim_values,
    columns_of,
    entity_values,
    evidence_text,
    flattened,
    snake,
    status_mark,
)
from service.export.graph import Column, ColumnType, Edge, Node, PropertyGraph, Rows, Scalar, json_text
from service.export.selection import Filters, Passing, Selection, kind_of
from service.export.statements import (
    ROLES,
    TYPE,
    Description,
    Match,
    Statement,
    describe,
    instances,
    read_claim,
    read_editorial,
    read_evidence,
    read_mention,
)

__all__ = ["LINKS", "Language", "Options", "Positions", "View", "project", "subjects"]

Language = Literal["zh", "en"]
View = Literal["collapsed", "full"]
Positions = Mapping[str, tuple[float, float]]
"""Where nodes stand, by IRI."""

_OA: Final = PREFIXES["oa"]
_RDF, _SKOS, _LABEL = PREFIXES["rdf"], PREFIXES["skos"], PREFIXES["rdfs"] + "label"
LINKS: Final = (PG + "partOf", PG + "abbreviates", _SKOS + "broader", _SKOS + "related")
"""Predicates of the authority that no claim can have: their triples are editorial edges."""
_LINK_LABELS: Final = {
    _SKOS + "broader": Labels("上位概念", "broader"),
    _SKOS + "related": Labels("相关概念", "related"),
}
_ROLE_LABELS: Final = {
    _RDF + "subject": Labels("主语", "subject"),
    _RDF + "object": Labels("宾语", "object"),
}


_CLAIMS_HELD: Final = 1 << 14
"""Claims kept after reading: a small graph is read once, a large one as often as it is gone through."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the graph is projected. Without `isolates` nodes that no edge touches are left out."""

    language: Language = "en"
    view: View = "collapsed"
    filters: Filters = field(default_factory=Filters)
    isolates: bool = True


def project(
    match: Match,
    options: Options | None = None,
    selection: Selection | None = None,
    *,
    name: str = "policygraph",
    description: str = "",
    positions: Positions | None = None,
) -> PropertyGraph:
    """Return the graph that `match` gives, or the selected part of it, as a property graph.

    Rows are read from `match` while a writer iterates; only the set of the nodes is held, and that only where a
    filter, a selection or `isolates` asks for it. The order of rows is that of `match`, a selection's is sorted.
    """
    projection = _Projection(match, options or Options(), selection, positions or {}, load_schema())
    columns = projection.node_columns()
    types = {column.name: column.type for column in columns}
    return PropertyGraph(
        name=name,
        description=description,
        language=projection.options.language,
        node_columns=(*NODE_COLUMNS, *columns),
        edge_columns=EDGE_COLUMNS,
        nodes=Rows(lambda: projection.nodes(types)),
        edges=Rows(projection.edges),
    )


def subjects(match: Match, options: Options | None = None, selection: Selection | None = None) -> Iterator[str]:
    """Yield the IRIs of all that a part of the graph consists of: what RDF formats describe.

    These are its entities, claims, editorial facts, and the evidence of the claims with its selectors and inferences.
    """
    projection = _Projection(match, options or Options(), selection, {}, load_schema())
    yield from projection.subjects()


class _Projection:
    def __init__(
        self, match: Match, options: Options, selection: Selection | None, positions: Positions, schema: Schema
    ) -> None:
        self.options = options
        self._match, self._selection, self._positions, self._schema = match, selection, positions, schema
        self._passing = Passing(match, options.filters)
        self._claim = lru_cache(_CLAIMS_HELD)(lambda iri: read_claim(match, iri))
        narrowed = selection is not None or options.filters.of_claims
        self._kept = self._linked(narrowed) if narrowed or not options.isolates else None

    def node_columns(self) -> tuple[Column, ...]:
        return columns_of((values for _, values in self._rows()), self._schema)

    def nodes(self, types: Mapping[str, ColumnType]) -> Iterator[Node]:
        for about, values in self._rows():
            yield self._node(about, flattened(values, types))

    def edges(self) -> Iterator[Edge]:
        for claim in self._claims():
            if self._is_edge(claim):
                yield self._claim_edge(claim)
            elif self._is_node(claim):
                yield from self._role_edges(claim)
        for fact in self._editorial_facts():
            yield self._editorial_edge(fact)
        if self._selection is None and not self.options.filters.of_claims:
            yield from self._links()
            if self.options.view == "full":
                yield from self._mentions()

    def subjects(self) -> Iterator[str]:
        yield from self._entities()
        for claim in self._claims():
            yield claim.iri
            for item in read_evidence(self._match, claim):
                about = describe(self._match, item.iri)
                target = about.iris(_OA + "hasTarget")
                selectors = [iri for t in target for iri in describe(self._match, t).iris(_OA + "hasSelector")]
                yield from (item.iri, *target, *selectors, *about.iris(PG + "inference"))
        for fact in self._editorial_facts():
            yield fact.iri

    # What there is

    def _claims(self) -> Iterator[Statement]:
        if self._selection is None:
            found = instances(self._match, PG + "Claim")
        else:
            found = iter(sorted(self._selection.statements))
        for iri in found:
            claim = self._claim(iri)
            if claim is not None and self._passing.claim(claim):
                yield claim

    def _editorial_facts(self) -> Iterator[Statement]:
        if self.options.filters.of_claims:
            return
        for iri in instances(self._match, PG + "EditorialFact"):
            if self._selection is None or iri in self._selection.statements:
                fact = read_editorial(self._match, iri)
                if len(fact.ends) == 2 and all(map(self._passing.node, fact.ends)):
                    yield fact

    def _is_edge(self, claim: Statement) -> bool:
        """Return whether a claim is one edge: two entity ends; an observation never is, for its ends share one role."""
        pair = len(claim.sources) == 1 and len(claim.targets) == 1
        return self.options.view == "collapsed" and pair and claim.cls != PG + "Observation"

    def _is_node(self, claim: Statement) -> bool:
        return self.options.view == "full" or (len(claim.ends) != 1 and not self._is_edge(claim))

    # Nodes

    def _rows(self) -> Iterator[tuple[Description, Values]]:
        """Yield every node's description with its values by column: entities, documents, then claims."""
        for iri in self._entities():
            about = describe(self._match, iri)
            values = entity_values(about, self._schema)
            if self.options.view == "collapsed":
                for name, items in self._said_of(iri).items():
                    values.setdefault(name, []).extend(items)
            yield about, values
        for claim in self._claims():
            if self._is_node(claim):
                values_of = claim_values(claim, read_evidence(self._match, claim))
                yield claim.about, {name: [value] for name, value in values_of.items()}

    def _entities(self) -> Iterator[str]:
        if self._kept is not None:
            yield from sorted(self._kept)
            return
        for cls in ("Entity", "Document"):
            for iri in instances(self._match, PG + cls):
                if kind_of(iri) and self._passing.node(iri):
                    yield iri

    def _linked(self, narrowed: bool) -> frozenset[str]:
        """Return the entities that edges touch and, in part of a graph, those that a claim describes."""
        found = set(self._selection.nodes) if self._selection else set()
        for edge in self.edges():
            found.update(iri for iri in (edge.source, edge.target) if kind_of(iri) != "claim")
        if narrowed:
            found.update(claim.ends[0] for claim in self._claims() if not self._is_node(claim))
        return frozenset(found)

    def _said_of(self, iri: str) -> Values:
        """Return the attributes that claims about this entity alone give it, each with its evidence column."""
        values: Values = {}
        quoted: dict[str, list[dict[str, object]]] = {}
        for claim in self._about(iri):
            evidence = read_evidence(self._match, claim)
            name, value = self._attribute(claim)
            values.setdefault(name, []).append(self._marked(value, claim))
            quoted.setdefault(f"{name}_evidence", []).append(evidence_text(claim, evidence, value))
        for name, items in quoted.items():
            values[name] = [json_text(items)]
        return values

    def _about(self, iri: str) -> Iterator[Statement]:
        """Yield the claims whose only entity is this one, by IRI."""
        found = set()
        for roles in ROLES.values():
            for role in (*roles.sources, *roles.targets):
                for triple in self._match(None, NamedNode(role), NamedNode(iri)):
                    if isinstance(triple.subject, NamedNode):
                        found.add(triple.subject.value)
        if self._selection is not None:
            found &= self._selection.statements
        for claim_iri in sorted(found):
            claim = self._claim(claim_iri)
            if claim is not None and claim.ends == (iri,) and self._passing.claim(claim):
                yield claim

    def _attribute(self, claim: Statement) -> tuple[str, str]:
        """Return the column and the value of a claim about one entity."""
        predicate = claim.about.iri_of(_RDF + "predicate")
        if predicate is not None:
            concept = self._schema.concepts.get(claim.about.iri_of(_RDF + "object") or "")
            if concept is not None:
                return snake(predicate), getattr(concept, self.options.language)
            return snake(predicate), claim.about.text(_RDF + "object") or ""
        words = claim.about.text(PG + "utterance") or claim.about.text(_LABEL, self.options.language) or ""
        return snake(claim.cls), words

    def _node(self, about: Description, values: dict[str, Scalar]) -> Node:
        kind = kind_of(about.iri)
        labels = {language: about.text(_LABEL, language) or "" for language in ("zh", "en")}
        label = labels[self.options.language] or labels["zh"] or labels["en"] or about.iri
        attributes: dict[str, Scalar] = {
            **{f"label_{language}": text for language, text in labels.items() if text},
            "kind": kind,
            "types": json_text([compact(iri) for iri in about.iris(TYPE.value)]),
            "iri": about.iri,
            **values,
        }
        position = self._positions.get(about.iri)
        if kind == "claim":
            claim = self._claim(about.iri)
            if claim is not None:
                label = self._marked(label, claim)
                position = self._between(claim)
        return Node(about.iri, label, attributes, position)

    def _marked(self, text: str, claim: Statement) -> str:
        """Return a text with how the claim stands, unless it begins with that, as a claim's own words do."""
        return text if text.startswith(("[", "［")) else text + status_mark(claim, self._schema, self.options.language)

    def _between(self, claim: Statement) -> tuple[float, float] | None:
        """Return the middle of the places of what a claim links, or else of the documents that make it."""
        linked = claim.ends or [item.document for item in read_evidence(self._match, claim)]
        places = [self._positions[iri] for iri in linked if iri in self._positions]
        if not places:
            return None
        count = len(places)
        return round(sum(x for x, _ in places) / count, 2), round(sum(y for _, y in places) / count, 2)

    # Edges

    def _claim_edge(self, claim: Statement) -> Edge:
        predicate = claim.about.iri_of(_RDF + "predicate") or claim.cls
        label = self._name(predicate)
        if claim.cls == PG + "Comparison":
            label = claim.about.text(_LABEL, self.options.language) or label
        label = self._marked(label, claim)
        values = claim_values(claim, read_evidence(self._match, claim))
        attributes = self._edge_attributes(predicate, "claim", claim.is_fact, values)
        return Edge(claim.iri, claim.sources[0], claim.targets[0], label, attributes)

    def _role_edges(self, claim: Statement) -> Iterator[Edge]:
        evidence = read_evidence(self._match, claim)
        values = claim_values(claim, evidence)
        mark = status_mark(claim, self._schema, self.options.language)
        roles = ROLES[claim.cls]
        ends = [(role, iri) for role in (*roles.sources, *roles.targets) for iri in claim.about.entities(role)]
        others = [(role, iri) for role, iri in claim.others if self._passing.node(iri)]
        for role, iri in (*ends, *others):
            attributes = self._edge_attributes(role, "claim", claim.is_fact, values)
            yield Edge(f"{claim.iri}#{snake(role)}-{compact(iri)}", claim.iri, iri, self._name(role) + mark, attributes)
        if self.options.view == "full" or not claim.ends:
            for item in evidence:
                said = self._edge_attributes(PG + "evidence", "claim", claim.is_fact, claim_values(claim, [item]))
                yield Edge(item.iri, claim.iri, item.document, self._name(PG + "evidence") + mark, said)

    def _editorial_edge(self, fact: Statement) -> Edge:
        predicate = fact.about.iri_of(_RDF + "predicate") or ""
        texts = {
            "statement_zh": fact.about.text(_LABEL, "zh"),
            "statement_en": fact.about.text(_LABEL, "en"),
            "note": fact.about.text(PG + "note", self.options.language) or fact.about.text(PG + "note"),
        }
        values: dict[str, Scalar] = {name: text for name, text in texts.items() if text is not None}
        attributes = self._edge_attributes(predicate, "editorial", False, values)
        return Edge(fact.iri, fact.sources[0], fact.targets[0], self._name(predicate), attributes)

    def _links(self) -> Iterator[Edge]:
        """Yield the authority's own links between entities: larger places, broader and related concepts."""
        for predicate in LINKS:
            attributes = self._edge_attributes(predicate, "editorial", False, {})
            for triple in self._match(None, NamedNode(predicate), None):
                subject, object_ = triple.subject, triple.object
                if not isinstance(subject, NamedNode) or not isinstance(object_, NamedNode):
                    continue
                if all(kind_of(end.value) and self._passing.node(end.value) for end in (subject, object_)):
                    iri = f"{subject.value}#{snake(predicate)}-{compact(object_.value)}"
                    yield Edge(iri, subject.value, object_.value, self._name(predicate), attributes)

    def _mentions(self) -> Iterator[Edge]:
        for iri in instances(self._match, PG + "Mention"):
            found, entity = read_mention(self._match, iri)
            if self._passing.node(entity) and self._passing.node(found.document):
                values: dict[str, Scalar] = {
                    "quote": found.quote, "document": found.document, "quote_start": found.start, "quote_end": found.end
                }  # fmt: skip
                attributes = self._edge_attributes(PG + "mentions", "mention", False, values)
                yield Edge(iri, found.document, entity, self._name(PG + "mentions"), attributes)

    def _edge_attributes(
        self, predicate: str, origin: str, is_fact: bool, values: Mapping[str, Scalar]
    ) -> dict[str, Scalar]:
        interaction = compact(predicate).partition(":")[2]
        return {"predicate": predicate, "interaction": interaction, "origin": origin, "is_fact": is_fact, **values}

    def _name(self, predicate: str) -> str:
        known = self._schema.properties.get(predicate) or self._schema.classes.get(predicate)
        labels = known.labels if known else _LINK_LABELS.get(predicate) or _ROLE_LABELS.get(predicate)
        return getattr(labels, self.options.language) if labels else compact(predicate)
