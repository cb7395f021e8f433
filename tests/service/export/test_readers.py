"""Independent readers find in every file what was written: each node, each edge, each label and quote."""

import re
from pathlib import Path

import pytest

from service.export import FORMATS, WriteOptions
from service.export.graph import PropertyGraph
from tests.service.export.readers import READERS, Found, FoundEdge, Reader

XML = {"gexf", "graphml", "xlsx"}
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def expected(graph: PropertyGraph, key: str) -> Found:
    """Return what a reader has to find: exact, but for characters that XML cannot hold."""

    def text(value: str) -> str:
        return FORBIDDEN.sub("\ufffd", value) if key in XML else value

    found = Found({node.id: text(node.label) for node in graph.nodes})
    for edge in graph.edges:
        quote = edge.attributes.get("quote")
        found.edges[edge.id] = FoundEdge(
            edge.source,
            edge.target,
            text(edge.label),
            None if quote is None else text(str(quote)),
            bool(edge.attributes["is_fact"]),
            str(edge.attributes["interaction"]),
        )
    return found


@pytest.mark.parametrize("name", ["traps", "collapsed", "full"])
@pytest.mark.parametrize(("key", "reader_name", "read"), READERS, ids=[f"{key}-{name}" for key, name, _ in READERS])
def test_a_reader_finds_every_node_edge_label_and_quote(
    key: str, reader_name: str, read: Reader, name: str, graphs: dict[str, PropertyGraph], tmp_path: Path
) -> None:
    graph = graphs[name]
    path = tmp_path / FORMATS[key].file_name(graph, WriteOptions())
    path.write_bytes(b"".join(FORMATS[key].write(graph, WriteOptions())))
    assert read(path) == expected(graph, key)
