"""What the competency tests share: the store of the release built from the seeds, a copy that a test may change, and short ways to ask."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.claims.corpus import Corpus
from ontology.iris import compact
from ontology.manifest import CurrentPointer
from ontology.namespaces import sparql_prologue
from tests.competency.graph import ChangeableGraph

Ask = Callable[[str], bool]
"""A graph pattern → whether the default graph has it."""

Select = Callable[[str, str], set[tuple[str, ...]]]
"""Variables and a graph pattern → the distinct rows: CURIEs, the text of literals, and "" where unbound."""


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


@pytest.fixture(scope="session")
def ask(release: ox.Store) -> Ask:
    """Whether the default graph has a pattern; the project's prefixes are known."""

    def asked(pattern: str) -> bool:
        return bool(release.query(f"{sparql_prologue()}ASK {{ {pattern} }}"))

    return asked


@pytest.fixture(scope="session")
def select(release: ox.Store) -> Select:
    """The distinct rows of a pattern; the project's prefixes are known."""

    def selected(variables: str, pattern: str) -> set[tuple[str, ...]]:
        found = release.query(f"{sparql_prologue()}SELECT DISTINCT {variables} WHERE {{ {pattern} }}")
        assert isinstance(found, ox.QuerySolutions)
        return {tuple(_short(term) for term in row) for row in found}

    return selected


def _short(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    return term.value if isinstance(term, ox.Literal) else ""
