"""What a route works with: the service's parts, the release that the request asks for, the client, the connection.

Any route that reads a release takes `RequestedRelease` (or calls `requested_release`); the frame then adds release
header, ETag, 304 and ready bytes by itself.
"""

import asyncio
import threading
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Annotated, Final, TypeVar, cast

from fastapi import Depends, Query
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
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
    "payer",
    "release_of",
    "requested_release",
    "service_in",
    "service_of",
    "while_connected",
]  # fmt: skip

T = TypeVar("T")

RELEASE_STATE: Final = "policygraph.release"
_PATIENCE: Final = 0.02


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
    return service_in(request.scope)


def service_in(scope: Scope) -> Service:
    """Return the parts of the service that the request of this scope runs in."""
    return cast(Service, scope["app"].service)


async def release_of(scope: Scope, release_id: str | None) -> Release:
    """Return the opened release and mark the answer as made from it alone.

    Raises NotFound for an unknown id, NoRelease where nothing was published.
    """
    releases = service_in(scope).releases
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
    return payer(request.scope, service_of(request).settings.client_header)


def payer(scope: Scope, header: str) -> str | None:
    """Return who pays for the query seconds of a request, where the proxy header that counts is `header`."""
    if header and (value := Headers(scope=scope).get(header)):
        return value.rpartition(",")[2].strip()[:64]
    client = scope.get("client")
    return client[0] if client else None


def base_url(request: Request) -> str:
    """Return the service's own address, without a trailing slash."""
    return service_of(request).settings.public_url.rstrip("/") or str(request.base_url).rstrip("/")


def address_of(scope: Scope, settings: Settings, host: str | None = None) -> str:
    """Return the address that was asked, without its query string; `host` is the Host header where it is known."""
    path: str = scope["path"]
    if settings.public_url:
        return settings.public_url.rstrip("/") + path
    if host is None:
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "localhost")
    return f"{scope['scheme']}://{host}{path}"


async def while_connected(receive: Receive, work: Awaitable[T]) -> T:
    """Return what `work` gives, or cancel it and raise ClientGone as soon as the client has left.

    The request's body must have been read. The connection is watched only once the work takes longer than a moment.
    """
    watch = _Watch(receive)
    _WATCHES.add(watch)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.gone:
            watch.waiting.uncancel()
            raise ClientGone from None
        raise
    finally:
        _WATCHES.discard(watch)
        if watch.watching is not None:
            watch.watching.cancel()


class _Watch:
    """Cancels the task it was made in when the client leaves, once it was started."""

    __slots__ = ("_receive", "gone", "old", "waiting", "watching")

    def __init__(self, receive: Receive) -> None:
        self.gone = False
        self.old = False
        self.waiting = cast("asyncio.Task[object]", asyncio.current_task())
        self.watching: asyncio.Task[None] | None = None
        self._receive = receive

    def start(self) -> None:
        self.watching = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.waiting.cancel()


class _Watches(threading.local):
    """The watches of the event loop that runs in this thread.

    One timer looks at all of them and starts those that it sees a second time: most work ends before, and a timer for
    each would cost more than the rest of the watching.
    """

    def __init__(self) -> None:
        self._young: set[_Watch] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def add(self, watch: _Watch) -> None:
        self._young.add(watch)
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            loop.call_later(_PATIENCE, self._look)

    def discard(self, watch: _Watch) -> None:
        self._young.discard(watch)

    def _look(self) -> None:
        for watch in tuple(self._young):
            if watch.old:
                self._young.discard(watch)
                watch.start()
            watch.old = True
        if self._young:
            asyncio.get_running_loop().call_later(_PATIENCE, self._look)
        else:
            self._loop = None


_WATCHES: Final = _Watches()
