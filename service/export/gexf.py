"""GEXF 1.3, for Gephi, graphology and networkx (gexf.net/schema.html).

The RelaxNG of 1.3 is met, its XSD cannot be: it refuses its own `viz:` elements, so no `xsi:schemaLocation` is
written. An attribute's `id` equals its `title`, because readers disagree on which of them names it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from service.export.graph import Column, ColumnType, Edge, Node, PropertyGraph, Scalar, WriteOptions, plain_text
from service.export.markup import Escaper, blocks
from service.export.style import line_of, node_colour, rgb

__all__ = ["write"]

_TYPES: Final = {
    ColumnType.STRING: "string", ColumnType.INTEGER: "long", ColumnType.DOUBLE: "double",
    ColumnType.BOOLEAN: "boolean", ColumnType.DATE: "string",
}  # fmt: skip


def write(graph: PropertyGraph, options: WriteOptions) -> Iterator[bytes]:
    """Yield the document; with `options.time` nodes and edges have start, end and a spell where they have dates."""
    return blocks(_parts(graph, options))


def _parts(graph: PropertyGraph, options: WriteOptions) -> Iterator[str]:
    escape = Escaper()
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if options.time else 'mode="static"'
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    yield f"<meta><creator>policygraph</creator><description>{escape(graph.description)}</description></meta>\n"
    yield f'<graph defaultedgetype="directed" {mode}>\n'
    yield from _declarations("node", graph.node_columns)
    yield from _declarations("edge", graph.edge_columns)
    yield "<nodes>\n"
    for node in graph.nodes:
        yield _node(node, graph.node_columns, options, escape)
    yield "</nodes>\n<edges>\n"
    for edge in graph.edges:
        yield _edge(edge, graph.edge_columns, options, escape)
    yield "</edges>\n</graph>\n</gexf>\n"
    yield escape.remark()


def _declarations(owner: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield f'<attributes class="{owner}">\n'
    for column in columns:
        yield f'<attribute id="{column.name}" title="{column.name}" type="{_TYPES[column.type]}"/>\n'
    yield "</attributes>\n"


def _node(node: Node, columns: tuple[Column, ...], options: WriteOptions, escape: Escaper) -> str:
    red, green, blue = rgb(node_colour(node))
    place = "" if node.position is None else f'<viz:position x="{node.position[0]!r}" y="{node.position[1]!r}"/>'
    head, spell = _time(node.attributes) if options.time else ("", "")
    return (
        f'<node id="{escape(node.id)}" label="{escape(node.label)}"{head}>{_values(node.attributes, columns, escape)}'
        f'{spell}<viz:color r="{red}" g="{green}" b="{blue}"/>{place}</node>\n'
    )


def _edge(edge: Edge, columns: tuple[Column, ...], options: WriteOptions, escape: Escaper) -> str:
    line = line_of(edge)
    red, green, blue = rgb(line.colour)
    head, spell = _time(edge.attributes) if options.time else ("", "")
    kind = str(edge.attributes.get("predicate", ""))
    return (
        f'<edge id="{escape(edge.id)}" source="{escape(edge.source)}" target="{escape(edge.target)}" type="directed" '
        f'label="{escape(edge.label)}" kind="{escape(kind)}"{head}>{_values(edge.attributes, columns, escape)}'
        f'{spell}<viz:color r="{red}" g="{green}" b="{blue}"/><viz:shape value="{line.stroke}"/></edge>\n'
    )


def _values(attributes: Mapping[str, Scalar], columns: tuple[Column, ...], escape: Escaper) -> str:
    parts = []
    for column in columns:
        value = attributes.get(column.name)
        if value is not None:
            parts.append(f'<attvalue for="{column.name}" value="{escape(plain_text(value))}"/>')
    return f"<attvalues>{''.join(parts)}</attvalues>"


def _time(attributes: Mapping[str, Scalar]) -> tuple[str, str]:
    """Return start and end as attributes and as a spell: Gephi reads the attributes, graphology the spells."""
    bounds = "".join(
        f' {name}="{attributes[column]}"'
        for name, column in (("start", "time_from"), ("end", "time_to"))
        if column in attributes
    )
    return (bounds, f"<spells><spell{bounds}/></spells>") if bounds else ("", "")
