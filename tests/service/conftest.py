"""A small release, and the service on it: in process for most tests, as a real server for some."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from tests.service.release_folders import write_release
from tests.service.serving import Server, served

GRAPHS = """
@prefix e: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:one { e:a e:knows e:b ; rdfs:label "first\\r\\nline"@en , "一"@zh . }
e:two { e:a e:knows e:b . e:b a e:Thing ; e:size 3 . }
<https://w3id.org/policygraph/graph/ontology> { e:Thing a rdfs:Class . }
"""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one published release of three graphs and one document."""
    folder = tmp_path_factory.mktemp("home")
    write_release(folder, GRAPHS, texts={"doc": "第一行\r\n第二行"})
    return folder


@pytest.fixture(scope="session")
def client(home: Path) -> Iterator[TestClient]:
    """The service on that workspace, in process."""
    settings = Settings(home=home, engine_workers=2, query_seconds=3, log_level="error", public_url="")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def server(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service on that workspace, as a real server."""
    log = tmp_path_factory.mktemp("server") / "log"
    with served(home, log=log, query_seconds=2, engine_workers=2) as server:
        yield server
