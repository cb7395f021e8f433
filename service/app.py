"""The application: settings in, ASGI out. Every route module is named here once."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from types import ModuleType

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from service.canned.catalogue import read_catalogue
from service.canned.description import operations as canned_operations
from service.engine.embedded import EmbeddedEngine
from service.errors import Problem
from service.exchange import ClientGone, Service
from service.frame import VERSION, Frame
from service.logs import log
from service.openapi import DescribedApp
from service.pages.rendering import compile_templates
from service.ready import Ready
from service.release import Releases
from service.routes import (
    claims,
    description,
    diff,
    documents,
    entities,
    export,
    graphs,
    identifiers,
    lookups,
    ontology,
    operations,
    pages,
    path,
    queries,
    releases,
    search,
    sparql,
    twins,
)  # fmt: skip
from service.routes.failures import answer_fault, answer_gone, answer_http, answer_invalid, answer_problem
from service.settings import Settings
from service.watch import take_up, watch

__all__ = ["Application", "create_app"]

ROUTES: tuple[ModuleType, ...] = (
    pages, sparql, lookups, operations, graphs, description, ontology, releases, queries, twins, entities, export,
    search, claims, documents, path, identifiers, diff,
)  # fmt: skip
"""The route modules. Each has a `router`, or plain endpoints in `hot` with their OpenAPI entries in `documented`."""


class Application(DescribedApp):
    """FastAPI with the frame around everything it builds."""

    service: Service

    def build_middleware_stack(self) -> ASGIApp:
        settings = self.service.settings
        return Frame(
            super().build_middleware_stack(),
            releases=self.service.releases,
            ready=Ready(settings.ready_bytes),
            hot={path: endpoint for module in ROUTES for path, endpoint in getattr(module, "hot", {}).items()},
            log_requests=settings.log_requests,
        )


def create_app(settings: Settings | None = None) -> Application:
    """Return the service for these settings (default: from the environment).

    The engine's workers are started and the current release is opened when the application starts.
    """
    settings = settings or Settings()
    app = Application(
        title="policygraph",
        version=VERSION,
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # /metrics is where the service is watched; asking for OpenTelemetry costs every request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.service = Service(settings, Releases(settings.home, settings.open_releases), EmbeddedEngine(settings))
    app.state.catalogue = read_catalogue()
    for error, answer in (
        (Problem, answer_problem),
        (HTTPException, answer_http),
        (RequestValidationError, answer_invalid),
        (ClientGone, answer_gone),
        (Exception, answer_fault),
    ):
        app.add_exception_handler(error, answer)
    for module in ROUTES:
        if hasattr(module, "router"):
            app.include_router(module.router)
    app.documented = {path: item for module in ROUTES for path, item in getattr(module, "documented", {}).items()}
    app.documented |= canned_operations(app.state.catalogue)
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: Application) -> AsyncIterator[None]:
    service = app.service
    compile_templates()
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
