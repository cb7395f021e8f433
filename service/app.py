"""The application: settings in, ASGI out. Every route module is named here once."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from service.engine.embedded import EmbeddedEngine
from service.errors import MEDIA_TYPE, BadRequest, Problem, problem
from service.exchange import Service
from service.frame import VERSION, Frame
from service.logs import log
from service.openapi import DescribedApp
from service.ready import Ready
from service.release import Releases
from service.routes import description, graphs, ontology, operations, releases, sparql
from service.settings import Settings
from service.watch import take_up, watch

__all__ = ["create_app"]

ROUTES = (operations, sparql, graphs, description, ontology, releases)
"""Modules with a `router` and, for plain endpoints, their OpenAPI `operations`; the hottest first."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the service for these settings (default: from the environment).

    The engine's workers are started and the current release is opened when the application starts.
    """
    settings = settings or Settings()
    service = Service(settings, Releases(settings.home, settings.open_releases), EmbeddedEngine(settings))
    app = DescribedApp(
        title="policygraph",
        version=VERSION,
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    app.add_middleware(
        Frame,
        releases=service.releases,
        ready=Ready(settings.ready_bytes),
        log_requests=settings.log_requests,
    )
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _validation_problem)
    for module in ROUTES:
        app.include_router(module.router)
    app.documented = {path: item for module in ROUTES for path, item in getattr(module, "documented", {}).items()}
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    await service.engine.open()
    if not service.engine.guarded:
        log.warning("no kernel guard", free_sparql=service.settings.allow_unguarded, guard=service.engine.pool.guard)
    try:
        await take_up(service.releases, service.engine)
    except Problem as error:
        log.error("release not taken up", why=str(error))
    watching = asyncio.create_task(watch(service.releases, service.engine, service.settings.poll_seconds))
    try:
        yield
    finally:
        watching.cancel()
        await service.engine.close()


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    details = {
        404: ("not-found", "Not found", "There is nothing at this address; /openapi.json lists what there is."),
        405: ("method-not-allowed", "Method not allowed", "This method does not apply here; see the Allow header."),
    }
    slug, title, detail = details.get(error.status_code, ("http", "The request failed", str(error.detail)))
    return Response(
        problem(error.status_code, slug, title, detail),
        error.status_code,
        {**(error.headers or {}), "Cache-Control": "no-store"},
        MEDIA_TYPE,
    )


async def _validation_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    invalid: list[dict[str, Any]] = [
        {"parameter": ".".join(str(part) for part in item["loc"][1:]), "in": item["loc"][0], "message": item["msg"]}
        for item in error.errors()
    ]
    first = invalid[0]
    refused = BadRequest(f"Parameter `{first['parameter']}`: {first['message']}.", extra={"invalid": invalid})
    return Response(refused.body(), refused.status, {"Cache-Control": "no-store"}, MEDIA_TYPE)
