"""Rows of an export on their way from the store to the writer: in a temporary SQLite file, never all in memory.

What is read once from the store is written here and read as often as a writer needs it. Memory is SQLite's page cache
(`_CACHE` KiB) and `_BATCH` rows, however many rows there are; what does not fit goes to the folder of temporary files,
to which nothing is written for a small graph. The file has no name and is gone with the spool.
"""

import sqlite3
import weakref
from collections.abc import Iterator
from typing import Any, Final, Literal

import orjson

__all__ = ["Spool", "Table"]

Table = Literal["node", "claim", "edge"]
Row = list[Any]

_CACHE: Final = 16_384
_BATCH: Final = 256
_TABLES: Final = f"""
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; PRAGMA cache_size = -{_CACHE};
CREATE TABLE node (row BLOB); CREATE TABLE claim (row BLOB); CREATE TABLE edge (row BLOB);
CREATE TABLE filed (key TEXT, place TEXT, row BLOB);
CREATE TABLE linked (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE number (iri TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
"""


class Spool:
    """Tables of rows; rows filed under keys; IRIs that something links; numbers of IRIs."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._base.executescript(_TABLES)
        self._held: dict[str, list[tuple[object, ...]]] = {}
        self._indexed = False
        weakref.finalize(self, self._base.close)

    def add(self, table: Table, row: Row) -> None:
        """Put a row of JSON's types at the end of a table."""
        self._insert(f"INSERT INTO {table} VALUES (?)", orjson.dumps(row))  # noqa: S608 - one of three names

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table in the order in which they came."""
        self._flush()
        for (row,) in self._base.execute(f"SELECT row FROM {table} ORDER BY rowid"):  # noqa: S608 - one of three names
            yield orjson.loads(row)

    def file(self, key: str, place: str, row: Row) -> None:
        """File a row under a key, at a place among the rows of that key."""
        self._insert("INSERT INTO filed VALUES (?, ?, ?)", key, place, orjson.dumps(row))

    def filed(self, key: str) -> Iterator[Row]:
        """Yield the rows of a key by their places. Nothing may be filed after the first reading."""
        if not self._indexed:
            self._flush()
            self._base.execute("CREATE INDEX by_key ON filed (key, place)")
            self._indexed = True
        for (row,) in self._base.execute("SELECT row FROM filed WHERE key = ? ORDER BY place", (key,)):
            yield orjson.loads(row)

    def link(self, iri: str) -> None:
        """Remember an IRI that something links."""
        self._insert("INSERT OR IGNORE INTO linked VALUES (?)", iri)

    def linked(self) -> Iterator[str]:
        """Yield every IRI that something links once, sorted."""
        self._flush()
        for (iri,) in self._base.execute("SELECT iri FROM linked ORDER BY iri"):
            yield iri

    def count(self, iri: str, number: int) -> None:
        """Give an IRI a number."""
        self._insert("INSERT INTO number VALUES (?, ?)", iri, number)

    def number(self, iri: str) -> int:
        """Return the number of an IRI. Raises LookupError where it has none."""
        self._flush()
        found = self._base.execute("SELECT number FROM number WHERE iri = ?", (iri,)).fetchone()
        if found is None:
            raise LookupError(iri)
        return int(found[0])

    def _insert(self, statement: str, *values: object) -> None:
        held = self._held.setdefault(statement, [])
        held.append(values)
        if len(held) >= _BATCH:
            self._base.executemany(statement, held)
            held.clear()

    def _flush(self) -> None:
        for statement, held in self._held.items():
            if held:
                self._base.executemany(statement, held)
                held.clear()
