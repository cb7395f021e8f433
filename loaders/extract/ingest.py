"""Ingest: the bytes of a file become an article's text with the metadata that the text itself gives.

UTF-8 (with or without a byte order mark), UTF-16 with one, and GB18030 are read; `.txt` and `.md` keep every
character, of `.html` the visible text is taken. The bytes are kept as they came, under their sha256.
"""

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import yaml
from pydantic import ValidationError

from loaders.errors import Problem, Refused
from loaders.extract.markup import visible_text
from loaders.extract.segment import Kind, segment
from loaders.text.articles import Metadata, Source
from loaders.text.dates import find_dates, parse_interval
from loaders.text.passages import Passage, find_passages
from loaders.text.view import view

__all__ = ["SUFFIXES", "Ingested", "files_of", "ingest", "side_car"]

SUFFIXES: Final = {
    ".txt": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown", ".html": "text/html",
    ".htm": "text/html",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)
_PUBLISHER = re.compile(r"来源:\s*(?P<name>[^\s,;|]{2,30})")
_FIRST_LINES = 12
_MOST_TITLE = 120
_MOST_DATELINE = 60
_PLAUSIBLE = 0.9
_ENGLISH_DATE = (
    r"(?:(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{1,2},)? (?:19|20)\d{2})"
)
_WIRE = re.compile(rf"(?:[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)?, )?{_ENGLISH_DATE}(?: [(][^()]{{2,40}}[)])? [–—-]+ ")
_BYLINE = re.compile(rf"{_ENGLISH_DATE}$")


@dataclass(frozen=True)
class Ingested:
    """An article ready to be stored: its identifier (of its text's sha256), source bytes, text, and metadata."""

    id: str
    data: bytes
    text: str
    metadata: Metadata


def files_of(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files of the given files and folders (with all below), side-cars and hidden files left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = (p for p in sorted(path.rglob("*")) if p.is_file() and not any(x.startswith(".") for x in p.parts))
        yield from (p for p in found if not _is_side_car(p))


def side_car(path: Path) -> dict[str, object]:
    """Return the metadata beside a file (`NAME.yaml`), empty where there is none; raises Refused where it is bad."""
    beside = path.with_suffix(".yaml")
    if not beside.exists():
        return {}
    try:
        known = yaml.safe_load(beside.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refused([Problem(beside, 0, f"not YAML: {error}")]) from error
    if not isinstance(known, dict):
        raise Refused([Problem(beside, 0, "no mapping of metadata; write title: …, published: …")])
    return {name: value for name, value in known.items() if name not in ("sha256", "source")}


def ingest(path: Path, data: bytes, given: Mapping[str, object]) -> Ingested:
    """Return the article of a file's bytes; `given` metadata goes before what the text says of itself.

    Raises Refused with the reason: a format that is not read, bytes that are no text, an empty text, bad metadata.
    """
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise Refused(
            [Problem(path, 0, f"{path.suffix or 'no suffix'} is not read; give one of {', '.join(SUFFIXES)}")]
        )
    encoding = _encoding(path, data)
    text, heading = data.decode(encoding), None
    if kind == "text/html":
        text, heading = visible_text(text)
    if sum(character.isalnum() for character in text) < 2:
        raise Refused([Problem(path, 0, "holds no text")])
    digest = hashlib.sha256(data).hexdigest()
    source = Source(name=path.name, sha256=digest, encoding=encoding, media_type=kind)
    found = _found(text, heading) | {name: value for name, value in given.items() if value is not None}
    found |= {"sha256": hashlib.sha256(text.encode()).hexdigest(), "source": source}
    try:
        metadata = Metadata.model_validate(found)
    except ValidationError as error:
        raise Refused([Problem(path, 0, f"metadata: {error}")]) from error
    return Ingested(metadata.sha256[:16], data, text, metadata)


def _is_side_car(path: Path) -> bool:
    return path.suffix == ".yaml" and any(path.with_suffix(suffix).exists() for suffix in SUFFIXES)


def _encoding(path: Path, data: bytes) -> str:
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    declared = [match[1].decode("ascii").lower() for match in [_CHARSET.search(data[:2048])] if match]
    for name in (*marked, "utf-8", *declared, "gb18030"):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if _plausible(text):
            return name
    raise Refused([Problem(path, 0, "no text in UTF-8, UTF-16 with a byte order mark, or GB18030")])


def _plausible(text: str) -> bool:
    """Say whether characters look like a text: hardly any control, private or unassigned ones."""
    if "\0" in text:
        return False
    sample = text[:20000]
    good = sum(c in "\t\n\r" or unicodedata.category(c)[0] in "LNPSZ" for c in sample)
    common = sum(c.isspace() or c < "\u2100" or "\u3000" <= c <= "\u9fff" or c >= "\uff00" for c in sample)
    return not sample or (good >= _PLAUSIBLE * len(sample) and common >= _PLAUSIBLE * len(sample))


def _found(text: str, heading: str | None) -> dict[str, object]:
    normalised = view(text)
    passages = find_passages(text)
    segments = segment(normalised, passages)
    content = [s.passage for s in segments if s.kind is not Kind.FURNITURE]
    furniture = [text[s.passage.start : s.passage.end] for s in segments if s.kind is Kind.FURNITURE]
    first = text[content[0].start : content[0].end] if content else text.strip()
    title = (heading or first).lstrip("# ").strip()[:_MOST_TITLE]
    head = normalised[: passages.paragraphs[min(len(passages.paragraphs), _FIRST_LINES) - 1].end]
    publisher = _PUBLISHER.search(head)
    signed = [s.passage for s in segments if s.kind is Kind.SIGNATURE]
    found: dict[str, object] = {
        "title": title,
        "language": "zh" if _is_chinese(text) else "en",
        "published": _published(normalised, _dateline(normalised, passages.paragraphs))
        or _published(normalised, [(p.start, p.end) for p in signed]),
        "furniture": tuple(dict.fromkeys(furniture)),
    }  # fmt: skip
    if publisher:
        found["publisher"] = text[publisher.start("name") : publisher.end("name")]
    return found


def _dateline(normalised: str, paragraphs: tuple[Passage, ...]) -> list[tuple[int, int]]:
    """Return the first lines that are mostly a date, or open or end with one as English bylines and wire reports do.

    A date in a sentence tells of something else.
    """
    found: list[tuple[int, int]] = []
    for start, end in ((p.start, p.end) for p in paragraphs[:_FIRST_LINES]):
        line = normalised[start:end]
        if end - start <= _MOST_DATELINE:
            found += [(start, end)] if not line.endswith(("。", ".", ";")) else []
        elif wire := _WIRE.match(line):
            found.append((start, start + wire.end()))
        elif end - start <= 2 * _MOST_DATELINE and (last := _BYLINE.search(line)):
            found.append((start + last.start(), end))
    return found


def _published(normalised: str, lines: list[tuple[int, int]]) -> date | None:
    for start, end in lines:
        for mention in find_dates(normalised[start:end]):
            if mention.year is not None and len(mention.rest) == len("-05-08") and mention.last is None:
                return parse_interval(mention.notation(mention.year)).first
    return None


def _is_chinese(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum("\u3400" <= c <= "\u9fff" for c in letters) > 0.2 * max(1, len(letters))
