"""The pages: what a browser gets at the addresses where a program gets data."""

from collections.abc import Callable
from itertools import groupby
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope as Connection

from ontology import iris
from ontology.namespaces import KINDS, PREFIXES
from service.canned.answers import GRAPH_TYPES, ROW_TYPES
from service.canned.catalogue import CannedQuery, Catalogue
from service.canned.parameters import Value
from service.canned.running import prepare
from service.errors import BadRequest, NotFound, Problem
from service.evidence import Label, Scope, claim_of
from service.exchange import RequestedRelease, client_of, service_of, while_connected
from service.names import near, resolver
from service.pages.claim import context_of, parts_of, turtle_of, verified
from service.pages.columns import Column, layout, with_values
from service.pages.document import ANCHORED_KINDS, document_page
from service.pages.entity import entity_page
from service.pages.home import documents_of, questions_of, statuses_of
from service.pages.queries import fields_of, groups_of
from service.pages.rendering import STATIC, Page
from service.pages.rows import PageReader, local
from service.pages.search import PER_PAGE, search_page
from service.pages.table import table_of
from service.release import Release
from service.sparql.negotiation import choose_media_type

__all__ = ["router"]

_ROWS: Final = 50
"""Rows of a page; the data formats have all of them."""
_HTML: Final = "text/html"
_DATA: Final = ("application/json", "text/turtle", "text/csv", _HTML)


class PageRoute(APIRoute):
    """A route for clients that want HTML most and ask for no format; others pass on to the data at the same address."""

    def matches(self, scope: Connection) -> tuple[Match, Connection]:
        """Return no match where the client does not want a page."""
        found = super().matches(scope)
        if found[0] is not Match.NONE and not _wants_page(scope):
            return Match.NONE, {}
        return found


def _wants_page(scope: Connection) -> bool:
    if b"format=" in scope["query_string"]:
        return False
    accept = b",".join(value for name, value in scope["headers"] if name == b"accept").decode("latin-1")
    return bool(accept) and choose_media_type(accept, _DATA) == _HTML


router = APIRouter(include_in_schema=False)
_pages = APIRouter(route_class=PageRoute, include_in_schema=False)


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
            return self.page.problem(problem)


Visited = Annotated[Visit, Depends()]


@router.get("/static/{name}")
def static(name: str) -> Response:
    """Return a file of the pages: their addresses carry a hash, so they may be kept for ever."""
    if name not in STATIC:
        raise NotFound("There is no such file.")
    data, media = STATIC[name]
    return Response(data, headers={"content-type": media, "cache-control": "public, max-age=31536000, immutable"})


@_pages.get("/")
def home(visit: Visited) -> Response:
    """What this is, what it holds, and questions worth asking."""
    return visit.page.render(
        "home.html",
        {
            "counts": visit.release.manifest.counts,
            "triples": visit.release.manifest.default_graph_triples,
            "built_at": visit.release.manifest.built_at,
            "documents": documents_of(visit.reader, visit.release),
            "questions": questions_of(visit.request.app.state.catalogue),
            "statuses": _statuses(visit),
            "twins": [("text/turtle", "/.well-known/void"), ("application/json", "/releases/current")],
        },
    )


@_pages.get("/about")
def about(visit: Visited) -> Response:
    """Coverage, figures, rights and licences."""
    documents = documents_of(visit.reader, visit.release)
    rights = PREFIXES["dcterms"] + "rights"
    notices = [(card.document, visit.reader.words(card.document.iri, rights)) for card in documents]
    return visit.page.render(
        "about.html",
        {
            "documents": documents,
            "manifest": visit.release.manifest,
            "statuses": _statuses(visit),
            "notices": [(document, words) for document, words in notices if words],
            "twins": [("text/turtle", "/.well-known/void"), ("application/json", "/releases/current")],
        },
    )


def _statuses(visit: Visit) -> list[tuple[str, Label, int]]:
    return visit.release.derived(f"pages.statuses:{visit.scope}", lambda _: statuses_of(visit.reader))


@_pages.get("/entities/{kind}/{slug}")
def entity(visit: Visited, kind: str, slug: str) -> Response:
    """One entity: relations, numbers, dates, neighbours."""

    def make() -> Response:
        known = kind in KINDS and iris.slug_pattern.fullmatch(slug)
        found = entity_page(visit.reader, iris.entity(kind, slug), visit.page) if known else None
        if found is None:
            raise NotFound(f"This release has no {kind[:40]}:{slug[:80]}.")
        return visit.page.render("entity.html", {"entity": found, "twins": _twins(visit, [found.iri])})

    return visit.answer(make)


@_pages.get("/claims/{digest}")
def claim(visit: Visited, digest: Annotated[str, Path(max_length=64)], verify: str | None = None) -> Response:
    """One claim, with the words that carry it."""

    def make() -> Response:
        reader = PageReader(visit.release, "all")
        found = claim_of(reader, iris.claim(digest)) if digest.isalnum() else None
        if found is None:
            raise NotFound(f"This release has no claim {digest[:64]}.")
        values = {
            "claim": found,
            "digest": digest,
            "parts_list": parts_of(found),
            "local": local,
            "evidence": [
                (item, context_of(visit.release.text(local(item.document.iri)), item),
                 verified(visit.release, item) if verify is not None else None)
                for item in found.evidence
            ],
            "turtle": turtle_of(reader, found),
            "twins": _twins(visit, [found.iri, *(item.iri for item in found.evidence)]),
        }  # fmt: skip
        return visit.page.render("claim.html", values, volatile=verify is not None)

    return visit.answer(make)


