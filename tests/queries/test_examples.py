"""Every example of every canned query, asked over HTTP: it answers, and what it answers can be followed to the words."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from ontology.manifest import CurrentPointer
from ontology.namespaces import PG
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


@pytest.mark.parametrize("query", [q for q in CATALOGUE.values() if "rows" in q.columns], ids=_name)
def test_a_row_of_counts_leads_to_the_rows_it_counts(seeds_client: TestClient, query: CannedQuery) -> None:
    rows = seeds_client.get(f"/queries/{query.name}").json()["rows"]
    assert rows
    for row in rows[:3]:
        answer = seeds_client.get(row["rows"], headers={"accept": "application/json"})
        assert answer.status_code == 200, row["rows"]


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
