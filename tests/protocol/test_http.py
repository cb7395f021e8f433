"""The SPARQL protocol over HTTP, on a real server: forms, formats, refusals, descriptions, graphs."""

import json
import xml.etree.ElementTree as ElementTree

import httpx2
import pytest
from pyoxigraph import RdfFormat, parse

from tests.service.conftest import home, server
from tests.service.serving import Server

__all__ = ["home", "server"]

ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}


def get(server: Server, accept: str = "*/*", path: str = "/sparql", **parameters: str) -> httpx2.Response:
    return httpx2.get(server.url + path, params=parameters, headers={"accept": accept})


def problem(response: httpx2.Response) -> dict[str, object]:
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, object] = response.json()
    assert body["status"] == response.status_code
    assert body["detail"]
    return body


@pytest.mark.parametrize(
    ("accept", "start"),
    [
        ("application/sparql-results+json", b'{"head":{"vars":["s","p","o"]}'),
        ("application/sparql-results+xml", b'<?xml version="1.0"?>'),
        ("text/csv", b"s,p,o\r\n"),
        ("text/tab-separated-values", b"?s\t?p\t?o\n"),
    ],
)
def test_solutions_come_in_four_formats(server: Server, accept: str, start: bytes) -> None:
    response = get(server, accept, query=ALL)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(accept)
    assert response.content.startswith(start)


@pytest.mark.parametrize(("accept", "format"), GRAPHS.items(), ids=list(GRAPHS))
def test_a_graph_comes_in_six_formats_and_is_the_same_in_each(server: Server, accept: str, format: RdfFormat) -> None:
    response = get(server, accept, query=CONSTRUCT)
    assert response.headers["content-type"].startswith(accept)
    found = {quad.triple for quad in parse(response.content, format)}
    reference = parse(get(server, "application/n-triples", query=CONSTRUCT).content, RdfFormat.N_TRIPLES)
    assert found == {quad.triple for quad in reference}
    assert len(found) == 6


def test_a_carriage_return_survives_xml(server: Server) -> None:
    query = "SELECT ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l FILTER(lang(?l) = 'en') }"
    root = ElementTree.fromstring(get(server, "application/sparql-results+xml", query=query).content)
    assert [literal.text for literal in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == [
        "first\r\nline"
    ]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (FORM, b"query=SELECT%20(%2250%2525%22%20AS%20%3Fx)%20%7B%7D"),
        (QUERY, b'SELECT ("50%25" AS ?x) {}'),
        (QUERY + "; charset=utf-8", b'SELECT ("50%25" AS ?x) {}'),
    ],
)
def test_both_posts_decode_once(server: Server, content_type: str, body: bytes) -> None:
    headers = {"content-type": content_type, "accept": "text/csv"}
    assert httpx2.post(server.url + "/sparql", content=body, headers=headers).content == b"x\r\n50%25\r\n"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/sparql?query=ASK", 400),
        ("GET", "/sparql?query=ASK{}&query=ASK{}", 400),
        ("GET", "/sparql?query=ASK{}&default-graph-uri=x", 400),
        ("GET", "/sparql?query=ASK{}&format=xlsx", 400),
        ("GET", "/sparql?query=ASK{}&timeout=0", 400),
        ("GET", "/sparql?query=ASK{SERVICE<http://x/>{}}", 400),
        ("GET", "/sparql?query=ASK{}&release=none", 404),
        ("GET", "/sparql?query=ASK{}&release=../../etc", 404),
        ("GET", "/sparql?query=ASK{}&format=csv", 406),
        ("GET", "/sparql?query=CONSTRUCT{}WHERE{}&format=csv", 406),
        ("GET", "/sparql?update=CLEAR+ALL", 403),
        ("PUT", "/sparql?query=ASK{}", 405),
        ("DELETE", "/sparql", 405),
        ("POST", "/sparql", 415),
        ("GET", "/graphs", 400),
        ("GET", "/graphs?graph=x", 400),
        ("GET", "/graphs?default&graph=http://example.org/one", 400),
        ("GET", "/graphs?graph=http://example.org/none", 404),
        ("PUT", "/graphs?default", 403),
        ("DELETE", "/graphs?graph=http://example.org/one", 403),
        ("GET", "/nowhere", 404),
        ("POST", "/releases", 405),
        ("POST", "/health", 405),
        ("GET", "/releases/none", 404),
    ],
)
def test_every_refusal_is_a_problem_document(server: Server, method: str, path: str, status: int) -> None:
    response = httpx2.request(method, server.url + path)
    assert response.status_code == status
    assert "/site-packages/" not in response.text
    assert "Traceback" not in response.text
    problem(response)


