"""The search index's contract: what is indexed under which name, and how text is folded and cut into grams.

Loaders write the index as one SQLite file into the release folder, the service reads it; both cut text here, so that a
query finds what was indexed. The index is derived: it stands outside the release's hash.

Every item is an entity, a source document or a claim with its forms: labels, aliases, plain words, quotes. Items are
numbered by rank (what most claims name first), so that the first members of a set are its best. Sets of items are
Roaring bitmaps: one for each gram of one to three characters, so that Chinese needs no segmentation and substrings are
found, and one for each value of a facet.
"""

import unicodedata
from typing import Final

__all__ = [
    "BEGINS", "COMMON", "DEPTH", "FACETS", "FREQUENT", "INDEX", "LETTER", "LONGEST_NAME", "SCHEMA", "SCOPES", "SHOWN",
    "SPACE", "VERSION", "fold", "grams", "is_dense", "letters", "word_grams",
]  # fmt: skip

INDEX: Final = "search.sqlite"
"""File of the index inside a release folder."""

VERSION: Final = 3
"""Version of the tables and of the cutting; a reader refuses another."""

FACETS: Final = ("kind", "type", "place", "sector", "status", "year", "document")
"""What hits are counted and narrowed by."""

SCOPES: Final = ("reviewed", "all")
"""Which claims count: reviewed ones, or also those that nobody has reviewed yet."""

SCHEMA: Final = """
CREATE TABLE meta (version INTEGER NOT NULL);
CREATE TABLE terms (term TEXT PRIMARY KEY, hits BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE names (name TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (name, item)) WITHOUT ROWID;
CREATE TABLE items (item INTEGER PRIMARY KEY, iri TEXT NOT NULL, body BLOB NOT NULL, text TEXT NOT NULL);
CREATE TABLE listing (place INTEGER PRIMARY KEY, item INTEGER NOT NULL);
CREATE TABLE scopes (scope TEXT PRIMARY KEY, hits BLOB NOT NULL, listed BLOB NOT NULL);
CREATE TABLE facets (
    scope TEXT NOT NULL, code INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, zh TEXT, en TEXT,
    count INTEGER NOT NULL, entities INTEGER NOT NULL, hits BLOB NOT NULL, listed BLOB NOT NULL,
    PRIMARY KEY (scope, code)
);
CREATE TABLE columns (
    scope TEXT PRIMARY KEY, codes INTEGER NOT NULL, width INTEGER NOT NULL, row_codes BLOB NOT NULL,
    rest_items BLOB NOT NULL, rest_ends BLOB NOT NULL, rest BLOB NOT NULL
);
CREATE TABLE frequent (
    scope TEXT NOT NULL, word TEXT NOT NULL, counts BLOB NOT NULL, PRIMARY KEY (scope, word)
) WITHOUT ROWID;
"""
"""The tables. `hits` are sets of items, `listed` sets of places in the list by kind and label; `count` is of all items,
`entities` of those that are no claims. Codes number the values of all facets, in the order of FACETS; `columns` has
those of each item (`ontology.facets`), `frequent` what words divide into that very many things hold: JSON, for each of
FACETS the [code, count] of the values that most have. `items.body` is JSON: [IRI, kind, classes, forms, reviewed claims
that name it, all such claims] with forms as [text, language, label | alias | quote]; `items.text` its folded forms, one
a line."""

SPACE: Final = "␣"
"""Stands for a space inside a gram."""

BEGINS: Final = "\x02"
"""Before a term: the names that begin so."""

LETTER: Final = "\x03"
"""Before a term: the forms that have a word with this first character."""

COMMON: Final = 200
"""A beginning that more names have is a term; others are found in the table of names."""

DEPTH: Final = 24
"""Beginnings that are terms have this many characters at most."""

FREQUENT: Final = 20_000
"""What a word divides into that more items hold is counted when the index is built."""

SHOWN: Final = 50
"""As many values of a facet are counted at most, beside those chosen."""

LONGEST_NAME: Final = 200
"""Names are compared as far as this; no query is longer."""

_GRAM: Final = 3
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


def grams(folded: str) -> set[str]:
    """Return every run of one to three characters of a folded text; runs of one are of a dense script only."""
    text = folded.replace(" ", SPACE)
    found = {text[i : i + 3] for i in range(len(text) - 2)}
    found.update([text[i : i + 2] for i in range(len(text) - 1)])
    found.update([character for character in set(text) if is_dense(character)])
    return found


def word_grams(word: str) -> list[str]:
    """Return the terms that a form has if it holds a folded word: its longest grams, or its letter."""
    text = word.replace(" ", SPACE)
    if len(text) == 1 and not is_dense(text):
        return [LETTER + text]
    size = min(len(text), _GRAM)
    return list(dict.fromkeys(text[i : i + size] for i in range(len(text) - size + 1)))


def letters(folded: str) -> set[str]:
    """Return the first character of every word of a folded text, as terms."""
    return {LETTER + word[0] for word in "".join(c if c.isalnum() else " " for c in folded).split()}
