"""`/queries`: the catalogue of canned queries, and each of them run with typed parameters."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Path, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from ontology.iris import compact
from service.canned.answers import GRAPH_TYPES, ROW_TYPES
from service.canned.catalogue import CannedQuery, Catalogue
from service.canned.parameters import Term, Value
from service.canned.running import Run, prepare
from service.engine.port import Answer
from service.errors import BadRequest, NotAcceptable, NotFound
from service.evidence import Reader, Scope
from service.exchange import RequestedRelease, base_url, client_of, service_of, while_connected
from service.export import FORMATS
from service.names import near, resolver
from service.openapi import PROBLEMS
from service.sparql.negotiation import choose_media_type

__all__ = ["router"]

router = APIRouter(tags=["queries"])

_OURS: Final = ("scope", "format", "release")
_ENGINE: Final[Mapping[str, str]] = {"sparql-json": "json", "sparql-xml": "xml"}


@router.get("/queries", summary="The catalogue of canned queries")
async def catalogue(
    request: Request,
    tag: Annotated[str | None, Query(description="Only queries with this tag.")] = None,
) -> dict[str, Any]:
    """Return every canned query: what it answers, its parameters with types and examples, and where to run it."""
    found: Catalogue = request.app.state.catalogue
    chosen = [query for query in found.values() if tag is None or tag in query.tags]
    base = base_url(request)
    return {"count": len(chosen), "queries": [_entry(query, base) for query in chosen]}


@router.get("/queries/{name}", include_in_schema=False, responses=PROBLEMS(400, 404, 406, 503, 504))
async def run(
    request: Request,
    release: RequestedRelease,
    name: Annotated[str, Path(description="Name of the query.")],
    scope: Scope = "reviewed",
    format: str | None = None,
) -> Response:
    """Run one canned query."""
    found: Catalogue = request.app.state.catalogue
    query = found.get(name)
    if query is None:
        raise NotFound(f"There is no canned query {name[:80]!r}; /queries lists them.{near(name, found)}")
    if query.kind == "graph" and format is not None and format in FORMATS:
        return RedirectResponse(_export(request, query, format), status_code=307)
    chosen = _format(query, format, ",".join(request.headers.getlist("accept")))
    resolve = resolver(Reader(release, scope))
    prepared = await run_in_threadpool(prepare, query, _values(request), release, scope, resolve, client_of(request))
    if chosen == "rq":
        return Response(prepared.text, media_type=f"{ROW_TYPES['rq']}; charset=utf-8")
    if chosen == "json" and query.kind == "rows":
        return await _rows(request, prepared)
    return await _answer(request, prepared, chosen)


async def _rows(request: Request, run: Run) -> Response:
    page = await while_connected(request.receive, run.page(service_of(request).engine))
    following = None if page.complete else _address(request, offset=run.offset + run.limit)
    body = {
        "query": run.query.name,
        "release": run.release.id,
        "scope": run.scope,
        "parameters": {name: _shown(terms) for name, terms in run.terms.items()},
        "columns": run.query.columns,
        "rows": page.rows,
        "count": len(page.rows),
        "complete": page.complete,
        "next": following,
        "sparql": _address(request, format="rq"),
    }
    headers = _links(request, run, complete=page.complete)
    headers["content-language"] = run.terms["lang"][0].value
    return Response(orjson.dumps(body), media_type="application/json", headers=headers)


async def _answer(request: Request, run: Run, key: str) -> Response:
    media = (ROW_TYPES if run.query.kind == "rows" else GRAPH_TYPES)[key]
    work = run.answer(service_of(request).engine, _ENGINE.get(key, key))
    answer, complete = await while_connected(request.receive, work)
    return _reply(answer, media, _links(request, run, complete=complete))


def _reply(answer: Answer, media: str, headers: dict[str, str]) -> Response:
    headers["content-type"] = f"{media}; charset=utf-8" if media.startswith("text/") else media
    if answer.whole is not None:
        return Response(answer.whole, headers=headers)
    return StreamingResponse(aiter(answer), headers=headers)


def _links(request: Request, run: Run, *, complete: bool) -> dict[str, str]:
    """Return the Link header: the pages before and after, where there are any (RFC 8288)."""
    links = []
    if not complete:
        links.append(f'<{_address(request, offset=run.offset + run.limit)}>; rel="next"')
    if run.query.kind == "rows" and run.offset:
        links.append(f'<{_address(request, offset=max(0, run.offset - run.limit))}>; rel="prev"')
    return {"link": ", ".join(links)} if links else {}


def _address(request: Request, **changed: object) -> str:
    """Return the request's own address with some parameters changed; it keeps the release it was asked with."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in changed]
    fields = [*kept, *((name, str(value)) for name, value in changed.items())]
    return f"{base_url(request)}{request.url.path}?{urlencode(fields)}"


def _values(request: Request) -> dict[str, Value]:
    names = [name for name in dict.fromkeys(request.query_params) if name not in _OURS]
    values: dict[str, Value] = {}
    for name in names:
        given = request.query_params.getlist(name)
        values[name] = given[0] if len(given) == 1 else given
    return values


def _export(request: Request, query: CannedQuery, format: str) -> str:
    """Return the address of the same query as an export for visualization tools."""
    fields = [("query", query.name)]
    for name, value in request.query_params.multi_items():
        if name in query.parameters:
            fields.append(("param", f"{name}={value}"))
        elif name != "format":
            fields.append((name, value))
    return f"{base_url(request)}/export/{format}?{urlencode(fields)}"


def _format(query: CannedQuery, name: str | None, accept: str) -> str:
    types = ROW_TYPES if query.kind == "rows" else GRAPH_TYPES
    if name is not None:
        for key, media in types.items():
            if name.lower() in (key, media):
                return key
        offered = types if query.kind == "rows" else [*types, *FORMATS]
        raise BadRequest(f"{query.name} has no format {name[:40]!r}; it has {', '.join(offered)}.")
    wanted = choose_media_type(accept, types.values())
    if wanted is None:
        raise NotAcceptable(f"This can be had as {', '.join(types.values())}.")
    return next(key for key, media in types.items() if media == wanted)


def _shown(terms: tuple[Term, ...]) -> str | list[str] | None:
    values = [compact(term.value) for term in terms]
    return None if not values else values[0] if len(values) == 1 else values


def _entry(query: CannedQuery, base: str) -> dict[str, Any]:
    return {
        "name": query.name,
        "group": query.group,
        "kind": query.kind,
        "summary": query.summary.model_dump(),
        "description": query.description.model_dump(),
        "tags": list(query.tags),
        "columns": list(query.columns),
        "chart": query.chart.model_dump(exclude_none=True) if query.chart else None,
        "parameters": [parameter.model_dump() for parameter in query.parameters.values()],
        "examples": [
            {
                "question": {"zh": example.zh, "en": example.en},
                "values": example.values,
                "url": f"{base}/queries/{query.name}?{urlencode(example.values, doseq=True)}".rstrip("?"),
            }
            for example in query.examples
        ],
        "formats": list(ROW_TYPES) if query.kind == "rows" else [*GRAPH_TYPES, *FORMATS],
        "url": f"{base}/queries/{query.name}",
        "sparql": query.text,
    }
