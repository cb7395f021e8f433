"""`/sparql`: the SPARQL 1.1 Protocol's query operation, the service description, and a page for browsers."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from service.engine.port import Answer, Question
from service.errors import BadRequest, NotAcceptable, PayloadTooLarge
from service.exchange import address_of, payer, release_of, service_in, while_connected
from service.openapi import PROBLEMS
from service.routes.description import describe_service
from service.routes.editor import editor, wants_editor
from service.sparql.negotiation import Choice, choose, named_format, refusal
from service.sparql.protocol import FORM, QUERY, Operation, parse
from service.sparql.results import BOOLEANS, FORMATS, GRAPHS, SOLUTIONS

__all__ = ["Sparql", "documented", "hot", "send_answer"]

_BYTES_PER_CHARACTER: Final = 9


class Sparql:
    """The endpoint, as a plain ASGI application: it is the hottest route and needs nothing of the framework."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request of the protocol."""
        accept, host, content_type = _headers(scope)
        if "html" in accept and wants_editor(scope):
            await editor(scope, receive, send)
            return
        service = service_in(scope)
        settings = service.settings
        body = b""
        if scope["method"] == "POST":
            body = await read_body(Request(scope, receive), settings.query_characters * _BYTES_PER_CHARACTER)
        base = address_of(scope, settings, host)
        operation = parse(
            scope["method"], scope["query_string"], content_type, body,
            longest=settings.query_characters, deepest=settings.query_depth, base=base,
        )  # fmt: skip
        if operation.query is None:
            await (await describe_service(Request(scope, receive), operation, accept))(scope, receive, send)
            return
        formats = _formats(operation.format, accept)
        release = await release_of(scope, operation.release)
        question = _question(operation, formats, settings.query_seconds, base)
        answer = await while_connected(
            receive, service.engine.query(release, question, client=payer(scope, settings.client_header))
        )
        chosen = formats[answer.kind]
        assert chosen is not None
        await send_answer(answer, chosen.content_type, receive, send, volatile=operation.volatile)


def _headers(scope: Scope) -> tuple[str, str | None, str | None]:
    """Return the Accept headers joined, the host and the content type."""
    accept: list[str] = []
    host = content_type = None
    for name, value in scope["headers"]:
        if name == b"accept":
            accept.append(value.decode("latin-1"))
        elif name == b"host":
            host = value.decode("latin-1")
        elif name == b"content-type":
            content_type = value.decode("latin-1")
    return ",".join(accept), host, content_type


async def read_body(request: Request, longest: int) -> bytes:
    """Return the request's body. Raises PayloadTooLarge as soon as it is longer than `longest` bytes."""
    body = bytearray()
    async for block in request.stream():
        body += block
        if len(body) > longest:
            raise PayloadTooLarge(f"The body is longer than {longest} bytes.")
    return bytes(body)


@lru_cache(maxsize=512)
def _formats(name: str | None, accept: str) -> Mapping[str, Choice | None]:
    if name is not None:
        formats = {kind: named_format(name, offers) for kind, offers in _OFFERS.items()}
    else:
        formats = {kind: choose(accept, offers) for kind, offers in _OFFERS.items()}
    if not any(formats.values()):
        raise NotAcceptable(refusal((*SOLUTIONS, *GRAPHS)))
    return formats


_OFFERS: Final[dict[str, tuple[str, ...]]] = {"solutions": SOLUTIONS, "boolean": BOOLEANS, "graph": GRAPHS}


def _question(operation: Operation, formats: Mapping[str, Choice | None], longest: float, base: str) -> Question:
    if operation.query is None:
        raise BadRequest("There is no query.")
    solutions, boolean, graph = formats["solutions"], formats["boolean"], formats["graph"]
    return Question(
        operation.query,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        base=base,
        seconds=min(operation.seconds or longest, longest),
        solutions=solutions and solutions.key,
        boolean=boolean and boolean.key,
        graph=graph and graph.key,
    )


async def send_answer(
    answer: Answer, content_type: str, receive: Receive, send: Send, *, volatile: bool = False
) -> None:
    """Send an answer of the engine: with its length where it is whole, in blocks where it is not.

    Raises TransferAborted where it cannot be completed and ClientGone where nobody reads it any more.
    """
    headers = [(b"content-type", content_type.encode())]
    if volatile:
        headers.append((b"cache-control", b"no-store"))
    if answer.whole is not None:
        headers.append((b"content-length", str(len(answer.whole)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer.whole})
        return
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await while_connected(receive, _stream(answer, send))


async def _stream(answer: Answer, send: Send) -> None:
    blocks = answer.__aiter__()
    try:
        async for block in blocks:
            await send({"type": "http.response.body", "body": block, "more_body": True})
    finally:
        await blocks.aclose()
    await send({"type": "http.response.body", "body": b""})


_ENDPOINT: Final = Sparql()

hot: Final = {"/sparql": _ENDPOINT, "/sparql/": _ENDPOINT}


def _parameter(name: str, description: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema, **more}


_TEXT: Final = {"type": "string"}
_IRIS: Final = {"type": "array", "items": {"type": "string", "format": "iri"}}
_EXAMPLE: Final = "SELECT ?class (COUNT(?thing) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class"

_SHARED: Final = [
    _parameter("default-graph-uri", "A graph of the default graph; several are merged.", _IRIS),
    _parameter("named-graph-uri", "A graph that `GRAPH` reaches.", _IRIS),
    _parameter("format", "Format by name, instead of the Accept header: " + ", ".join(FORMATS) + ".", _TEXT),
    _parameter("timeout", "Seconds the query may take; the service's deadline where that is less.", {"type": "number"}),
    _parameter("release", "Id of the release to read; the current one where absent. See `/releases`.", _TEXT),
]

_ANSWERS: Final = {
    "200": {
        "description": "The answer: solutions, a boolean, a graph; or the service description",
        "headers": {"X-Policygraph-Release": {"description": "The release that was read", "schema": _TEXT}},
        "content": {format_.media_type: {"schema": {}} for format_ in FORMATS.values()}
        | {"application/json": {"schema": {}}, "application/xml": {"schema": {}}, "text/html": {"schema": _TEXT}},
    },
    **{str(status): body for status, body in PROBLEMS(400, 403, 404, 406, 413, 429, 503, 504, 507).items()},
}

documented: Final = {
    "/sparql": {
        "get": {
            "tags": ["sparql"],
            "summary": "Run a query, or describe the endpoint",
            "description": "SPARQL 1.1 Protocol, query via GET. Without `query`: the service description as RDF. "
            "Browsers get a page.",
            "operationId": "sparql_get",
            "parameters": [_parameter("query", "The query.", _TEXT, example=_EXAMPLE), *_SHARED],
            "responses": _ANSWERS,
        },
        "post": {
            "tags": ["sparql"],
            "summary": "Run a query sent in the body",
            "description": "SPARQL 1.1 Protocol, query via URL-encoded POST or via POST directly.",
            "operationId": "sparql_post",
            "parameters": _SHARED,
            "requestBody": {
                "required": True,
                "content": {
                    FORM: {
                        "schema": {
                            "type": "object",
                            "required": ["query"],
                            "properties": {"query": {"type": "string", "example": _EXAMPLE}},
                        }
                    },
                    QUERY: {"schema": {"type": "string", "example": _EXAMPLE}},
                },
            },
            "responses": {**_ANSWERS, "415": PROBLEMS(415)[415]},
        },
    }
}
"""The OpenAPI entries of the endpoint."""
