"""The CSV pair of Gephi's data laboratory: nodes.csv and edges.csv in a zip.

`Kind` keeps parallel edges of different predicates apart; parallel edges of one predicate stay apart where the import
is told not to merge, as docs/exports.md says.
"""

from collections.abc import Iterator

from service.export.archive import archive
from service.export.graph import PropertyGraph, Scalar, WriteOptions
from service.export.tables import table

__all__ = ["write"]


def write(graph: PropertyGraph, options: WriteOptions) -> Iterator[bytes]:
    """Yield the zip; with `options.excel` both tables are in the variant that Excel opens safely."""
    nodes = ["Id", "Label", "x", "y", *(column.name for column in graph.node_columns)]
    edges = ["Source", "Target", "Type", "Id", "Label", "Kind", *(column.name for column in graph.edge_columns)]
    return archive(
        (
            ("nodes.csv", table(nodes, _nodes(graph), excel=options.excel)),
            ("edges.csv", table(edges, _edges(graph), excel=options.excel)),
        )
    )


def _nodes(graph: PropertyGraph) -> Iterator[list[Scalar | None]]:
    for node in graph.nodes:
        values = [node.attributes.get(column.name) for column in graph.node_columns]
        yield [node.id, node.label, *(node.position or (None, None)), *values]


def _edges(graph: PropertyGraph) -> Iterator[list[Scalar | None]]:
    for edge in graph.edges:
        values = [edge.attributes.get(column.name) for column in graph.edge_columns]
        kind = edge.attributes.get("interaction")
        yield [edge.source, edge.target, "Directed", edge.id, edge.label, kind, *values]
