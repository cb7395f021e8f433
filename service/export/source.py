"""Exports of a release: the property graph or the triples of all of it or a part, in a format, as blocks of bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Event
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from ontology.layout import read_layout
from service.errors import NotFound
from service.export.formats import FORMATS, RDF_FORMATS, Format, RdfFormat
from service.export.graph import WriteOptions
from service.export.nodes import Positions
from service.export.options import Options
from service.export.projection import project, subjects
from service.export.selection import Filters, Selection
from service.export.spool import Spool
from service.export.statements import Match, Term
from service.release import Release, Scope

__all__ = ["Abandoned", "Export", "export", "format_of", "match_of"]

_DEFAULT: Final = DefaultGraph()


@dataclass(frozen=True, slots=True)
class Export:
    """One export: what it is, the name to save it under, and its bytes, made while they are read."""

    media_type: str
    file_name: str
    blocks: Iterator[bytes]


class Abandoned(Exception):
    """Nobody waits for an export any more."""


def match_of(release: Release, scope: Scope = "reviewed", gone: Event | None = None) -> Match:
    """Return the pattern look-up of a release's default graph, with the claims of a scope. Raises NotFound.

    It raises Abandoned as soon as `gone` is set.
    """
    store = release.store_of(scope)

    def match(subject: NamedNode | None, predicate: NamedNode | None, value: Term | None) -> Iterable[Quad]:
        if gone is not None and gone.is_set():
            raise Abandoned
        return store.quads_for_pattern(subject, predicate, value, _DEFAULT)

    return match


def export(
    release: Release,
    key: str,
    options: Options | None = None,
    written: WriteOptions | None = None,
    selection: Selection | None = None,
    part: str = "",
    scope: Scope = "reviewed",
    gone: Event | None = None,
) -> Export:
    """Return an export of a release, or of what is selected of it, in a format of `FORMATS` or `RDF_FORMATS`.

    `part` names the selection in the file's name. With the scope `all`, claims that nobody has reviewed are in it too.
    Raises NotFound where there is no format of this key, and Abandoned, while it reads, as soon as `gone` is set.
    """
    options, written = options or Options(), written or WriteOptions()
    format_, match = format_of(key), match_of(release, scope, gone)
    if isinstance(format_, RdfFormat):
        name = _name(release, part, options.filters, *_all(scope))
        blocks = format_.write(_quads(release, format_.dataset, options, selection, match, scope))
        return Export(format_.media_type, name + format_.suffix, blocks)
    graph = project(
        match,
        options,
        selection,
        name=_name(release, part, options.filters, *_all(scope), options.view, options.language),
        description=f"policygraph, release {release.id}: claims of AI policy articles with the words that carry them",
        positions=_positions(release),
    )
    return Export(format_.media_type, format_.file_name(graph, written), format_.write(graph, written))


def format_of(key: str) -> Format | RdfFormat:
    """Return the format of this key. Raises NotFound, which lists the formats, where there is none."""
    known = [*FORMATS, *RDF_FORMATS]
    if key not in known:
        listed = ", ".join(known)
        raise NotFound(f"There is no export format {key[:40]!r}; there are {listed}.", extra={"formats": known})
    return FORMATS.get(key) or RDF_FORMATS[key]


def _positions(release: Release) -> Positions:
    return release.derived("layout", lambda opened: read_layout(opened.folder))


def _all(scope: Scope) -> list[str]:
    return ["all-claims"] if scope == "all" else []


def _name(release: Release, part: str, filters: Filters, *more: str) -> str:
    parts = ["policygraph", release.id[:12], part, "filtered" if filters != Filters() else "", *more]
    return "-".join(piece for piece in parts if piece)


def _quads(
    release: Release, dataset: bool, options: Options, selection: Selection | None, match: Match, scope: Scope
) -> Iterator[Quad | Triple]:
    """Yield the quads of the named graphs, graph by graph, or the triples of the default graph of a scope."""
    whole = selection is None and options.filters == Filters() and options.isolates
    store = release.store if dataset else release.store_of(scope)
    found = iter(()) if whole else map(NamedNode, subjects(match, options, selection))
    if not dataset:
        patterns = [None] if whole else found
        for subject in patterns:
            for quad in store.quads_for_pattern(subject, None, None, _DEFAULT):
                yield quad.triple
        return
    spool = Spool()
    for place, subject in enumerate(found):
        for graph in {quad.graph_name for quad in store.quads_for_pattern(subject, None, None, None)}:
            if isinstance(graph, NamedNode):
                spool.file(graph.value, f"{place:012d}", [subject.value])
    for graph_iri in (graph.iri for graph in release.manifest.graphs):
        for subject in [None] if whole else (NamedNode(iri) for (iri,) in spool.filed(graph_iri)):
            yield from store.quads_for_pattern(subject, None, None, NamedNode(graph_iri))
