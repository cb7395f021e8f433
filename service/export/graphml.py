"""GraphML, for yEd, igraph, networkx, Gephi and Cytoscape (graphml.graphdrawing.org).

Ids must be name tokens, so they are compact IRIs with the rest escaped; the IRI itself stands in the data column `iri`,
which is also the only place where igraph keeps an edge's identity. Every edge has every boolean, because igraph reads a
missing one as false.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ontology.iris import compact
from service.export.graph import Column, ColumnType, Edge, Node, PropertyGraph, Scalar, WriteOptions, plain_text
from service.export.markup import Escaper, blocks

__all__ = ["token", "write"]

_TYPES: Final = {
    ColumnType.STRING: "string", ColumnType.INTEGER: "long", ColumnType.DOUBLE: "double",
    ColumnType.BOOLEAN: "boolean", ColumnType.DATE: "string",
}  # fmt: skip
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_NO_TOKEN: Final = re.compile(r"[^A-Za-z0-9.:-]")
_NODE_OWN: Final = (Column("label"), Column("x", ColumnType.DOUBLE), Column("y", ColumnType.DOUBLE))
_EDGE_OWN: Final = (Column("label"), Column("iri"))


def token(iri: str) -> str:
    """Return an IRI as an XML name token: compact, every other character as `_hex_`, so that no two IRIs meet."""
    return _NO_TOKEN.sub(lambda found: f"_{ord(found[0]):x}_", compact(iri))


def write(graph: PropertyGraph, options: WriteOptions) -> Iterator[bytes]:
    """Yield the document."""
    return blocks(_parts(graph))


def _parts(graph: PropertyGraph) -> Iterator[str]:
    escape = Escaper()
    nodes, edges = (*_NODE_OWN, *graph.node_columns), (*_EDGE_OWN, *graph.edge_columns)
    yield _HEAD
    yield f"<desc>{escape(graph.description)}</desc>\n"
    for owner, columns in (("node", nodes), ("edge", edges)):
        for column in columns:
            name = column.name
            yield f'<key id="{owner}.{name}" for="{owner}" attr.name="{name}" attr.type="{_TYPES[column.type]}"/>\n'
    yield '<graph id="policygraph" edgedefault="directed">\n'
    for node in graph.nodes:
        yield f'<node id="{token(node.id)}">{_data("node", nodes, _with_place(node), escape)}</node>\n'
    for edge in graph.edges:
        ends = f'source="{token(edge.source)}" target="{token(edge.target)}"'
        yield f'<edge id="{token(edge.id)}" {ends}>{_data("edge", edges, _with_iri(edge), escape)}</edge>\n'
    yield "</graph>\n</graphml>\n"
    yield escape.remark()


def _with_place(node: Node) -> dict[str, Scalar]:
    place: dict[str, Scalar] = {} if node.position is None else {"x": node.position[0], "y": node.position[1]}
    return {"label": node.label, **place, **node.attributes}


def _with_iri(edge: Edge) -> dict[str, Scalar]:
    return {"label": edge.label, "iri": edge.id, **edge.attributes}


def _data(owner: str, columns: tuple[Column, ...], attributes: Mapping[str, Scalar], escape: Escaper) -> str:
    parts = []
    for column in columns:
        value = attributes.get(column.name)
        if value is not None:
            parts.append(f'<data key="{owner}.{column.name}">{escape(plain_text(value))}</data>')
    return "".join(parts)
