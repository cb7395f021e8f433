"""A browser and two running services: on the seeds' release, and on one that means harm."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Watched, chromium_path, launched, watched
from tests.service.pages.hostile import hostile_release
from tests.service.serving import Server, served


@pytest.fixture(scope="session")
def seeds_server(release_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service on the seeds' release."""
    with served(release_home, log=tmp_path_factory.mktemp("seeds") / "log", engine_workers=1) as server:
        yield server


@pytest.fixture(scope="session")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service on the hostile release."""
    home = tmp_path_factory.mktemp("hostile")
    hostile_release(home)
    with served(home, log=tmp_path_factory.mktemp("log") / "log", engine_workers=1) as server:
        yield server


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A browser."""
    if chromium_path() is None:
        pytest.skip("no browser: install Debian's chromium, or name one in POLICYGRAPH_CHROMIUM")
    with launched() as browser:
        yield browser


@pytest.fixture
def window(chromium: Browser) -> Iterator[Watched]:
    """A new window with a fresh profile; afterwards it has asked no other host, broken no policy, and raised nothing."""
    with watched(chromium) as window:
        yield window
