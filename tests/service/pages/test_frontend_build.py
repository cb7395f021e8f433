"""The vendored scripts are what the build makes of their sources, byte for byte."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from service.pages.files import FILES

FRONTEND = Path(__file__).resolve().parents[3] / "service" / "frontend"
BUILT = ("LICENSES.txt", "graph.js", "neighbourhood.css", "neighbourhood.js", "sparql.css", "sparql.js")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a build from a fresh copy of the sources fills.

    Skipped without npm, or where the packages cannot be fetched; POLICYGRAPH_FRONTEND=1 makes both a failure, =0 skips.
    """
    wanted = os.environ.get("POLICYGRAPH_FRONTEND", "")
    npm = shutil.which("npm")
    if wanted == "0":
        pytest.skip("POLICYGRAPH_FRONTEND=0: the scripts of the pages are not rebuilt")
    if npm is None:
        assert wanted != "1", "POLICYGRAPH_FRONTEND=1, but there is no npm"
        pytest.skip("no npm: the scripts of the pages cannot be rebuilt")
    copy = tmp_path_factory.mktemp("frontend") / "frontend"
    shutil.copytree(FRONTEND, copy, ignore=shutil.ignore_patterns("node_modules"))
    installed = subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=copy, capture_output=True, timeout=240)
    if installed.returncode:
        assert wanted != "1", installed.stderr.decode()
        pytest.skip("npm ci failed, most likely without a network: the scripts of the pages cannot be rebuilt")
    out = copy.parent / "static"
    subprocess.run([npm, "run", "build", "--", str(out)], cwd=copy, check=True, capture_output=True, timeout=120)
    return out


@pytest.mark.parametrize("name", BUILT)
def test_a_vendored_file_is_what_its_sources_build(built: Path, name: str) -> None:
    assert (built / name).read_bytes() == FILES[name][0]


def test_the_build_makes_nothing_else(built: Path) -> None:
    assert sorted(path.name for path in built.iterdir()) == sorted(BUILT)
