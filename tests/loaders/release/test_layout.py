"""The layout: every entity has a place, the same each time, and neighbours are nearer than strangers."""

import json
import math
import random
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.release.layout import add_layout, lay_out, links
from ontology.layout import FILE, read_layout
from ontology.namespaces import ID, PG, PREFIXES

RDF = PREFIXES["rdf"]


def graph() -> list[ox.Triple]:
    """Return two chains of entities and one entity alone."""
    triples = []
    for name in ("a", "b"):
        for number in range(8):
            node = ox.NamedNode(f"{ID}concept/{name}{number}")
            triples.append(ox.Triple(node, ox.NamedNode(RDF + "type"), ox.NamedNode(PG + "Entity")))
            claim = ox.NamedNode(f"{ID}claim/{name}{number}")
            triples.append(ox.Triple(claim, ox.NamedNode(RDF + "subject"), node))
            if number < 7:
                after = ox.NamedNode(f"{ID}concept/{name}{number + 1}")
                triples.append(ox.Triple(claim, ox.NamedNode(RDF + "object"), after))
    alone = ox.NamedNode(f"{ID}concept/alone")
    return [*triples, ox.Triple(alone, ox.NamedNode(RDF + "type"), ox.NamedNode(PG + "Entity"))]


def test_links_join_the_ends_of_statements() -> None:
    entities, pairs = links(graph())
    assert len(entities) == 17
    assert len(pairs) == 14
    assert (f"{ID}concept/a0", f"{ID}concept/a1") in pairs


def test_the_layout_is_the_same_each_time_and_leaves_the_random_numbers_alone() -> None:
    pytest.importorskip("igraph")
    random.seed(1)
    before = random.random()
    first = lay_out(*links(graph()))
    random.seed(1)
    assert random.random() == before
    random.seed(99)
    assert lay_out(*links(list(reversed(graph())))) == first


def test_every_entity_has_a_place_of_its_own_and_neighbours_are_near() -> None:
    pytest.importorskip("igraph")
    entities, pairs = links(graph())
    places = lay_out(entities, pairs)
    assert sorted(places) == entities
    assert len(set(places.values())) == len(entities)
    near = [math.dist(places[a], places[b]) for a, b in pairs]
    apart = math.dist(places[f"{ID}concept/a0"], places[f"{ID}concept/a7"])
    assert sum(near) / len(near) < apart


def test_a_release_folder_gets_the_file(tmp_path: Path) -> None:
    pytest.importorskip("igraph")
    add_layout(tmp_path, graph())
    assert len(read_layout(tmp_path)) == 17
    assert "igraph" in json.loads((tmp_path / FILE).read_text())["method"]


def test_without_igraph_there_is_no_layout_and_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "igraph", None)
    monkeypatch.setattr("loaders.release.layout.find_spec", lambda name: None)
    add_layout(tmp_path, graph())
    assert read_layout(tmp_path) == {}
    assert "policygraph[layout]" in caplog.text
