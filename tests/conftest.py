"""What many tests share: the corpus of the seeds and the release built from it, each made once a session."""

import os
from pathlib import Path

import hypothesis
import pytest

from loaders.claims.corpus import Corpus, read_corpus
from loaders.release.build import build
from loaders.release.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent

# The same examples on every machine, however slow; HYPOTHESIS_PROFILE=search looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("search", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The seed articles with their curated claims."""
    return read_corpus(ROOT / "seeds")


@pytest.fixture(scope="session")
def release_home(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace (POLICYGRAPH_HOME) whose current release is built from the seeds."""
    home = tmp_path_factory.mktemp("home")
    build(corpus, Workspace(home))
    return home
