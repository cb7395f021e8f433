"""The command line as a user meets it: in a process of its own, from any folder, with exit codes for scripts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ontology.manifest import CurrentPointer, Manifest

ROOT = Path(__file__).resolve().parents[2]
CLAIMS = """
passages:
  - quote: 华为推出昇腾
    occurrence: all
    claims: [{relation: technology:ascend developedBy actor:huawei}]
"""


def _run(
    *arguments: str, home: Path, cwd: Path | None = None, hash_seed: str = "random"
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "POLICYGRAPH_HOME": str(home), "PYTHONPATH": str(ROOT), "COLUMNS": "120"}
    environment["PYTHONHASHSEED"] = hash_seed
    command = [sys.executable, "-P", "-m", "policygraph", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=cwd or home, check=False)


def test_build_publishes_verify_holds_and_releases_lists(seeds: Path, tmp_path: Path) -> None:
    (seeds / "small.claims.yaml").write_text(CLAIMS, encoding="utf-8")
    built = _run("build", "--seeds", str(seeds), home=tmp_path)
    assert built.returncode == 0, built.stderr
    folder = CurrentPointer(tmp_path).folder()
    assert folder is not None
    manifest = Manifest.read(folder)
    assert manifest.counts["claims"] == 1
    assert manifest.counts["evidence"] == 2
    assert manifest.release[:12] in built.stdout
    assert "Unchanged" in _run("build", "--seeds", str(seeds), home=tmp_path).stdout
    verified = _run("verify", "--all", home=tmp_path)
    assert verified.returncode == 0, verified.stderr
    assert "every quote stands" in verified.stdout
    assert "current" in _run("releases", home=tmp_path).stdout


def test_a_claim_that_does_not_hold_is_refused_with_exit_code_1(seeds: Path, tmp_path: Path) -> None:
    (seeds / "small.claims.yaml").write_text(CLAIMS.replace("昇腾", "麒麟"), encoding="utf-8")
    refused = _run("build", "--seeds", str(seeds), home=tmp_path)
    assert refused.returncode == 1
    assert "small.claims.yaml:3: “华为推出麒麟” stands 0 times" in refused.stderr
    assert CurrentPointer(tmp_path).read() is None


def test_verify_without_a_release_says_what_to_do(tmp_path: Path) -> None:
    failed = _run("verify", home=tmp_path)
    assert failed.returncode == 1
    assert "run `policygraph build`" in failed.stderr


def test_a_tampered_release_fails_verify_with_exit_code_1(seeds: Path, tmp_path: Path) -> None:
    (seeds / "small.claims.yaml").write_text(CLAIMS, encoding="utf-8")
    _run("build", "--seeds", str(seeds), home=tmp_path)
    folder = CurrentPointer(tmp_path).folder()
    assert folder is not None
    (folder / "documents" / "small.txt").write_text("别的话", encoding="utf-8")
    failed = _run("verify", home=tmp_path)
    assert failed.returncode == 1
    assert "is not the text that was published" in failed.stderr


def test_coverage_shows_what_is_not_claimed(seeds: Path, tmp_path: Path) -> None:
    (seeds / "small.claims.yaml").write_text(CLAIMS, encoding="utf-8")
    shown = _run("coverage", "small", "--seeds", str(seeds), home=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "not claimed: 领域包括教育、医疗。" in shown.stdout
    claims = _run("coverage", "small", "--claims", "--seeds", str(seeds), home=tmp_path)
    assert "昇腾由华为推出" in claims.stdout
    assert "“华为推出昇腾”" in claims.stdout


def test_an_unknown_document_is_wrong_usage(seeds: Path, tmp_path: Path) -> None:
    failed = _run("coverage", "nothing", "--seeds", str(seeds), home=tmp_path)
    assert failed.returncode == 2
    assert "there are: small" in failed.stderr


ARTICLE = "多地出台人工智能政策\n\n2025年7月，华为推出昇腾芯片。2025年8月1日，武汉市科技局发布《人工智能实施方案》。\n天气很好。\n"


def test_add_publishes_what_rules_find_and_names_the_file_it_cannot_read(seeds: Path, tmp_path: Path) -> None:
    (seeds / "small.claims.yaml").write_text(CLAIMS, encoding="utf-8")
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (articles / "bad.txt").write_bytes(b"PNG\x00\x01\x02")
    shutil.copy(ROOT / "tests" / "gold" / "dev-district-measures.txt", articles)
    homes = [tmp_path / "1", tmp_path / "2"]
    added = [
        _run("add", str(articles), "--claims", "--seeds", str(seeds), home=home, cwd=tmp_path, hash_seed=home.name)
        for home in homes
    ]
    assert {run.returncode for run in added} == {1}
    assert "bad.txt" in added[0].stderr
    assert "1 file left out; the others are in." in added[0].stderr
    shown = added[0].stdout.splitlines()
    issued = next(number for number, line in enumerate(shown) if "人工智能实施方案由武汉市科技局发布" in line)
    quote = next(line for line in reversed(shown[:issued]) if not line.lstrip().startswith("- "))
    assert "武汉市科技局发布《人工智能实施方案》" in quote
    assert any("天气很好。" in line for line in shown if "sentences left alone" not in line)
    manifests = []
    for home in homes:
        folder = CurrentPointer(home).folder()
        assert folder is not None
        manifests.append(Manifest.read(folder))
    assert manifests[0].release == manifests[1].release
    assert len(manifests[0].documents) == 3
    again = _run("add", str(articles / "good.txt"), "--seeds", str(seeds), home=homes[0], cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "good.txt: there already" in again.stdout
    assert "Unchanged: release" in again.stdout


def test_evaluate_measures_an_annotated_text(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "one.gold.yaml").write_text(
        "spans:\n"
        "  - {kind: date, quote: 2025年7月, value: 2025-07}\n"
        "  - {kind: date, quote: 2025年8月1日, value: 2025-08-02}\n",
        encoding="utf-8",
    )
    measured = _run("evaluate", str(tmp_path), "--differences", home=tmp_path)
    assert measured.returncode == 0, measured.stderr
    date = next(line for line in measured.stdout.splitlines() if line.split()[:1] == ["date"])
    assert date.split() == ["date", "0.500", "0.500", "0.500", "1", "2", "2"]


@pytest.mark.parametrize("command", ["add", "build", "coverage", "evaluate", "releases", "serve", "verify"])
def test_every_command_has_help_that_teaches(command: str, tmp_path: Path) -> None:
    shown = _run(command, "--help", home=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert len(shown.stdout.splitlines()) > 8


def test_a_package_of_another_project_in_front_of_ours_is_named(tmp_path: Path) -> None:
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "__init__.py").write_text("")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    command = [sys.executable, "-P", "-m", "policygraph", "releases"]
    failed = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert failed.returncode != 0
    assert f"{tmp_path}/service" in failed.stderr
    assert "shadows" in failed.stderr


def test_building_never_loads_the_web_framework(seeds: Path, tmp_path: Path) -> None:
    code = (
        "import sys, policygraph\n"
        f"sys.argv = ['policygraph', 'releases', '--home', {str(tmp_path)!r}]\n"
        "try:\n    policygraph.main()\nexcept SystemExit:\n    pass\n"
        "sys.exit(bool({'fastapi', 'starlette'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-P", "-c", code], env=environment, cwd=tmp_path, check=True, capture_output=True)
