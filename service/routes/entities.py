"""`/entities`: look-ups of entities, with evidence on every item."""

from collections.abc import Sequence
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ontology import iris
from ontology.namespaces import ID, KINDS
from service.entities import Entity, Neighbour, entity_of, neighbours_of, successor
from service.errors import BadRequest, NotFound
from service.evidence import Reader, Reference, claim_of
from service.exchange import RequestedRelease, base_url
from service.names import near_entities
from service.openapi import PROBLEMS
from service.routes.filters import Filters, ScopeParameter
from service.search import Results, index_of

__all__ = ["LIMIT", "Limit", "Offset", "entity_iri", "link_pages", "page_links", "router"]

router = APIRouter(tags=["entities"])

Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many items to skip.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many items at most.")]
LIMIT: Final = 100
"""How many claims of an entity are shown where the request does not say."""


class Neighbours(BaseModel):
    """The entities that share claims with one."""

    entity: Reference
    count: int
    neighbours: list[Neighbour]


def link_pages(request: Request, response: Response, offset: int, limit: int, total: int) -> None:
    """Write the Link header of one page of a longer list."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in ("offset", "limit")]
    if links := page_links(f"{base_url(request)}{request.url.path}", kept, offset, limit, total):
        response.headers["link"] = links


def page_links(address: str, kept: Sequence[tuple[str, str]], offset: int, limit: int, total: int) -> str:
    """Return the Link header of one page of a list (RFC 8288): first, prev, next, last; "" where it is the only one.

    `kept` are the parameters that the addresses of the other pages have too.
    """
    if total <= limit and not offset:
        return ""
    last = max(0, (total - 1) // limit * limit)
    pages = {"first": 0, "prev": max(0, offset - limit), "next": offset + limit, "last": last}
    wanted = [n for n in pages if (n != "prev" or offset) and (n != "next" or offset + limit < total)]
    fields = {name: urlencode([*kept, ("limit", limit), ("offset", pages[name])]) for name in wanted}
    return ", ".join(f'<{address}?{fields[name]}>; rel="{name}"' for name in wanted)


@router.get("/entities", summary="Entities by words and facets", responses=PROBLEMS(400, 404, 503))
def entities(
    request: Request,
    response: Response,
    release: RequestedRelease,
    filters: Annotated[Filters, Depends()],
    q: Annotated[str | None, Query(description="Words that a name must hold; absent: all entities.")] = None,
    scope: ScopeParameter = "reviewed",
    offset: Offset = 0,
    limit: Annotated[int, Query(ge=1, le=500, description="How many entities at most.")] = 50,
) -> Results:
    """Return one page of entities, by kind and English label or by how well they match `q`, with counts by facet."""
    index, chosen = index_of(release), filters.chosen(release, scope)
    if "claim" in chosen.get("kind", ()):
        raise BadRequest("A claim is no entity; /search?kind=claim finds claims.")
    if q is None:
        found = index.listing(chosen, scope=scope, claims=False, offset=offset, limit=limit)
    else:
        found = index.search(q, chosen, scope=scope, claims=False, offset=offset, limit=limit)
    link_pages(request, response, offset, limit, found.total)
    return found


@router.get(
    "/entities/{kind}/{slug}",
    summary="One entity, with evidence on every item",
    response_model=Entity,
    responses={308: {"description": "The entity was merged into another"}, **PROBLEMS(404, 503)},
)
def entity(
    request: Request,
    response: Response,
    release: RequestedRelease,
    kind: str,
    slug: str,
    scope: ScopeParameter = "reviewed",
    offset: Offset = 0,
    limit: Limit = LIMIT,
) -> Entity | Response:
    """Return an entity: labels, relations in both directions, numbers, statements, each with its exact words."""
    reader = Reader(release, scope)
    iri = entity_iri(kind, slug)
    if (current := successor(reader, iri)) != iri:
        address = f"{base_url(request)}/entities/{current.removeprefix(ID)}"
        return RedirectResponse(f"{address}?{request.url.query}".rstrip("?"), status_code=308)
    found = entity_of(reader, iri, offset, limit)
    if found is None:
        raise _missing(reader, kind, slug)
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
        raise _missing(reader, kind, slug)
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


def _missing(reader: Reader, kind: str, slug: str) -> NotFound:
    return NotFound(f"This release has no {kind}:{slug}.{near_entities(reader, slug, (kind,))}")
