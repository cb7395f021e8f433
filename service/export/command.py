"""`policygraph export`: the same exports as over HTTP, written to a file or to standard output."""

import sys
from pathlib import Path
from typing import Annotated

import pyoxigraph as ox
import typer
from pydantic import ValidationError

from ontology.manifest import CurrentPointer
from service.canned.catalogue import read_catalogue
from service.canned.running import prepare
from service.errors import Problem
from service.evidence import Reader
from service.export.asking import Asked, around_name, graph_query, parameters, resolved
from service.export.formats import FORMATS, RDF_FORMATS
from service.export.selection import Selection, neighbourhood, selected_by
from service.export.source import export, match_of
from service.names import resolver
from service.release import Release, Releases
from service.settings import Settings

__all__ = ["export_command"]


def export_command(
    format: Annotated[str, typer.Argument(help=f"One of {', '.join((*FORMATS, *RDF_FORMATS))}.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File or folder to write to; `-` is standard output.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the labels: en or zh.")] = "en",
    view: Annotated[str, typer.Option(help="collapsed: claims are edges; full: every claim is a node.")] = "collapsed",
    kind: Annotated[list[str] | None, typer.Option(help="Only entities of this kind; may be repeated.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="Only claims of this status; may be repeated.")] = None,
    place: Annotated[list[str] | None, typer.Option(help="Only claims about this place or a part of it.")] = None,
    sector: Annotated[list[str] | None, typer.Option(help="Only claims about this sector or a part of it.")] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only claims that this document makes.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="Only what is not before this day.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Only what is not after this day.")] = None,
    isolates: Annotated[bool, typer.Option(help="Also entities that nothing links.")] = True,
    around: Annotated[list[str] | None, typer.Option(help="Only what surrounds this entity.")] = None,
    depth: Annotated[int, typer.Option(min=1, max=3, help="Steps from the entities of --around.")] = 1,
    query: Annotated[str | None, typer.Option(help="Only what this canned graph query answers.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="A parameter of the query, name=value.")] = None,
    scope: Annotated[str, typer.Option(help="reviewed, or all claims.")] = "reviewed",
    excel: Annotated[bool, typer.Option(help="gephi-csv: tables that Excel opens safely.")] = False,
    time: Annotated[bool, typer.Option(help="gexf: with start, end and spells.")] = False,
    release: Annotated[str | None, typer.Option(help="Id of the release; else the current one.")] = None,
    home: Annotated[Path | None, typer.Option(help="Workspace with the releases; default: POLICYGRAPH_HOME.")] = None,
) -> None:
    """Write the graph, or a part of it, in the format of a visualization tool or as RDF."""
    values = {
        "lang": lang, "view": view, "kind": kind, "status": status, "place": place, "sector": sector,
        "document": document, "from": first, "to": last, "isolates": isolates, "around": around, "depth": depth,
        "query": query, "param": param, "scope": scope, "excel": excel, "time": time,
    }  # fmt: skip
    try:
        asked = Asked.model_validate({name: value for name, value in values.items() if value is not None})
        opened = _open(home, release)
        resolve = resolver(Reader(opened, asked.scope))
        selection, part = _selected(opened, asked)
        made = export(opened, format, asked.options(resolve), asked.written, selection, part, asked.scope)
    except ValidationError as error:
        for problem in error.errors():
            typer.echo(f"--{problem['loc'][0]}: {problem['msg']}", err=True)
        raise typer.Exit(2) from error
    except Problem as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if str(output) == "-":
        sys.stdout.buffer.writelines(made.blocks)
        return
    target = output / made.file_name if output and output.is_dir() else output or Path(made.file_name)
    with target.open("wb") as file:
        file.writelines(made.blocks)
    typer.echo(f"{target}: {target.stat().st_size:,} bytes", err=True)


def _open(home: Path | None, release: str | None) -> Release:
    """Return the release asked for. Raises NotFound or NoRelease where there is none."""
    workspace = (Settings() if home is None else Settings(home=home)).home
    releases = Releases(workspace, open_releases=1)
    current = CurrentPointer(workspace).read()
    if release is not None:
        named = [name for name in releases.ids() if name.startswith(release)]
        return releases.open(named[0] if len(named) == 1 else release)
    return releases.open(current) if current else releases.current


def _selected(release: Release, asked: Asked) -> tuple[Selection | None, str]:
    """Return what a query or a neighbourhood selects, and its name."""
    resolve, match = resolver(Reader(release, asked.scope)), match_of(release, asked.scope)
    if asked.query is not None:
        query = graph_query(read_catalogue(), asked.query)
        run = prepare(query, parameters(asked.param), release, asked.scope, resolve)
        triples = release.store_of(run.scope).query(run.text)
        assert isinstance(triples, ox.QueryTriples)
        return selected_by(match, triples), asked.query
    if asked.around:
        centres = resolved(resolve, asked.around)
        return neighbourhood(match, centres, asked.depth), around_name(centres)
    return None, ""
