"""The frame: caching, revalidation, headers, CORS, and what never leaks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings

QUERY = "/sparql?query=SELECT*{?s+?p+?o}"


def test_an_answer_carries_the_release_and_an_etag_that_revalidates(client: TestClient) -> None:
    first = client.get(QUERY)
    release = first.headers["x-policygraph-release"]
    assert release == client.get("/releases").json()["current"]
    again = client.get(QUERY, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["x-policygraph-release"] == release


@pytest.mark.parametrize("tag", ['"other"', 'W/"other", "third"'])
def test_another_etag_gets_the_body(client: TestClient, tag: str) -> None:
    assert client.get(QUERY, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_the_etag_is_found_in_every_form_of_the_header(client: TestClient, form: str) -> None:
    tag = client.get(QUERY).headers["etag"]
    assert client.get(QUERY, headers={"if-none-match": form.format(tag)}).status_code == 304


def test_a_first_request_with_the_right_etag_is_a_304_too(home: Path) -> None:
    settings = Settings(home=home, engine_workers=1, log_level="error")
    tags: list[str] = []
    for _ in range(2):
        with TestClient(create_app(settings)) as fresh:
            headers = {"if-none-match": tags[0]} if tags else {}
            response = fresh.get(QUERY, headers=headers)
            tags.append(response.headers["etag"])
    assert (response.status_code, tags[0]) == (304, tags[1])


def test_format_language_and_host_have_their_own_etag(client: TestClient) -> None:
    tags = {
        client.get(QUERY, headers=headers).headers["etag"]
        for headers in ({"accept": "text/csv"}, {"accept": "*/*"}, {"host": "other.example"})
    }
    assert len(tags) == 3


def test_an_answer_that_changes_is_not_kept(client: TestClient) -> None:
    first, second = (client.get("/sparql?query=SELECT(STRUUID()+AS+?x){}") for _ in range(2))
    assert first.content != second.content
    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers


def test_a_pinned_release_may_be_kept_longer(client: TestClient) -> None:
    release = client.get("/releases").json()["current"]
    assert client.get(QUERY).headers["cache-control"] == "public, no-cache"
    assert client.get(f"{QUERY}&release={release}").headers["cache-control"] == "public, max-age=3600"


def test_ready_bytes_answer_the_second_request(client: TestClient) -> None:
    def hits() -> float:
        lines = client.get("/metrics").text.splitlines()
        return float(next(line for line in lines if line.startswith("policygraph_ready_hits_total ")).split()[1])

    address = QUERY + "LIMIT+1"
    first = client.get(address)
    before = hits()
    assert client.get(address).content == first.content
    assert hits() == before + 1


def test_an_answer_that_was_streamed_is_kept_with_its_length(client: TestClient) -> None:
    numbers = " ".join(map(str, range(20)))
    query = "SELECT * WHERE { " + " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abc") + " }"
    first, second = (client.get("/sparql", params={"query": query}) for _ in range(2))
    assert "content-length" not in first.headers
    assert second.content == first.content
    assert int(second.headers["content-length"]) == len(first.content)


def test_a_post_is_neither_kept_nor_revalidated(client: TestClient) -> None:
    response = client.post("/sparql", data={"query": "ASK {}"})
    assert response.status_code == 200
    assert "etag" not in response.headers


@pytest.mark.parametrize("path", ["/health", QUERY, "/nowhere", "/releases"])
def test_every_answer_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_a_preflight_is_answered(client: TestClient) -> None:
    headers = {"origin": "https://page.example", "access-control-request-method": "POST"}
    response = client.options("/sparql", headers=headers)
    assert response.status_code == 204
    assert "POST" in response.headers["access-control-allow-methods"]


@pytest.fixture
def faulty(home: Path) -> Iterator[TestClient]:
    app: FastAPI = create_app(Settings(home=home, engine_workers=1, log_level="error"))

    @app.get("/fault")
    def fault() -> None:
        raise RuntimeError(f"secret of {home}")

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_a_fault_says_nothing_of_the_inside(faulty: TestClient, home: Path) -> None:
    response = faulty.get("/fault")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in response.text
    assert str(home) not in response.text


def test_metrics_count_by_route_and_status(client: TestClient) -> None:
    client.get(QUERY)
    client.get("/nowhere/at/all")
    text = client.get("/metrics").text
    assert 'policygraph_answers_total{route="/sparql",status="200"}' in text
    assert 'policygraph_answers_total{route="unmatched",status="404"}' in text
    assert "nowhere" not in text


def test_without_a_release_the_process_is_healthy_and_not_ready(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, engine_workers=1, log_level="error"))) as client:
        assert client.get("/health").status_code == 200
        for path in ("/ready", QUERY, "/releases"):
            response = client.get(path)
            assert response.status_code == 503
            assert response.headers["retry-after"] == "5"
            assert "policygraph build" in response.json()["detail"]


def test_ready_names_the_release(client: TestClient) -> None:
    assert client.get("/ready").json() == {"status": "ready", "release": client.get("/releases").json()["current"]}


def test_the_manifest_of_a_release_can_be_read(client: TestClient) -> None:
    body = client.get("/releases/current").json()
    assert [graph["iri"] for graph in body["graphs"]][:2] == ["http://example.org/one", "http://example.org/two"]
    assert [document["id"] for document in body["documents"]] == ["doc"]
