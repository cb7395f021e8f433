"""`/entities`: look-ups of entities, with evidence on every item."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from ontology import iris
from ontology.namespaces import KINDS
from service.entities import Entity, Neighbour, entity_of, neighbours_of
from service.errors import NotFound
from service.evidence import Reader, Reference, Scope, claim_of
from service.exchange import RequestedRelease, base_url
from service.openapi import PROBLEMS

__all__ = ["Limit", "Offset", "ScopeParameter", "link_pages", "router"]

router = APIRouter(tags=["entities"])

ScopeParameter = Annotated[
    Scope, Query(description="Claims that count: `reviewed`, or `all` of them, also those nobody has reviewed.")
]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many items to skip.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many items at most.")]


class Neighbours(BaseModel):
    """The entities that share claims with one."""

    entity: Reference
    count: int
    neighbours: list[Neighbour]


def link_pages(request: Request, response: Response, offset: int, limit: int, total: int) -> None:
    """Write the Link header of one page of a longer list (RFC 8288): first, previous, next, last."""
    last = max(0, (total - 1) // limit * limit)
    pages = {"first": 0, "prev": max(0, offset - limit), "next": offset + limit, "last": last}
    wanted = [n for n in pages if (n != "prev" or offset) and (n != "next" or offset + limit < total)]
    if total <= limit and not offset:
        return
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in ("offset", "limit")]
    address = f"{base_url(request)}{request.url.path}"
    links = []
    for name in wanted:
        fields = urlencode([*kept, ("limit", limit), ("offset", pages[name])])
        links.append(f'<{address}?{fields}>; rel="{name}"')
    response.headers["link"] = ", ".join(links)


@router.get("/entities/{kind}/{slug}", summary="One entity, with evidence on every item", responses=PROBLEMS(404, 503))
def entity(
    request: Request,
    response: Response,
    release: RequestedRelease,
    kind: str,
    slug: str,
    scope: ScopeParameter = "reviewed",
    offset: Offset = 0,
    limit: Limit = 100,
) -> Entity:
    """Return an entity: labels, relations in both directions, numbers, statements, each with its exact words."""
    found = entity_of(Reader(release, scope), entity_iri(kind, slug), offset, limit)
    if found is None:
        raise _missing(kind, slug)
    link_pages(request, response, offset, limit, found.claim_count)
    return found


@router.get(
    "/entities/{kind}/{slug}/neighbours", summary="Entities that share claims with one", responses=PROBLEMS(404, 503)
)
def neighbours(
    request: Request,
    response: Response,
    release: RequestedRelease,
    kind: str,
    slug: str,
    scope: ScopeParameter = "reviewed",
    offset: Offset = 0,
    limit: Limit = 50,
) -> Neighbours:
    """Return the entities that share claims with this one, and those claims; the closest first."""
    reader = Reader(release, scope)
    iri = entity_iri(kind, slug)
    if not reader.has_type(iri, "Entity"):
        raise _missing(kind, slug)
    found = neighbours_of(reader, iri)
    link_pages(request, response, offset, limit, len(found))
    page = list(found.items())[offset : offset + limit]
    return Neighbours(
        entity=reader.reference(iri),
        count=len(found),
        neighbours=[
            Neighbour(entity=reader.reference(other), claims=[c for name in names if (c := claim_of(reader, name))])
            for other, names in page
        ],
    )


def entity_iri(kind: str, slug: str) -> str:
    """Return the IRI of a kind and a slug. Raises NotFound where there can be none of them."""
    if kind not in KINDS:
        raise NotFound(f"There is no kind of entity {kind[:40]!r}; the kinds are {', '.join(KINDS)}.")
    if not iris.slug_pattern.fullmatch(slug):
        raise NotFound(f"{slug[:80]!r} is no entity's name: names are lower-case letters, digits and hyphens.")
    return iris.entity(kind, slug)


def _missing(kind: str, slug: str) -> NotFound:
    return NotFound(f"This release has no {kind}:{slug}.")
