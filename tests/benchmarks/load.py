"""Load by wrk: requests a second and processor time a request, for one kind of request."""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from ontology.namespaces import ID, PREFIXES
from tests.benchmarks.servers import Server

__all__ = ["Measure", "Request", "measure", "point", "rows", "static"]

_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_COUNT = re.compile(r"(\d+) requests in")
_SCRIPT = """
local headers = {{{headers}}}
math.randomseed(7)
request = function()
  return wrk.format("GET", {path}, headers)
end
"""
_BAD = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


@dataclass(frozen=True)
class Request:
    """What is asked: a path, in which `{n}` stands for a random number below `among`, and headers."""

    path: str
    among: int = 0
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """Requests a second, and processor microseconds of the server a request."""

    rate: float
    cpu: float


def point(endpoint: str, among: int) -> Request:
    """Return a SPARQL look-up of all triples about one actor."""
    before, after = quote(f"SELECT ?p ?o WHERE {{ <{ID}actor/a", safe=""), quote("> ?p ?o }", safe="")
    return Request(f"{endpoint}?query={before}{{n}}{after}", among, {"Accept": "application/sparql-results+json"})


def rows(endpoint: str, number: int = 1000) -> Request:
    """Return a SPARQL query with this many rows of two columns."""
    query = quote(f"SELECT ?s ?l WHERE {{ ?s <{PREFIXES['rdfs']}label> ?l }} LIMIT {number}", safe="")
    return Request(f"{endpoint}?query={query}", 0, {"Accept": "application/sparql-results+json"})


def static(size: int) -> Request:
    """Return a request for the server's own static answer of this size."""
    return Request(f"/benchmark/static/{size}")


def measure(server: Server, request: Request, connections: int, seconds: float, folder: Path) -> Measure:
    """Return what wrk and the process table say. Raises RuntimeError where any answer was not 2xx or 3xx."""
    script = folder / "request.lua"
    headers = ", ".join(f'["{name}"]={value!r}' for name, value in request.headers.items())
    before, _, after = request.path.partition("{n}")
    path = f'"{before}" .. math.random(0, {request.among - 1}) .. "{after}"' if request.among else f'"{before}"'
    script.write_text(_SCRIPT.format(headers=headers, path=path), encoding="utf-8")
    command = ["wrk", "-t1", "--timeout", "30s", f"-c{connections}", f"-d{seconds:g}s", "-s", str(script), server.url]
    began = server.cpu_seconds()
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = server.cpu_seconds() - began
    bad, rate, count = _BAD.search(output), _RATE.search(output), _COUNT.search(output)
    if bad or rate is None or count is None:
        raise RuntimeError(f"{server.name} {request.path[:60]}: {bad[0] if bad else output}")
    return Measure(float(rate[1]), used / max(int(count[1]), 1) * 1e6)
