"""`python -m tests.benchmarks.pages`: the time of every page of the seeds' release, with no ready bytes, as a table.

Every question with each of its examples, every entity, every document, and some claims and searches, in both
languages, one request after another on one connection to one server process. The figure is what the client waits.
"""

import argparse
import gzip
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import urlencode

import httpx2

from loaders.claims.corpus import read_corpus
from loaders.release.build import build
from loaders.release.workspace import Workspace
from tests.service.serving import ROOT, served

__all__ = ["main"]

BOUND: Final = 100.0
"""What a page may take, in milliseconds."""

_BROWSER: Final = {"accept": "text/html,*/*;q=0.8"}
_CLAIMS: Final = 60


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
            served(home, log=Path(folder) / "log", ready_bytes=0, budget_seconds=0) as server,
            httpx2.Client(base_url=server.url, timeout=60) as client,
        ):
            found = {address: _timed(client, address, arguments.rounds) for address in _addresses(client)}
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


def _report(found: dict[str, tuple[list[float], int]], slowest: int) -> None:
    kinds: dict[str, list[str]] = {}
    for address in found:
        kinds.setdefault(_kind(address), []).append(address)
    print("| pages | how many | median | slowest | slowest first request | largest, gz |\n|---|--:|--:|--:|--:|--:|")
    for kind, addresses in kinds.items():
        middles = [median(found[address][0]) for address in addresses]
        first = max(found[address][0][0] for address in addresses)
        size = max(found[address][1] for address in addresses)
        print(
            f"| {kind} | {len(addresses)} | {median(middles):.0f} ms | {max(middles):.0f} ms | {first:.0f} ms "
            f"| {size / 1000:.1f} kB |"
        )
    ordered = sorted(found, key=lambda address: -median(found[address][0]))
    print(f"\nThe slowest, in ms (bound: {BOUND:.0f}):\n")
    for address in ordered[:slowest]:
        print(f"- {median(found[address][0]):.0f} {address}")


def _kind(address: str) -> str:
    first = address.partition("?")[0].split("/")[1]
    if first == "queries" and address.count("/") == 2:
        return "question"
    return {"": "home", "entities": "entity", "claims": "claim", "documents": "document"}.get(first, first)


if __name__ == "__main__":
    main()
