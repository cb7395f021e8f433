"""The service over the release of the seeds, started once for all tests of canned queries."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def seeds_client(release_home: Path) -> Iterator[TestClient]:
    """A client of the service."""
    settings = Settings(home=release_home, engine_workers=1, budget_seconds=0)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def ask(seeds_client: TestClient) -> Ask:
    """Run a canned query and return its JSON body."""

    def run(name: str, **values: Any) -> dict[str, Any]:
        answer = seeds_client.get(f"/queries/{name}", params=values)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    return run
