"""Search in the index of a release: labels, aliases, plain words of claims and quotes, Chinese and English alike.

A query is cut into words at spaces; each word is looked for as a substring, in any of a thing's forms, so Chinese of
any length and parts of English words are found. Exact names come first, then names that begin so, then the rest, each
by how many claims name the thing. Every hit says which form matched and where.
"""

import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Annotated, Any, Final, NamedTuple, cast
from urllib.parse import quote

import orjson
from pydantic import BaseModel, Field
from pyroaring import BitMap

from ontology.iris import compact
from ontology.search import BEGINS, DEPTH, FREQUENT, INDEX, LONGEST_NAME, VERSION, fold, grams, word_grams
from service.errors import BadRequest, NotFound
from service.evidence import Label, Scope
from service.facets import Chosen, Counted, Facets, FacetValue
from service.release import Release

__all__ = ["Hit", "Index", "Match", "Results", "index_of"]

_WORDS: Final = 8
_CHECKED: Final = 200
"""As many hits are read through, so that their number is exact."""

_KEPT: Final = 128
"""As many sets of terms stay in memory, each of an eighth of a byte an item at most; nobody changes them."""

_LIKE: Final = 1500


class Match(BaseModel):
    """Why a hit matched: the form, what it is, and where in it the first word of the query stands."""

    text: str
    language: str | None
    form: Annotated[str, Field(description="label, alias or quote")]
    how: Annotated[str, Field(description="exact, begins or contains")]
    start: Annotated[int, Field(description="Offset in the form, in code points; -1 where folding moved it.")]
    end: int


class Hit(BaseModel):
    """One thing that was found."""

    iri: str
    id: str
    kind: str
    types: list[str]
    label: Label
    claims: Annotated[int, Field(description="How many claims of the scope name it.")]
    match: Match | None = None


class Results(BaseModel):
    """One page of hits, how many there are in all, and how they divide."""

    query: str
    total: int
    hits: list[Hit]
    facets: Annotated[
        dict[str, list[FacetValue]],
        Field(description="Hits by kind, type, place, sector, status, year and document, the most frequent first."),
    ]


class _Item(NamedTuple):
    iri: str
    kind: str
    types: list[str]
    forms: list[list[str]]
    claims: int


