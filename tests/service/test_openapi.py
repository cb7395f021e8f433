"""The API description: whole, tidy, and walked by schemathesis where it is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.openapi import TAGS
from tests.service.serving import Server

PATHS = {"/sparql", "/graphs", "/.well-known/void", "/ontology", "/releases", "/health", "/ready", "/metrics"}
SCHEMATHESIS = shutil.which("schemathesis", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def test_every_operation_has_a_known_tag_a_summary_and_its_own_name(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    assert set(description["paths"]) >= PATHS
    names = []
    for path, item in description["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], (method, path)
            assert operation["tags"], (method, path)
            assert set(operation["tags"]) <= {tag["name"] for tag in TAGS}, (method, path)
            assert "422" not in operation["responses"], (method, path)
            names.append(operation["operationId"])
    assert len(names) == len(set(names))


def test_every_failure_that_is_described_is_a_problem_document(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    assert set(description["components"]["schemas"]["Problem"]["required"]) == {"type", "title", "status", "detail"}
    for path, item in description["paths"].items():
        for operation in item.values():
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert set(response["content"]) == {"application/problem+json"}, (path, status)


@pytest.mark.skipif(SCHEMATHESIS is None, reason="schemathesis is not installed")
def test_no_request_that_the_description_allows_is_a_server_error(server: Server, tmp_path: Path) -> None:
    assert SCHEMATHESIS is not None
    command = [
        SCHEMATHESIS, "run", f"{server.url}/openapi.json", "--checks", "not_a_server_error", "--max-examples", "15",
        "--phases", "coverage,fuzzing", "--seed", "1", "--no-color", "--suppress-health-check", "all",
    ]  # fmt: skip
    finished = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=240)
    assert finished.returncode == 0, finished.stdout[-4000:] + finished.stderr[-2000:]
