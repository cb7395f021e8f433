"""`scope=all`: claims that nobody has reviewed are exported too, and every file shows which they are."""

import json
from threading import Event

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from ontology.namespaces import ID, sparql_prologue
from service.export import Options, project
from service.export.graph import PropertyGraph
from service.export.options import Language, View
from service.export.source import Abandoned, export, match_of
from service.export.style import UNREVIEWED, line_of, node_colour
from service.release import Release, Scope
from tests.service.export.test_route import edges

MARKS: dict[Language, str] = {"en": "unreviewed", "zh": "未审阅"}
WAITING = """
  SELECT DISTINCT ?c { ?c a pg:Claim ; pg:evidence/pg:reviewStatus pg:Unreviewed
    FILTER NOT EXISTS { ?c pg:evidence/pg:reviewStatus pg:Reviewed } }
"""


def graph_of(release: Release, scope: Scope, language: Language = "en", view: View = "collapsed") -> PropertyGraph:
    return project(match_of(release, scope), Options(language, view))


@pytest.fixture(scope="module")
def waiting(opened: Release) -> set[str]:
    """The claims that nobody has reviewed, by SPARQL."""
    found = opened.store_of("all").query(sparql_prologue() + WAITING)
    assert isinstance(found, ox.QuerySolutions)
    claims = {row["c"].value for row in found}
    assert claims
    return claims


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_unreviewed_claim_shows_it_in_label_colour_line_and_column(
    language: Language, opened: Release, waiting: set[str]
) -> None:
    seen = set()
    for edge in graph_of(opened, "all", language, "full").edges:
        if edge.attributes["origin"] != "claim":
            continue
        unreviewed = edge.attributes["claim"] in waiting
        assert (MARKS[language] in edge.label.rpartition("[" if language == "en" else "［")[2]) == unreviewed
        if unreviewed:
            seen.add(edge.attributes["claim"])
            assert edge.attributes["review_status"] == "Unreviewed"
            assert edge.attributes["is_fact"] is False
            assert line_of(edge) == UNREVIEWED
    assert seen == waiting


def test_an_unreviewed_claim_that_is_a_node_shows_it_too(opened: Release, waiting: set[str]) -> None:
    nodes = {node.id: node for node in graph_of(opened, "all", view="full").nodes}
    assert waiting <= set(nodes)
    for iri in nodes:
        if iri.startswith(ID + "claim/"):
            assert (node_colour(nodes[iri]) == UNREVIEWED.colour) == (iri in waiting)
            assert nodes[iri].label.endswith("unreviewed]") == (iri in waiting)


def test_what_an_unreviewed_claim_says_of_one_entity_is_marked_beside_its_evidence(
    opened: Release, waiting: set[str]
) -> None:
    listed = [
        item
        for node in graph_of(opened, "all").nodes
        for name, value in node.attributes.items()
        if name.endswith("_evidence")
        for item in json.loads(str(value))
    ]
    assert {item["claim"] for item in listed if item.get("review_status") == "Unreviewed"} == waiting & {
        item["claim"] for item in listed
    }


def test_reviewed_claims_alone_have_no_such_mark(opened: Release, waiting: set[str]) -> None:
    graph = graph_of(opened, "reviewed")
    claims = {edge.attributes.get("claim") for edge in graph.edges}
    assert not claims & waiting
    assert all("unreviewed" not in edge.label and line_of(edge) != UNREVIEWED for edge in graph.edges)


def test_dot_and_gexf_draw_it(opened: Release) -> None:
    dot, gexf = (b"".join(export(opened, key, scope="all").blocks).decode() for key in ("dot", "gexf"))
    line = next(line for line in dot.splitlines() if "->" in line and 'review_status="Unreviewed"' in line)
    assert 'style="dotted"' in line
    assert UNREVIEWED.colour in line
    assert '<viz:shape value="dotted"/>' in gexf


def test_the_file_says_that_it_has_all_claims(exporting: TestClient, waiting: set[str]) -> None:
    answer = exporting.get("/export/gephi-csv?scope=all")
    assert "-all-claims-" in answer.headers["content-disposition"]
    rows = edges(answer.content)
    assert {row["Id"] for row in rows if row["review_status"] == "Unreviewed"} & waiting
    assert exporting.get("/export/gexf?scope=some").status_code == 400


def test_triples_of_all_claims_are_those_of_their_store(opened: Release) -> None:
    data = b"".join(export(opened, "ntriples", scope="all").blocks)
    read = set(ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    assert read == set(opened.store_of("all").quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert len(read) > len(list(opened.store.quads_for_pattern(None, None, None, ox.DefaultGraph())))


def test_an_export_that_nobody_waits_for_ends(opened: Release) -> None:
    gone = Event()
    gone.set()
    with pytest.raises(Abandoned):
        export(opened, "gexf", gone=gone)