@_pages.get("/documents/{document_id}")
def document(
    visit: Visited,
    document_id: Annotated[str, Path(max_length=200)],
    at: Annotated[str | None, Query(max_length=40)] = None,
) -> Response:
    """A document's text with its claimed spans marked; `at=start-end` chooses a span and lists its claims."""

    def make() -> Response:
        found = document_page(visit.reader, document_id, _span(at))
        values = {
            "document": found,
            "label": visit.reader.label(found.iri),
            "language": visit.release.documents[document_id].language,
            "runs": [list(run) for _, run in groupby(found.pieces, key=lambda piece: piece.here)],
            "kinds": ANCHORED_KINDS,
            "kept": visit.page.kept,
            "twins": _twins(visit, [found.iri]),
        }
        return visit.page.render("document.html", values)

    return visit.answer(make)


@_pages.get("/search")
def search(
    visit: Visited,
    q: Annotated[str, Query(max_length=400)] = "",
    kind: Annotated[list[str] | None, Query()] = None,
    type: Annotated[list[str] | None, Query()] = None,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:
    """Hits with why they matched, and facets; without words, everything to browse."""

    def make() -> Response:
        found = search_page(visit.release, visit.reader, q, kind or (), type or (), offset)
        twins = [("application/json", visit.page.here(lang=None, format="json"))] if found.text else []
        return visit.page.render("search.html", {"result": found, "per_page": PER_PAGE, "twins": twins})

    return visit.answer(make)


@_pages.get("/queries")
def queries(visit: Visited) -> Response:
    """The catalogue of questions, by subject."""
    groups = groups_of(visit.request.app.state.catalogue)
    twins = [("application/json", visit.page.here(lang=None, format="json"))]
    return visit.page.render("queries.html", {"groups": groups, "twins": twins})


@_pages.get("/queries/{name}")
async def query(visit: Visited, name: Annotated[str, Path(max_length=100)]) -> Response:
    """One question: its form, and the answer to the values that the address has."""
    catalogue: Catalogue = visit.request.app.state.catalogue
    if name not in catalogue:
        return visit.page.problem(NotFound(f"There is no canned query {name!r}.{near(name, catalogue)}"))
    asked = catalogue[name]
    values = _values(visit)
    columns = layout(asked.columns)
    shown: dict[str, object] = {"failure": None, "rows": [], "complete": True, "run": None}
    needed = [p.name for p in asked.parameters.values() if p.required and p.name not in values]
    if not needed and asked.kind == "rows":
        shown |= await _answered(visit, asked, values, columns)
    data = {name: value for name, value in values.items() if name not in ("limit", "offset")}
    return visit.page.render(
        "query.html",
        {
            "query": asked,
            "fields": await run_in_threadpool(fields_of, asked, values, visit.page, visit.reader),
            "columns": columns,
            "needed": needed,
            "formats": [key for key in (ROW_TYPES if asked.kind == "rows" else GRAPH_TYPES) if key != "rq"],
            "data": data,
            "offset": int(str(values.get("offset", "0"))) if str(values.get("offset", "0")).isdecimal() else 0,
            "per_page": _ROWS,
            "twins": [] if needed else [("application/json", visit.page.href(visit.page.path, **data, format="json"))],
            **shown,
        },
        volatile=shown["failure"] is not None,
    )


async def _answered(
    visit: Visit, asked: CannedQuery, values: dict[str, Value], columns: list[Column]
) -> dict[str, object]:
    """Return the rows of a query, or the problem that it met."""
    request, resolve = visit.request, resolver(visit.reader)
    bound = {"limit": str(_ROWS), "lang": visit.page.language, **values}
    try:
        run = await run_in_threadpool(prepare, asked, bound, visit.release, visit.scope, resolve, client_of(request))
        found = await while_connected(request.receive, run.page(service_of(request).engine))
    except Problem as problem:
        return {"failure": problem}
    chinese = visit.page.language == "zh"
    filled = with_values(columns, found.rows)
    rows = await run_in_threadpool(table_of, filled, found.rows, visit.reader, chinese=chinese)
    return {"rows": rows, "columns": filled, "complete": found.complete, "run": run}


def _values(visit: Visit) -> dict[str, Value]:
    """Return the values of a form: empty fields are fields that were left out."""
    values: dict[str, Value] = {}
    for name in dict.fromkeys(visit.request.query_params):
        given = [value for value in visit.request.query_params.getlist(name) if value.strip()]
        if name not in ("scope", "release", "lang") and given:
            values[name] = given[0] if len(given) == 1 else given
    return values


def _span(at: str | None) -> tuple[int, int] | None:
    if at is None:
        return None
    start, _, end = at.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        raise BadRequest("`at` is two offsets such as 631-666.")
    return int(start), int(end)


def _twins(visit: Visit, subjects: list[str]) -> list[tuple[str, str]]:
    """Return where the data of a page is: media type and address."""
    named = " ".join(f"<{iri}>" for iri in subjects)
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {named} }} ?s ?p ?o }}"
    return [
        ("application/json", visit.page.here(lang=None, format="json")),
        ("text/turtle", visit.page.href("/sparql", lang=None, scope=None, query=query, format="turtle")),
    ]


router.include_router(_pages)
