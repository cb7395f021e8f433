"""What a route works with: the service's parts, the release that the request asks for, the client, the connection.

Any route that reads a release takes `RequestedRelease` (or calls `requested_release`); the frame then adds release
header, ETag, 304 and ready bytes by itself.
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Annotated, Final, TypeVar, cast

from fastapi import Depends, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import Receive, Scope

from service.engine.embedded import EmbeddedEngine
from service.errors import BadRequest
from service.release import Release, Releases
from service.settings import Settings

__all__ = [
    "RELEASE_STATE",
    "ClientGone",
    "RequestedRelease",
    "Service",
    "address_of",
    "base_url",
    "client_of",
    "release_of",
    "requested_release",
    "service_of",
    "while_connected",
]  # fmt: skip

T = TypeVar("T")

RELEASE_STATE: Final = "policygraph.release"
_PATIENCE: Final = 0.03


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of the running service."""

    settings: Settings
    releases: Releases
    engine: EmbeddedEngine


class ClientGone(Exception):
    """The client closed the connection; nobody waits for the answer."""


def service_of(request: Request) -> Service:
    """Return the parts of the service that this request runs in."""
    return cast(Service, request.app.state.service)


async def release_of(scope: Scope, release_id: str | None) -> Release:
    """Return the opened release and mark the answer as made from it alone.

    Raises NotFound for an unknown id, NoRelease where nothing was published.
    """
    releases = cast(Service, scope["app"].state.service).releases
    if release_id is None or release_id == releases.current_id:
        release = releases.current
    else:
        release = await run_in_threadpool(releases.open, release_id)
    scope[RELEASE_STATE].append((release.id, release_id is not None))
    return release


async def requested_release(
    request: Request,
    release: Annotated[
        str | None,
        Query(description="Id of the release to read; the current one where absent. See `/releases`.", max_length=128),
    ] = None,
) -> Release:
    """Return the release that the `release` parameter names (a FastAPI dependency)."""
    if len(request.query_params.getlist("release")) > 1:
        raise BadRequest("The parameter `release` is given more than once; give it once or not at all.")
    return await release_of(request.scope, release)


RequestedRelease = Annotated[Release, Depends(requested_release)]
"""The type of a route parameter that receives the release to read."""


def client_of(request: Request) -> str | None:
    """Return who pays for this request's query seconds: the address that a trusted proxy names, else the peer's."""
    header = service_of(request).settings.client_header
    if header and (value := request.headers.get(header)):
        return value.rpartition(",")[2].strip()[:64]
    return request.client.host if request.client else None


def base_url(request: Request) -> str:
    """Return the service's own address, without a trailing slash."""
    return service_of(request).settings.public_url.rstrip("/") or str(request.base_url).rstrip("/")


def address_of(scope: Scope, settings: Settings) -> str:
    """Return the address that was asked, without its query string."""
    path: str = scope["path"]
    if settings.public_url:
        return settings.public_url.rstrip("/") + path
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "localhost")
    return f"{scope['scheme']}://{host}{path}"


async def while_connected(receive: Receive, work: Awaitable[T]) -> T:
    """Return what `work` gives, or cancel it and raise ClientGone as soon as the client has left.

    The request's body must have been read. The connection is watched only once the work takes longer than a moment.
    """
    watch = _Watch(receive)
    timer = asyncio.get_running_loop().call_later(_PATIENCE, watch.start)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.gone:
            watch.waiting.uncancel()
            raise ClientGone from None
        raise
    finally:
        timer.cancel()
        watch.stop()


class _Watch:
    """Cancels the task it was made in when the client leaves."""

    def __init__(self, receive: Receive) -> None:
        self.gone = False
        self.waiting = cast("asyncio.Task[object]", asyncio.current_task())
        self._receive = receive
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._watch = asyncio.get_running_loop().create_task(self._run())

    def stop(self) -> None:
        if self._watch is not None:
            self._watch.cancel()

    async def _run(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.waiting.cancel()
