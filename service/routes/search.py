"""`/search` and `/suggest`: find entities, documents and claims by their words, Chinese and English."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from service.exchange import RequestedRelease
from service.openapi import PROBLEMS
from service.routes.entities import Offset, link_pages
from service.routes.filters import Filters, ScopeParameter
from service.search import Hit, Results, index_of

__all__ = ["router"]

router = APIRouter(tags=["search"])

Words = Annotated[
    str,
    Query(
        description="What to look for; words are separated by spaces and all must be found.", examples=["算力", "fund"]
    ),
]
Kinds = Annotated[list[str] | None, Query(description="Only these kinds of entity, or `document`.")]


class Suggestions(BaseModel):
    """What may be meant."""

    query: str
    suggestions: list[Hit]


@router.get("/search", summary="Search labels, aliases, claims and quotes", responses=PROBLEMS(400, 404, 503))
def search(
    request: Request,
    response: Response,
    release: RequestedRelease,
    q: Words,
    filters: Annotated[Filters, Depends()],
    scope: ScopeParameter = "reviewed",
    offset: Offset = 0,
    limit: Annotated[int, Query(ge=1, le=100, description="How many hits at most.")] = 20,
) -> Results:
    """Return ranked hits, each with the words that matched, and how all hits divide by facet."""
    chosen = filters.chosen(release, scope)
    found = index_of(release).search(q, chosen, scope=scope, offset=offset, limit=limit)
    link_pages(request, response, offset, limit, found.total)
    return found


@router.get("/suggest", summary="Names that may be meant while typing", responses=PROBLEMS(400, 404, 503))
def suggest(
    release: RequestedRelease,
    q: Words,
    kind: Kinds = None,
    scope: ScopeParameter = "reviewed",
    limit: Annotated[int, Query(ge=1, le=50, description="How many names at most.")] = 8,
) -> Suggestions:
    """Return names of entities and documents that begin with or hold what was typed."""
    return Suggestions(query=q, suggestions=index_of(release).suggest(q, kinds=kind or (), scope=scope, limit=limit))
