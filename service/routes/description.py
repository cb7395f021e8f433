"""What the service says of itself: the service description on `/sparql`, VoID on `/.well-known/void`."""

import asyncio
from collections.abc import Iterable
from typing import Final

import orjson
from fastapi import APIRouter
from pyoxigraph import RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from ontology.namespaces import PREFIXES
from service.context import jsonld_context
from service.engine.port import Engine, Question
from service.errors import NotAcceptable, Problem
from service.exchange import RequestedRelease, base_url, release_of, service_of
from service.logs import log
from service.openapi import PROBLEMS
from service.release import Release
from service.routes.graphs import FormatName, rdf_responses
from service.sparql.description import COUNTS, Statistics, service_description, void_description
from service.sparql.jsonld import Compaction
from service.sparql.negotiation import choose, named_format, refusal
from service.sparql.protocol import Operation
from service.sparql.results import GRAPHS, PREFIXED, trimmed

__all__ = ["describe_service", "rdf_response", "router", "statistics_of"]

router = APIRouter(tags=["sparql"])

_COUNTING_SECONDS: Final = 60.0
_RDF: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}


def rdf_response(triples: Iterable[Triple], accept: str, format: str | None) -> Response:
    """Return a small graph made in process, in the format that the client wants. Raises NotAcceptable or BadRequest."""
    chosen = choose(accept, GRAPHS) if format is None else named_format(format, GRAPHS)
    if chosen is None:
        raise NotAcceptable(refusal(GRAPHS))
    if chosen.key == "jsonld":
        compaction = Compaction(jsonld_context())
        serialize(triples, compaction.file, RdfFormat.JSON_LD)
        body = compaction.document()
    else:
        body = serialize(triples, format=_RDF[chosen.key], prefixes=PREFIXES) or b""
        body = trimmed(body) if chosen.key in PREFIXED else body
    return Response(body, headers={"content-type": chosen.content_type})


async def describe_service(request: Request, operation: Operation, accept: str) -> Response:
    """Return the service description, the answer to a GET without a query."""
    release = await release_of(request.scope, operation.release)
    home = base_url(request)
    triples = service_description(release.manifest, home + request.url.path, home)
    return rdf_response(triples, accept, operation.format)


@router.get(
    "/.well-known/void",
    summary="What the release holds, with true counts (VoID)",
    response_class=Response,
    responses={**rdf_responses("The description"), **PROBLEMS(400, 404, 406, 503)},
)
async def void(request: Request, release: RequestedRelease, format: FormatName = None) -> Response:
    """Return the VoID description of a release."""
    statistics = await statistics_of(release, service_of(request).engine)
    triples = void_description(release.manifest, statistics, base_url(request))
    return rdf_response(triples, ",".join(request.headers.getlist("accept")), format)


async def statistics_of(release: Release, engine: Engine) -> Statistics:
    """Return the counts of a release: those of its build, or, where it has none, counted once.

    What cannot be counted within the limits stays None.
    """
    if counts := release.counts:
        return Statistics(counts.classes, counts.properties, counts.subjects, counts.objects)
    lock = release.derived("statistics lock", lambda _: asyncio.Lock())
    async with lock:
        known: list[Statistics] = release.derived("statistics", lambda _: [])
        if not known:
            known.append(await _count(release, engine))
        return known[0]


async def _count(release: Release, engine: Engine) -> Statistics:
    tables: dict[str, list[tuple[str, int]] | None] = {}
    for name, query in COUNTS.items():
        question = Question(query, seconds=_COUNTING_SECONDS, trusted=True)
        try:
            answer = await engine.query(release, question)
            rows = orjson.loads(await answer.read())["results"]["bindings"]
            tables[name] = [(row.get("x", {}).get("value", ""), int(row["n"]["value"])) for row in rows]
        except Problem as error:
            log.warning("not counted", what=name, why=error.detail)
            tables[name] = None
    return Statistics(
        classes=_table(tables["classes"]),
        properties=_table(tables["properties"]),
        subjects=_total(tables["subjects"]),
        objects=_total(tables["objects"]),
    )


def _table(rows: list[tuple[str, int]] | None) -> dict[str, int] | None:
    return None if rows is None else {iri: count for iri, count in rows if iri}


def _total(rows: list[tuple[str, int]] | None) -> int | None:
    return None if rows is None else rows[0][1]
