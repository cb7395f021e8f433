"""The tables of a benchmark run, as Markdown."""

import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.load import Measure

__all__ = ["header", "machine", "row"]


def machine(others: Path) -> Iterator[str]:
    """Yield lines that say what was measured on: processor, memory, system, versions."""
    processor = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "unknown"
    )
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    yield f"- {len(os.sched_getaffinity(0))} × {processor}, {memory / 2**20:.0f} GiB, Linux {platform.release()}"
    names = ("pyoxigraph", "uvicorn", "uvloop", "httptools", "starlette", "fastapi")
    yield f"- Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names)
    for package in ("rdflib_endpoint", "oxrdflib", "oxigraph"):
        found = sorted(others.parent.glob(f"lib/python*/site-packages/{package}-*.dist-info"))
        yield f"- {found[0].name.removesuffix('.dist-info') if found else package + ': not installed'}"
    load = os.getloadavg()[0]
    yield f"- load average when the run began: {load:.2f}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines()


def header(title: str) -> Iterator[str]:
    """Yield the head of a table."""
    yield f"\n### {title}\n"
    yield "| request | connections | requests/s | of static | of ours | CPU µs/request | our CPU efficiency |"
    yield "|---|--:|--:|--:|--:|--:|--:|"


def row(name: str, connections: int, found: Measure, static: Measure, ours: Measure | None = None) -> str:
    """Return one row; with `ours` it is another server's, and the row says how we compare with it.

    The efficiency is that server's CPU a request divided by ours: 1 means equal, more means that we need less.
    """
    faster = "" if ours is None else f"{ours.rate / found.rate:.2f} ×"
    efficiency = "" if ours is None else f"{found.cpu / ours.cpu:.2f}"
    share = "" if ours is not None else f"{found.rate / static.rate:.2f}"
    return f"| {name} | {connections} | {found.rate:,.0f} | {share} | {faster} | {found.cpu:.0f} | {efficiency} |"
