"""The release of the seeds, opened, and property graphs of it and of known traps."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ontology.manifest import CurrentPointer
from service.app import create_app
from service.export import Match, Options, project
from service.export.graph import PropertyGraph
from service.export.source import match_of
from service.release import Release
from service.settings import Settings
from tests.service.export.trapped import trapped


@pytest.fixture(scope="session")
def opened(release_home: Path) -> Release:
    """The release built from the seeds."""
    folder = CurrentPointer(release_home).folder()
    assert folder is not None
    return Release(folder)


@pytest.fixture(scope="session")
def match(opened: Release) -> Match:
    """Patterns over its default graph; what was once looked up is kept, for it is looked up by many tests."""
    look_up = match_of(opened)
    return cache(lambda *pattern: tuple(look_up(*pattern)))


@pytest.fixture(scope="session")
def graphs(match: Match) -> dict[str, PropertyGraph]:
    """Property graphs by name: the release in both views, read once, and the traps."""
    found = {"traps": trapped()}
    for view in ("collapsed", "full"):
        graph = project(match, Options(language="zh", view=view))
        found[view] = PropertyGraph(
            view, "", "zh", graph.node_columns, graph.edge_columns, list(graph.nodes), list(graph.edges)
        )
    return found


@pytest.fixture(scope="session")
def exporting(release_home: Path) -> Iterator[TestClient]:
    """The service on the release of the seeds."""
    settings = Settings(home=release_home, engine_workers=1, log_level="error")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client
