"""CX2, for Cytoscape Web, Cytoscape Desktop and NDEx (Cytoscape Exchange Format, version 2).

CX2 counts its nodes and edges before it lists them and numbers them, so the graph is read once more and the numbers of
the nodes wait in a `Spool`.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from service.export.graph import Column, ColumnType, Edge, Node, PropertyGraph, Scalar, WriteOptions, json_text
from service.export.markup import blocks
from service.export.spool import Spool
from service.export.style import line_of, node_colour

__all__ = ["write"]

_TYPES: Final = {
    ColumnType.STRING: "string", ColumnType.INTEGER: "integer", ColumnType.DOUBLE: "double",
    ColumnType.BOOLEAN: "boolean", ColumnType.DATE: "string",
}  # fmt: skip
_NUMBERS_HELD: Final = 1 << 14
_STROKES: Final = {"solid": "solid", "dashed": "dash", "dotted": "dot"}
_NODE_OWN: Final = tuple(map(Column, ("name", "color")))
_EDGE_OWN: Final = tuple(map(Column, ("name", "iri", "color", "line")))


def _passthrough(attribute: str) -> dict[str, object]:
    return {"type": "PASSTHROUGH", "definition": {"attribute": attribute, "type": "string"}}


_VISUAL: Final = {
    "default": {
        "network": {"NETWORK_BACKGROUND_COLOR": "#ffffff"},
        "node": {"NODE_SHAPE": "ellipse", "NODE_WIDTH": 24, "NODE_HEIGHT": 24, "NODE_LABEL_FONT_SIZE": 10},
        "edge": {"EDGE_TARGET_ARROW_SHAPE": "triangle", "EDGE_LABEL_FONT_SIZE": 7, "EDGE_WIDTH": 1},
    },
    "nodeMapping": {"NODE_LABEL": _passthrough("name"), "NODE_BACKGROUND_COLOR": _passthrough("color")},
    "edgeMapping": {
        "EDGE_LABEL": _passthrough("name"),
        "EDGE_LINE_COLOR": _passthrough("color"),
        "EDGE_LINE_STYLE": _passthrough("line"),
        "EDGE_TARGET_ARROW_COLOR": _passthrough("color"),
    },
}


def write(graph: PropertyGraph, options: WriteOptions) -> Iterator[bytes]:
    """Yield the document."""
    return blocks(_parts(graph))


def _parts(graph: PropertyGraph) -> Iterator[str]:
    spool = Spool()
    node_count = 0
    for node_count, node in enumerate(graph.nodes, start=1):
        spool.count(node.id, node_count - 1)
    edge_count = sum(1 for _ in graph.edges)
    counts = {"attributeDeclarations": 1, "networkAttributes": 1, "nodes": node_count, "edges": edge_count,
              "visualProperties": 1}  # fmt: skip
    number_of = lru_cache(_NUMBERS_HELD)(spool.number)
    declarations = {
        "networkAttributes": {"name": {"d": "string"}, "description": {"d": "string"}},
        "nodes": _declared((*_NODE_OWN, Column("label"), *graph.node_columns)),
        "edges": _declared((*_EDGE_OWN, Column("label"), *graph.edge_columns)),
    }
    about = {"name": graph.name, "description": graph.description}
    yield '[{"CXVersion":"2.0","hasFragments":false},\n'
    yield f'{{"metaData":{json_text([{"name": name, "elementCount": n} for name, n in counts.items()])}}},\n'
    yield f'{{"attributeDeclarations":{json_text([declarations])}}},\n'
    yield f'{{"networkAttributes":{json_text([about])}}},\n{{"nodes":['
    separator = "\n"
    for number, node in enumerate(graph.nodes):
        yield separator + json_text(_node(node, number))
        separator = ",\n"
    yield ']},\n{"edges":['
    separator = "\n"
    for number, edge in enumerate(graph.edges):
        yield separator + json_text(_edge(edge, number, number_of))
        separator = ",\n"
    yield f']}},\n{{"visualProperties":{json_text([_VISUAL])}}},\n{{"status":[{{"error":"","success":true}}]}}]\n'


def _declared(columns: tuple[Column, ...]) -> dict[str, dict[str, str]]:
    return {column.name: {"d": _TYPES[column.type]} for column in columns}


def _node(node: Node, number: int) -> dict[str, object]:
    place = {} if node.position is None else {"x": node.position[0], "y": -node.position[1]}
    own: dict[str, Scalar] = {"name": node.label, "label": node.label, "color": node_colour(node)}
    return {"id": number, **place, "v": {**node.attributes, **own}}


def _edge(edge: Edge, number: int, number_of: Callable[[str], int]) -> dict[str, object]:
    line = line_of(edge)
    own = {"name": edge.label, "label": edge.label, "iri": edge.id, "color": line.colour}
    values = {**edge.attributes, **own, "line": _STROKES[line.stroke]}
    return {"id": number, "s": number_of(edge.source), "t": number_of(edge.target), "v": values}
