"""`policygraph query`: the canned queries in the terminal, as a table or in any of their formats."""

import asyncio
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ontology.iris import compact
from ontology.manifest import CurrentPointer
from service.canned.answers import GRAPH_TYPES, ROW_TYPES, Row
from service.canned.catalogue import BrokenQuery, CannedQuery, Catalogue, read_catalogue
from service.canned.parameters import Value
from service.canned.running import Run, prepare
from service.engine.embedded import EmbeddedEngine
from service.errors import BadRequest, NotFound, Problem
from service.evidence import Reader
from service.logs import configure
from service.names import near, resolver
from service.release import Release, Releases
from service.settings import Settings

__all__ = ["query_command"]

_ENGINE = {"sparql-json": "json", "sparql-xml": "xml"}
_HIDDEN = ("claimText",)
_NARROWEST = 14
"""Characters a column needs at least for a table to be readable."""


def query_command(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Name of the query; without one, the queries are listed.")] = None,
    format: Annotated[
        str, typer.Option(help="table, json, csv, tsv, sparql-json, sparql-xml, rq; graphs: turtle and the like.")
    ] = "table",
    scope: Annotated[str, typer.Option(help="reviewed, or all claims.")] = "reviewed",
    release: Annotated[str | None, typer.Option(help="Id of the release; else the current one.")] = None,
    home: Annotated[Path | None, typer.Option(help="Workspace with the releases; default: POLICYGRAPH_HOME.")] = None,
) -> None:
    """Run a canned query: `policygraph query NAME --parameter value`; a parameter may be given several times."""
    try:
        catalogue = read_catalogue()
        if name is None:
            _list(catalogue)
            return
        query = catalogue.get(name)
        if query is None:
            raise NotFound(f"There is no canned query {name!r}.{near(name, catalogue)}")
        if scope not in ("reviewed", "all"):
            raise BadRequest("--scope is reviewed or all.")
        settings = Settings(log_level="error") if home is None else Settings(log_level="error", home=home)
        configure(settings)
        opened = _open(settings, release)
        resolve = resolver(Reader(opened, "all" if scope == "all" else "reviewed"))
        run = prepare(query, _parameters(context.args), opened, "all" if scope == "all" else "reviewed", resolve)
        asyncio.run(_answer(run, format, settings))
    except (Problem, BrokenQuery) as error:
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(1) from error


def _open(settings: Settings, release: str | None) -> Release:
    wanted = release or CurrentPointer(settings.home).read()
    if wanted is None:
        raise NotFound(f"{settings.home} has no release yet; run `policygraph build`.")
    return Releases(settings.home, 1).open(wanted)


def _parameters(words: Iterable[str]) -> dict[str, Value]:
    """Return `--name value` and `--name=value` as values by name. Raises BadRequest where a word fits neither."""
    found: dict[str, list[str]] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            raise BadRequest(f"Write parameters as --name value; {word[:40]!r} belongs to none.")
        name, separator, value = word[2:].partition("=")
        if not separator:
            if not rest:
                raise BadRequest(f"--{name} needs a value.")
            value = rest.pop(0)
        found.setdefault(name.replace("-", "_"), []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


async def _answer(run: Run, format: str, settings: Settings) -> None:
    types = ROW_TYPES if run.query.kind == "rows" else GRAPH_TYPES
    shown = format if format != "table" or run.query.kind == "rows" else "turtle"
    if shown != "table" and shown not in types:
        raise BadRequest(f"{run.query.name} has no format {format[:40]!r}; it has table, {', '.join(types)}.")
    if shown == "rq":
        sys.stdout.write(run.text)
        return
    engine = EmbeddedEngine(settings)
    await engine.open()
    try:
        if shown in ("table", "json") and run.query.kind == "rows":
            page = await run.page(engine)
            if shown == "json":
                sys.stdout.buffer.write(orjson.dumps(page.rows, option=orjson.OPT_INDENT_2) + b"\n")
            else:
                _print(run.query, page.rows)
            complete = page.complete
        else:
            answer, complete = await run.answer(engine, _ENGINE.get(shown, shown))
            sys.stdout.buffer.write(await answer.read())
    finally:
        await engine.close()
    if not complete:
        typer.secho(f"More rows follow: --offset {run.offset + run.limit}", err=True, fg="yellow")


def _print(query: CannedQuery, rows: list[Row]) -> None:
    """Print rows as a table, or, where the terminal is too narrow for its columns, as one record a row.

    A label stands for its IRI, and a column that no row fills is left out.
    """
    columns = [
        name
        for name in query.columns
        if name not in _HIDDEN and f"{name}Label" not in query.columns and any(row[name] is not None for row in rows)
    ]
    console = Console(highlight=False)
    headings = [name.removesuffix("Labels").removesuffix("Label") for name in columns]
    if columns and console.width // len(columns) < _NARROWEST:
        console.print(Text(query.summary.en, style="italic"))
        for number, row in enumerate(rows, start=1):
            record = Table(box=None, show_header=False, pad_edge=False)
            record.add_column(no_wrap=True)
            record.add_column(overflow="fold")
            for heading, name in zip(headings, columns, strict=True):
                if row[name] is not None:
                    record.add_row(Text(heading, style="dim"), Text(_cell(row, name)))
            console.rule(Text(str(number), style="dim"), align="left", characters="─")
            console.print(record)
    else:
        table = Table(*headings, title=query.summary.en, show_lines=True)
        for row in rows:
            table.add_row(*(Text(_cell(row, name)) for name in columns))
        console.print(table)
    console.print(f"{len(rows)} rows")


def _cell(row: Mapping[str, str | int | float | bool | None], name: str) -> str:
    value = row[name]
    return "" if value is None else compact(value) if isinstance(value, str) else str(value)


def _list(catalogue: Catalogue) -> None:
    table = Table("query", "what it answers", "parameters", box=None)
    for query in catalogue.values():
        table.add_row(query.name, f"{query.summary.en} · {query.summary.zh}", ", ".join(query.parameters))
    Console(highlight=False).print(table)
