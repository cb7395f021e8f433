"""The servers that are compared, each a process tree on the loopback address whose processor time can be read."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Server", "native", "ours", "rdflib_endpoint"]

ROOT = Path(__file__).resolve().parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")

_RDFLIB = """
import sys, uvicorn
from pyoxigraph import Store
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(store=OxigraphStore(store=Store.read_only(sys.argv[1])))
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="warning", access_log=False)
"""


@dataclass(frozen=True)
class Server:
    """A running server: its name, the address of its SPARQL endpoint without path, and its process id."""

    name: str
    url: str
    pid: int

    def cpu_seconds(self) -> float:
        """Return the processor time of the process and of all its descendants."""
        return sum(_cpu(pid) for pid in _tree(self.pid))


@contextlib.contextmanager
def ours(home: Path, **settings: object) -> Iterator[Server]:
    """Run our service on a workspace, one server process."""
    environment = {
        **os.environ,
        **{f"POLICYGRAPH_{name.upper()}": str(value) for name, value in settings.items()},
        "PYTHONPATH": str(ROOT),
        "POLICYGRAPH_HOME": str(home),
        "POLICYGRAPH_BUDGET_SECONDS": "0",
        "POLICYGRAPH_LOG_LEVEL": "warning",
    }
    port = _free_port()
    command = [
        sys.executable, "-m", "uvicorn", "--factory", "tests.benchmarks.application:application", "--port", str(port),
        "--no-access-log", "--no-server-header", "--log-level", "warning",
    ]  # fmt: skip
    with _running("policygraph", command, port, "/ready", environment) as server:
        yield server


@contextlib.contextmanager
def rdflib_endpoint(store: Path, binaries: Path) -> Iterator[Server | None]:
    """Run rdflib-endpoint on its Oxigraph store, or give None where it is not installed in `binaries`."""
    if not (binaries / "rdflib-endpoint").exists():
        yield None
        return
    port = _free_port()
    command = [str(binaries / "python"), "-c", _RDFLIB, str(store), str(port)]
    with _running("rdflib-endpoint", command, port, "/sparql?query=ASK%7B%7D", dict(os.environ)) as server:
        yield server


@contextlib.contextmanager
def native(store: Path, binaries: Path) -> Iterator[Server | None]:
    """Run the native server of the PyPI package `oxigraph`, or give None where it is not installed in `binaries`."""
    program = shutil.which("oxigraph", path=str(binaries))
    if program is None:
        yield None
        return
    port = _free_port()
    command = [program, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    with _running("oxigraph", command, port, "/query?query=ASK%7B%7D", dict(os.environ)) as server:
        yield server


@contextlib.contextmanager
def _running(name: str, command: Sequence[str], port: int, probe: str, environment: dict[str, str]) -> Iterator[Server]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    url = f"http://127.0.0.1:{port}"
    try:
        _await(url + probe, process)
        yield Server(name, url, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as response:
            if response.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} did not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _tree(pid: int) -> list[int]:
    found = [pid]
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _tree(int(child))
    return found


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    # Own time, and that of children that have ended: a worker that was replaced is not forgotten.
    return sum(map(int, fields[11:15])) / _TICKS
