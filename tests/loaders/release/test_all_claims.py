"""The store of all claims: the merge of the default graph and of what nobody has reviewed, or the release does not verify."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.release.build import verify
from loaders.release.proofs import ProofFailed
from ontology.manifest import STORE, STORE_ALL, CurrentPointer, Manifest


@pytest.fixture
def folder(release_home: Path) -> Path:
    current = CurrentPointer(release_home).folder()
    assert current is not None
    return current


def test_it_holds_every_triple_once(folder: Path) -> None:
    reviewed, everything = ox.Store.read_only(str(folder / STORE)), ox.Store.read_only(str(folder / STORE_ALL))
    auto = [ox.NamedNode(graph.iri) for graph in Manifest.read(folder).graphs if graph.iri.endswith("/auto")]
    unreviewed = {quad.triple for graph in auto for quad in reviewed.quads_for_pattern(None, None, None, graph)}
    default = {quad.triple for quad in reviewed.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert unreviewed - default
    assert {quad.triple for quad in everything} == default | unreviewed
    assert len(everything) == len(default | unreviewed)


def test_one_that_lacks_a_triple_is_found_out(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    store = ox.Store(str(copy / STORE_ALL))
    store.remove(next(store.quads_for_pattern(None, None, None, ox.DefaultGraph())))
    store.flush()
    del store
    with pytest.raises(ProofFailed) as caught:
        verify(copy)
    assert caught.value.failures == (
        f"merge: 1 triples of {STORE_ALL} are not those of all claims; delete it and build again",
    )
