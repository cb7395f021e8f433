"""The files that pages load: packed where the client takes gzip, with licences, and nothing of the machine they were built on."""

import gzip
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.pages.files import FILES, packed, versioned

FRONTEND = Path(__file__).resolve().parents[3] / "service" / "frontend"
LOCK = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
BUNDLES = ("sparql.js", "sparql.css", "graph.js", "neighbourhood.js", "neighbourhood.css")


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_is_the_same_packed_and_plain(browser: TestClient, name: str) -> None:
    plain = browser.get(f"/static/{name}", headers={"accept-encoding": "identity"})
    small = browser.get(f"/static/{name}", headers={"accept-encoding": "br, gzip;q=0.5"})
    assert plain.content == small.content == FILES[name][0]
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) == len(packed(name))
    assert small.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(packed(name)) == FILES[name][0]


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br, gzip; q=0.000", "x-gzip"])
def test_who_takes_no_gzip_gets_none(browser: TestClient, accepted: str) -> None:
    answer = browser.get("/static/graph.js", headers={"accept-encoding": accepted})
    assert "content-encoding" not in answer.headers


def test_an_address_changes_with_the_bytes() -> None:
    assert re.fullmatch(r"/static/graph\.js\?v=[0-9a-f]{12}", versioned("graph.js"))
    assert len({versioned(name).partition("=")[2] for name in FILES}) == len(FILES)


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_names_no_path_of_a_machine(name: str) -> None:
    assert not re.search(r"node_modules/|/home/|file://|sourceMappingURL", FILES[name][0].decode())


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".css")])
def test_a_style_sheet_loads_nothing(name: str) -> None:
    assert not re.search(r"url\(|@import", FILES[name][0].decode())


def test_the_licences_name_every_package_that_may_be_in_a_bundle() -> None:
    text = FILES["LICENSES.txt"][0].decode()
    packages = {path: about for path, about in LOCK["packages"].items() if path and not about.get("dev")}
    assert {"node_modules/@zazuko/yasqe", "node_modules/sigma", "node_modules/graphology"} <= set(packages)
    for path, about in packages.items():
        assert f"\n{path.rpartition('node_modules/')[2]} {about['version']}\n{about['license']}\n" in text


def test_the_lock_file_pins_every_package_and_names_no_registry() -> None:
    assert not re.search(r'"resolved"', json.dumps(LOCK))
    assert all("integrity" in about for path, about in LOCK["packages"].items() if path)
    manifest = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    wanted = {**manifest["dependencies"], **manifest["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
