"""The search index's contract: what is indexed under which name, and how text is folded and cut into grams.

Loaders write the index into `search/` of the release folder, the service reads it; both cut text here, so that a query
finds what was indexed. The index is derived: it stands outside the release's hash.

Every document is an entity, a source document or a claim with its forms: labels, aliases, plain words, quotes. Forms
are indexed as grams of one to five characters, so that Chinese needs no segmentation and substrings are found.
"""

import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = [
    "COUNTS", "FOLDER", "GRAMS", "SPACE", "VERSION", "begins", "fold", "grams", "is_dense", "prefixes", "word_prefixes",
]  # fmt: skip

FOLDER: Final = "search"
"""Folder of the index inside a release folder."""

COUNTS: Final = "counts.json"
"""File in it with the number of documents by kind and by type."""

VERSION: Final = 1
"""Version of the fields and of the cutting; a reader refuses another."""

GRAMS: Final = {"one": 1, "two": 2, "three": 3, "five": 5}
"""Fields of grams, with the size of each."""

SPACE: Final = "␣"
"""Stands for a space inside a gram, because grams are separated by spaces."""

_PREFIX: Final = 12
_DENSE: Final = (
    ("\u2e80", "\u9fff"),
    ("\uac00", "\ud7a3"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)


def fold(text: str) -> str:
    """Return text as it is compared: NFKC, case-folded, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_dense(character: str) -> bool:
    """Return whether a character is of a script written without spaces: Han, kana, hangul."""
    return any(first <= character <= last for first, last in _DENSE)


def grams(folded: str, size: int) -> list[str]:
    """Return every run of `size` characters of a folded text, in order; a gram of one is of a dense script only."""
    text = folded.replace(" ", SPACE)
    found = [text[i : i + size] for i in range(len(text) - size + 1)]
    return [gram for gram in found if is_dense(gram)] if size == 1 else found


def begins(folded: str) -> str:
    """Return the beginning of a folded text that `prefixes` holds at most."""
    return folded[:_PREFIX]


def prefixes(folded: str) -> Iterable[str]:
    """Return the beginnings of a folded text, up to twelve characters."""
    return (folded[:size] for size in range(1, min(len(folded), _PREFIX) + 1))


def word_prefixes(folded: str) -> set[str]:
    """Return the first one and two characters of every word of a folded text."""
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    return {word[:size] for word in words for size in (1, 2)}
