"""DOT, for Graphviz (graphviz.org/doc/info/lang.html), with a font that has Chinese characters.

Every text follows one rule: backslash, quote and line feed are escaped as `\\\\`, `\\"` and `\\n`, which Graphviz
undoes in labels and other readers undo themselves. NUL, which would end the text, becomes U+FFFD.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from service.export.graph import PropertyGraph, Scalar, WriteOptions, plain_text
from service.export.markup import blocks
from service.export.style import line_of, node_colour

__all__ = ["write"]

_FONT: Final = "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,PingFang SC,sans-serif"
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\0": "\ufffd"})
_REFERENCE: Final = re.compile(r"&(?=#?\w+;)")
_RESERVED: Final = frozenset(("label", "id", "class", "style", "color", "comment", "url", "pos", "name", "key"))
_POINTS: Final = 2.0


def write(graph: PropertyGraph, options: WriteOptions) -> Iterator[bytes]:
    """Yield the document."""
    return blocks(_parts(graph))


def _parts(graph: PropertyGraph) -> Iterator[str]:
    yield f"digraph {_quoted(graph.name)} {{\n"
    yield f'graph [charset="UTF-8", comment={_quoted(graph.description)}, overlap=prism, outputorder=edgesfirst]\n'
    yield f'node [fontname={_quoted(_FONT)}, fontsize=10, shape=box, style="rounded,filled", fontcolor=white]\n'
    yield f"edge [fontname={_quoted(_FONT)}, fontsize=7, arrowsize=0.6]\n"
    for node in graph.nodes:
        place = (
            {} if node.position is None else {"pos": f"{node.position[0] * _POINTS!r},{node.position[1] * _POINTS!r}"}
        )
        colour = node_colour(node)
        own = {
            "color": colour,
            "fillcolor": colour,
            "URL": node.id,
            "class": str(node.attributes.get("kind", "")),
            **place,
        }
        yield f"{_quoted(node.id)} [label={_label(node.label)}{_attributes({**own, **_named(node.attributes)})}]\n"
    for edge in graph.edges:
        line = line_of(edge)
        tooltip = str(edge.attributes.get("quote", edge.label))
        own = {"color": line.colour, "fontcolor": line.colour, "style": line.stroke, "id": edge.id}
        yield (
            f"{_quoted(edge.source)} -> {_quoted(edge.target)} [key={_quoted(edge.id)}, label={_label(edge.label)}, "
            f"tooltip={_label(tooltip)}{_attributes({**own, **_named(edge.attributes)})}]\n"
        )
    yield "}\n"


def _named(attributes: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """Return the attributes under names that mean nothing to Graphviz."""
    return {f"pg_{name}" if name in _RESERVED else name: value for name, value in attributes.items()}


def _attributes(attributes: Mapping[str, Scalar]) -> str:
    return "".join(f", {name}={_quoted(plain_text(value))}" for name, value in attributes.items())


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def _label(text: str) -> str:
    """Return text that Graphviz shows: it reads `&lt;` as a character, so an ampersand that begins one is escaped."""
    return _quoted(_REFERENCE.sub("&amp;", text))