class Index:
    """The opened search index of one release."""

    def __init__(self, release: Release) -> None:
        path = release.folder / INDEX
        if not path.is_file():
            raise NotFound("This release has no search index; build it again.")
        address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._connection.execute("PRAGMA mmap_size = 8589934592")
        self._lock = threading.Lock()
        self._term = lru_cache(maxsize=_KEPT)(self._read_term)
        version = self._rows("SELECT version FROM meta")[0][0]
        if version != VERSION:
            raise NotFound(f"The search index has version {version}, this software reads {VERSION}; build it again.")
        self.facets = {
            scope: Facets(
                BitMap.deserialize(hits),
                BitMap.deserialize(listed),
                self._rows(_FACETS, (scope,)),
                self._rows(_COLUMNS, (scope,))[0],
            )
            for scope, hits, listed in self._rows("SELECT scope, hits, listed FROM scopes")
        }

    def search(
        self,
        text: str,
        chosen: Chosen | None = None,
        *,
        scope: Scope = "reviewed",
        claims: bool = True,
        offset: int = 0,
        limit: int = 20,
    ) -> Results:
        """Return one page of ranked hits that have one of the values chosen of each facet, with counts by facet.

        A facet's counts disregard what was chosen of that facet itself, so that they say what else there is. Of hits of
        words longer than three characters, where they are more than two hundred, some may hold all parts of a word
        apart: they are counted, and left out of the page. Without `claims`, of entities and documents alone.

        Raises BadRequest where the text is empty or too long.
        """
        folded, words = _cut(text)
        facets = self.facets[scope]
        found = self._holding(words) & (facets.hits if claims else facets.entities)
        if len(found) <= _CHECKED and any(len(word) > 3 for word in words):
            found = self._checked(found, words)
        narrowed = facets.narrowed(found, chosen or {}, self._counted(found, words, scope) if claims else None)
        page = self._page(narrowed.hits, folded, words, offset, limit)
        hits = [hit for item in self._items(page, scope) if (hit := _matched(item, folded, words))]
        return Results.model_construct(query=text, total=len(narrowed.hits), hits=hits, facets=narrowed.facets)

    def suggest(
        self, text: str, *, kinds: Collection[str] = (), scope: Scope = "reviewed", limit: int = 8
    ) -> list[Hit]:
        """Return the names that may be meant while somebody types: those that begin so, then those that hold it."""
        folded, words = _cut(text)
        facets = self.facets[scope]
        found = self._holding(words) & (facets.union("kind", kinds) if kinds else facets.entities)
        page = self._page(found, folded, words, 0, 2 * limit)
        hits = (_matched(item, folded, words) for item in self._items(page, scope))
        return [hit for hit in hits if hit][:limit]

    def listing(
        self, chosen: Chosen | None = None, *, scope: Scope = "reviewed", claims: bool = True, offset: int = 0,
        limit: int = 50,
    ) -> Results:  # fmt: skip
        """Return one page of everything that has the values chosen, by kind and then by English label.

        Without `claims`, of entities and documents alone.
        """
        facets = self.facets[scope]
        everything = facets.hits if claims else facets.entities
        narrowed = facets.narrowed(everything, chosen or {}, facets.everything(claims=claims))
        places = list(facets.places(chosen or {}, claims=claims)[offset : offset + limit])
        rows = self._rows(_LISTED, (orjson.dumps(places).decode(),))
        hits = [_hit(item, None) for item in self._items([item for (item,) in rows], scope)]
        return Results.model_construct(query="", total=len(narrowed.hits), hits=hits, facets=narrowed.facets)

    def similar(self, text: str, *, kinds: Iterable[str] = (), limit: int = 3) -> list[Hit]:
        """Return the names most like a misspelt one: those that share the most pairs of characters with it."""
        pieces = _pairs(fold(text.replace("-", " "))[:LONGEST_NAME])
        facets = self.facets["reviewed"]
        among = facets.union("kind", wanted) if (wanted := list(kinds)) else facets.entities
        sets = sorted((self._term(piece) & among for piece in pieces), key=len)
        candidates = BitMap()
        for found in sets:
            if len(candidates) < _LIKE:
                candidates |= found[:_LIKE]
        shared = {item: sum(item in found for found in sets) for item in candidates}
        best = sorted(shared, key=lambda item: (-shared[item], item))[:40]
        scored = [(_likeness(item, pieces), item) for item in self._items(best, "reviewed")]
        scored.sort(key=lambda pair: (-pair[0], -pair[1].claims, pair[1].iri))
        return [_hit(item, None) for score, item in scored[:limit] if score > 0.3]

    def _holding(self, words: Iterable[str]) -> BitMap:
        """Return the items whose forms have all grams of all words."""
        terms = dict.fromkeys(term for word in words for term in word_grams(word))
        return BitMap.intersection(*sorted(map(self._term, terms), key=len))

    def _counted(self, found: BitMap, words: Sequence[str], scope: Scope) -> Counted | None:
        """Return what a frequent word divides into, as it was counted when the index was built."""
        if len(words) > 1 or len(found) <= FREQUENT:
            return None
        rows = self._rows("SELECT counts FROM frequent WHERE scope = ? AND word = ?", (scope, words[0]))
        return cast(Counted, orjson.loads(rows[0][0])) if rows else None

    def _checked(self, found: BitMap, words: Sequence[str]) -> BitMap:
        """Return those of a few items whose forms hold every word."""
        condition = " AND ".join("instr(text, ?)" for _ in words)
        query = f"SELECT item FROM items WHERE item IN (SELECT value FROM json_each(?)) AND {condition}"  # noqa: S608
        return BitMap(item for (item,) in self._rows(query, (orjson.dumps(list(found)).decode(), *words)))

    def _page(self, found: BitMap, folded: str, words: Sequence[str], offset: int, limit: int) -> list[int]:
        """Return one page of items: those called so, those whose names begin so, those that hold it whole, the rest."""
        page: list[int] = []
        seen = BitMap()
        for tier in self._tiers(found, folded, words):
            new = tier - seen
            page += new[max(0, offset - len(seen)) : max(0, offset + limit - len(seen))]
            seen |= new
            if len(seen) >= offset + limit:
                break
        return page

    def _tiers(self, found: BitMap, folded: str, words: Sequence[str]) -> Iterator[BitMap]:
        exact = self._rows("SELECT item FROM names WHERE name = ?", (folded,))
        yield BitMap(item for (item,) in exact) & found
        yield self._beginning(folded) & found
        if len(words) > 1:
            yield self._holding([folded]) & found
        yield found

    def _beginning(self, folded: str) -> BitMap:
        """Return the items with a name that begins so: a term where there are many, else from the table of names."""
        common = self._term(BEGINS + folded[:DEPTH])
        if common:
            return common
        rows = self._rows("SELECT item FROM names WHERE name >= ? AND name < ?", (folded, folded + "\U0010ffff"))
        return BitMap(item for (item,) in rows)

    def _read_term(self, term: str) -> BitMap:
        rows = self._rows("SELECT hits FROM terms WHERE term = ?", (term,))
        return BitMap.deserialize(rows[0][0]) if rows else BitMap()

    def _items(self, items: Sequence[int], scope: Scope) -> list[_Item]:
        rows = self._rows(_ITEMS, (orjson.dumps(list(items)).decode(),))
        found = {item: orjson.loads(body) for item, body in rows}
        at = 4 if scope == "reviewed" else 5
        return [_Item(body[0], body[1], body[2], body[3], body[at]) for item in items if (body := found[item])]

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()


