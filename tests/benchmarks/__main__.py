"""`python -m tests.benchmarks`: measure the service against others on one machine in one run, and print the tables.

Needs wrk; rdflib-endpoint (with oxrdflib) and oxigraph are looked for in the environment that --others names.
"""

import argparse
import shutil
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from ontology.manifest import CurrentPointer
from tests.benchmarks import graphs, hostile, load, report
from tests.benchmarks.load import Measure, Request, measure
from tests.benchmarks.servers import Server, native, ours, rdflib_endpoint

PARTS = ("hostile", "loading", "uncached", "cached")
ROUNDS = 3
KEPT = 1000
"""Among how many entities those are picked that were asked for before."""
FEW_ROUNDS = 5_000_000
"""From this many triples on a store is filled once, not three times."""


def main() -> None:
    """Run every benchmark for every size of graph."""
    arguments = _arguments()
    _print(*report.machine(Path(arguments.others)))
    for triples in arguments.triples:
        if arguments.folder:
            _size(Path(arguments.folder) / f"graph-{triples}", triples, arguments)
        else:
            with tempfile.TemporaryDirectory() as folder:
                _size(Path(folder), triples, arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--triples", type=int, nargs="+", default=[10_000, 1_000_000, 10_000_000], help="sizes of the graph"
    )
    parser.add_argument("--seconds", type=int, default=1, help="length of one measurement")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 16, 64], help="connections of wrk")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what is measured")
    parser.add_argument("--others", default=str(Path(sys.executable).parent), help="folder of the others' programs")
    parser.add_argument("--folder", help="where the graphs are written, and found again by the next run")
    return parser.parse_args()


def _size(folder: Path, triples: int, arguments: argparse.Namespace) -> None:
    source = graphs.build(folder, triples)
    release = CurrentPointer(folder).folder()
    assert release is not None
    _print(f"\n## {triples:,} triples")
    if "hostile" in arguments.parts:
        _print(*hostile.table(folder))
    if "loading" in arguments.parts:
        with tempfile.TemporaryDirectory(dir=folder) as stores:
            _loading(source, Path(stores), ROUNDS if triples < FEW_ROUNDS else 1)
    if "uncached" in arguments.parts:
        _uncached_beside(folder, release / "store", triples, arguments)
    if "cached" in arguments.parts:
        with ours(folder) as us:
            _cached(us, arguments, folder)


def _uncached_beside(folder: Path, store: Path, triples: int, arguments: argparse.Namespace) -> None:
    others = Path(arguments.others)
    with (
        ours(folder, ready_bytes=0) as us,
        ours(folder, ready_bytes=0, lookup_bytes=0) as forgetful,
        rdflib_endpoint(store, others) as endpoint,
        native(store, others) as server,
    ):
        rivals = [(rival, path) for rival, path in ((endpoint, "/sparql"), (server, "/query")) if rival is not None]
        _uncached(us, forgetful, rivals, graphs.actors(triples), arguments, folder)


def _uncached(
    us: Server,
    forgetful: Server,
    rivals: list[tuple[Server, str]],
    among: int,
    arguments: argparse.Namespace,
    folder: Path,
) -> None:
    seconds = arguments.seconds
    _print(*report.header("Uncached"))
    kinds: list[tuple[str, Callable[[str], Request]]] = [
        ("point", lambda endpoint: load.point(endpoint, among)),
        ("1,000 rows", load.rows),
    ]
    cells = {
        "static 1 kB": (us, load.static(1000)),
        "entity's labels": (us, Request("/benchmark/labels/a{n}", among)),
        "entity's triples": (us, Request("/benchmark/actor/a{n}", among)),
        "entity": (us, Request("/entities/actor/a{n}", min(among, KEPT))),
        "entity, asked for the first time": (forgetful, Request("/entities/actor/a{n}", among)),
    }
    for name, make in kinds:
        cells[name] = (us, make("/sparql"))
        cells |= {f"{name}, {rival.name}": (rival, make(path)) for rival, path in rivals}
    for connections in arguments.connections:
        found = _best(cells, connections, seconds, folder)
        for name, measured in found.items():
            kind, _, rival = name.rpartition(", ")
            beside = found[kind] if rival in [server.name for server, _ in rivals] else None
            _print(report.row(name, connections, measured, found["static 1 kB"], beside))


def _cached(us: Server, arguments: argparse.Namespace, folder: Path) -> None:
    seconds = arguments.seconds
    _print(*report.header("Ready bytes, against a static answer of the same size"))
    for number in (10, 1000, 10_000):
        request = load.rows("/sparql", number)
        size = _size_of(us.url + request.path)
        again = Request(request.path, 0, {**request.headers, "If-None-Match": "*"})
        static, cached = f"static {size:,} bytes", f"cached {size:,} bytes"
        cells = {static: (us, load.static(size)), cached: (us, request)}
        if number == 10:
            cells["304"] = (us, again)
        for connections in arguments.connections:
            found = _best(cells, connections, seconds, folder)
            for name, measured in found.items():
                _print(report.row(name, connections, measured, found[static]))


def _loading(source: Path, folder: Path, rounds: int) -> None:
    """Print how fast a store is filled: by the bare call, as a build does it, and quad by quad."""
    bare = _timed(folder / "bare", rounds, lambda store: store.bulk_load(path=source, format=RdfFormat.N_QUADS))
    whole = _timed(folder / "whole", rounds, lambda store: _load_as_build(store, source))
    extend = _timed(
        folder / "extend", rounds, lambda store: store.bulk_extend(parse(path=source, format=RdfFormat.N_QUADS))
    )
    _print(
        "\n### Loading\n",
        "| step | seconds | of bare |",
        "|---|--:|--:|",
        f"| bare `bulk_load(path=…)` | {bare:.2f} | 1.00 |",
        f"| as a build: `bulk_load(path=…, lenient=True)`, `optimize`, `flush` | {whole:.2f} | {bare / whole:.2f} |",
        f"| `bulk_extend` of parsed quads | {extend:.2f} | {bare / extend:.2f} |",
    )


def _load_as_build(store: Store, source: Path) -> None:
    store.bulk_load(path=source, format=RdfFormat.N_QUADS, lenient=True)
    store.optimize()
    store.flush()


def _timed(folder: Path, rounds: int, fill: Callable[[Store], None]) -> float:
    folder.mkdir()
    times = []
    for number in range(rounds):
        store = Store(folder / str(number))
        began = time.perf_counter()
        fill(store)
        times.append(time.perf_counter() - began)
        del store
        shutil.rmtree(folder / str(number))
    return min(times)


def _size_of(address: str) -> int:
    request = urllib.request.Request(address, headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request) as response:
        return len(response.read())


def _best(cells: dict[str, tuple[Server, Request]], connections: int, seconds: int, folder: Path) -> dict[str, Measure]:
    """Return the best of some rounds through all cells: what else the machine does can only make a round worse."""
    rounds = [
        {name: measure(server, request, connections, seconds, folder) for name, (server, request) in cells.items()}
        for _ in range(ROUNDS)
    ]
    return {
        name: Measure(max(found[name].rate for found in rounds), min(found[name].cpu for found in rounds))
        for name in cells
    }


def _print(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    main()
