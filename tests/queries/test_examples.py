"""Every example of every canned query, asked over HTTP: it answers, and what it answers can be followed to the words."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from ontology.manifest import CurrentPointer
from ontology.namespaces import ID, PG
from service.canned.catalogue import CannedQuery, read_catalogue
from service.release import Release

CATALOGUE = read_catalogue()
EXAMPLES = [(query, number) for query in CATALOGUE.values() for number in range(len(query.examples))]
NAMED = [
    (query, parameter.name)
    for query in CATALOGUE.values()
    for parameter in query.parameters.values()
    if parameter.example
]


@pytest.fixture(scope="module")
def release(release_home: Path) -> Release:
    current = CurrentPointer(release_home).folder()
    assert current is not None
    return Release(current)


def _name(value: object) -> str:
    return value.name if isinstance(value, CannedQuery) else str(value)


@pytest.fixture(scope="module")
def listed(seeds_client: TestClient) -> dict[str, Any]:
    return {entry["name"]: entry for entry in seeds_client.get("/queries").json()["queries"]}


@pytest.mark.parametrize(("query", "number"), EXAMPLES, ids=_name)
@pytest.mark.parametrize("scope", ["reviewed", "all"])
def test_every_example_answers(
    seeds_client: TestClient, listed: dict[str, Any], query: CannedQuery, number: int, scope: str
) -> None:
    address = listed[query.name]["examples"][number]["url"].removeprefix("http://testserver")
    answer = seeds_client.get(address, params={**_query(address), "scope": scope})
    assert answer.status_code == 200, answer.text
    if query.kind == "graph":
        assert [*ox.parse(answer.content, format=ox.RdfFormat.TURTLE)]
    else:
        assert answer.json()["rows"]


@pytest.mark.parametrize(("query", "name"), NAMED, ids=_name)
def test_every_example_of_a_parameter_answers(seeds_client: TestClient, query: CannedQuery, name: str) -> None:
    values = {p.name: p.example for p in query.parameters.values() if p.example and (p.required or p.name == name)}
    answer = seeds_client.get(f"/queries/{query.name}", params=values)
    assert answer.status_code == 200, answer.text
    assert query.kind == "graph" or answer.json()["rows"]


@pytest.mark.parametrize(("query", "number"), EXAMPLES, ids=_name)
def test_every_row_has_its_claim_and_quote_or_says_where_they_are(
    seeds_client: TestClient, listed: dict[str, Any], query: CannedQuery, number: int
) -> None:
    if query.kind == "graph":
        return
    address = listed[query.name]["examples"][number]["url"].removeprefix("http://testserver")
    for row in seeds_client.get(address).json()["rows"]:
        if row.get("claim"):
            assert row["quote"] or row["rows"]
        elif row.get("origin") == "editorial":
            assert not row["quote"]
        elif query.name == "mentions-of-an-entity":
            assert row["quote"]
        else:
            assert row["rows"].startswith("/")


@pytest.mark.parametrize("scope", ["reviewed", "all"])
@pytest.mark.parametrize(
    ("name", "counted", "column"),
    [
        ("sector-by-measure-counts", "measures", "subject"), ("money-by-currency", "amounts", "claim"),
        ("status-counts", "claims", "claim"), ("documents", "claims", "claim"), ("entities-by-kind", "entities", ""),
    ],
)  # fmt: skip
def test_a_row_of_counts_leads_to_the_rows_it_counts(
    seeds_client: TestClient, name: str, counted: str, column: str, scope: str
) -> None:
    rows = seeds_client.get(f"/queries/{name}", params={"scope": scope}).json()["rows"]
    assert rows
    for row in rows[:6]:
        found = seeds_client.get(row["rows"], headers={"accept": "application/json"}).json()
        if name == "entities-by-kind":
            assert found["total"] == row[counted], row["rows"]
        else:
            assert len({each[column] for each in found["rows"]}) == row[counted], row["rows"]


def test_every_query_of_counts_is_followed_to_its_rows_here() -> None:
    counts = {"sector-by-measure-counts", "money-by-currency", "status-counts", "documents", "entities-by-kind"}
    assert counts == {query.name for query in CATALOGUE.values() if "rows" in query.columns}


def test_the_neighbours_of_nvidia_are_what_its_claims_name(seeds_client: TestClient) -> None:
    answer = seeds_client.get("/queries/neighbours", params={"entity": "actor:nvidia", "format": "ntriples"})
    graph = {
        (str(q.subject), str(q.predicate), str(q.object)) for q in ox.parse(answer.content, ox.RdfFormat.N_TRIPLES)
    }
    quotes = {value for _, predicate, value in graph if predicate == f"<{PG}quote>"}
    assert any("英伟达(Nvidia)的人工智能高端芯片占我国90%以上高价值市场份额" in quote for quote in quotes)
    [chips] = [subject for subject, predicate, value in graph if predicate == f"<{PG}status>"]
    rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#{}>".format
    assert (chips, rdf("predicate"), f"<{PG}developedBy>") in graph
    assert (chips, rdf("subject"), f"<{ID}technology/nvidia-high-end-ai-chips>") in graph


def test_the_graph_of_a_document_has_all_its_claims(seeds_client: TestClient) -> None:
    document = "document:000_a0fd6640ffb8c334"
    answer = seeds_client.get("/queries/graph-of-a-document", params={"document": document, "format": "ntriples"})
    status = f"<{PG}status>"
    claims = {
        str(q.subject) for q in ox.parse(answer.content, ox.RdfFormat.N_TRIPLES)
        if str(q.predicate) == status and "/claim/" in str(q.subject)
    }  # fmt: skip
    rows = seeds_client.get("/queries/claims-of-a-document", params={"document": document, "limit": 10_000}).json()
    assert claims == {f"<{row['claim']}>" for row in rows["rows"]}


@pytest.mark.parametrize("query", [q for q in CATALOGUE.values() if {"claim", "quote"} <= {*q.columns}], ids=_name)
def test_no_row_quotes_a_lead_in(seeds_client: TestClient, release: Release, query: CannedQuery) -> None:
    needed = {p.name: p.example for p in query.parameters.values() if p.required and p.example}
    rows = seeds_client.get(f"/queries/{query.name}", params={**needed, "limit": 10_000}).json()["rows"]
    for row in rows:
        if row["claim"] is None:
            continue
        main, led = _quotes(release, row["claim"])
        assert row["quote"] is not None
        assert set(row["quote"].split(" … ")) <= {part for words in main for part in words.split(" … ")}
        assert not {*row["quote"].split(" … ")} & (led - main)


def test_the_release_has_lead_ins_to_show(release: Release) -> None:
    assert next(release.store.quads_for_pattern(None, ox.NamedNode(PG + "leadInOf"), None, ox.DefaultGraph()), None)


def _quotes(release: Release, claim: str) -> tuple[set[str], set[str]]:
    """Return the quotes that state a claim, and those that lead in to them."""
    main: set[str] = set()
    led: set[str] = set()

    def values(subject: ox.NamedNode, name: str) -> list[Any]:
        found = release.store_of("all").quads_for_pattern(subject, ox.NamedNode(PG + name), None, ox.DefaultGraph())
        return [quad.object for quad in found]

    for evidence in values(ox.NamedNode(claim), "evidence"):
        (led if values(evidence, "leadInOf") else main).update(words.value for words in values(evidence, "quote"))
    return main, led


def _query(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)
