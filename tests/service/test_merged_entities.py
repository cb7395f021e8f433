"""Entities that were merged: their old names lead to the new one for ever."""

from pathlib import Path

from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from tests.service.release_folders import write_release

GRAPHS = """
@prefix place: <https://w3id.org/policygraph/id/place/> .
@prefix pg: <https://w3id.org/policygraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://w3id.org/policygraph/graph/authority> {
  place:beijing a pg:Entity , pg:City ; rdfs:label "北京"@zh , "Beijing"@en .
  place:peking dcterms:isReplacedBy place:beijing .
  place:peiping dcterms:isReplacedBy place:peking .
}
"""


def test_a_merged_entity_leads_to_the_one_that_took_it_in(tmp_path: Path) -> None:
    write_release(tmp_path, GRAPHS)
    with TestClient(create_app(Settings(home=tmp_path, engine_workers=1))) as client:
        named = client.get("/entities/place/peiping?limit=5", follow_redirects=False)
        assert (named.status_code, named.headers["location"].rpartition("/entities/")[2]) == (
            308,
            "place/beijing?limit=5",
        )
        dereferenced = client.get("/id/place/peking", follow_redirects=False)
        assert dereferenced.headers["location"].endswith("/entities/place/beijing")
        assert client.get("/entities/place/peking").json()["label"] == {"zh": "北京", "en": "Beijing"}


def test_a_release_without_an_index_says_what_to_do(tmp_path: Path) -> None:
    write_release(tmp_path, GRAPHS)
    with TestClient(create_app(Settings(home=tmp_path, engine_workers=1)), raise_server_exceptions=False) as client:
        answer = client.get("/search?q=北京")
        assert answer.status_code == 404
        assert "build it again" in answer.json()["detail"]
        assert client.get("/entities/place/beijng").status_code == 404