_FACETS: Final = (
    "SELECT code, field, value, zh, en, count, entities, hits, listed FROM facets WHERE scope = ? ORDER BY code"
)
_COLUMNS: Final = "SELECT codes, width, row_codes, rest_items, rest_ends, rest FROM columns WHERE scope = ?"
_ITEMS: Final = "SELECT item, body FROM items WHERE item IN (SELECT value FROM json_each(?))"
_LISTED: Final = "SELECT item FROM listing WHERE place IN (SELECT value FROM json_each(?)) ORDER BY place"


def index_of(release: Release) -> Index:
    """Return the search index of a release, opened once. Raises NotFound where it has none that can be read."""
    return release.derived("search", Index)


def _cut(text: str) -> tuple[str, list[str]]:
    """Return a query folded, and its words. Raises BadRequest where it is empty or too long."""
    folded = fold(text)
    if not folded:
        raise BadRequest("Say what to look for: `q` is empty.")
    if len(folded) > LONGEST_NAME:
        raise BadRequest(f"`q` is longer than {LONGEST_NAME} characters.")
    words = folded.split()
    if len(words) > _WORDS:
        raise BadRequest(f"`q` has more than {_WORDS} words.")
    # A dash between words is none: no text has a word that begins with it.
    return folded, [word for word in words if len(word) > 1 or word.isalnum()] or words


def _matched(item: _Item, folded: str, words: Sequence[str]) -> Hit | None:
    """Return an item as a hit, with the form that matches best; None where its forms do not hold every word."""
    best: tuple[tuple[bool, int, int], Match] | None = None
    missing = set(words)
    for text, language, form in item.forms:
        low = fold(text)
        held = [word for word in words if word in low]
        missing.difference_update(held)
        if not held:
            continue
        whole = folded in low
        how = 2 if form == "quote" or not low.startswith(folded) else 0 if low == folded else 1
        fit = (not whole, how, len(text))
        if best is None or fit < best[0]:
            best = fit, _match(text, language, form, _HOW[how], folded if whole else held[0])
    return None if missing or best is None else _hit(item, best[1])


_HOW: Final = ("exact", "begins", "contains")


def _match(text: str, language: str, form: str, how: str, wanted: str) -> Match:
    start = text.casefold().find(wanted) if len(text.casefold()) == len(text) else -1
    end = start + len(wanted) if start >= 0 else -1
    return Match.model_construct(text=text, language=language or None, form=form, how=how, start=start, end=end)


def _hit(item: _Item, match: Match | None) -> Hit:
    labels = {language: text for text, language, form in item.forms if form == "label"}
    return Hit.model_construct(
        iri=item.iri,
        id=compact(item.iri),
        kind=item.kind,
        types=item.types,
        label=Label.model_construct(zh=labels.get("zh"), en=labels.get("en")),
        claims=item.claims,
        match=match,
    )


def _pairs(folded: str) -> set[str]:
    return {gram for gram in grams(folded) if len(gram) == 2}


def _likeness(item: _Item, pieces: set[str]) -> float:
    names = [fold(text) for text, _, form in item.forms if form != "quote"]
    names.append(fold(item.iri.rpartition("/")[2].replace("-", " ")))
    return max(_share(pieces, _pairs(name)) for name in names)


def _share(left: set[str], right: set[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if right else 0.0
