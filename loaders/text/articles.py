"""Articles: a source text byte for byte, with the metadata that the text itself gives.

`seeds/{id}.txt` holds the text, `seeds/{id}.yaml` its metadata. The decoded text is never normalised: offsets
everywhere are Unicode code points of exactly these characters (MODEL §2).
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from loaders.errors import Problem, Refused

__all__ = ["Article", "Metadata", "Source", "read_article", "read_articles"]


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Source(BaseModel):
    """The file that an added article came from: name, sha256 of its bytes (hex), encoding, media type."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    encoding: str
    media_type: str


class Metadata(BaseModel):
    """What is known of an article, only as its text gives it; what the text leaves out stays None.

    `furniture` lists exact lines that are navigation, site notices and the like; `connectives` exact sentences that
    only lead from one thing to the next. Coverage leaves both out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(description="The title exactly as the text prints it.")
    title_en: str | None = Field(default=None, description="An editorial translation of the title.")
    language: Literal["zh", "en"] = "zh"
    publisher: str | None = Field(default=None, description="The outlet as the text names it.")
    published: date | None = Field(default=None, description="The date the text itself gives.")
    author: str | None = None
    rights: str | None = Field(default=None, description="The rights notice, verbatim.")
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    source: Source | None = Field(default=None, description="Where an added article came from.")
    furniture: Annotated[tuple[str, ...], BeforeValidator(_one_or_many)] = ()
    connectives: Annotated[tuple[str, ...], BeforeValidator(_one_or_many)] = ()


@dataclass(frozen=True)
class Article:
    """One article: identifier, the text, its sha256 (hex, of the bytes) and metadata."""

    id: str
    path: Path
    text: str
    sha256: str
    metadata: Metadata

    def is_furniture(self, words: str) -> bool:
        """Return whether words of the text are page furniture and nothing else."""
        for line in self.metadata.furniture:
            if words in line:
                return True
            words = words.replace(line, "")
        return not any(character.isalnum() for character in words)

    @property
    def claim_files(self) -> tuple[Path, ...]:
        """Return the files of curated claims beside the text, in the order of their names."""
        return tuple(sorted(self.path.parent.glob(f"{self.id}.claims*.yaml")))


def read_article(path: Path) -> Article:
    """Return the article whose text is `path`.

    Raises Refused where the metadata is missing or wrong, the bytes are not UTF-8, or the sha256 does not match.
    """
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    beside = path.with_suffix(".yaml")
    if not beside.exists():
        raise Refused([Problem(path, 0, f"no metadata beside it; write {beside.name} with title, sha256: {digest}")])
    try:
        text = data.decode("utf-8")
        metadata = Metadata.model_validate(yaml.safe_load(beside.read_text(encoding="utf-8")))
    except UnicodeDecodeError as error:
        raise Refused([Problem(path, 0, f"not UTF-8 at byte {error.start}; convert it first")]) from error
    except (yaml.YAMLError, ValidationError) as error:
        raise Refused([Problem(beside, 0, str(error))]) from error
    if metadata.sha256 != digest:
        raise Refused([Problem(beside, 0, f"sha256 is {metadata.sha256}, the text's is {digest}: the text changed")])
    missing = [line for line in (*metadata.furniture, *metadata.connectives) if line not in text]
    if missing:
        raise Refused([Problem(beside, 0, f"not in the text: {line!r}") for line in missing])
    return Article(path.stem, path, text, digest, metadata)


def read_articles(folder: Path) -> tuple[Article, ...]:
    """Return every article of a folder, ordered by id; raises Refused with the problems of all bad ones."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.txt")):
        try:
            articles.append(read_article(path))
        except Refused as error:
            problems.extend(error.problems)
    if problems:
        raise Refused(problems)
    if not articles:
        raise Refused([Problem(folder, 0, "holds no article (*.txt)")])
    return tuple(articles)
