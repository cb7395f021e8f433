"""Release folders for tests: small, written by the contract alone (manifest and store), without the loaders."""

import hashlib
from collections import defaultdict
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse, serialize

from ontology.manifest import FORMAT, CurrentPointer, Document, Graph, Manifest, release_id

__all__ = ["write_release"]


def write_release(
    home: Path, trig: str, *, texts: dict[str, str] | None = None, publish: bool = True, merged: bool = True
) -> str:
    """Write a release of the named graphs in `trig`, with their merge as default graph, and return its id.

    With `merged` False the default graph holds only what the TriG puts there.
    """
    graphs: dict[str, set[Quad]] = defaultdict(set)
    default: set[Quad] = set()
    for quad in parse(trig.encode(), format=RdfFormat.TRIG):
        if not isinstance(quad.graph_name, DefaultGraph):
            graphs[quad.graph_name.value].add(quad)
        if merged or isinstance(quad.graph_name, DefaultGraph):
            default.add(Quad(quad.subject, quad.predicate, quad.object))
    listed = tuple(Graph(iri=iri, sha256=_digest(quads), triples=len(quads)) for iri, quads in sorted(graphs.items()))
    identifier = release_id([*((graph.iri, graph.sha256) for graph in listed), ("", _digest(default))])
    folder = home / "releases" / identifier
    (folder / "documents").mkdir(parents=True)
    store = Store(folder / "store")
    store.bulk_extend([*default, *(quad for quads in graphs.values() for quad in quads)])
    store.flush()
    del store
    documents = []
    for name, text in (texts or {}).items():
        data = text.encode()
        (folder / "documents" / f"{name}.txt").write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        documents.append(Document(id=name, sha256=digest, characters=len(text), title=name, language="zh"))
    manifest = Manifest(
        format=FORMAT,
        release=identifier,
        graphs=listed,
        default_graph_triples=len(default),
        documents=tuple(documents),
        counts={},
        built_at="2026-01-01T00:00:00Z",
        tools={},
    )
    (folder / "manifest.json").write_text(manifest.model_dump_json(), encoding="utf-8")
    if publish:
        CurrentPointer(home).swap(identifier)
    return identifier


def _digest(quads: set[Quad]) -> str:
    lines = sorted((serialize([quad], format=RdfFormat.N_QUADS) or b"") for quad in quads)
    return hashlib.sha256(b"".join(lines)).hexdigest()
