"""`/path`: how two entities hang together."""

from typing import Annotated

from fastapi import APIRouter, Query

from service.canned.parameters import SCHEMES, InvalidValue
from service.errors import BadRequest
from service.evidence import Reader
from service.exchange import RequestedRelease
from service.names import resolver
from service.openapi import PROBLEMS
from service.paths import LONGEST, Path, shortest_path
from service.routes.filters import ScopeParameter

__all__ = ["router"]

router = APIRouter(tags=["entities"])


@router.get("/path", summary="The shortest path between two entities", responses=PROBLEMS(400, 404, 503))
def path(
    release: RequestedRelease,
    start: Annotated[
        str, Query(alias="from", description="An entity: IRI, `kind:slug` or its name.", examples=["actor:huawei"])
    ],
    end: Annotated[
        str, Query(alias="to", description="An entity: IRI, `kind:slug` or its name.", examples=["place:beijing"])
    ],
    longest: Annotated[int, Query(ge=1, le=LONGEST, description="How many steps at most.")] = 4,
    status: Annotated[
        list[str] | None, Query(description="Only claims of these statuses: " + ", ".join(SCHEMES["status"]) + ".")
    ] = None,
    scope: ScopeParameter = "reviewed",
) -> Path:
    """Return a shortest path over claims; each step says with whose words the two ends are tied, and their status."""
    if unknown := sorted(set(status or ()) - set(SCHEMES["status"])):
        raise BadRequest(f"`status` is one of {', '.join(SCHEMES['status'])}, not {unknown[0][:40]!r}.")
    reader = Reader(release, scope)
    resolve = resolver(reader)
    try:
        ends = resolve(start, ()), resolve(end, ())
    except InvalidValue as error:
        raise BadRequest(str(error)) from error
    return shortest_path(reader, *ends, longest, frozenset(status or ()))
