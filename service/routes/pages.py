"""The pages: what a browser gets at the addresses where a program gets data."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import RedirectResponse, Response

from ontology import iris
from ontology.namespaces import KINDS, PREFIXES
from service.entities import successor
from service.errors import BadRequest, NotFound
from service.evidence import Label, claim_of
from service.exchange import service_of
from service.names import near, near_entities
from service.pages.claim import context_of, parts_of, turtle_of, verified
from service.pages.claimed import KINDS as CLAIM_KINDS
from service.pages.document import document_page
from service.pages.entity import entity_page
from service.pages.files import FILES
from service.pages.home import documents_of, questions_of, releases_of, statuses_of
from service.pages.rows import PageReader, local
from service.pages.search import PER_PAGE, search_page
from service.routes import files, neighbourhood, questions
from service.routes.filters import Filters
from service.routes.visits import PageRoute, Visit, Visited, twins

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
_pages = APIRouter(route_class=PageRoute, include_in_schema=False)
_RELEASE_TWINS = [("text/turtle", "/.well-known/void"), ("application/json", "/releases/current")]


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
            "twins": _RELEASE_TWINS,
        },
    )


@_pages.get("/about")
def about(visit: Visited) -> Response:
    """Coverage, figures, releases, rights and licences."""
    documents = documents_of(visit.reader, visit.release)
    rights = PREFIXES["dcterms"] + "rights"
    notices = [(card.document, visit.reader.words(card.document.iri, rights)) for card in documents]
    return visit.page.render(
        "about.html",
        {
            "documents": documents,
            "manifest": visit.release.manifest,
            "licences": next((name for name in FILES if name.startswith("LICENSE")), None),
            "releases": releases_of(service_of(visit.request).releases, visit.release.id),
            "statuses": _statuses(visit),
            "notices": [(document, words) for document, words in notices if words],
            "twins": _RELEASE_TWINS,
        },
        volatile=True,
    )


def _statuses(visit: Visit) -> list[tuple[str, Label, int]]:
    return visit.release.derived(f"pages.statuses:{visit.scope}", lambda _: statuses_of(visit.reader))


@_pages.get("/entities/{kind}/{slug}")
def entity(visit: Visited, kind: str, slug: str) -> Response:
    """One entity: relations, numbers, dates, neighbours."""

    def make() -> Response:
        if kind in ("document", "claim"):
            return RedirectResponse(visit.page.href(f"/{kind}s/{slug}"), 307)
        known = kind in KINDS and iris.slug_pattern.fullmatch(slug)
        iri = successor(visit.reader, iris.entity(kind, slug)) if known else ""
        if known and iri != iris.entity(kind, slug):
            return RedirectResponse(visit.page.link(iri) or "/", 308)
        found = entity_page(visit.reader, iri, visit.page) if known else None
        if found is None:
            meant = near_entities(visit.reader, slug[:80], (kind,) if kind in KINDS else ())
            raise NotFound(f"This release has no {kind[:40]}:{slug[:80]}.{meant}")
        return visit.page.render("entity.html", {"entity": found, "twins": twins(visit, found.iri)})

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
            "reviewed": any(item.review_status != "Unreviewed" for item in found.evidence),
            "parts_list": parts_of(found),
            "local": local,
            "evidence": [
                (item, context_of(visit.release.text(local(item.document.iri)), item),
                 verified(visit.release, item) if verify is not None else None)
                for item in found.evidence
            ],
            "turtle": turtle_of(reader, found),
            "twins": twins(visit, found.iri),
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
        known = visit.release.documents
        if document_id not in known:
            raise NotFound(f"This release has no document:{document_id[:80]}.{near(document_id, known)}")
        found = document_page(PageReader(visit.release, "all"), document_id, _span(at))
        values = {
            "document": found,
            "label": visit.reader.label(found.iri),
            "language": known[document_id].language,
            "runs": [list(run) for _, run in groupby(found.pieces, key=lambda piece: piece.here)],
            "kinds": CLAIM_KINDS,
            "kept": visit.page.kept,
            "twins": twins(visit, found.iri),
        }
        return visit.page.render("document.html", values)

    return visit.answer(make)


@_pages.get("/search")
def search(
    visit: Visited,
    filters: Annotated[Filters, Depends()],
    q: Annotated[str, Query(max_length=400)] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:
    """Hits with why they matched, and facets; without words, everything to browse."""

    def make() -> Response:
        chosen = filters.chosen(visit.release, visit.scope)
        found = search_page(visit.reader, visit.page, q, chosen, offset)
        data = "/search" if found.text else "/entities"
        query = visit.page.here(lang=None, format="json").partition("?")[2]
        values = {"result": found, "per_page": PER_PAGE, "twins": [("application/json", f"{data}?{query}")]}
        return visit.page.render("search.html", values)

    return visit.answer(make)


@_pages.get("/entities")
def entities(visit: Visited) -> Response:
    """Look-ups of entities are browsed as a search without words."""
    return RedirectResponse(visit.page.here().replace("/entities", "/search", 1), 307)


def _span(at: str | None) -> tuple[int, int] | None:
    if at is None:
        return None
    start, _, end = at.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        raise BadRequest("`at` is two offsets such as 631-666.")
    return int(start), int(end)


router.include_router(_pages)
router.include_router(questions.router)
router.include_router(neighbourhood.router)
router.include_router(files.router)
