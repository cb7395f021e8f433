"""Cytoscape JSON (`.cyjs`), for Cytoscape Desktop and cytoscape.js (js.cytoscape.org, "JSON format").

`interaction` is what Cytoscape calls the kind of an edge, `name` is what it shows; both stand beside `label`. `key`
keeps parallel edges apart in networkx. The style is read by cytoscape.js and left alone by the desktop.
"""

from collections.abc import Iterator
from typing import Final

from service.export.graph import Edge, Node, PropertyGraph, WriteOptions, json_text
from service.export.markup import blocks
from service.export.style import line_of, node_colour

__all__ = ["write"]

_STYLE: Final = [
    {"selector": "node", "style": {"label": "data(label)", "background-color": "data(color)", "font-size": 9,
                                   "width": 14, "height": 14}},
    {"selector": "edge", "style": {"label": "data(label)", "line-color": "data(color)", "font-size": 6, "width": 1,
                                   "line-style": "data(line)", "target-arrow-color": "data(color)",
                                   "target-arrow-shape": "triangle", "curve-style": "bezier"}},
]  # fmt: skip


def write(graph: PropertyGraph, options: WriteOptions) -> Iterator[bytes]:
    """Yield the document."""
    return blocks(_parts(graph))


def _parts(graph: PropertyGraph) -> Iterator[str]:
    about = {"name": graph.name, "shared_name": graph.name, "description": graph.description}
    yield '{"format_version":"1.0","generated_by":"policygraph","target_cytoscapejs_version":"~3",'
    yield f'"data":{json_text(about)},"elements":{{"nodes":['
    separator = "\n"
    for node in graph.nodes:
        yield separator + json_text(_node(node))
        separator = ",\n"
    yield '],\n"edges":['
    separator = "\n"
    for edge in graph.edges:
        yield separator + json_text(_edge(edge))
        separator = ",\n"
    yield f']}},\n"style":{json_text(_STYLE)}}}\n'


def _node(node: Node) -> dict[str, object]:
    data = {"id": node.id, "name": node.label, "label": node.label, **node.attributes, "color": node_colour(node)}
    if node.position is None:
        return {"data": data}
    return {"data": data, "position": {"x": node.position[0], "y": -node.position[1]}}


def _edge(edge: Edge) -> dict[str, object]:
    line = line_of(edge)
    ends = {"source": edge.source, "target": edge.target}
    data = {"id": edge.id, "key": edge.id, **ends, "name": edge.label, "label": edge.label}
    return {"data": {**data, **edge.attributes, "color": line.colour, "line": line.stroke}}
