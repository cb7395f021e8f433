"""Releases in service: opening one, keeping the current one in view, and what is derived from it.

A `Release` is immutable and may be shared between requests and threads. A request that began on one release ends
on it: a swap only changes what the *next* request gets.
"""

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar, cast

from pyoxigraph import Store

from ontology.counts import Counts
from ontology.manifest import STORE, STORE_ALL, CurrentPointer, Document, Manifest
from service.errors import EngineFailed, NoRelease, NotFound

__all__ = ["Release", "Releases", "Scope"]

Scope = Literal["reviewed", "all"]
"""Which claims count: reviewed ones, or also those that nobody has reviewed yet."""

T = TypeVar("T")


class Release:
    """One opened release: its manifest, its folder, a read-only store, its texts, and what was derived from them.

    `store` is for short, trusted look-ups in process (`quads_for_pattern`); anything whose cost a client can choose
    goes through the engine, which can be stopped.
    """

    def __init__(self, folder: Path) -> None:
        """Open the release in `folder`.

        Raises FileNotFoundError, ValueError or OSError where it is missing, unreadable or of another format.
        """
        self.folder = folder
        self.manifest = Manifest.read(folder)
        self.id = self.manifest.release
        self.store_folder = folder / STORE
        self.store = Store.read_only(str(self.store_folder))
        self.documents: dict[str, Document] = {document.id: document for document in self.manifest.documents}
        self._derived: dict[str, object] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def folder_of(self, scope: Scope) -> Path:
        """Return the folder of the store whose default graph has the claims of a scope.

        Raises NotFound where the release has claims that nobody reviewed, but was built without a store of all.
        """
        if scope == "reviewed" or not any(graph.iri.endswith("/auto") for graph in self.manifest.graphs):
            return self.store_folder
        if not (self.folder / STORE_ALL).is_dir():
            raise NotFound("This release was built without a store of all claims; build it again to ask for all.")
        return self.folder / STORE_ALL

    def store_of(self, scope: Scope) -> Store:
        """Return the store whose default graph has the claims of a scope. Raises NotFound as `folder_of`."""
        folder = self.folder_of(scope)
        if folder == self.store_folder:
            return self.store
        return self.derived("store of all claims", lambda _: Store.read_only(str(folder)))

    @property
    def counts(self) -> Counts | None:
        """The counts made when the release was built; None where it was built without them."""
        return self.derived("counts", lambda release: Counts.read(release.folder))

    def text(self, document_id: str) -> str:
        """Return the stored text of a document, byte for byte as UTF-8 decodes it.

        Raises NotFound where the release has no such document.
        """
        if document_id not in self.documents:
            raise NotFound(f"This release has no document {document_id!r}; /documents lists those it has.")
        return self.derived(f"text:{document_id}", lambda release: release._read(document_id))

    def _read(self, document_id: str) -> str:
        return (self.folder / "documents" / f"{document_id}.txt").read_bytes().decode("utf-8")

    def derived(self, name: str, make: Callable[["Release"], T]) -> T:
        """Return what `make(release)` gave, computed once per release and name and kept while the release is open.

        Concurrent callers wait for the first one's result. A `make` that takes more than milliseconds belongs into a
        worker thread (an ordinary `def` route runs in one).
        """
        if name not in self._derived:
            with self._lock:
                lock = self._locks.setdefault(name, threading.Lock())
            with lock:
                if name not in self._derived:
                    self._derived[name] = make(self)
        return cast(T, self._derived[name])


class Releases:
    """The releases of one workspace: the current one, and older ones opened on request."""

    def __init__(self, home: Path, open_releases: int) -> None:
        self.home = home
        self._pointer = CurrentPointer(home)
        self._open_releases = open_releases
        self._older: OrderedDict[str, Release] = OrderedDict()
        self._lock = threading.Lock()
        self._current: Release | None = None

    @property
    def current(self) -> Release:
        """The release being served. Raises NoRelease where nothing was published yet."""
        if self._current is None:
            raise NoRelease(
                "Nothing was published yet: build a release with `policygraph build`; the service takes it up "
                "without a restart.",
                headers={"Retry-After": "5"},
            )
        return self._current

    @property
    def current_id(self) -> str:
        """The id of the release being served, or an empty string."""
        return "" if self._current is None else self._current.id

    def announced(self) -> str | None:
        """Return the id that the `current` file names if it is not the one being served."""
        announced = self._pointer.read()
        return announced if announced and announced != self.current_id else None

    def open(self, release_id: str) -> Release:
        """Return a release of this workspace, opened.

        Raises NotFound where it has none of this id, EngineFailed where its folder cannot be read.
        """
        if self._current is not None and release_id == self._current.id:
            return self._current
        with self._lock:
            found = self._older.get(release_id)
            if found is None:
                found = self._load(release_id)
                self._older[release_id] = found
                while len(self._older) > self._open_releases:
                    self._older.popitem(last=False)
            else:
                self._older.move_to_end(release_id)
            return found

    def _load(self, release_id: str) -> Release:
        if release_id not in self.ids():
            raise NotFound(f"There is no release {release_id[:80]!r} here; /releases lists those that are.")
        try:
            return Release(self.home / "releases" / release_id)
        except (OSError, ValueError) as error:
            raise EngineFailed(f"Release {release_id} cannot be opened; ask the operator to verify it.") from error

    def ids(self) -> list[str]:
        """Return the ids of the releases in the workspace, sorted."""
        folder = self.home / "releases"
        return sorted(path.parent.name for path in folder.glob("*/manifest.json")) if folder.is_dir() else []

    def manifests(self) -> list[Manifest]:
        """Return the manifests of the releases in the workspace that this version can read, the newest first."""
        found = []
        for release_id in self.ids():
            with contextlib.suppress(OSError, ValueError):
                found.append(Manifest.read(self.home / "releases" / release_id))
        return sorted(found, key=lambda manifest: manifest.built_at, reverse=True)

    def serve(self, release: Release) -> None:
        """Make `release` the current one; the former stays open for `release=` while there is room."""
        with self._lock:
            former, self._current = self._current, release
            self._older.pop(release.id, None)
            if former is not None and former.id != release.id:
                self._older[former.id] = former
