"""RDF twins: entities, claims and documents for those who want RDF at the address of the plain JSON (303)."""

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from service.errors import NotAcceptable
from service.exchange import base_url
from service.sparql.negotiation import choose_media_type
from service.sparql.results import FORMATS, GRAPHS

__all__ = ["router"]

_PLAIN: Final = ("application/json", "text/html")
_OFFERED: Final = (*_PLAIN, *(FORMATS[key].media_type for key in GRAPHS))


class _TwinRoute(APIRoute):
    """A route for those who want something other than JSON or a page; others pass on to these."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return no match where the client is content with JSON or a page."""
        found = super().matches(scope)
        if found[0] is not Match.NONE and _wanted(scope) in _PLAIN:
            return Match.NONE, {}
        return found


def _wanted(scope: Scope) -> str | None:
    accept = b",".join(value for name, value in scope["headers"] if name == b"accept").decode("latin-1")
    return choose_media_type(accept, _OFFERED)


router = APIRouter(route_class=_TwinRoute, include_in_schema=False)


@router.get("/entities/{kind}/{slug}")
def entity(request: Request, kind: str, slug: str) -> Response:
    """Redirect to the RDF of an entity."""
    return _redirect(request, f"{kind}/{slug}")


@router.get("/claims/{claim}")
def claim(request: Request, claim: str) -> Response:
    """Redirect to the RDF of a claim."""
    return _redirect(request, f"claim/{claim}")


@router.get("/documents/{document}")
def document(request: Request, document: str) -> Response:
    """Redirect to the RDF of a document."""
    return _redirect(request, f"document/{document}")


def _redirect(request: Request, path: str) -> Response:
    """Return a redirection (303) to a thing's RDF. Raises NotAcceptable where the client accepts no format of it."""
    if _wanted(request.scope) is None:
        raise NotAcceptable(f"This can be had as {', '.join(_OFFERED)}.")
    kept = request.query_params.get("release")
    target = f"{base_url(request)}/rdf/{quote(path)}" + (f"?release={quote(kept)}" if kept else "")
    return Response(status_code=303, headers={"location": target, "vary": "Accept", "cache-control": "no-store"})
