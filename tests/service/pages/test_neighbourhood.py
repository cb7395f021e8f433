"""The neighbourhood of an entity: who is in it, what joins them, where they stand."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ontology.layout import read_layout
from ontology.manifest import CurrentPointer
from ontology.namespaces import ID
from service.pages.neighbourhood import MOST, graph_of
from service.pages.rows import PageReader
from service.release import Release, Releases

CHINA = ID + "place/china"
NVIDIA = ID + "actor/nvidia"


@pytest.fixture(scope="module")
def release(release_home: Path) -> Release:
    """The seeds' release."""
    return Releases(release_home, 1).open(CurrentPointer(release_home).read() or "")


def test_the_entity_comes_first_and_then_its_closest_neighbours(release: Release) -> None:
    graph = graph_of(PageReader(release), CHINA, {})
    assert graph.nodes[0].thing.iri == CHINA
    assert len(graph.nodes) == MOST + 1
    counts = [node.claims for node in graph.nodes[1:]]
    assert counts == sorted(counts, reverse=True)


def test_every_neighbour_is_joined_by_all_the_claims_it_shares(release: Release) -> None:
    graph = graph_of(PageReader(release), CHINA, {})
    for node in graph.nodes[1:]:
        joining = [edge for edge in graph.edges if {edge.source, edge.target} == {CHINA, node.thing.iri}]
        assert len(joining) == 1
        assert len(joining[0].ties) >= node.claims


def test_an_edge_leads_from_the_subject_to_the_object(release: Release) -> None:
    reader = PageReader(release)
    for edge in graph_of(reader, NVIDIA, {}).edges:
        if edge.directed:
            rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
            ends = {
                (str(reader.one(tie.row.iri, rdf + "subject")), str(reader.one(tie.row.iri, rdf + "object")))
                for tie in edge.ties
            }
            assert ends == {(f"<{edge.source}>", f"<{edge.target}>")}


def test_edges_are_claims_with_a_status_and_a_relation_in_both_languages(release: Release) -> None:
    for edge in graph_of(PageReader(release), CHINA, {}).edges:
        for tie in edge.ties:
            assert tie.row.status
            assert tie.relation.zh
            assert tie.relation.en


def test_things_stand_where_the_layout_of_the_release_puts_them(release: Release) -> None:
    layout = read_layout(release.folder)
    assert layout
    for node in graph_of(PageReader(release), CHINA, layout).nodes:
        assert (node.x, node.y) == layout[node.thing.iri]


def test_without_a_layout_all_places_differ(release: Release) -> None:
    places = [(node.x, node.y) for node in graph_of(PageReader(release), CHINA, {}).nodes]
    assert len(set(places)) == len(places)


def test_the_graph_speaks_the_language_of_the_page(browser: TestClient) -> None:
    for language, name in (("zh", "英伟达"), ("en", "Nvidia")):
        answer = browser.get(f"/entities/actor/nvidia/graph?lang={language}")
        assert answer.headers["content-language"] == language
        graph = answer.json()
        assert graph["nodes"][0]["label"] == name
        assert all(f"lang={language}" in claim["href"] for edge in graph["edges"] for claim in edge["claims"])
        assert {claim["status"] for edge in graph["edges"] for claim in edge["claims"]} <= set(graph["statuses"])
        assert all(edge["source"] < len(graph["nodes"]) > edge["target"] for edge in graph["edges"])


@pytest.mark.parametrize("thing", ["actor/nobody", "nothing/nvidia", "actor/No-Slug", "claim/0123"])
def test_a_thing_that_is_not_there_has_no_graph(browser: TestClient, thing: str) -> None:
    assert browser.get(f"/entities/{thing}/graph").status_code == 404
