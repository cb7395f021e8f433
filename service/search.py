"""Search in the index of a release: labels, aliases, plain words of claims and quotes, Chinese and English alike.

A query is cut into words at spaces; each word is looked for as a substring, in any of a thing's forms, so Chinese of
any length and parts of English words are found. Exact names come first, then names that begin so, then the rest, each
by how many claims name the thing. Every hit says which form matched and where.
"""

import json
from collections.abc import Iterable
from typing import Annotated, Final, NamedTuple

import orjson
import tantivy
from pydantic import BaseModel, Field

from ontology.iris import compact
from ontology.search import COUNTS, FOLDER, GRAMS, VERSION, begins, fold, grams, is_dense
from service.errors import BadRequest, NotFound
from service.evidence import Label
from service.release import Release

__all__ = ["DEEPEST", "Hit", "Index", "Match", "Results", "index_of"]

DEEPEST: Final = 1000
"""How many ranked hits can be paged through; who needs more narrows the search or uses the exports."""

_LONGEST: Final = 200
_WORDS: Final = 8
_RANKS: Final = ("exact", "begins", "contains")


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
    claims: Annotated[int, Field(description="How many claims name it.")]
    match: Match | None = None


class Results(BaseModel):
    """One page of hits, how many there are in all, and how they divide."""

    query: str
    total: int
    hits: list[Hit]
    facets: Annotated[
        dict[str, dict[str, int]], Field(description="Hits by `kind`; by `type` too where kinds were chosen.")
    ]


class _Item(NamedTuple):
    iri: str
    kind: str
    types: list[str]
    forms: list[list[str]]
    weight: int


class Index:
    """The opened search index of one release."""

    def __init__(self, release: Release) -> None:
        folder = release.folder / FOLDER
        try:
            counts = json.loads((folder / COUNTS).read_bytes())
        except FileNotFoundError:
            raise NotFound("This release has no search index; build it again.") from None
        if counts["version"] != VERSION:
            raise NotFound(f"The search index has version {counts['version']}, this software reads {VERSION}.")
        self.counts: dict[str, dict[str, int]] = {"kind": counts["kinds"], "type": counts["types"]}
        self._index = tantivy.Index.open(str(folder))
        self._index.register_tokenizer("spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def search(
        self, text: str, *, kinds: Iterable[str] = (), types: Iterable[str] = (), offset: int = 0, limit: int = 20,
    ) -> Results:  # fmt: skip
        """Return one page of ranked hits of these kinds and types (none: any), with counts by kind.

        Where kinds are chosen, there are counts by type too: over everything, those would cost more than the search.

        Raises BadRequest where the text is empty, too long, or the page too deep.
        """
        folded, kinds = self._folded(text), list(kinds)
        fields = ("kind", "type") if kinds else ("kind",)
        if offset + limit > DEEPEST:
            raise BadRequest(f"A search can be paged through to hit {DEEPEST}; narrow it with `kind` or `type`.")
        words = folded.split()
        chosen = self._filters(kinds, types)
        everything = self._all([*(self._contains(word) for word in words), *chosen])
        found = self._searcher.search(everything, limit=offset + limit, count=True, order_by_field="weight")
        addresses = [address for _, address in found.hits]
        total = _count(found)
        if total > len(addresses):
            for field, term in (("exact", folded), ("prefix", begins(folded))):
                query = self._all([self._term(field, term), *chosen])
                better = self._searcher.search(query, limit=offset + limit, count=False, order_by_field="weight")
                addresses += [address for _, address in better.hits]
        unique = {(address.segment_ord, address.doc): address for address in addresses}
        ranked = [_ranked(self._item(address), folded, words) for address in unique.values()]
        ranked.sort(key=lambda pair: pair[0])
        hits = [hit for _, hit in ranked[offset : offset + limit]]
        return Results(query=text, total=total, hits=hits, facets=self._facets(everything, total, fields))

    def suggest(self, text: str, *, kinds: Iterable[str] = (), limit: int = 8) -> list[Hit]:
        """Return the names that may be meant while somebody types: those that begin so, then those that hold it."""
        folded = self._folded(text)
        wanted = list(kinds) or [kind for kind in self.counts["kind"] if kind != "claim"]
        chosen = self._filters(wanted, ())
        queries = [self._term("prefix", begins(folded)), self._all([self._contains(word) for word in folded.split()])]
        found: dict[str, tuple[tuple[object, ...], Hit]] = {}
        for query in queries:
            if len(found) < limit:
                answer = self._searcher.search(
                    self._all([query, *chosen]), limit=4 * limit, count=False, order_by_field="weight"
                )
                for _, address in answer.hits:
                    ranked = _ranked(self._item(address), folded, folded.split())
                    found.setdefault(ranked[1].iri, ranked)
        return [hit for _, hit in sorted(found.values(), key=lambda r: r[0])[:limit]]

    def listing(
        self, *, kinds: Iterable[str] = (), types: Iterable[str] = (), offset: int = 0, limit: int = 50
    ) -> Results:
        """Return one page of everything of these kinds and types, by kind and then by English label."""
        chosen = self._filters(kinds, types)
        query = self._all(chosen) if chosen else tantivy.Query.all_query()
        found = self._searcher.search(
            query, limit=limit, offset=offset, count=True, order_by_field="order", order=tantivy.Order.Asc
        )
        hits = [_hit(self._item(address), None) for _, address in found.hits]
        total = _count(found)
        return Results(
            query="",
            total=total,
            hits=hits,
            facets=self._facets(query, total, ("kind", "type")) if chosen else self.counts,
        )

    def similar(self, text: str, *, kinds: Iterable[str] = (), limit: int = 3) -> list[Hit]:
        """Return the names most like a misspelt one: those that share the most grams of two characters with it."""
        folded = fold(text.replace("-", " "))[:_LONGEST]
        pieces = list(dict.fromkeys(grams(folded, 2)))[:40]
        if not pieces:
            return []
        any_of = tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term("two", piece)) for piece in pieces])
        found = self._searcher.search(self._all([any_of, *self._filters(kinds, ())]), limit=40, count=False)
        items = [self._item(address) for _, address in found.hits]
        scored = [(_likeness(item, set(pieces)), item) for item in items if item.kind != "claim"]
        best = sorted((pair for pair in scored if pair[0] >= 0.3), key=lambda pair: (-pair[0], pair[1].iri))
        return [_hit(item, None) for _, item in best[:limit]]

    def _folded(self, text: str) -> str:
        folded = fold(text)
        if not folded:
            raise BadRequest("Say what to search for: `q` must hold at least one character.")
        if len(folded) > _LONGEST:
            raise BadRequest(f"`q` is longer than {_LONGEST} characters.")
        if len(folded.split()) > _WORDS:
            raise BadRequest(f"`q` has more than {_WORDS} words.")
        return folded

    def _filters(self, kinds: Iterable[str], types: Iterable[str]) -> list[tantivy.Query]:
        found = []
        for field, names in (("kind", list(kinds)), ("type", list(types))):
            if names:
                found.append(
                    tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term(field, name)) for name in names])
                )
        return found

    def _contains(self, word: str) -> tantivy.Query:
        """Return the query for a word anywhere in a form; a single letter of a spaced script must begin a word."""
        if len(word) == 1 and not is_dense(word):
            return self._term("word", word)
        field, size = max((item for item in GRAMS.items() if item[1] <= len(word)), key=lambda item: item[1])
        found = grams(word, size)
        covering = [*found[:-1:size], found[-1]]
        return self._all([self._term(field, gram) for gram in dict.fromkeys(covering)])

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term, index_option="basic")

    def _all(self, queries: list[tantivy.Query]) -> tantivy.Query:
        if len(queries) == 1:
            return queries[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])

    def _item(self, address: tantivy.DocAddress) -> _Item:
        body = self._searcher.doc(address).get_first("body")
        assert isinstance(body, bytes)
        return _Item(*orjson.loads(body))

    def _facets(self, query: tantivy.Query, total: int, fields: Iterable[str]) -> dict[str, dict[str, int]]:
        wanted = {name: {"terms": {"field": name, "size": 100}} for name in fields}
        if not total:
            return {name: {} for name in wanted}
        found = self._searcher.aggregate(query, wanted)
        return {name: {b["key"]: b["doc_count"] for b in found[name]["buckets"]} for name in wanted}


