"""The one mapping from the graph to a property graph, which every writer is fed by.

An entity becomes a node. A claim with two entity ends becomes one edge, keyed by the claim's IRI, so that parallel
claims stay parallel edges. A claim about one entity becomes attributes of its node, with its evidence beside it. A
claim about several entities becomes a node with an edge for each role; one about none has an edge to its document. In
the full view every claim is such a node, with an edge to each document that says it, and mentions are edges too.
World knowledge is `origin=editorial`.

The triples are gone through once: claims with their evidence, then what else is an edge, then entities. What they give
waits in a `Spool`, so memory grows neither with claims nor with entities.
"""

from collections.abc import Iterator

from ontology.namespaces import PG, PREFIXES
from ontology.schema import load_schema
from service.export.attributes import EDGE_COLUMNS, NODE_COLUMNS, Columns, entity_values
from service.export.edges import edges_of, other_edges
from service.export.graph import Column, Edge, Node, PropertyGraph, Rows
from service.export.nodes import Positions, attribute, claim_row, described, entity_row, node_of
from service.export.options import Options
from service.export.part import Part
from service.export.selection import Selection, kind_of
from service.export.spool import Spool
from service.export.statements import Match, Statement, describe
from service.export.wording import Wording

__all__ = ["project", "subjects"]

_OA = PREFIXES["oa"]


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

    Its rows may be read as often as wanted; they stand in a temporary file that goes with them. Their order is that of
    `match`; where a filter, a selection or `isolates` narrows the entities, these are sorted.
    """
    options = options or Options()
    projection = _Projection(Part(match, options, selection), positions or {})
    projection.read_edges()
    columns = projection.read_nodes()
    types = {column.name: column.type for column in columns}
    spool = projection.spool
    return PropertyGraph(
        name=name,
        description=description,
        language=options.language,
        node_columns=(*NODE_COLUMNS, *columns),
        edge_columns=EDGE_COLUMNS,
        nodes=Rows[Node](lambda: (node_of(row, types) for table in ("node", "claim") for row in spool.rows(table))),
        edges=Rows[Edge](lambda: (Edge(*row) for row in spool.rows("edge"))),
    )


def subjects(match: Match, options: Options | None = None, selection: Selection | None = None) -> Iterator[str]:
    """Yield the IRIs of all that a part of the graph consists of: what RDF formats describe.

    These are its entities, claims, editorial facts, and the evidence of the claims with its selectors and inferences.
    """
    part = Part(match, options or Options(), selection)
    projection = _Projection(part, {})
    if projection.links_matter:
        projection.read_edges()
    yield from projection.entities()
    for claim in part.claims():
        yield claim.iri
        for item in claim.evidence:
            about = describe(match, item.iri)
            target = about.iris(_OA + "hasTarget")
            selectors = [iri for t in target for iri in describe(match, t).iris(_OA + "hasSelector")]
            yield from (item.iri, *target, *selectors, *about.iris(PG + "inference"))
    for fact in part.editorial_facts():
        yield fact.iri


class _Projection:
    def __init__(self, part: Part, positions: Positions) -> None:
        self.spool = Spool()
        self.links_matter = part.narrowed or not part.options.isolates
        self._part, self._positions = part, positions
        self._schema = load_schema()
        self._wording = Wording(self._schema, part.options.language)
        self._columns = Columns()

    def read_edges(self) -> None:
        """Read all that is or gives edges, and what claims say of one entity."""
        for claim in self._part.claims():
            for edge in edges_of(claim, self._part, self._wording):
                self._add(edge)
            if self._part.is_node(claim):
                row, values = claim_row(claim, self._wording, self._positions)
                self._columns.add(values)
                self.spool.add("claim", row)
            elif not self._part.is_edge(claim):
                self._say(claim)
        for edge in other_edges(self._part, self._wording):
            self._add(edge)
        if self._part.selection is not None:
            for iri in self._part.selection.nodes:
                self.spool.link(iri)

    def read_nodes(self) -> tuple[Column, ...]:
        """Read the entities, after the edges; return the columns that the nodes need."""
        for iri in self.entities():
            about = describe(self._part.match, iri)
            values = described(entity_values(about, self._schema), self.spool.filed(iri))
            self._columns.add(values)
            self.spool.add("node", entity_row(about, values, self._wording, self._positions))
        return self._columns.found()

    def entities(self) -> Iterator[str]:
        """Yield the entities that are nodes; where links matter, those that the edges which were read need."""
        return self.spool.linked() if self.links_matter else self._part.entities()

    def _add(self, edge: Edge) -> None:
        self.spool.add("edge", [edge.id, edge.source, edge.target, edge.label, edge.attributes])
        if self.links_matter:
            for iri in (edge.source, edge.target):
                if kind_of(iri) != "claim":
                    self.spool.link(iri)

    def _say(self, claim: Statement) -> None:
        (iri,) = claim.ends
        self.spool.file(iri, claim.iri, attribute(claim, self._wording))
        if self._part.narrowed:
            self.spool.link(iri)
