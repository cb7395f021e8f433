"""The W3C SPARQL 1.1 protocol tests, read from a local copy of the rdf-tests repository.

The suite is not shipped: POLICYGRAPH_RDF_TESTS names the checkout. Each test is a list of requests with what is expected.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.term import Node

__all__ = ["VARIABLE", "Exchange", "ProtocolTest", "folder", "read_tests", "release_trig"]

VARIABLE: Final = "POLICYGRAPH_RDF_TESTS"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")


@dataclass(frozen=True)
class Exchange:
    """One request and the expected answer: its first status digits, a boolean, or a kind of format."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[str]
    boolean: bool | None
    format: str | None


@dataclass(frozen=True)
class ProtocolTest:
    """One test of the manifest: its local name, what it says it tests, the graphs it needs, and its requests."""

    name: str
    title: str
    graphs: dict[str, Path]
    exchanges: tuple[Exchange, ...]


def folder(part: str) -> Path | None:
    """Return the folder of a part of the suite, or None where the suite is not on this machine."""
    root = os.environ.get(VARIABLE)
    found = Path(root) / "sparql" / "sparql11" / part if root else None
    return found if found is not None and (found / "manifest.ttl").is_file() else None


def read_tests(protocol: Path) -> Iterator[ProtocolTest]:
    """Yield the tests of the protocol manifest in its order."""
    base = "http://suite.example/"
    graph = Graph().parse(protocol / "manifest.ttl", format="turtle", publicID=base)
    for test in _listed(graph, URIRef(base), MF.entries):
        data = {}
        for item in graph.objects(test, UT.graphData):
            data[str(graph.value(item, RDFS.label))] = protocol / str(graph.value(item, UT.graph)).removeprefix(base)
        action = graph.value(test, MF.action)
        requests = _listed(graph, action, HT.requests)
        yield ProtocolTest(
            str(test).partition("#")[2],
            str(graph.value(test, MF.name)),
            data,
            tuple(_exchange(graph, request) for request in requests),
        )


def _listed(graph: Graph, node: Node | None, predicate: URIRef) -> list[Node]:
    head = graph.value(node, predicate)
    return [] if head is None else list(graph.items(head))


def _exchange(graph: Graph, request: Node) -> Exchange:
    headers = {}
    for header in _listed(graph, request, HT.headers):
        headers[str(graph.value(header, HT.fieldName))] = str(graph.value(header, HT.fieldValue))
    content = graph.value(request, HT.body)
    body = b""
    if content is not None:
        body = str(graph.value(content, CNT.chars)).encode(str(graph.value(content, CNT.characterEncoding)))
    response = graph.value(request, HT.resp)
    boolean = graph.value(response, MF.expectedBoolean)
    expected = graph.value(response, MF.expectedFormat)
    return Exchange(
        str(graph.value(request, HT.methodName)),
        str(graph.value(request, HT.absolutePath)),
        headers,
        body,
        frozenset(str(status).removesuffix("xx")[-1] for status in graph.objects(response, MF.expectedStatus)),
        bool(boolean.toPython()) if isinstance(boolean, Literal) else None,
        None if expected is None else str(expected),
    )


def release_trig(tests: list[ProtocolTest]) -> str:
    """Return one dataset with every graph that a test needs."""
    graphs: dict[str, str] = {}
    for test in tests:
        for name, path in test.graphs.items():
            graphs[name] = path.read_text(encoding="utf-8")
    return "\n".join(f"<{name}> {{ {text} }}" for name, text in sorted(graphs.items()))
