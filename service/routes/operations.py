"""For operators: `/health` (the process answers), `/ready` (it can serve), `/metrics`."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from service.errors import EngineFailed, MethodNotAllowed
from service.exchange import service_of
from service.metrics import MEDIA_TYPE, exposition
from service.openapi import PROBLEMS

__all__ = ["documented", "hot", "router"]

_HEALTHY = b'{"status":"ok"}'
_HEADERS = [
    (b"content-type", b"application/json"),
    (b"content-length", str(len(_HEALTHY)).encode()),
    (b"cache-control", b"no-store"),
]


class Health:
    """The liveness probe: a constant, whatever the engine is doing."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 200."""
        if scope["method"] != "GET":
            raise MethodNotAllowed("The health of the process is read with GET.", headers={"Allow": "GET, HEAD"})
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": _HEALTHY})


router = APIRouter(tags=["operations"])

hot: Final = {"/health": Health()}

documented = {
    "/health": {
        "get": {
            "tags": ["operations"],
            "summary": "The process answers",
            "description": "Touches neither store nor engine, so it answers whatever queries are doing.",
            "operationId": "health",
            "responses": {
                "200": {
                    "description": "Alive",
                    "content": {"application/json": {"example": {"status": "ok"}, "schema": {"type": "object"}}},
                }
            },
        }
    }
}


@router.get("/ready", summary="A release is open and the engine can read it", responses=PROBLEMS(503))
async def ready(request: Request) -> dict[str, str]:
    """Return the release in service, after a worker has opened its store."""
    service = service_of(request)
    release = service.releases.current
    if not service.engine.pool.usable:
        raise EngineFailed("No engine worker is running.", headers={"Retry-After": "1"})
    await service.engine.probe(release)
    return {"status": "ready", "release": release.id}


@router.get(
    "/metrics",
    summary="Metrics in Prometheus' text format",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics() -> Response:
    """Return counters and histograms of this service."""
    return Response(exposition(), media_type=MEDIA_TYPE)
