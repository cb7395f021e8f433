"""`python -m tests.benchmarks.pages`: the time of every page of the seeds' release, with no ready bytes, as a table.

Every question with each of its examples, every entity, every document, and some claims and searches, in both
languages, one request after another on one connection to one server process. The figure is what the client waits, the
best of three requests; `processor` is the time that server and worker were busy with one, on average.
"""

import argparse
import gzip
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import urlencode

import httpx2

from loaders.claims.corpus import read_corpus
from loaders.release.build import build
from loaders.release.workspace import Workspace
from tests.benchmarks.servers import ours
from tests.service.serving import ROOT

__all__ = ["main"]

BOUND: Final = 100.0
"""What a page may take, in milliseconds."""

_BROWSER: Final = {"accept": "text/html,*/*;q=0.8"}
_CLAIMS: Final = 60


@dataclass(frozen=True, slots=True)
class Timed:
    """A page: what its requests took and the server's processor time for one, in ms, and its size in bytes, packed."""

    times: list[float]
    size: int
    cpu: float

    @property
    def best(self) -> float:
        """The quickest request: what else the machine does can only make one slower."""
        return min(self.times)


def main() -> None:
    """Build the release, serve it, ask every page, and print the table and whatever is over the bound."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pages", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="requests of each page; the first one is told apart")
    parser.add_argument("--slowest", type=int, default=10, help="how many of the slowest pages are listed")
    parser.add_argument("--home", type=Path, help="the workspace that is served; absent: one built from the seeds")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home or Path(folder)
        if not arguments.home:
            build(read_corpus(ROOT / "seeds"), Workspace(home))
        with (
            ours(home, ready_bytes=0) as server,
            httpx2.Client(base_url=server.url, timeout=60) as client,
        ):
            found: dict[str, Timed] = {}
            for address in _addresses(client):
                began = server.cpu_seconds()
                times, size = _timed(client, address, arguments.rounds)
                found[address] = Timed(times, size, (server.cpu_seconds() - began) * 1000 / arguments.rounds)
    _report(found, arguments.slowest)


def _addresses(client: httpx2.Client) -> Iterator[str]:
    for path in _paths(client):
        for language in ("zh", "en"):
            yield f"{path}{'&' if '?' in path else '?'}lang={language}"


def _paths(client: httpx2.Client) -> Iterator[str]:
    yield from (
        "/",
        "/about",
        "/search",
        "/search?q=生成式",
        "/search?q=fund",
        "/search?kind=measure",
        "/queries",
        "/sparql",
    )
    for query in _json(client, "/queries")["queries"]:
        for example in query["examples"]:
            yield f"/queries/{query['name']}?{urlencode(example['values'], doseq=True)}".rstrip("?")
    for document in _json(client, "/releases/current")["documents"]:
        yield f"/documents/{document['id']}"
        yield f"/documents/{document['id']}?at=631-666"
    for claim in _json(client, f"/search?q=a&kind=claim&limit={_CLAIMS}")["hits"]:
        yield "/claims/" + claim["iri"].rpartition("/")[2]
    following: str | None = "/entities?limit=500"
    while following:
        answer = client.get(following)
        for entity in answer.json()["hits"]:
            if entity["kind"] != "document":
                yield "/entities/" + entity["id"].replace(":", "/", 1)
        following = answer.links.get("next", {}).get("url")


def _json(client: httpx2.Client, path: str) -> Any:
    return client.get(path).raise_for_status().json()


def _timed(client: httpx2.Client, address: str, rounds: int) -> tuple[list[float], int]:
    """Return how long each request took, in milliseconds, and the size of the page, compressed."""
    times, size = [], 0
    for _ in range(rounds):
        began = time.perf_counter()
        answer = client.get(address, headers=_BROWSER)
        times.append((time.perf_counter() - began) * 1000)
        answer.raise_for_status()
        size = len(gzip.compress(answer.content))
    return times, size


def _report(found: dict[str, Timed], slowest: int) -> None:
    kinds: dict[str, list[Timed]] = {}
    for address, timed in found.items():
        kinds.setdefault(_kind(address), []).append(timed)
    print(f"Load average in the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.\n")
    print("| pages | how many | median | slowest | first request | processor | largest, packed |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for kind, pages in kinds.items():
        print(
            f"| {kind} | {len(pages)} | {median(page.best for page in pages):.0f} ms "
            f"| {max(page.best for page in pages):.0f} ms | {max(page.times[0] for page in pages):.0f} ms "
            f"| {sum(page.cpu for page in pages) / len(pages):.0f} ms | {max(p.size for p in pages) / 1000:.1f} kB |"
        )
    print(f"\nThe slowest, in ms (bound: {BOUND:.0f}):\n")
    for address in sorted(found, key=lambda address: -found[address].best)[:slowest]:
        print(f"- {found[address].best:.0f} {address}")


def _kind(address: str) -> str:
    first = address.partition("?")[0].split("/")[1]
    if first == "queries" and address.count("/") == 2:
        return "question"
    return {"": "home", "entities": "entity", "claims": "claim", "documents": "document"}.get(first, first)


if __name__ == "__main__":
    main()
