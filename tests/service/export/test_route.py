"""`/export/{format}` and `policygraph export`: names, caching, parts, errors."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from ontology.namespaces import ID
from service.cli import app
from service.export import FORMATS, RDF_FORMATS


def edges(data: bytes) -> list[dict[str, str]]:
    """Return the rows of edges.csv in an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return list(csv.DictReader(io.StringIO(file.read("edges.csv").decode(), newline="")))


@pytest.mark.parametrize("key", [*FORMATS, *RDF_FORMATS])
def test_every_format_is_an_attachment_with_a_good_name_and_an_etag(key: str, exporting: TestClient) -> None:
    address = f"/export/{key}?around=place:beijing"
    answer = exporting.get(address)
    assert answer.status_code == 200
    format_ = FORMATS.get(key) or RDF_FORMATS[key]
    assert answer.headers["content-type"] == format_.media_type
    name = answer.headers["content-disposition"].partition("filename=")[2].strip('"')
    assert name.startswith(f"policygraph-{answer.headers['x-policygraph-release'][:12]}-around-beijing")
    assert name.endswith(format_.suffix)
    assert int(answer.headers["content-length"]) == len(answer.content) > 0
    again = exporting.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_an_unknown_format_is_a_404_that_lists_them(exporting: TestClient) -> None:
    answer = exporting.get("/export/gexff")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["formats"] == [*FORMATS, *RDF_FORMATS]
    assert all(key in answer.json()["detail"] for key in FORMATS)


def test_the_list_of_formats_names_their_tools(exporting: TestClient) -> None:
    listed = exporting.get("/export").json()
    assert [item["key"] for item in listed["formats"]] == [*FORMATS, *RDF_FORMATS]
    assert "Gephi" in listed["formats"][0]["tools"]


def test_filters_and_language_are_parameters(exporting: TestClient) -> None:
    rows = edges(exporting.get("/export/gephi-csv?status=Recommendation&status=Draft&lang=zh").content)
    assert {row["status"] for row in rows} == {"Recommendation", "Draft"}
    assert any("建议" in row["Label"] for row in rows)
    policies = edges(exporting.get("/export/gephi-csv?kind=policy&kind=actor").content)
    kinds = {row[end][len(ID) :].split("/")[0] for row in policies for end in ("Source", "Target")}
    assert {"policy", "actor"} <= kinds <= {"policy", "actor", "claim"}


def test_a_canned_graph_query_exports_with_evidence(exporting: TestClient) -> None:
    answer = exporting.get("/export/gephi-csv", params={"query": "neighbours", "param": "entity=place:beijing"})
    assert "-neighbours-" in answer.headers["content-disposition"]
    rows = edges(answer.content)
    assert rows
    assert all(row["quote"] for row in rows if row["origin"] == "claim")


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("query=nothing", 404, "neighbours"),
        ("query=timeline", 400, "neighbours"),
        ("query=neighbours&param=entity", 400, "name=value"),
        ("query=neighbours&param=nonsense=1", 400, ""),
        ("query=neighbours&around=place:beijing", 400, "not for both"),
        ("around=place:atlantis", 400, "place:atlantis"),
        ("kind=planet", 400, "kinds are"),
        ("status=Wish", 400, "StatedFact"),
        ("place=actor:nvidia", 400, ""),
        ("from=yesterday", 400, "from"),
        ("view=half", 400, "collapsed"),
        ("depth=9", 400, "3"),
    ],
)
def test_what_does_not_fit_is_a_problem_that_says_what_would(
    query: str, status: int, words: str, exporting: TestClient
) -> None:
    answer = exporting.get(f"/export/gexf?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert words in answer.text


def test_the_operation_is_described_with_its_parameters(exporting: TestClient) -> None:
    operation = exporting.get("/openapi.json").json()["paths"]["/export/{format}"]["get"]
    by_name = {parameter["name"]: parameter for parameter in operation["parameters"]}
    assert by_name["format"]["schema"]["enum"] == [*FORMATS, *RDF_FORMATS]
    assert {"lang", "view", "kind", "status", "from", "to", "around", "query", "release"} <= set(by_name)


def test_the_command_writes_the_bytes_that_the_service_sends(
    exporting: TestClient, release_home: Path, tmp_path: Path
) -> None:
    arguments = ["--around", "place:beijing", "--lang", "zh", "--home", str(release_home)]
    done = CliRunner().invoke(app, ["export", "gexf", "-o", str(tmp_path), *arguments])
    assert done.exit_code == 0
    (path,) = tmp_path.iterdir()
    answer = exporting.get("/export/gexf?around=place:beijing&lang=zh")
    assert path.read_bytes() == answer.content
    assert path.name in answer.headers["content-disposition"]


def test_the_command_runs_canned_queries_and_writes_to_standard_output(release_home: Path) -> None:
    arguments = ["--query", "neighbours", "--param", "entity=place:beijing", "--home", str(release_home)]
    done = CliRunner().invoke(app, ["export", "ntriples", "-o", "-", *arguments])
    assert done.exit_code == 0
    assert f"<{ID}place/beijing>" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"), [(["nope"], 1), (["gexf", "--status", "x"], 2), (["gexf", "--place", "atlantis"], 1)]
)
def test_the_command_says_what_is_wrong(arguments: list[str], code: int, release_home: Path) -> None:
    done = CliRunner().invoke(app, ["export", *arguments, "--home", str(release_home)])
    assert done.exit_code == code
    assert done.stderr
