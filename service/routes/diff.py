"""`/diff`: what changed between two releases: claims and entities that came, and that went."""

from typing import Annotated, Final

import pyoxigraph as ox
from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from ontology.namespaces import PG, PREFIXES
from service.errors import BadRequest
from service.evidence import Reader, Reference, Scope
from service.exchange import RequestedRelease, service_of
from service.openapi import PROBLEMS
from service.release import Release
from service.routes.entities import Limit, Offset, link_pages
from service.routes.filters import ScopeParameter

__all__ = ["MOST", "router"]

router = APIRouter(tags=["releases"])

MOST: Final = 100_000
"""No more things that came, or that went, are listed: an answer's memory is bounded by what changed, and by this."""

_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")


class Changes(BaseModel):
    """Things of one class that came or went: how many, and one page of them in the order of their IRIs."""

    added_count: int
    removed_count: int
    added: list[Reference]
    removed: list[Reference]


class Difference(BaseModel):
    """What `to` has and `from` has not, and the other way round. A corrected claim is a new claim."""

    start: str
    end: str
    claims: Changes
    entities: Changes


@router.get("/diff", summary="What changed between two releases", responses=PROBLEMS(400, 404, 503))
def diff(
    request: Request,
    response: Response,
    release: RequestedRelease,
    start: Annotated[str, Query(alias="from", description="Id of the earlier release; see `/releases`.")],
    scope: ScopeParameter = "reviewed",
    offset: Offset = 0,
    limit: Limit = 100,
) -> Difference:
    """Return what changed from the release `from` to the one that `release` names (the current one where absent)."""
    earlier = service_of(request).releases.open(start)
    claims = _changes(earlier, release, scope, "Claim", offset, limit)
    entities = _changes(earlier, release, scope, "Entity", offset, limit)
    longest = max(claims.added_count, claims.removed_count, entities.added_count, entities.removed_count)
    link_pages(request, response, offset, limit, longest)
    return Difference(start=earlier.id, end=release.id, claims=claims, entities=entities)


def _changes(earlier: Release, later: Release, scope: Scope, cls: str, offset: int, limit: int) -> Changes:
    added, removed = _new(later, earlier, scope, cls), _new(earlier, later, scope, cls)
    new, old = Reader(later, scope), Reader(earlier, scope)
    return Changes(
        added_count=len(added),
        removed_count=len(removed),
        added=[new.reference(iri) for iri in added[offset : offset + limit]],
        removed=[old.reference(iri) for iri in removed[offset : offset + limit]],
    )


def _new(release: Release, other: Release, scope: Scope, cls: str) -> list[str]:
    """Return the IRIs of a class's instances that a release has and another has not, sorted.

    Only graphs that differ are read: what both releases have alike can hold nothing new. Raises BadRequest where there
    are too many to hold.
    """
    known = {graph.iri: graph.sha256 for graph in other.manifest.graphs}
    instance, elsewhere = ox.NamedNode(PG + cls), Reader(other, scope)
    found: set[str] = set()
    for graph in release.manifest.graphs:
        unreviewed = graph.iri.endswith("/auto")
        if graph.sha256 == known.get(graph.iri) or (unreviewed and scope == "reviewed"):
            continue
        for quad in release.store.quads_for_pattern(None, _TYPE, instance, ox.NamedNode(graph.iri)):
            if isinstance(quad.subject, ox.NamedNode) and not elsewhere.has_type(quad.subject.value, cls):
                found.add(quad.subject.value)
                if len(found) > MOST:
                    raise BadRequest(
                        f"The two releases differ in more than {MOST:,} things; compare their N-Quads instead: "
                        "/export/nquads of each."
                    )
    return sorted(found)
