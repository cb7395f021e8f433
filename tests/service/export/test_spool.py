"""The spool: rows in order, as often as wanted; and a projection that needs no more memory for more claims."""

import itertools
import tracemalloc
from pathlib import Path

import pytest

from ontology.namespaces import ID, PG
from service.export import FORMATS, Options, WriteOptions, project
from service.export.options import View
from service.export.spool import Spool
from tests.benchmarks.export import load, match_of


def test_rows_come_as_they_went_in_and_two_readers_do_not_disturb_each_other() -> None:
    spool = Spool()
    rows = [[f"row {number}", {"quote": "一\u0000\r\n𠮷", "value": number / 10, "fact": True}] for number in range(700)]
    for row in rows:
        spool.add("edge", row)
    assert list(spool.rows("edge")) == rows
    assert all(one == other for one, other in zip(spool.rows("edge"), spool.rows("edge"), strict=True))
    assert list(spool.rows("node")) == []


def test_what_is_filed_comes_by_key_and_place() -> None:
    spool = Spool()
    for key, place in (("b", "2"), ("a", "3"), ("b", "1"), ("a", "1")):
        spool.file(key, place, [key, place])
    assert list(spool.filed("b")) == [["b", "1"], ["b", "2"]]
    assert list(spool.filed("a")) == [["a", "1"], ["a", "3"]]
    assert list(spool.filed("c")) == []


def test_linked_iris_come_once_and_sorted_by_code_point() -> None:
    spool = Spool()
    for iri in ("b", "\U00020bb7", "\uffee", "a", "b", "B"):
        spool.link(iri)
    assert list(spool.linked()) == ["B", "a", "b", "\uffee", "\U00020bb7"]


def test_numbers_are_found_by_iri_and_an_unknown_one_is_an_error() -> None:
    spool = Spool()
    for number in range(300):
        spool.count(f"n{number}", number)
    assert [spool.number(f"n{number}") for number in (0, 255, 299)] == [0, 255, 299]
    with pytest.raises(LookupError):
        spool.number("n300")


@pytest.mark.parametrize("view", ["collapsed", "full"])
def test_memory_does_not_grow_with_the_claims(view: View, tmp_path: Path) -> None:
    peaks = []
    for claims in (1000, 3000):
        folder = tmp_path / str(claims)
        folder.mkdir()
        load(folder, claims)
        match = match_of(folder)
        tracemalloc.start()
        graph = project(match, Options(view=view))
        size = sum(map(len, FORMATS["cx2"].write(graph, WriteOptions())))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert size > claims * 500
    assert peaks[1] < peaks[0] * 1.2 + 200_000


def test_made_up_claims_have_the_proportions_that_they_say(tmp_path: Path) -> None:
    load(tmp_path, 1000)
    graph = project(match_of(tmp_path))
    edges = [edge for edge in graph.edges if edge.id.startswith(ID + "claim/") and "#" not in edge.id]
    assert 840 < len(edges) < 900
    assert all(edge.attributes["quote"] and str(edge.attributes["predicate"]).startswith(PG) for edge in edges)
    ids = [node.id for node in graph.nodes]
    assert len(set(ids)) == len(ids)
    ends = set(itertools.chain.from_iterable((edge.source, edge.target) for edge in graph.edges))
    assert ends - {iri for iri in ends if "/document/" in iri} <= set(ids)
