"""The walls of the house: who may import whom, and what pure modules stay free of."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {"ontology": set(), "loaders": {"ontology"}, "service": {"ontology"}}
OWN = set(MAY_IMPORT)
MODULES = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]

PURE = (
    "ontology/namespaces.py", "ontology/iris.py", "ontology/terms.py",
    "loaders/text/passages.py", "loaders/text/quantities.py", "loaders/text/dates.py", "loaders/text/mentions.py",
    "loaders/claims/model.py", "loaders/claims/values.py", "loaders/claims/quotes.py", "loaders/claims/wording.py",
    "loaders/claims/gate.py", "loaders/release/quads.py", "loaders/release/materialise.py",
    "loaders/release/coverage.py",
    *(
        str(path.relative_to(ROOT)) for path in sorted((ROOT / "service" / "export").glob("*.py"))
        if path.name not in ("command.py", "source.py")
    ),
)  # fmt: skip
WEB = {"fastapi", "starlette", "uvicorn"}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_package_imports_only_from_below(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    assert set(_imports(path)) & OWN - {package} <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", [p for p in MODULES if "loaders" in p.parts], ids=lambda p: str(p.relative_to(ROOT)))
def test_loaders_know_no_web_framework(path: Path) -> None:
    assert not set(_imports(path)) & WEB


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_do_no_input_or_output(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {function.id for function in calls if isinstance(function, ast.Name)}
    methods = {function.attr for function in calls if isinstance(function, ast.Attribute)}
    assert not names & {"open", "print", "input"}
    assert not methods & {"read_text", "write_text", "read_bytes", "write_bytes"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_first_what_it_owns(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, path
    assert docstring.splitlines()[0].rstrip().endswith((".", ":")), path


def test_the_public_face_is_short_and_imports_neither_side_at_import() -> None:
    face = ROOT / "policygraph.py"
    assert len(face.read_text(encoding="utf-8").splitlines()) < 100
    assert not set(_imports(face)) & {"loaders", "service"}
