"""The frame around every route: ready bytes, ETag and 304, problem documents, security headers, CORS, metrics.

A route that read a release and answered 200 gets release header, ETag and caching by itself; it opts out with
`Cache-Control: no-store`.
"""

import secrets
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter
from typing import Final

from prometheus_client import Counter, Histogram
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.errors import MEDIA_TYPE, Problem, ServerFault, TransferAborted
from service.exchange import RELEASE_STATE, ClientGone
from service.logs import log
from service.metrics import ANSWERS, READY_HITS, SECONDS
from service.ready import Headers, Ready, ReadyAnswer
from service.release import Releases

__all__ = ["VERSION", "Frame", "PassOn", "software_version"]


class PassOn(Exception):
    """Raised by a plain endpoint before it answers: the framework's route at the same address shall."""


def software_version() -> str:
    """Return the version of the installed package, or `0` where it runs from a bare checkout."""
    try:
        return version("policygraph")
    except PackageNotFoundError:
        return "0"


VERSION: Final = software_version()
_VERSION: Final = VERSION.encode()

_ALWAYS: Final[Headers] = [
    (b"x-content-type-options", b"nosniff"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Retry-After, Content-Disposition, X-Policygraph-Release"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]
_ROUTE: Final = "policygraph.route"
_POLICY: Final = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_PREFLIGHT: Final[Headers] = [
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
]
_KEPT_304: Final = frozenset(
    (b"cache-control", b"content-location", b"etag", b"vary", b"link", b"x-policygraph-release")
)


class Frame:
    """The outermost ASGI application.

    `hot` are plain endpoints by path, with `{name}` for a segment: they are called without the framework's routing. One
    that has a method `takes(scope)` is called for the requests that it takes. The ready bytes may have no capacity;
    `log_requests` logs a line a request.
    """

    def __init__(
        self, app: ASGIApp, *, releases: Releases, ready: Ready, hot: Mapping[str, ASGIApp], log_requests: bool
    ) -> None:
        self._app = app
        self._exact = {path: endpoint for path, endpoint in hot.items() if "{" not in path}
        self._patterns = [
            (compile_path(path)[0], path, endpoint, getattr(endpoint, "takes", _any))
            for path, endpoint in hot.items()
            if "{" in path
        ]
        self._releases = releases
        self._ready = ready
        self._log_requests = log_requests
        self._counters: dict[tuple[str, int], Counter] = {}
        self._timers: dict[str, Histogram] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        method = scope["method"]
        accept = language = host = match = preflight = b""
        for name, value in scope["headers"]:
            if name == b"accept":
                accept = accept + b"," + value if accept else value
            elif name == b"host":
                host = value
            elif name == b"if-none-match":
                match = value
            elif name == b"accept-language":
                language = value
            elif name == b"access-control-request-method":
                preflight = value
        reads = method in ("GET", "HEAD")
        key = (
            self._releases.current_id.encode(), scope["raw_path"] if "raw_path" in scope else scope["path"].encode(),
            scope["query_string"], accept, language, scope["scheme"].encode() + host,
        )  # fmt: skip
        found = self._ready.get(key) if reads else None
        if found is not None and match and _matches(match, found.etag):
            await _send_304(send, found.headers)
            self._count(found.route, 304, began, scope)
            return
        if found is not None and found.body is not None:
            READY_HITS.inc()
            await send({"type": "http.response.start", "status": 200, "headers": found.headers})
            await send({"type": "http.response.body", "body": b"" if method == "HEAD" else found.body})
            self._count(found.route, 200, began, scope)
            return
        if method == "OPTIONS" and preflight:
            await send({"type": "http.response.start", "status": 204, "headers": _ALWAYS + _PREFLIGHT})
            await send({"type": "http.response.body", "body": b""})
            self._count("preflight", 204, began, scope)
            return
        reply = _Reply(scope, send, self._ready, key if reads else None, match)
        status = await self._run(scope, receive, reply)
        self._count(_route(reply.scope), status, began, scope)

    async def _run(self, scope: Scope, receive: Receive, reply: "_Reply") -> int:
        inner = dict(scope, method="GET") if scope["method"] == "HEAD" else scope
        # A list, because routers may copy the scope: a release read by any copy is seen here.
        inner[RELEASE_STATE] = []
        reply.scope = inner
        try:
            try:
                await self._endpoint(inner)(inner, receive, reply)
            except PassOn:
                await self._app(inner, receive, reply)
        except ClientGone:
            reply.status = reply.status or 499
        except TransferAborted as error:
            # Returning without an end mark makes the server close the connection: the client sees a broken transfer.
            log.warning("transfer aborted", path=scope["path"], why=str(error))
        except Problem as error:
            await self._fail(error, reply)
        except Exception:  # noqa: BLE001 - whatever a route raises, the client gets a problem document
            # The framework may have answered 500 already; the trace is logged either way.
            reference = secrets.token_hex(4)
            log.exception("fault", reference=reference, path=scope["path"])
            await self._fail(ServerFault(f"The service failed; tell the operator the reference {reference}."), reply)
        return reply.status

    def _endpoint(self, scope: Scope) -> ASGIApp:
        path = scope["path"]
        endpoint = self._exact.get(path)
        if endpoint is not None:
            scope[_ROUTE] = path
            return endpoint
        for pattern, template, candidate, takes in self._patterns:
            match = pattern.match(path)
            if match is not None and takes(scope):
                scope[_ROUTE] = template
                scope["path_params"] = match.groupdict()
                return candidate
        return self._app

    async def _fail(self, error: Problem, reply: "_Reply") -> None:
        if reply.status:
            return
        headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in error.headers.items()]
        body = error.body()
        headers += [
            (b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]  # fmt: skip
        await reply({"type": "http.response.start", "status": error.status, "headers": headers})
        await reply({"type": "http.response.body", "body": body})

    def _count(self, route: str, status: int, began: float, scope: Scope) -> None:
        counter = self._counters.get((route, status))
        if counter is None:
            counter = self._counters[(route, status)] = ANSWERS.labels(route, str(status))
        timer = self._timers.get(route)
        if timer is None:
            timer = self._timers[route] = SECONDS.labels(route)
        elapsed = perf_counter() - began
        counter.inc()
        timer.observe(elapsed)
        if self._log_requests:
            log.info("request", method=scope["method"], path=scope["path"], status=status, ms=round(elapsed * 1000, 2))


class _Reply:
    """The `send` that routes get: it adds headers, answers 304, and keeps what may be kept."""

    def __init__(self, scope: Scope, send: Send, ready: Ready, key: tuple[bytes, ...] | None, match: bytes) -> None:
        self.status = 0
        self.scope = scope
        self._send = send
        self._ready = ready
        self._key = key
        self._match = match
        self._capacity = ready.largest
        self._bodiless = scope["method"] == "HEAD"
        self._swallow = False
        self._kept: list[bytes] | None = None
        self._size = 0
        self._etag = b""
        self._headers: Headers = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        elif message["type"] == "http.response.body":
            await self._body(message)
        else:
            await self._send(message)

    async def _start(self, message: Message) -> None:
        status = self.status = message["status"]
        headers: Headers = list(message.get("headers", ()))
        names = dict(headers)
        reads = self.scope[RELEASE_STATE]
        read = reads[-1] if reads else None
        if read is None or status != 200 or self._key is None or names.get(b"cache-control") == b"no-store":
            headers += _ALWAYS if read is None else _standing(*read)[0]
        else:
            self._etag = _etag(read[0], self._key, names)
            headers.append((b"etag", self._etag))
            headers += _standing(*read)[2 if b"cache-control" in names else 1]
            if self._capacity:
                self._kept = []
            if self._match and _matches(self._match, self._etag):
                self.status = 304
                self._swallow = True
                await _send_304(self._send, headers)
        if _POLICY[0] not in names:
            headers.append(_POLICY)
        self._headers = headers
        if not self._swallow:
            await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def _body(self, message: Message) -> None:
        body = message.get("body", b"")
        more = message.get("more_body", False)
        if self._kept is not None:
            self._size += len(body)
            if self._size <= self._capacity:
                self._kept.append(body)
            if not more and self._key is not None:
                whole = b"".join(self._kept) if self._size <= self._capacity else None
                headers = self._headers
                if whole is not None and not any(name == b"content-length" for name, _ in headers):
                    # What was streamed has a length now; without one the server would copy the body to chunk it.
                    headers = [*headers, (b"content-length", str(len(whole)).encode())]
                self._ready.add(self._key, ReadyAnswer(self._etag, headers, _route(self.scope), whole))
        if not self._swallow:
            if self._bodiless:
                message = {"type": "http.response.body", "body": b"", "more_body": more}
            await self._send(message)


def _any(scope: Scope) -> bool:
    return True


def _route(scope: Scope) -> str:
    template = scope.get(_ROUTE)
    return template if template is not None else getattr(scope.get("route"), "path", "unmatched")


def _matches(header: bytes, etag: bytes) -> bool:
    """Return whether If-None-Match names this ETag, compared weakly (RFC 9110, section 13.1.2)."""
    if header == etag or header.strip() == b"*":
        return True
    return any(item.strip().removeprefix(b"W/") == etag for item in header.split(b","))


def _etag(release: str, key: tuple[bytes, ...], headers: dict[bytes, bytes]) -> bytes:
    kind, language = headers.get(b"content-type", b""), headers.get(b"content-language", b"")
    text = b"\n".join((release.encode(), _VERSION, key[1], key[2], key[5], kind, language))
    return b'"%b"' % blake2b(text, digest_size=16).hexdigest().encode()


@lru_cache(maxsize=16)
def _standing(release: str, pinned: bool) -> tuple[Headers, Headers, Headers]:
    """Return what an answer from a release always says: alone, where it may be kept, and where it says how itself."""
    read = [*_ALWAYS, (b"x-policygraph-release", release.encode())]
    kept = [*read, (b"vary", b"Accept, Accept-Language")]
    control = b"public, max-age=3600" if pinned else b"public, no-cache"
    return read, [*kept, (b"cache-control", control)], kept


async def _send_304(send: Send, headers: Headers) -> None:
    kept = [(name, value) for name, value in headers if name in _KEPT_304]
    await send({"type": "http.response.start", "status": 304, "headers": kept + _ALWAYS})
    await send({"type": "http.response.body", "body": b""})
