"""What the competency tests share: the store of the release built from the seeds, and a copy that a test may change."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.claims.corpus import Corpus
from ontology.manifest import CurrentPointer
from tests.competency.graph import ChangeableGraph


@pytest.fixture(scope="session")
def release(release_home: Path) -> ox.Store:
    """The store of the current release, read only."""
    folder = CurrentPointer(release_home).folder()
    assert folder is not None
    return ox.Store.read_only(str(folder / "store"))


@pytest.fixture(scope="session")
def changeable(release: ox.Store, corpus: Corpus) -> ChangeableGraph:
    """A copy of the release's default graph that a test may change for a while."""
    return ChangeableGraph(release, corpus)
