"""The pages of questions: the catalogue, and each question with its form and its answer."""

from typing import Annotated, Final

from fastapi import APIRouter, Path
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from service.canned.answers import GRAPH_TYPES, ROW_TYPES
from service.canned.catalogue import CannedQuery, Catalogue
from service.canned.parameters import Value
from service.canned.running import prepare
from service.errors import NotFound, Problem
from service.exchange import client_of, service_of, while_connected
from service.names import near, resolver
from service.pages.columns import Column, layout, with_values
from service.pages.queries import fields_of, groups_of
from service.pages.table import table_of
from service.routes.visits import PageRoute, Visit, Visited

__all__ = ["router"]

_ROWS: Final = 50
"""Rows of a page; the data formats have all of them."""

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/queries")
def queries(visit: Visited) -> Response:
    """The catalogue of questions, by subject."""
    groups = groups_of(visit.request.app.state.catalogue)
    twins = [("application/json", visit.page.here(lang=None, format="json"))]
    return visit.page.render("queries.html", {"groups": groups, "twins": twins})


@router.get("/queries/{name}")
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
