"""`/graphs`: the read part of the SPARQL 1.1 Graph Store Protocol."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from service.engine.port import Answer, Question
from service.errors import BadRequest, NotAcceptable, NotFound, ReadOnly
from service.exchange import RequestedRelease, client_of, service_of, while_connected
from service.openapi import PROBLEMS
from service.release import Release
from service.sparql.negotiation import choose, named_format, refusal
from service.sparql.protocol import NO_UPDATE
from service.sparql.results import FORMATS, GRAPHS

__all__ = ["FormatName", "graph_response", "rdf_responses", "reply", "router"]

router = APIRouter(tags=["sparql"])

FormatName = Annotated[
    str | None,
    Query(description="Format by name or media type, instead of the Accept header: " + ", ".join(GRAPHS) + "."),
]

_WHOLE: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def rdf_responses(description: str) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI `responses` of a route that answers with a graph."""
    content = {FORMATS[key].media_type: {"schema": {"type": "string"}} for key in GRAPHS}
    return {200: {"description": description, "content": content}}


async def graph_response(request: Request, release: Release, graph: str | None, format: str | None) -> Response:
    """Return one graph (None: the default graph) in the format that the client wants."""
    accept = ",".join(request.headers.getlist("accept"))
    chosen = choose(accept, GRAPHS) if format is None else named_format(format, GRAPHS)
    if chosen is None:
        raise NotAcceptable(refusal(GRAPHS))
    question = Question(_WHOLE, graph=chosen.key, default_graphs=None if graph is None else (graph,), trusted=True)
    engine = service_of(request).engine
    answer = await while_connected(request.receive, engine.query(release, question, client=client_of(request)))
    return reply(answer, chosen.content_type)


def reply(answer: Answer, content_type: str) -> Response:
    """Return the response for an answer of the engine: with its length where it is whole, streamed where not."""
    headers = {"content-type": content_type}
    if answer.whole is not None:
        return Response(answer.whole, headers=headers)
    return StreamingResponse(aiter(answer), headers=headers)


@router.get(
    "/graphs",
    summary="One graph of the release",
    response_class=Response,
    responses={**rdf_responses("The graph"), **PROBLEMS(400, 404, 406, 429, 503, 504)},
)
async def read_graph(
    request: Request,
    release: RequestedRelease,
    graph: Annotated[str | None, Query(description="IRI of a named graph.")] = None,
    default: Annotated[str | None, Query(description="The default graph; takes no value.")] = None,
    format: FormatName = None,
) -> Response:
    """Return a graph (Graph Store Protocol, section 5.2): `?graph=IRI` a named one, `?default` the default graph."""
    if (graph is None) == (default is None):
        raise BadRequest("Say which graph: `?graph=IRI` or `?default`, and only one of them.")
    if len(request.query_params.getlist("graph")) > 1:
        raise BadRequest("The parameter `graph` is given more than once; give it once.")
    if graph is not None:
        _require(release, graph)
    return await graph_response(request, release, graph, format)


def _require(release: Release, graph: str) -> None:
    try:
        node = NamedNode(graph)
    except ValueError:
        raise BadRequest(f"`graph` must be an absolute IRI, not {graph[:80]!r}.") from None
    # A graph may be part of the release and empty; the store knows only those with triples.
    listed = any(known.iri == graph for known in release.manifest.graphs)
    if not listed and not release.store.contains_named_graph(node):
        raise NotFound(f"This release has no graph {graph[:200]}; /.well-known/void lists those it has.")


@router.api_route(
    "/graphs",
    methods=["PUT", "POST", "DELETE", "PATCH"],
    include_in_schema=False,
)
async def change_graph() -> Response:
    """Refuse every change."""
    raise ReadOnly(NO_UPDATE)
