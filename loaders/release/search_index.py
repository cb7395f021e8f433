"""The search index of a release: a SQLite file of bitmaps, as `ontology.search` lays it out.

Written beside the store from what `loaders.release.searchables` found in the release's graphs, and derived from that
alone.
"""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

import orjson
from pyroaring import BitMap

from loaders.release.searchables import Searchable
from ontology.search import BEGINS, COMMON, DEPTH, INDEX, LONGEST_NAME, SCHEMA, SCOPES, VERSION, fold, grams, letters

__all__ = ["write_index"]

Labels = Mapping[str, Mapping[str, tuple[str | None, str | None]]]
"""Labels (zh, en) of facet values, by field and value."""

_PAGE: Final = 8192


def write_index(folder: Path, items: Iterable[Searchable], labels: Labels) -> None:
    """Write the index of these items into a release folder."""
    ranked = sorted(items, key=_rank)
    places = [0] * len(ranked)
    listed = sorted(range(len(ranked)), key=lambda item: _listing(ranked[item]))
    for place, item in enumerate(listed):
        places[item] = place
    with sqlite3.connect(folder / INDEX, isolation_level=None) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        connection.execute("INSERT INTO meta VALUES (?)", (VERSION,))
        connection.executemany("INSERT INTO listing VALUES (?, ?)", enumerate(listed))
        names, terms = _write_items(connection, ranked)
        connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", names)
        terms.update((BEGINS + prefix, found) for prefix, found in _common_prefixes(names))
        connection.executemany("INSERT INTO terms VALUES (?, ?)", ((t, _bitmap(terms[t])) for t in sorted(terms)))
        for scope in SCOPES:
            _write_facets(connection, scope, ranked, places, labels)
        connection.execute("COMMIT")
    connection.close()


def _write_items(
    connection: sqlite3.Connection, ranked: Sequence[Searchable]
) -> tuple[list[tuple[str, int]], dict[str, "array[int]"]]:
    """Write the items; return their names, sorted, and the items of each term."""
    names: list[tuple[str, int]] = []
    terms: dict[str, array[int]] = defaultdict(lambda: array("I"))
    insert = "INSERT INTO items VALUES (?, ?, ?, ?)"
    for number, item in enumerate(ranked):
        folded = {form: fold(form[0]) for form in item.forms}
        names += {(text[:LONGEST_NAME], number) for form, text in folded.items() if form[2] != "quote"}
        texts = sorted(set(folded.values()))
        for term in set().union(*(grams(text) | letters(text) for text in texts)):
            terms[term].append(number)
        body = orjson.dumps([item.iri, item.kind, item.types, item.forms, item.weight, item.weight_all])
        connection.execute(insert, (number, item.iri, body, "\n".join(texts)))
    names.sort()
    return names, terms


def _common_prefixes(names: Sequence[tuple[str, int]]) -> Iterator[tuple[str, "array[int]"]]:
    """Yield the beginnings that many names have, with their items in order."""
    spans = [(names, 1)]
    while spans:
        span, size = spans.pop()
        for prefix, group in groupby(span, key=lambda pair: pair[0][:size]):
            found = list(group)
            if len(prefix) == size and len(found) > COMMON:
                yield prefix, array("I", sorted({item for _, item in found}))
                if size < DEPTH:
                    spans.append((found, size + 1))


def _write_facets(
    connection: sqlite3.Connection, scope: str, ranked: Sequence[Searchable], places: Sequence[int], labels: Labels
) -> None:
    members: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
    everything = array("I")
    for number, item in enumerate(ranked):
        facets = item.facets if scope == "reviewed" else item.facets_all
        if facets is None:
            continue
        everything.append(number)
        for field, values in facets.items():
            for value in values:
                members[field, value].append(number)
    connection.execute("INSERT INTO scopes VALUES (?, ?, ?)", (scope, *_both(everything, places)))
    for (field, value), found in sorted(members.items(), key=itemgetter(0)):
        zh, en = (value, value) if field == "year" else labels.get(field, {}).get(value, (None, None))
        entities = sum(ranked[number].kind != "claim" for number in found)
        row = (scope, field, value, zh, en, len(found), entities, *_both(found, places))
        connection.execute("INSERT INTO facets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _both(items: "array[int]", places: Sequence[int]) -> tuple[bytes, bytes]:
    return _bitmap(items), _bitmap(array("I", sorted(places[item] for item in items)))


def _bitmap(items: "array[int]") -> bytes:
    found = BitMap(items)
    if len(items) > 16:
        found.run_optimize()
    return found.serialize()


def _rank(item: Searchable) -> tuple[object, ...]:
    shortest = min((len(text) for text, _, what in item.forms if what == "label"), default=0)
    return item.kind == "claim", item.facets is None, -item.weight, -item.weight_all, shortest, item.iri


def _listing(item: Searchable) -> tuple[str, str, str]:
    labels = [text for text, language, what in item.forms if what == "label" and language == "en"]
    return item.kind, fold(labels[0]) if labels else fold(item.forms[0][0]) if item.forms else "", item.iri
