"""The workspace: the releases of POLICYGRAPH_HOME and the pointer to the current one.

A release is written beside the others under a temporary name, flushed and fsynced, then renamed into place: an
interrupted build leaves the last release serving, and its leftovers are swept by the next build.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import LoaderError
from ontology.manifest import CurrentPointer, Manifest

__all__ = ["NoRelease", "Workspace"]

_UNFINISHED = ".building-"


class NoRelease(LoaderError):
    """The release that was asked for is not in the workspace."""


@dataclass(frozen=True)
class Workspace:
    """The folder `home` with `documents/`, `releases/` and `current`."""

    home: Path

    @property
    def documents(self) -> Path:
        """Return the folder of added articles, each with its metadata."""
        return self.home / "documents"

    @property
    def releases(self) -> Path:
        """Return the folder of all releases."""
        return self.home / "releases"

    def manifests(self) -> Iterator[Manifest]:
        """Yield the manifest of every published release, oldest build first."""
        folders = self.releases.glob("*/manifest.json")
        found = [Manifest.read(path.parent) for path in folders if not path.parent.name.startswith(_UNFINISHED)]
        yield from sorted(found, key=lambda manifest: manifest.built_at)

    def current(self) -> str | None:
        """Return the id of the release being served."""
        return CurrentPointer(self.home).read()

    def folder(self, release: str | None = None) -> Path:
        """Return the folder of a release, by id or a unique beginning of it; the current one where None.

        Raises NoRelease saying what there is.
        """
        wanted = release or self.current()
        if wanted is None:
            raise NoRelease(f"{self.home} has no release yet; run `policygraph build`")
        matches = [manifest.release for manifest in self.manifests() if manifest.release.startswith(wanted)]
        if len(matches) != 1:
            known = ", ".join(manifest.release[:12] for manifest in self.manifests()) or "none"
            raise NoRelease(f"{len(matches)} releases begin with {wanted!r}; there are: {known}")
        return self.releases / matches[0]

    @contextmanager
    def building(self) -> Iterator[Path]:
        """Give an empty folder to build in; it is removed on the way out unless it was published."""
        self.releases.mkdir(parents=True, exist_ok=True)
        folder = self.releases / f"{_UNFINISHED}{os.getpid()}"
        self._sweep()
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, folder: Path, release: str) -> bool:
        """Rename a finished folder into place and swap the pointer; returns whether the release is new.

        A release that is there already keeps its content; its derived files are replaced one by one, and what it
        lacks is added.
        """
        _sync(folder)
        target = self.releases / release
        new = not target.exists()
        if new:
            folder.rename(target)
            _sync_folder(self.releases)
        else:
            for name in Manifest.read(folder).derived:
                if not (target / name).is_dir():
                    (folder / name).replace(target / name)
            _sync_folder(target)
        CurrentPointer(self.home).swap(release)
        _sync_folder(self.home)
        return new

    def _sweep(self) -> None:
        for leftover in self.releases.glob(f"{_UNFINISHED}*"):
            if not _runs(leftover.name.removeprefix(_UNFINISHED)):
                shutil.rmtree(leftover, ignore_errors=True)


def _runs(pid: str) -> bool:
    return pid.isdigit() and int(pid) != os.getpid() and Path(f"/proc/{pid}").exists()


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
