"""The SPARQL page: what a browser gets on `/sparql`, with the query of its address run and shown."""

from typing import Final

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ontology.namespaces import sparql_prologue
from service.engine.port import Answer, Question
from service.errors import Problem
from service.exchange import address_of, client_of, release_of, service_of, while_connected
from service.pages.refusal import advice_of, place_of, reason_of
from service.pages.rendering import Page
from service.pages.rows import PageReader
from service.pages.sparql import EXAMPLES, ROWS, table_of, triples_of, vocabulary, with_prefixes
from service.release import Release
from service.sparql.negotiation import choose_media_type
from service.sparql.protocol import parse

__all__ = ["editor", "wants_editor"]

_HTML: Final = "text/html"
_LARGEST: Final = 4_000_000
"""An answer longer than this is not read into a page, in bytes."""
_TRIPLE: Final = ("subject", "predicate", "object")


def wants_editor(scope: Scope) -> bool:
    """Return whether a request for `/sparql` comes from somebody who wants a page and names no format."""
    if scope["method"] not in ("GET", "HEAD") or b"format=" in scope["query_string"]:
        return False
    accept = b",".join(value for name, value in scope["headers"] if name == b"accept")
    if b"html" not in accept:
        return False
    return (
        choose_media_type(accept.decode("latin-1"), ("application/sparql-results+json", "text/turtle", _HTML)) == _HTML
    )


async def editor(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the page; a query that fails is shown with its problem, under the problem's status."""
    request = Request(scope, receive)
    release = await release_of(scope, request.query_params.get("release"))
    page = Page(request, release.id)
    query = request.query_params.get("query", "")
    seconds = service_of(request).settings.query_seconds
    values: dict[str, object] = {
        "query": query or with_prefixes(EXAMPLES[0].text),
        "asked": bool(query.strip()),
        "examples": [(example.label, with_prefixes(example.text)) for example in EXAMPLES],
        "prologue": sparql_prologue(),
        "vocabulary": vocabulary(),
        "seconds": seconds,
        "shown": ROWS,
        "failure": None,
        "place": None,
        "reason": None,
        "kind": "",
        "variables": [],
        "rows": [],
        "total": 0,
        "text": "",
    }
    status, volatile = 200, False
    if values["asked"]:
        try:
            answered, volatile = await _answered(request, release, page)
            values |= answered
        except Problem as problem:
            status = problem.status
            syntax = str(problem.extra.get("syntax", ""))
            place = place_of(query, syntax)
            reason = reason_of(query, syntax, place) if place else advice_of(problem, _asked(request, seconds))
            values |= {"failure": problem, "place": place, "reason": reason}
    response: Response = page.render("sparql.html", values, status=status, volatile=volatile)
    await response(scope, receive, send)


def _asked(request: Request, longest: float) -> float:
    """Return the deadline that held: the one asked for, where it is a shorter one."""
    try:
        return min(float(request.query_params.get("timeout", longest)), longest)
    except ValueError:
        return longest


async def _answered(request: Request, release: Release, page: Page) -> tuple[dict[str, object], bool]:
    settings = service_of(request).settings
    operation = parse(
        "GET", request.scope["query_string"], None, b"",
        longest=settings.query_characters, deepest=settings.query_depth, base=address_of(request.scope, settings),
    )  # fmt: skip
    question = Question(
        operation.query or "",
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        base=address_of(request.scope, settings),
        graph="ntriples",
        seconds=min(operation.seconds or settings.query_seconds, settings.query_seconds),
    )
    engine = service_of(request).engine
    answer = await while_connected(request.receive, engine.query(release, question, client=client_of(request)))
    body = await while_connected(request.receive, _bounded(answer))
    if body is None:
        return {"kind": "large"}, operation.volatile
    reader, chinese = PageReader(release), page.language == "zh"
    if answer.kind == "graph":
        rows, total = await run_in_threadpool(triples_of, body, reader, chinese=chinese)
        return {"kind": "graph", "variables": _TRIPLE, "rows": rows, "total": total}, operation.volatile
    document = orjson.loads(body)
    if answer.kind == "boolean":
        return {"kind": "boolean", "text": document["boolean"]}, operation.volatile
    variables, rows, total = await run_in_threadpool(table_of, document, reader, chinese=chinese)
    return {"kind": "solutions", "variables": variables, "rows": rows, "total": total}, operation.volatile


async def _bounded(answer: Answer) -> bytes | None:
    """Return the complete body, or None where it is too long for a page; what is left of it is let go."""
    body = bytearray()
    blocks = answer.__aiter__()
    try:
        async for block in blocks:
            body += block
            if len(body) > _LARGEST:
                return None
    finally:
        await blocks.aclose()
    return bytes(body)
