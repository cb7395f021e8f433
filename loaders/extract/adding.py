"""Adding: files become articles of the workspace; a bad one is named with its reason and the others go in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from loaders.errors import Problem, Refused
from loaders.extract.ingest import Ingested, files_of, ingest, side_car
from loaders.text.articles import Article

__all__ = ["Added", "add_files"]


@dataclass(frozen=True)
class Added:
    """What became of the files: new articles by id, files that were there already (file and id), and the bad ones."""

    new: tuple[str, ...]
    known: tuple[tuple[Path, str], ...]
    problems: tuple[Problem, ...]


def add_files(
    paths: Sequence[Path], documents: Path, seeds: Sequence[Article], given: Mapping[str, object],
    progress: Callable[[str], None] = lambda step: None,
) -> Added:  # fmt: skip
    """Store the articles of files and folders in a workspace's `documents`; returns what became of each file.

    The same bytes, or the text of a seed, go in once. Each article is whole on disk before it counts.
    """
    seeded = {article.sha256: article.id for article in seeds}
    new: list[str] = []
    known: list[tuple[Path, str]] = []
    problems: list[Problem] = []
    for path in files_of(tuple(paths)):
        progress(f"reading {path.name}")
        try:
            article = ingest(path, path.read_bytes(), {**side_car(path), **given})
        except OSError as error:
            problems.append(Problem(path, 0, error.strerror or str(error)))
        except Refused as error:
            problems += error.problems
        else:
            there = seeded.get(article.metadata.sha256)
            if there is None and (documents / f"{article.id}.txt").exists():
                there = article.id
            if there is not None:
                known.append((path, there))
                continue
            _store(article, documents, path.suffix.lower())
            new.append(article.id)
    return Added(tuple(new), tuple(known), tuple(problems))


def _store(article: Ingested, documents: Path, suffix: str) -> None:
    """Write source, metadata, text, in this order: an article counts once its text is in place."""
    sources = documents / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    metadata = article.metadata.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    _write(sources / f"{article.id}{suffix}", article.data)
    _write(documents / f"{article.id}.yaml", yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False).encode())
    _write(documents / f"{article.id}.txt", article.text.encode())


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(data)
    temporary.replace(path)
