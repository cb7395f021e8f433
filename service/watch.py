"""The watch on the `current` file: a new release is opened and warmed beside the old one, then takes its place."""

import asyncio
import contextlib

from starlette.concurrency import run_in_threadpool

from service.engine.embedded import EmbeddedEngine
from service.errors import NotFound, Problem
from service.logs import log
from service.metrics import SWAPS
from service.release import Releases

__all__ = ["take_up", "watch"]


async def take_up(releases: Releases, engine: EmbeddedEngine) -> None:
    """Serve the release that the `current` file names, if it is another one and can be opened.

    Raises Problem where it cannot; the former release stays in service.
    """
    announced = await run_in_threadpool(releases.announced)
    if announced is None:
        return
    release = await run_in_threadpool(releases.open, announced)
    await engine.warm(release)
    with contextlib.suppress(NotFound):
        await run_in_threadpool(release.store_of, "all")
    releases.serve(release)
    SWAPS.inc()
    log.info("release in service", release=release.id, triples=release.manifest.default_graph_triples)


async def watch(releases: Releases, engine: EmbeddedEngine, seconds: float) -> None:
    """Look at the `current` file every `seconds`, for ever. What cannot be opened is logged once and tried again."""
    complained = ""
    while True:
        try:
            await take_up(releases, engine)
            complained = ""
        except (Problem, OSError) as error:
            if str(error) != complained:
                complained = str(error)
                log.error("release not taken up", why=complained)
        await asyncio.sleep(seconds)
