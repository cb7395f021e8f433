"""The search index of a release: a SQLite file of bitmaps, as `ontology.search` lays it out.

Written beside the store from what `loaders.release.searchables` found in the release's graphs, and derived from that
alone.
"""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

import orjson
from pyroaring import BitMap

from loaders.release.searchables import Searchable
from ontology.facets import Columns
from ontology.search import (
    BEGINS,
    COMMON,
    DEPTH,
    FACETS,
    FREQUENT,
    INDEX,
    LONGEST_NAME,
    SCHEMA,
    SCOPES,
    SHOWN,
    VERSION,
    fold,
    grams,
    letters,
    word_grams,
)

__all__ = ["write_index"]

Labels = Mapping[str, Mapping[str, tuple[str | None, str | None]]]
"""Labels (zh, en) of facet values, by field and value."""

_PAGE: Final = 8192
_SAMPLE: Final = 20_000
_LONGEST: Final = 16


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
        frequent = _frequent(ranked, terms)
        for scope in SCOPES:
            columns, firsts = _write_facets(connection, scope, ranked, places, labels)
            _write_frequent(connection, scope, frequent, columns, firsts)
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
) -> tuple[Columns, dict[str, int]]:
    """Write the values of facets and the columns of a scope; return the columns, and the first code of each facet."""
    own = [item.facets if scope == "reviewed" else item.facets_all for item in ranked]
    everything = array("I", (number for number, facets in enumerate(own) if facets is not None))
    connection.execute("INSERT INTO scopes VALUES (?, ?, ?)", (scope, *_both(everything, places)))
    members: dict[tuple[int, str], array[int]] = defaultdict(lambda: array("I"))
    for number in everything:
        for place, field in enumerate(FACETS):
            for value in (own[number] or {}).get(field, ()):
                members[place, value].append(number)
    codes: list[list[int]] = [[] for _ in ranked]
    firsts: dict[str, int] = {}
    for code, ((facet, value), found) in enumerate(sorted(members.items(), key=itemgetter(0)), start=1):
        field = FACETS[facet]
        firsts.setdefault(field, code)
        for number in found:
            codes[number].append(code)
        zh, en = (value, value) if field == "year" else labels.get(field, {}).get(value, (None, None))
        entities = sum(ranked[number].kind != "claim" for number in found)
        row = (scope, code, field, value, zh, en, len(found), entities, *_both(found, places))
        connection.execute("INSERT INTO facets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    columns = Columns.of(codes, len(members))
    connection.execute("INSERT INTO columns VALUES (?, ?, ?, ?, ?, ?, ?)", (scope, *columns.written()))
    return columns, firsts


def _write_frequent(
    connection: sqlite3.Connection, scope: str, words: Mapping[str, BitMap], columns: Columns, firsts: Mapping[str, int]
) -> None:
    """Write what words that very many things hold divide into."""
    [(within,)] = connection.execute("SELECT hits FROM scopes WHERE scope = ?", (scope,))
    everything = BitMap.deserialize(within)
    ends = [firsts.get(field, 0) for field in FACETS]
    for word, hits in words.items():
        counts = columns.count(hits & everything)
        found = []
        for place, first in enumerate(ends):
            following = [end for end in ends[place + 1 :] if end]
            last = following[0] if following else columns.values + 1
            found.append(columns.top(counts, first, last, SHOWN) if first else [])
        connection.execute("INSERT INTO frequent VALUES (?, ?, ?)", (scope, word, orjson.dumps(found)))


def _frequent(ranked: Sequence[Searchable], terms: Mapping[str, "array[int]"]) -> dict[str, BitMap]:
    """Return the words that very many things hold, with these: whatever a sample of the things holds often.

    A word that the sample misses is counted when it is asked for.
    """
    if len(ranked) <= FREQUENT:
        return {}
    step = max(1, len(ranked) // _SAMPLE)
    seen: Counter[str] = Counter()
    sample = ranked[::step]
    for item in sample:
        words = {word for text, _, _ in item.forms for word in fold(text).split()}
        seen.update({word[i:j] for word in words for i in range(len(word)) for j in range(i + 1, i + 1 + _LONGEST)})
    often = FREQUENT * len(sample) / len(ranked) / 2
    found: dict[str, BitMap] = {}
    common: dict[str, BitMap] = {}
    for word in sorted(word for word, count in seen.items() if count > often):
        sets = []
        for term in word_grams(word):
            if term not in common:
                common[term] = BitMap(terms.get(term, array("I")))
            sets.append(common[term])
        hits = BitMap.intersection(*sets)
        if len(hits) > FREQUENT:
            found[word] = hits
    return found


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
