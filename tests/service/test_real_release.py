"""The service on a release that the loaders built from the seeds."""

from pathlib import Path

import orjson
import pytest
from starlette.testclient import TestClient

from ontology.manifest import CurrentPointer, Manifest
from service.app import create_app
from service.settings import Settings


@pytest.fixture(scope="module")
def manifest(release_home: Path) -> Manifest:
    folder = CurrentPointer(release_home).folder()
    assert folder is not None
    return Manifest.read(folder)


def test_a_built_release_is_served_with_the_counts_of_its_manifest(release_home: Path, manifest: Manifest) -> None:
    app = create_app(Settings(home=release_home, engine_workers=1, log_level="error"))
    with TestClient(app) as client:
        assert client.get("/ready").json()["release"] == manifest.release
        counted = client.get("/sparql?query=SELECT(COUNT(*)+AS+?n){?s+?p+?o}&format=csv").text
        assert int(counted.splitlines()[1]) == manifest.default_graph_triples
        for graph in manifest.graphs:
            response = client.get("/graphs", params={"graph": graph.iri, "format": "ntriples"})
            assert len(response.text.splitlines()) == graph.triples, graph.iri
        document = manifest.documents[0]
        release = client.get("/releases/current").json()
        assert release["documents"][0] == orjson.loads(document.model_dump_json())
        assert len(app.service.releases.current.text(document.id)) == document.characters


def test_every_quote_stands_in_the_text_that_is_served(release_home: Path) -> None:
    query = (
        "PREFIX pg: <https://w3id.org/policygraph/ontology#> SELECT ?document ?start ?end ?quote { ?e a pg:Evidence ; "
        "pg:document ?document ; pg:start ?start ; pg:end ?end ; pg:quote ?quote }"
    )
    app = create_app(Settings(home=release_home, engine_workers=1, log_level="error"))
    with TestClient(app) as client:
        rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
        release = app.service.releases.current
        assert rows
        for row in rows:
            text = release.text(row["document"]["value"].rpartition("/")[2])
            assert text[int(row["start"]["value"]) : int(row["end"]["value"])] == row["quote"]["value"]
