"""The service as benchmarked, with static answers of any size and bare look-ups of an entity beside its own routes."""

import sys
from functools import cache
from typing import Final

import orjson
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from starlette.types import ASGIApp, Receive, Scope, Send

import service.app
import service.cli
from ontology.namespaces import ID, PREFIXES
from service.exchange import release_of

__all__ = ["application", "hot"]

_DEFAULT: Final = DefaultGraph()
_LABEL: Final = NamedNode(PREFIXES["rdfs"] + "label")


@cache
def _body(size: int) -> bytes:
    return b"x" * size


async def static(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a constant of the size that the path names."""
    body = _body(int(scope["path_params"]["size"]))
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def triples(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with every triple about an actor, looked up in process."""
    await _look_up(scope, None, send)


async def labels(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the labels of an actor, looked up in process."""
    await _look_up(scope, _LABEL, send)


async def _look_up(scope: Scope, predicate: NamedNode | None, send: Send) -> None:
    release = await release_of(scope, None)
    subject = NamedNode(f"{ID}actor/{scope['path_params']['slug']}")
    items = [_item(quad) for quad in release.store.quads_for_pattern(subject, predicate, None, _DEFAULT)]
    body = orjson.dumps({"id": subject.value, "items": items})
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _item(quad: Quad) -> tuple[str, str, str | None]:
    object_ = quad.object
    if isinstance(object_, Literal):
        return quad.predicate.value, object_.value, object_.language
    assert isinstance(object_, NamedNode)
    return quad.predicate.value, object_.value, None


hot: dict[str, ASGIApp] = {
    "/benchmark/static/{size}": static,
    "/benchmark/actor/{slug}": triples,
    "/benchmark/labels/{slug}": labels,
}


def application() -> object:
    """Return the service with the benchmark's endpoints; settings come from the environment."""
    service.app.ROUTES = (*service.app.ROUTES, sys.modules[__name__])
    return service.cli.application()
