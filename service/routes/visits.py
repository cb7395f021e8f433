"""Visits: who wants a page rather than data, and what a page is made from."""

from collections.abc import Callable
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import Depends
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope as Connection

from ontology.namespaces import ID
from service.errors import Problem
from service.evidence import Scope
from service.exchange import RequestedRelease
from service.pages.rendering import Page
from service.pages.rows import PageReader
from service.release import Release
from service.sparql.negotiation import choose_media_type

__all__ = ["PageRoute", "Visit", "Visited", "twins", "wants_page"]

_HTML: Final = "text/html"
_DATA: Final = ("application/json", "text/turtle", "text/csv", _HTML)


def wants_page(scope: Connection) -> bool:
    """Return whether a request comes from somebody who wants HTML most and asks for no format."""
    if b"format=" in scope["query_string"]:
        return False
    accept = b",".join(value for name, value in scope["headers"] if name == b"accept").decode("latin-1")
    return bool(accept) and choose_media_type(accept, _DATA) == _HTML


class PageRoute(APIRoute):
    """A route for those who want a page; others pass on to the data at the same address."""

    def matches(self, scope: Connection) -> tuple[Match, Connection]:
        """Return no match where the client does not want a page."""
        found = super().matches(scope)
        if found[0] is not Match.NONE and not wants_page(scope):
            return Match.NONE, {}
        return found


class Visit:
    """What a page is made from: the request's release, its scope, a reader over both, and the page itself."""

    def __init__(self, request: Request, release: RequestedRelease, scope: Scope = "reviewed") -> None:
        self.request = request
        self.release: Release = release
        self.scope = scope
        self.reader = PageReader(release, scope)
        self.page = Page(request, release.id)

    def answer(self, make: Callable[[], Response]) -> Response:
        """Return the page that `make` gives, or the page of the problem that it raises."""
        try:
            return make()
        except Problem as problem:
            return self.page.problem(problem, self.reader)


Visited = Annotated[Visit, Depends()]


def twins(visit: Visit, iri: str) -> list[tuple[str, str]]:
    """Return where the data about a thing of the graph is: media type and address."""
    return [
        ("application/json", visit.page.here(lang=None, format="json")),
        ("text/turtle", visit.page.href(f"/rdf/{quote(iri.removeprefix(ID))}", lang=None, scope=None, format="turtle")),
    ]
