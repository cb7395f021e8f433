"""The pages of questions: the catalogue, and each question with its form, its answer, and the answer drawn."""

from typing import Annotated, Final

import pyoxigraph as ox
from fastapi import APIRouter, Path
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from ontology.layout import read_layout
from service.canned.answers import GRAPH_TYPES, ROW_TYPES, Row
from service.canned.catalogue import CannedQuery, Catalogue
from service.canned.parameters import Value
from service.canned.running import Run, prepare
from service.errors import NotFound, Problem
from service.exchange import client_of, service_of, while_connected
from service.export import FORMATS
from service.names import near, resolver
from service.pages.columns import Column, layout, with_values
from service.pages.picture import Picture, picture
from service.pages.plots import plot
from service.pages.problems import told
from service.pages.queries import fields_of, groups_of
from service.pages.table import TableRow, table_of
from service.routes.visits import PageRoute, Visit, Visited

__all__ = ["router"]

_ROWS: Final = 50
"""Rows of a page; the data formats have all of them."""
_DRAWN: Final = 1000
"""Rows that a chart is made of at most, also where the table has only a page of them."""
_LOOKED_AT: Final = 3000
"""Solutions of a graph query that its picture is made of at most."""

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
    shown: dict[str, object] = {"failure": None, "rows": [], "complete": True, "run": None, "drawn": None}
    needed = [p.name for p in asked.parameters.values() if p.required and p.name not in values]
    if not needed:
        try:
            shown |= await _answered(visit, asked, values, columns)
        except Problem as problem:
            shown["failure"] = told(problem).text
    data = {name: value for name, value in values.items() if name not in ("limit", "offset")}
    graph = [key for key in (*GRAPH_TYPES, *FORMATS) if key != "rq"]
    return visit.page.render(
        "query.html",
        {
            "query": asked,
            "fields": await run_in_threadpool(fields_of, asked, values, visit.page, visit.reader),
            "columns": columns,
            "needed": needed,
            "formats": list(ROW_TYPES) if asked.kind == "rows" else [*graph, "rq"],
            "data": data,
            "offset": int(str(values.get("offset", "0"))) if str(values.get("offset", "0")).isdecimal() else 0,
            "per_page": _ROWS,
            "most": _DRAWN,
            "twins": [] if needed else _twins(visit, asked, data),
            **shown,
        },
        volatile=shown["failure"] is not None,
    )


def _twins(visit: Visit, asked: CannedQuery, data: dict[str, Value]) -> list[tuple[str, str]]:
    formats = (
        [("application/json", "json"), ("text/csv", "csv")] if asked.kind == "rows" else [("text/turtle", "turtle")]
    )
    return [(media, visit.page.href(visit.page.path, **data, format=key)) for media, key in formats]


async def _answered(
    visit: Visit, asked: CannedQuery, values: dict[str, Value], columns: list[Column]
) -> dict[str, object]:
    """Return the answer of a question as the page shows it. Raises Problem where it has none."""
    request, resolve = visit.request, resolver(visit.reader)
    bound = values if asked.kind == "graph" else {"limit": str(_ROWS), "lang": visit.page.language, **values}
    run = await run_in_threadpool(prepare, asked, bound, visit.release, visit.scope, resolve, client_of(request))
    if asked.kind == "graph":
        return {"run": run, "drawn": await _pictured(visit, run)}
    engine = service_of(request).engine
    found = await while_connected(request.receive, run.page(engine))
    everything, whole = found.rows, found.complete
    if asked.chart and not (found.complete and run.offset == 0):
        longer = await while_connected(request.receive, run.within(_DRAWN, 0).page(engine))
        everything, whole = longer.rows, longer.complete

    def shown(rows: list[Row]) -> tuple[list[Column], list[TableRow], object]:
        filled = with_values(columns, rows)
        table = table_of(filled, rows, visit.reader, chinese=visit.page.language == "zh")
        drawn = plot(asked.chart, asked.columns, everything, visit.reader, visit.page) if asked.chart else None
        return filled, table, drawn

    filled, table, drawn = await run_in_threadpool(shown, found.rows)
    return {
        "rows": table, "columns": filled, "complete": found.complete, "run": run, "drawn": drawn, "drawn_whole": whole,
    }  # fmt: skip


async def _pictured(visit: Visit, run: Run) -> Picture | None:
    """Return the picture of a graph question's answer."""
    request = visit.request
    answer = await while_connected(request.receive, run.beginning(service_of(request).engine, _LOOKED_AT))
    data = await answer.read()
    centre = next((term.value for name in ("entity", "document") for term in run.terms.get(name, ())[:1]), None)

    def drawn() -> Picture | None:
        triples = [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
        positions = visit.release.derived("layout", lambda opened: read_layout(opened.folder))
        return picture(triples, positions, visit.reader, visit.page, centre, more=len(triples) > _LOOKED_AT * 9 // 10)

    return await run_in_threadpool(drawn)


def _values(visit: Visit) -> dict[str, Value]:
    """Return the values of a form: empty fields are fields that were left out."""
    values: dict[str, Value] = {}
    for name in dict.fromkeys(visit.request.query_params):
        given = [value for value in visit.request.query_params.getlist(name) if value.strip()]
        if name not in ("scope", "release", "lang") and given:
            values[name] = given[0] if len(given) == 1 else given
    return values
