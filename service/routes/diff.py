"""`/diff`: what changed between two releases: claims and entities that came, and that went."""

from typing import Annotated, Final

import pyoxigraph as ox
from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from ontology.namespaces import PG, PREFIXES
from service.evidence import Reader, Reference
from service.exchange import RequestedRelease, service_of
from service.openapi import PROBLEMS
from service.release import Release
from service.routes.entities import Limit, Offset, link_pages

__all__ = ["router"]

router = APIRouter(tags=["releases"])

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


@router.get("/diff", summary="What changed between two releases", responses=PROBLEMS(404, 503))
def diff(
    request: Request,
    response: Response,
    release: RequestedRelease,
    start: Annotated[str, Query(alias="from", description="Id of the earlier release; see `/releases`.")],
    offset: Offset = 0,
    limit: Limit = 100,
) -> Difference:
    """Return what changed from the release `from` to the one that `release` names (the current one where absent)."""
    earlier = service_of(request).releases.open(start)
    claims = _changes(earlier, release, "Claim", offset, limit)
    entities = _changes(earlier, release, "Entity", offset, limit)
    longest = max(claims.added_count, claims.removed_count, entities.added_count, entities.removed_count)
    link_pages(request, response, offset, limit, longest)
    return Difference(start=earlier.id, end=release.id, claims=claims, entities=entities)


def _changes(earlier: Release, later: Release, cls: str, offset: int, limit: int) -> Changes:
    before, after = _instances(earlier, cls), _instances(later, cls)
    added, removed = sorted(after - before), sorted(before - after)
    new, old = Reader(later), Reader(earlier)
    return Changes(
        added_count=len(added),
        removed_count=len(removed),
        added=[new.reference(iri) for iri in added[offset : offset + limit]],
        removed=[old.reference(iri) for iri in removed[offset : offset + limit]],
    )


def _instances(release: Release, cls: str) -> frozenset[str]:
    """Return the IRIs of a class's instances in the default graph, read once per release."""

    def read(opened: Release) -> frozenset[str]:
        return frozenset(Reader(opened).subjects(_TYPE.value, ox.NamedNode(PG + cls)))

    return release.derived(f"instances:{cls}", read)
