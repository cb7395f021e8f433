"""`/ontology`: the vocabulary that the release is written in, as its own named graph says it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ontology.namespaces import GRAPH
from service.exchange import RequestedRelease
from service.openapi import PROBLEMS
from service.routes.graphs import FormatName, graph_response, rdf_responses

__all__ = ["router"]

router = APIRouter(tags=["releases"])


@router.get(
    "/ontology",
    summary="Classes, properties and concept schemes",
    response_class=Response,
    responses={**rdf_responses("The ontology"), **PROBLEMS(400, 404, 406, 503)},
)
async def ontology(request: Request, release: RequestedRelease, format: FormatName = None) -> Response:
    """Return the graph `…/graph/ontology` of the release."""
    return await graph_response(request, release, GRAPH + "ontology", format)
