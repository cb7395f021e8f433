"""The release folder's contract: the manifest that loaders write and the service reads, and the folder's layout.

    $POLICYGRAPH_HOME/
        current                     a text file: the id of the release being served
        releases/{id}/
            manifest.json           this model
            store/                  an Oxigraph store: named graphs and the merged default graph
            store-all/              another, where there are claims that nobody has reviewed: its default graph is the
                                    merge of the default graph and those claims, for who asks for all
            documents/{id}.txt      the source texts, byte for byte
            search.sqlite           what can be found, and facets (`ontology.search`)
            counts.json             counts of all of it (`ontology.counts`)
            layout.json             places of the entities (`ontology.layout`), where a layout could be made

The release id is the sha256 over format version and the sorted (graph IRI, hash of its sorted N-Quads) pairs;
times and tool versions stand in the manifest but outside the hash.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

__all__ = ["FORMAT", "STORE", "STORE_ALL", "CurrentPointer", "Document", "Graph", "Manifest", "release_id"]

STORE: Final = "store"
STORE_ALL: Final = "store-all"
"""Folders of the stores inside a release folder."""

FORMAT: Final = 1
"""Version of the release folder; a reader refuses one it does not know."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Graph(_Frozen):
    """One named graph: its IRI, the sha256 of its sorted N-Quads (hex), and how many triples it holds."""

    iri: str
    sha256: str
    triples: int


class Document(_Frozen):
    """One source document: identifier, sha256 of its bytes (hex), length in code points, and its title."""

    id: str
    sha256: str
    characters: int
    title: str
    language: str


class Manifest(_Frozen):
    """What a release holds. `counts` are true counts of the default graph, by name.

    `derived` names the parts of the folder that are made from the graphs alone: search index, counts, layout.
    """

    format: int
    release: str
    graphs: tuple[Graph, ...]
    default_graph_triples: int
    documents: tuple[Document, ...]
    counts: dict[str, int]
    built_at: str
    tools: dict[str, str]
    derived: tuple[str, ...] = ()

    @classmethod
    def read(cls, release_folder: Path) -> "Manifest":
        """Return the manifest of a release folder.

        Raises FileNotFoundError where there is none, pydantic.ValidationError where it does not fit the model, and
        ValueError where its format is one this version cannot read.
        """
        manifest = cls.model_validate_json((release_folder / "manifest.json").read_bytes())
        if manifest.format != FORMAT:
            raise ValueError(
                f"{release_folder}: release format {manifest.format}, this version reads {FORMAT}; rebuild it"
            )
        return manifest


class CurrentPointer:
    """The file that names the release being served, swapped atomically by rename."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / "current"

    def read(self) -> str | None:
        """Return the id of the current release, or None where nothing was published yet."""
        try:
            return self.path.read_text(encoding="ascii").strip() or None
        except FileNotFoundError:
            return None

    def folder(self) -> Path | None:
        """Return the folder of the current release, or None where nothing was published yet."""
        release = self.read()
        return None if release is None else self.home / "releases" / release

    def swap(self, release: str) -> None:
        """Point readers at another release: they see the old id or the new one, never half of either."""
        temporary = self.path.with_suffix(".new")
        temporary.write_text(release + "\n", encoding="ascii")
        temporary.replace(self.path)


def release_id(graphs: Iterable[tuple[str, str]]) -> str:
    """Return the release id (sha256, hex) of (graph IRI, sha256 of sorted N-Quads) pairs in any order."""
    digest = hashlib.sha256(f"policygraph-release {FORMAT}\n".encode())
    for iri, graph_digest in sorted(graphs):
        digest.update(f"{iri} {graph_digest}\n".encode())
    return digest.hexdigest()
