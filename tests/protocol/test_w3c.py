"""The W3C SPARQL 1.1 Protocol and Service Description tests against a real server.

Query tests must pass as written; update tests must get the 4xx they expect, or our 403 where an update should have worked.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from pyoxigraph import RdfFormat, parse

from tests.protocol.suite import VARIABLE, Exchange, ProtocolTest, folder, read_tests, release_trig
from tests.service.release_folders import write_release
from tests.service.serving import Server, served

PROTOCOL = folder("protocol")
TESTS = list(read_tests(PROTOCOL)) if PROTOCOL else []
QUERIES = [test for test in TESTS if "update" not in test.name]
UPDATES = [test for test in TESTS if "update" in test.name]
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}  # fmt: skip

needs_suite = pytest.mark.skipif(
    PROTOCOL is None, reason=f"{VARIABLE} names no checkout of the W3C rdf-tests repository"
)


@pytest.fixture(scope="module")
def suite_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("suite")
    write_release(home, release_trig(TESTS), merged=False)
    with served(home, log=home / "log") as server:
        yield server


def exchange(server: Server, request: Exchange) -> httpx2.Response:
    address = server.url + request.path
    headers = {name: value for name, value in request.headers.items() if name.lower() != "content-length"}
    return httpx2.request(request.method, address, headers=headers, content=request.body or None)


def name_of(test: ProtocolTest) -> str:
    return test.name


@needs_suite
@pytest.mark.parametrize("test", QUERIES, ids=name_of)
def test_query(suite_server: Server, test: ProtocolTest) -> None:
    for request in test.exchanges:
        response = exchange(suite_server, request)
        assert str(response.status_code)[0] in request.statuses, response.text
        if request.format is not None:
            assert response.headers["content-type"].partition(";")[0] in FORMATS[request.format]
        if request.boolean is not None:
            assert response.json()["boolean"] is request.boolean


@needs_suite
@pytest.mark.parametrize("test", UPDATES, ids=name_of)
def test_update(suite_server: Server, test: ProtocolTest) -> None:
    request = test.exchanges[0]
    response = exchange(suite_server, request)
    if "4" in request.statuses:
        assert response.status_code // 100 == 4
    else:
        assert response.status_code == 403
        assert "policygraph build" in response.json()["detail"]
    assert response.headers["content-type"] == "application/problem+json"


@needs_suite
def test_the_suite_has_the_twenty_query_and_fourteen_update_tests() -> None:
    assert (len(QUERIES), len(UPDATES)) == (20, 14)


SCHEMA = Path(os.environ.get(VARIABLE, "/nonexistent")) / "sparql" / "sparql11" / "service-description" / "manifest.ttl"
SD = "http://www.w3.org/ns/sparql-service-description#"
FORMAT_IRIS = "http://www.w3.org/ns/formats/"


@pytest.mark.skipif(not SCHEMA.is_file(), reason=f"{VARIABLE} names no checkout of the W3C rdf-tests repository")
def test_returns_rdf_has_endpoint_triple_and_conforms_to_schema(suite_server: Server) -> None:
    address = suite_server.url + "/sparql"
    response = httpx2.get(address, headers={"accept": "text/turtle"})
    assert response.status_code == 200
    quads = list(parse(response.content, RdfFormat.TURTLE))
    triples = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in quads}
    assert (address, SD + "endpoint", address) in triples
    services = {s for s, p, o in triples if o == SD + "Service"}
    assert services == {address}
    used = {p for _, p, _ in triples if p.startswith(SD)}
    assert used <= {
        SD + name
        for name in (
            "endpoint", "supportedLanguage", "resultFormat", "feature", "defaultDataset", "defaultGraph", "namedGraph",
            "name", "graph",
        )
    }  # fmt: skip
    languages = {o for _, p, o in triples if p == SD + "supportedLanguage"}
    assert languages == {SD + "SPARQL11Query"}
    assert all(o.startswith(FORMAT_IRIS) for _, p, o in triples if p == SD + "resultFormat")
