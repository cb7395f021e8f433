"""`/entities/{kind}/{slug}/graph`: the small graph of an entity's page, in the shape that its script draws."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson
from fastapi import APIRouter
from starlette.responses import Response

from ontology import iris
from ontology.layout import read_layout
from ontology.namespaces import KINDS
from service.errors import NotFound
from service.pages.neighbourhood import Edge, Node, graph_of
from service.pages.rendering import Page
from service.routes.visits import Visited

__all__ = ["router"]

_TOLD: Final = 5
"""Claims of one edge that are listed."""

router = APIRouter(include_in_schema=False)


@router.get("/entities/{kind}/{slug}/graph")
def neighbourhood(visit: Visited, kind: str, slug: str) -> Response:
    """Return nodes with their places and edges with their claims, in the page's language."""
    known = kind in KINDS and iris.slug_pattern.fullmatch(slug)
    iri = iris.entity(kind, slug) if known else ""
    if not iri or not visit.reader.has_type(iri, "Entity"):
        raise NotFound(f"This release has no {kind[:40]}:{slug[:80]}.")
    positions = visit.release.derived("layout", lambda release: read_layout(release.folder))
    found = graph_of(visit.reader, iri, positions)
    places = {node.thing.iri: place for place, node in enumerate(found.nodes)}
    body = {
        "nodes": [_node(node, visit.page) for node in found.nodes],
        "edges": [_edge(edge, places, visit.page) for edge in found.edges],
        "statuses": _statuses(found.edges, visit.page),
    }
    headers = {"content-language": visit.page.language}
    return Response(orjson.dumps(body), headers=headers, media_type="application/json")


def _node(node: Node, page: Page) -> dict[str, Any]:
    return {
        "label": page.name(node.thing),
        "x": node.x,
        "y": node.y,
        "claims": node.claims,
        "href": page.link(node.thing),
    }


def _edge(edge: Edge, places: Mapping[str, int], page: Page) -> dict[str, Any]:
    """Return an edge; its ends are places in the list of nodes."""
    claims = [
        {
            "href": page.link(tie.row.iri),
            "text": page.name(tie.row.text),
            "relation": page.name(tie.relation),
            "status": tie.row.status,
            "negated": tie.row.negated,
        }
        for tie in edge.ties[:_TOLD]
    ]
    return {
        "source": places[edge.source],
        "target": places[edge.target],
        "directed": edge.directed,
        "claims": claims,
        "more": len(edge.ties) - len(claims),
    }


def _statuses(edges: Iterable[Edge], page: Page) -> dict[str, str]:
    """Return the names of the statuses that occur."""
    return {tie.row.status: page.name(tie.row.status_label) for edge in edges for tie in edge.ties}
