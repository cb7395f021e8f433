"""What changed between two releases: both ways, page by page, never more than is kept in memory."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.routes import diff
from service.settings import Settings
from tests.service.release_folders import write_release

PREFIXES = """
@prefix actor: <https://w3id.org/policygraph/id/actor/> .
@prefix claim: <https://w3id.org/policygraph/id/claim/> .
@prefix graph: <https://w3id.org/policygraph/graph/> .
@prefix pg: <https://w3id.org/policygraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SAME = 'graph:same { claim:s a pg:Claim . actor:s a pg:Entity ; rdfs:label "same"@en . }'


def release(*claims: str) -> str:
    said = " ".join(f'claim:{name} a pg:Claim ; rdfs:label "{name}"@en .' for name in claims)
    again = f"graph:also {{ claim:{claims[0]} a pg:Claim . }}"
    return f"{PREFIXES} {SAME} graph:d {{ {said} actor:{claims[0]} a pg:Entity . }} {again}"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def before(home: Path) -> str:
    return write_release(home, release("x", "a", "b"))


@pytest.fixture(scope="module")
def after(home: Path, before: str) -> str:
    return write_release(home, release("y", "b", "c", "d", "e"))


@pytest.fixture(scope="module")
def client(home: Path, after: str) -> TestClient:
    return TestClient(create_app(Settings(home=home, engine_workers=1)), raise_server_exceptions=False)


def test_what_came_and_what_went(client: TestClient, before: str, after: str) -> None:
    with client:
        found = client.get("/diff", params={"from": before}).json()
        back = client.get("/diff", params={"from": after, "release": before}).json()
    assert (found["start"], found["end"]) == (before, after)
    assert [each["id"] for each in found["claims"]["added"]] == ["claim:c", "claim:d", "claim:e", "claim:y"]
    assert [each["id"] for each in found["claims"]["removed"]] == ["claim:a", "claim:x"]
    assert [each["id"] for each in found["entities"]["added"]] == ["actor:y"]
    assert found["claims"]["removed"][0]["label"]["en"] == "a"
    assert back["claims"]["added"] == found["claims"]["removed"]


def test_pages_lead_on(client: TestClient, before: str) -> None:
    with client:
        first = client.get("/diff", params={"from": before, "limit": 3})
        rest = client.get(first.links["next"]["url"])
    assert (first.json()["claims"]["added_count"], rest.json()["claims"]["added_count"]) == (4, 4)
    assert [each["id"] for each in rest.json()["claims"]["added"]] == ["claim:y"]
    assert "next" not in rest.links


def test_too_great_a_difference_is_refused(client: TestClient, before: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "MOST", 2)
    with client:
        answer = client.get("/diff", params={"from": before, "limit": 7})
    assert (answer.status_code, "N-Quads" in answer.json()["detail"]) == (400, True)


def test_an_unknown_release_is_not_found(client: TestClient) -> None:
    with client:
        assert client.get("/diff", params={"from": "0" * 64}).status_code == 404
