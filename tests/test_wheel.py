"""The wheel works where no checkout is near: built, unpacked elsewhere, run from another folder."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_builds_a_release_from_any_folder(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path / "dist"), str(ROOT)]
    subprocess.run(wheel, check=True, capture_output=True, text=True)
    (built,) = (tmp_path / "dist").glob("policygraph-*.whl")
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    subprocess.run([*pip, "install", "--no-deps", "--target", str(site), str(built)], check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(site), "POLICYGRAPH_HOME": str(elsewhere / "home")}
    script = f"import policygraph; assert policygraph.__file__.startswith({str(site)!r}); policygraph.main()"
    command = [sys.executable, "-P", "-c", script, "build"]
    done = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (elsewhere / "home" / "current").exists()
