"""The pages of two releases: that of the seeds, and one that means harm."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from tests.service.pages.hostile import hostile_release

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}


@pytest.fixture(scope="module")
def browser(release_home: Path) -> Iterator[TestClient]:
    """A client that asks as browsers do, on the seeds' release."""
    settings = Settings(home=release_home, engine_workers=1, log_level="error", ready_bytes=0)
    with TestClient(create_app(settings), headers=BROWSER, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The same on the hostile release."""
    home = tmp_path_factory.mktemp("hostile")
    hostile_release(home)
    settings = Settings(home=home, engine_workers=1, log_level="error", ready_bytes=0)
    with TestClient(create_app(settings), headers=BROWSER, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def unreviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The same where a rule found the claim and nobody has reviewed it."""
    home = tmp_path_factory.mktemp("unreviewed")
    hostile_release(home, reviewed=False)
    settings = Settings(home=home, engine_workers=1, log_level="error", ready_bytes=0)
    with TestClient(create_app(settings), headers=BROWSER, raise_server_exceptions=False) as client:
        yield client
