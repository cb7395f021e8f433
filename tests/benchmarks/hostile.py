"""How fast a runaway query is gone, how fast its place is filled, and what other queries notice of it."""

import asyncio
import time
from pathlib import Path

from service.engine.embedded import EmbeddedEngine
from service.engine.port import Question
from service.errors import DeadlinePassed
from service.logs import configure
from service.release import Releases
from service.settings import Settings

__all__ = ["table"]

_TEN = " ".join(map(str, range(10)))
RUNAWAY = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"VALUES ?v{i} {{ {_TEN} }}" for i in range(20)) + "}"
TIMES = 10
DEADLINE = 0.3


def table(home: Path) -> list[str]:
    """Return a table of milliseconds, median and worst of ten runaway queries."""
    return asyncio.run(_measure(home))


async def _measure(home: Path) -> list[str]:
    settings = Settings(home=home, engine_workers=2, budget_seconds=0, log_level="error")
    configure(settings)
    engine = EmbeddedEngine(settings)
    await engine.open()
    releases = Releases(home, 1)
    announced = releases.announced()
    assert announced is not None
    release = releases.open(announced)
    dead, back, others = [], [], []
    try:
        await engine.warm(release)
        for _ in range(TIMES):
            runaway = asyncio.create_task(engine.query(release, Question(RUNAWAY, seconds=DEADLINE)))
            began = time.perf_counter()
            while not runaway.done():
                asked = time.perf_counter()
                await engine.query(release, Question("ASK {}"))
                others.append(time.perf_counter() - asked)
                await asyncio.sleep(0.005)
            assert isinstance(runaway.exception(), DeadlinePassed)
            died = time.perf_counter()
            dead.append(died - began - DEADLINE)
            await asyncio.gather(*(engine.query(release, Question("ASK {}")) for _ in range(2)))
            back.append(time.perf_counter() - died)
            await asyncio.sleep(0.3)
    finally:
        await engine.close()
    return [
        "\n### Runaway queries\n",
        "| what | median ms | worst ms |",
        "|---|--:|--:|",
        _row("from the deadline to the client's 504", dead),
        _row("from there until both workers have answered again", back),
        _row("another query meanwhile", others),
    ]


def _row(name: str, seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"| {name} | {ordered[len(ordered) // 2] * 1000:.1f} | {ordered[-1] * 1000:.1f} |"
