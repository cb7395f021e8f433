"""`/id/…`: every IRI of the graph dereferences: 303 to the page, the plain JSON or the RDF, by Accept."""

from typing import Final
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ontology.namespaces import ID, PREFIXES
from service.engine.port import Question
from service.entities import successor
from service.errors import NotAcceptable, NotFound
from service.evidence import Reader
from service.exchange import RequestedRelease, base_url, client_of, service_of, while_connected
from service.names import near_entities
from service.openapi import PROBLEMS
from service.routes.graphs import FormatName, rdf_responses, reply
from service.sparql.negotiation import choose, choose_media_type, named_format, refusal
from service.sparql.results import FORMATS, GRAPHS

__all__ = ["router"]

router = APIRouter(tags=["entities"])

_PLAIN: Final = ("application/json", "text/html")
_DESCRIBE: Final = """CONSTRUCT {{ {0} ?p ?o . ?s ?q {0} . ?o rdfs:label ?ol . ?s rdfs:label ?sl . ?part ?pp ?po }}
WHERE {{
  {{ {0} ?p ?o . OPTIONAL {{ ?o rdfs:label ?ol }} }}
  UNION
  {{ ?s ?q {0} . OPTIONAL {{ ?s rdfs:label ?sl }} }}
  UNION
  {{ ?part ?role {0} ; a pg:Claim ; ?pp ?po }}
  UNION
  {{ ?claim ?role {0} ; a pg:Claim ; pg:evidence ?part . ?part ?pp ?po }}
  UNION
  {{ ?claim ?role {0} ; a pg:Claim ; pg:evidence/(oa:hasTarget|oa:hasTarget/oa:hasSelector|pg:inference) ?part .
    ?part ?pp ?po }}
  UNION
  {{ {0} pg:evidence ?part . ?part ?pp ?po }}
  UNION
  {{ {0} pg:evidence/(oa:hasTarget|oa:hasTarget/oa:hasSelector|pg:inference) ?part . ?part ?pp ?po }}
}}"""
"""What is said of a thing: its triples, the claims that name it, and the evidence of those claims or of the claim."""


@router.get("/id/{path:path}", summary="Dereference an IRI", status_code=303, responses=PROBLEMS(404, 406, 503))
def dereference(request: Request, release: RequestedRelease, path: str) -> Response:
    """Redirect (303) to where the thing is described: plain JSON or a page, or RDF where the client asks for it.

    A merged entity, or a corrected claim, leads to the one that replaced it.
    """
    iri = _known(release_reader := Reader(release, "all"), path)
    accept = ",".join(request.headers.getlist("accept"))
    types = [*_PLAIN, *(FORMATS[key].media_type for key in GRAPHS)]
    wanted = choose_media_type(accept, types)
    if wanted is None:
        raise NotAcceptable(refusal(GRAPHS))
    plain = _address(release_reader, iri) if wanted in _PLAIN else f"/rdf/{iri.removeprefix(ID)}"
    kept = request.query_params.get("release")
    target = f"{base_url(request)}{quote(plain)}" + (f"?release={quote(kept)}" if kept else "")
    return Response(status_code=303, headers={"location": target, "vary": "Accept", "cache-control": "no-store"})


@router.get(
    "/rdf/{path:path}",
    summary="What the graph says of a thing, as RDF",
    response_class=Response,
    responses={
        **rdf_responses("Every triple with the thing at either end, the claims that name it, their evidence"),
        **PROBLEMS(404, 406, 503, 504),
    },
)
async def rdf(request: Request, release: RequestedRelease, path: str, format: FormatName = None) -> Response:
    """Return the triples with this thing at either end, labels of others, claims that name it, and their evidence."""
    iri = _known(Reader(release, "all"), path)
    accept = ",".join(request.headers.getlist("accept"))
    chosen = choose(accept, GRAPHS) if format is None else named_format(format, GRAPHS)
    if chosen is None:
        raise NotAcceptable(refusal(GRAPHS))
    prologue = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("rdfs", "oa", "pg"))
    text = prologue + _DESCRIBE.format(ox.NamedNode(iri))
    question = Question(text, graph=chosen.key, scope="all", trusted=True)
    engine = service_of(request).engine
    answer = await while_connected(request.receive, engine.query(release, question, client=client_of(request)))
    return reply(answer, chosen.content_type)


def _known(reader: Reader, path: str) -> str:
    """Return the IRI of a path, or of what replaced it. Raises NotFound where the release does not know it."""
    try:
        iri = ox.NamedNode(ID + path).value
    except ValueError:
        raise NotFound(f"{path[:80]!r} is no identifier of this graph.") from None
    iri = successor(reader, iri)
    if next(reader.outgoing(iri), None) is None:
        raise NotFound(f"This release knows no {ID + path[:120]}.{near_entities(reader, path)}")
    return iri


def _address(reader: Reader, iri: str) -> str:
    """Return the path of the plain description: evidence, mentions and passages lead to their claim or document."""
    kind, _, rest = iri.removeprefix(ID).partition("/")
    if kind == "claim":
        return f"/claims/{rest}"
    if kind == "document":
        return f"/documents/{rest}"
    if kind == "evidence":
        return f"/claims/{rest.partition('#')[0].rpartition('/')[2]}"
    if reader.has_type(iri, "Entity"):
        return f"/entities/{kind}/{rest}"
    return f"/rdf/{kind}/{rest}"
