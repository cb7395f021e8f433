"""`/claims?document=…`: the claims of one document, what rules found apart from what was reviewed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings

DOCUMENT = "004_abe0070b667bdcb0"


@pytest.fixture(scope="module")
def http(release_home: Path) -> Iterator[TestClient]:
    """The service on the release of the seeds."""
    settings = Settings(home=release_home, engine_workers=1, budget_seconds=0)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def listed(http: TestClient, **params: Any) -> Any:
    answer = http.get("/claims", params={"document": DOCUMENT, "limit": 500, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


def reviews(claims: list[dict[str, Any]]) -> set[str]:
    return {evidence["review_status"] for claim in claims for evidence in claim["evidence"]}


def test_unreviewed_claims_are_listed_with_quotes_rules_and_confidence(http: TestClient) -> None:
    found = listed(http, scope="auto")
    assert found["count"] == len(found["claims"]) > 0
    assert reviews(found["claims"]) == {"Unreviewed"}
    text = http.get(f"/documents/{DOCUMENT}").json()["text"]
    for claim in found["claims"]:
        for evidence in claim["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
            assert evidence["method"] != "Curated"
            assert evidence["document"]["id"] == f"document:{DOCUMENT}"


def test_by_default_only_reviewed_claims_are_listed(http: TestClient) -> None:
    assert reviews(listed(http)["claims"]) == {"Reviewed"}


def test_all_claims_are_the_reviewed_and_the_unreviewed(http: TestClient) -> None:
    counts = {scope: listed(http, scope=scope)["count"] for scope in ("reviewed", "auto", "all")}
    assert counts["all"] == counts["reviewed"] + counts["auto"]


def test_claims_come_in_the_order_of_the_text_and_in_pages_that_link(http: TestClient) -> None:
    whole = listed(http, scope="auto")["claims"]
    starts = [min(evidence["start"] for evidence in claim["evidence"]) for claim in whole]
    assert starts == sorted(starts)
    answer = http.get("/claims", params={"document": f"document:{DOCUMENT}", "scope": "auto", "limit": 3})
    assert [claim["iri"] for claim in answer.json()["claims"]] == [claim["iri"] for claim in whole[:3]]
    assert 'rel="next"' in answer.headers["link"]


@pytest.mark.parametrize(("params", "status"), [({"document": "004_abe"}, 404), ({}, 400), ({"scope": "none"}, 400)])
def test_a_document_that_is_not_there_is_named(http: TestClient, params: dict[str, str], status: int) -> None:
    answer = http.get("/claims", params=params)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
