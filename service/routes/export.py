"""`/export/{format}`: the graph, a neighbourhood or a canned graph query in the formats of visualization tools."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from threading import Event
from typing import IO, Annotated, Final, cast

import pyoxigraph as ox
from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Path, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import StreamingResponse

from service.canned.catalogue import Catalogue
from service.canned.running import prepare
from service.errors import Overloaded
from service.evidence import Reader
from service.exchange import RequestedRelease, base_url, client_of, service_of, while_connected
from service.export import FORMATS, RDF_FORMATS, Selection, neighbourhood, selected_by
from service.export.asking import Asked, around_name, graph_query, parameters, resolved
from service.export.source import Export, export, format_of, match_of
from service.names import resolver
from service.openapi import PROBLEMS
from service.release import Release

__all__ = ["router"]

router = APIRouter(tags=["export"])

_ONE_AT_A_TIME: Final = CapacityLimiter(1)
"""Exports are made one after the other: a large one keeps other exports waiting, and nothing else."""

_IN_MEMORY: Final = 1 << 20
_BLOCK: Final = 1 << 16
_MEDIA_TYPES: Final = (
    *(written.media_type for written in FORMATS.values()),
    *(written.media_type for written in RDF_FORMATS.values()),
)


class FormatEntry(BaseModel):
    """One format of exports, and where to fetch it."""

    key: str
    title: str
    media_type: str
    tools: str
    url: str


class FormatList(BaseModel):
    """The formats of exports."""

    count: int
    formats: list[FormatEntry]


@router.get("/export", summary="The formats of exports")
async def formats(request: Request) -> FormatList:
    """Return every export format with its media type and the tools that it is for."""
    base = base_url(request)
    listed = [(f.key, f.title, f.media_type, f.tools) for f in FORMATS.values()]
    listed += [(f.key, f.title, f.media_type, "RDF tools") for f in RDF_FORMATS.values()]
    entries = [
        FormatEntry(key=key, title=title, media_type=media, tools=tools, url=f"{base}/export/{key}")
        for key, title, media, tools in listed
    ]
    return FormatList(count=len(entries), formats=entries)


@router.get(
    "/export/{format}",
    summary="The graph in the format of a tool",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The file, as an attachment whose name says release, view and language",
            "content": {
                media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for media in _MEDIA_TYPES
            },
        },
        **PROBLEMS(400, 404, 503, 504),
    },
)
async def export_graph(
    request: Request,
    release: RequestedRelease,
    format: Annotated[
        str, Path(description="The format.", json_schema_extra={"enum": [*FORMATS, *RDF_FORMATS]}, examples=["gexf"])
    ],
    asked: Annotated[Asked, Query()],
) -> StreamingResponse:
    """Return the whole graph, or the part that the parameters select, as a file."""
    format_of(format)
    if _ONE_AT_A_TIME.statistics().tasks_waiting > service_of(request).settings.queue_length:
        raise Overloaded("Too many exports are waiting; try again in a minute.", headers={"Retry-After": "60"})
    options = await to_thread.run_sync(asked.options, resolver(Reader(release, asked.scope)))
    selection, part = await _selected(request, release, asked)
    gone = Event()

    def make() -> _File:
        return _File.of(export(release, format, options, asked.written, selection, part, asked.scope, gone), gone)

    work = to_thread.run_sync(make, limiter=_ONE_AT_A_TIME, abandon_on_cancel=True)
    try:
        file = await while_connected(request.receive, work)
    finally:
        gone.set()
    headers = {
        "content-disposition": f'attachment; filename="{file.name}"',
        "content-type": file.media_type,
        "content-length": str(file.size),
    }
    if format in FORMATS:
        headers["content-language"] = asked.lang
    return StreamingResponse(file.read(), headers=headers)


@dataclass(frozen=True, slots=True)
class _File:
    """An export that is complete, in memory or, where it is large, on disk: only then is a 200 sent."""

    media_type: str
    name: str
    size: int
    data: IO[bytes]

    @classmethod
    def of(cls, made: Export, gone: Event) -> "_File":
        """Return the export written out, in the thread that reads the store; stop early where the client has `gone`."""
        data = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
        for block in made.blocks:
            data.write(block)
            if gone.is_set():
                break
        size = data.tell()
        data.seek(0)
        return cls(made.media_type, made.file_name, size, cast(IO[bytes], data))

    async def read(self) -> AsyncIterator[bytes]:
        """Yield the bytes in blocks and let go of the file."""
        with self.data:
            while block := await to_thread.run_sync(self.data.read, _BLOCK):
                yield block


async def _selected(request: Request, release: Release, asked: Asked) -> tuple[Selection | None, str]:
    """Return the part of the graph that a query or a neighbourhood selects, with its name."""
    resolve, match = resolver(Reader(release, asked.scope)), match_of(release, asked.scope)
    if asked.around:
        centres = await to_thread.run_sync(resolved, resolve, asked.around)
        found = await to_thread.run_sync(neighbourhood, match, centres, asked.depth, limiter=_ONE_AT_A_TIME)
        return found, around_name(centres)
    if asked.query is None:
        return None, ""
    catalogue: Catalogue = request.app.state.catalogue
    query = graph_query(catalogue, asked.query)
    run = await to_thread.run_sync(
        prepare, query, parameters(asked.param), release, asked.scope, resolve, client_of(request)
    )
    answer, _ = await while_connected(request.receive, run.answer(service_of(request).engine, "ntriples"))
    triples = ox.parse(await answer.read(), format=ox.RdfFormat.N_TRIPLES)
    return selected_by(match, (quad.triple for quad in triples)), asked.query
