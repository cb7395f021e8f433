"""`/releases`: what was published, and what each release holds."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from service.exchange import release_of, service_of
from service.openapi import PROBLEMS
from service.release import Release

__all__ = ["router"]

router = APIRouter(tags=["releases"])


class ReleaseSummary(BaseModel):
    """One release: its id, whether it is the current one, and its true counts."""

    id: str
    current: bool
    built_at: str
    triples: int
    counts: dict[str, int]
    documents: int


class ReleaseList(BaseModel):
    """The releases of the workspace."""

    current: str
    releases: list[ReleaseSummary]


@router.get("/releases", summary="The releases that can be read", responses=PROBLEMS(503))
async def releases(request: Request) -> ReleaseList:
    """Return every release of the workspace, the newest first."""
    registry = service_of(request).releases
    manifests = await run_in_threadpool(registry.manifests)
    found = [
        ReleaseSummary(
            id=manifest.release,
            current=manifest.release == registry.current_id,
            built_at=manifest.built_at,
            triples=manifest.default_graph_triples,
            counts=manifest.counts,
            documents=len(manifest.documents),
        )
        for manifest in manifests
    ]
    return ReleaseList(current=registry.current.id, releases=found)


@router.get(
    "/releases/{release_id}", summary="One release, with its graphs and documents", responses=PROBLEMS(404, 503)
)
async def release(request: Request, release_id: str) -> dict[str, Any]:
    """Return the manifest of a release; `current` stands for the one in service."""
    found: Release = await release_of(request.scope, None if release_id == "current" else release_id)
    return found.manifest.model_dump(mode="json")
