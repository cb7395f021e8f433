"""Node-link JSON, for D3 and networkx (`node_link_graph(data, edges="links")`)."""

from collections.abc import Iterator

from service.export.graph import PropertyGraph, WriteOptions, json_text
from service.export.markup import blocks

__all__ = ["write"]


def write(graph: PropertyGraph, options: WriteOptions) -> Iterator[bytes]:
    """Yield the document."""
    return blocks(_parts(graph))


def _parts(graph: PropertyGraph) -> Iterator[str]:
    about = {"name": graph.name, "description": graph.description, "language": graph.language}
    yield f'{{"directed":true,"multigraph":true,"graph":{json_text(about)},"nodes":['
    separator = "\n"
    for node in graph.nodes:
        place = {} if node.position is None else {"x": node.position[0], "y": node.position[1]}
        yield separator + json_text({"id": node.id, "label": node.label, **place, **node.attributes})
        separator = ",\n"
    yield '],\n"links":['
    separator = "\n"
    for edge in graph.edges:
        ends = {"source": edge.source, "target": edge.target, "key": edge.id}
        yield separator + json_text({**ends, "label": edge.label, **edge.attributes})
        separator = ",\n"
    yield "]}\n"