def test_a_406_says_what_could_be_had(server: Server) -> None:
    detail = str(problem(get(server, "image/png", query=ALL))["detail"])
    assert "text/csv" in detail
    assert "text/turtle" in detail


def test_a_syntax_error_says_where(server: Server) -> None:
    assert "1:" in str(problem(get(server, query="SELECT * { ?s ?p }"))["detail"])


def test_a_runaway_query_is_a_504_and_the_process_stays_healthy(server: Server) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(20)) + "}"
    response = get(server, query=runaway, timeout="0.3")
    assert response.status_code == 504
    assert response.elapsed.total_seconds() < 0.6
    assert get(server, path="/health").status_code == 200


def test_a_failure_after_the_first_megabyte_breaks_the_transfer(server: Server) -> None:
    values = " ".join(map(str, range(10)))
    long = "SELECT * {" + " ".join(f"VALUES ?v{i} {{ {values} }}" for i in range(8)) + "}"
    with pytest.raises(httpx2.RemoteProtocolError):
        get(server, query=long, timeout="0.7")
    assert get(server, path="/health").status_code == 200


def test_the_endpoint_describes_itself_where_rdf_is_asked_for(server: Server) -> None:
    response = get(server, "text/turtle, text/html;q=0.5")
    triples = {quad.triple for quad in parse(response.content, RdfFormat.TURTLE)}
    counts = sorted(
        int(triple.object.value) for triple in triples if triple.predicate.value == "http://rdfs.org/ns/void#triples"
    )
    assert counts == [1, 3, 3, 6]


def test_a_browser_gets_a_form(server: Server) -> None:
    response = get(server, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "form-action 'self'" in response.headers["content-security-policy"]
    assert "<textarea" in response.text


def test_void_counts_what_is_there(server: Server) -> None:
    response = get(server, "application/n-triples", "/.well-known/void")
    facts = [
        (quad.predicate.value.rpartition("#")[2], quad.object.value)
        for quad in parse(response.content, RdfFormat.N_TRIPLES)
    ]
    assert {("classes", "2"), ("properties", "4"), ("distinctSubjects", "3"), ("triples", "6")} <= set(facts)


@pytest.mark.parametrize(("query", "count"), [("default", 6), ("graph=http://example.org/two", 3)])
def test_the_graph_store_is_read(server: Server, query: str, count: int) -> None:
    response = httpx2.get(f"{server.url}/graphs?{query}", headers={"accept": "application/n-triples"})
    assert len(response.text.splitlines()) == count


def test_the_ontology_is_served_from_its_graph(server: Server) -> None:
    assert "http://example.org/Thing" in get(server, "application/n-triples", "/ontology").text


def test_head_answers_as_get_without_a_body(server: Server) -> None:
    whole = httpx2.get(server.url + "/graphs?default")
    head = httpx2.head(server.url + "/graphs?default")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.content))
    assert head.headers["etag"] == whole.headers["etag"]


def test_json_ld_carries_its_own_context(server: Server) -> None:
    document = json.loads(get(server, "application/ld+json", query=CONSTRUCT).content)
    assert set(document) == {"@context", "@graph"}
    label = {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@container": "@language"}
    assert document["@context"] == {
        "@version": 1.1,
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "rdfs:label": label,
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
