"""Graphology's serialization, for sigma.js (graphology.github.io/serialization).

No attribute is called `type`: sigma takes it for the program that draws a node or an edge. Every node has x and y,
because sigma refuses one without.
"""

import math
from collections.abc import Iterator
from typing import Final

from service.export.graph import Edge, Node, PropertyGraph, WriteOptions, json_text
from service.export.markup import blocks
from service.export.style import line_of, node_colour

__all__ = ["write"]

_OPTIONS: Final = {"type": "directed", "multi": True, "allowSelfLoops": True}
_GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))


def write(graph: PropertyGraph, options: WriteOptions) -> Iterator[bytes]:
    """Yield the document."""
    return blocks(_parts(graph))


def _parts(graph: PropertyGraph) -> Iterator[str]:
    about = {"name": graph.name, "description": graph.description, "language": graph.language}
    yield f'{{"options":{json_text(_OPTIONS)},"attributes":{json_text(about)},"nodes":['
    separator = "\n"
    for number, node in enumerate(graph.nodes):
        yield separator + json_text(_node(node, number))
        separator = ",\n"
    yield '],\n"edges":['
    separator = "\n"
    for edge in graph.edges:
        yield separator + json_text(_edge(edge))
        separator = ",\n"
    yield "]}\n"


def _node(node: Node, number: int) -> dict[str, object]:
    x, y = node.position or _on_spiral(number)
    own = {"label": node.label, "x": x, "y": y, "size": 4, "color": node_colour(node)}
    return {"key": node.id, "attributes": {**node.attributes, **own}}


def _on_spiral(number: int) -> tuple[float, float]:
    """Return a place for a node without one: evenly spread around the middle."""
    radius, angle = 10 * math.sqrt(number), number * _GOLDEN_ANGLE
    return round(radius * math.cos(angle), 2), round(radius * math.sin(angle), 2)


def _edge(edge: Edge) -> dict[str, object]:
    line = line_of(edge)
    own = {"label": edge.label, "size": 1, "color": line.colour, "line": line.stroke}
    attributes = {**edge.attributes, **own}
    return {"key": edge.id, "source": edge.source, "target": edge.target, "attributes": attributes}