def index_of(release: Release) -> Index:
    """Return the search index of a release, opened once. Raises NotFound where it has none that can be read."""
    return release.derived("search", Index)


def _ranked(item: _Item, folded: str, words: list[str]) -> tuple[tuple[object, ...], Hit]:
    """Return a hit with the key that ranks it: how it matched, what matched, how often it is claimed, how short."""
    best: tuple[tuple[int, int, int], Match] | None = None
    for text, language, form in item.forms:
        low = fold(text)
        if low == folded:
            how = 0
        elif low.startswith(folded):
            how = 1
        elif folded in low or any(word in low for word in words):
            how = 2
        else:
            continue
        if form == "quote" and how < 2:
            how = 2
        fit = (how, 0 if folded in low else 1, len(text))
        if best is None or fit < best[0]:
            best = fit, _match(text, language, form, _RANKS[how], folded if folded in low else words[0])
    how_best = best[0] if best else (3, 1, 0)
    key = (how_best[0], how_best[1], item.kind == "claim", -item.weight, how_best[2], item.iri)
    return key, _hit(item, best[1] if best else None)


def _match(text: str, language: str, form: str, how: str, wanted: str) -> Match:
    start = text.casefold().find(wanted) if len(text.casefold()) == len(text) else -1
    end = start + len(wanted) if start >= 0 else -1
    return Match(text=text, language=language or None, form=form, how=how, start=start, end=end)


def _count(found: tantivy.SearchResult) -> int:
    """Return how many documents a search found; the binding's type stubs leave the attribute out."""
    count: int | None = getattr(found, "count", None)
    return count or 0


def _hit(item: _Item, match: Match | None) -> Hit:
    labels = {language: text for text, language, form in item.forms if form == "label"}
    return Hit(
        iri=item.iri,
        id=compact(item.iri),
        kind=item.kind,
        types=item.types,
        label=Label(zh=labels.get("zh"), en=labels.get("en")),
        claims=item.weight,
        match=match,
    )


def _likeness(item: _Item, pieces: set[str]) -> float:
    names = [fold(text) for text, _, form in item.forms if form != "quote"]
    names.append(fold(item.iri.rpartition("/")[2].replace("-", " ")))
    return max(_share(pieces, set(grams(name, 2))) for name in names)


def _share(left: set[str], right: set[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if right else 0.0
