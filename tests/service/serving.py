"""A real server process for tests: started, waited for, stopped with SIGTERM."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2

__all__ = ["Server", "served"]

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """A running server: its address and its process."""

    def __init__(self, url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self.url = url
        self.process = process
        self._log = log

    def log(self) -> str:
        """Return what the server has logged so far."""
        return self._log.read_text(encoding="utf-8")


@contextlib.contextmanager
def served(home: Path, *, log: Path, workers: int = 1, **settings: object) -> Iterator[Server]:
    """Serve the workspace `home` on a free port of the loopback address until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLICYGRAPH_")}
    environment |= {f"POLICYGRAPH_{name.upper()}": str(value) for name, value in settings.items()}
    environment |= {"PYTHONPATH": str(ROOT), "POLICYGRAPH_HOME": str(home)}
    command = [sys.executable, "-m", "policygraph", "serve"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--workers", str(workers)], stderr=output, env=environment, cwd=home
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        _await_health(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_health(server: Server) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        with contextlib.suppress(httpx2.TransportError):
            if httpx2.get(server.url + "/health").status_code == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{server.log()}")
