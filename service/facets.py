"""Facets: how the things of a release, or those that were found, divide by kind, place, status and the like.

Sets of things are bitmaps, numbered by rank; what they divide into is counted in columns of codes. What all of a
release and what its most frequent words divide into was counted when it was built.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

from ontology.facets import Columns
from ontology.search import FACETS, SHOWN
from service.errors import BadRequest

__all__ = ["Chosen", "FacetValue", "Facets", "Narrowed"]

Chosen = Mapping[str, Collection[str]]
"""The values chosen of each facet: of one facet any will do, and every facet must fit."""

Counted = Sequence[Sequence[tuple[int, int]]]
"""Codes with how many things have them, the most frequent first, for each of FACETS."""


@dataclass(slots=True)
class FacetValue:
    """One value of a facet as its filter takes it (`Draft`, `place:beijing`, `2023`), and how many things have it."""

    value: str
    label_zh: str | None
    label_en: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet as the index has it."""

    code: int
    value: str
    zh: str | None
    en: str | None
    count: int
    entities: int
    hits: BitMap
    listed: BitMap


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left of a set by the values chosen, and how it divides."""

    hits: BitMap
    facets: dict[str, list[FacetValue]]


class Facets:
    """The facets of one scope of a release: its values, and the sets of things that have them."""

    def __init__(self, hits: BitMap, listed: BitMap, rows: Iterable[Sequence[Any]], columns: Sequence[Any]) -> None:
        self.hits = hits
        self._listed = listed
        self._columns = Columns.read(*columns)
        self._values: dict[int, Value] = {}
        self._known: dict[tuple[str, str], Value] = {}
        self._codes: dict[str, list[int]] = {field: [] for field in FACETS}
        for code, field, value, zh, en, count, entities, own, places in rows:
            sets = BitMap.deserialize(own), BitMap.deserialize(places)
            self._known[field, value] = self._values[code] = Value(code, value, zh, en, count, entities, *sets)
            self._codes[field].append(code)
        claims = self._known.get(("kind", "claim"))
        self.entities = hits - claims.hits if claims else hits
        self._entities_listed = listed - claims.listed if claims else listed
        self._counted = {every: self._built(claims=every) for every in (True, False)}

    def values(self, field: str) -> list[str]:
        """Return the values of a facet."""
        return [self._values[code].value for code in self._codes[field]]

    def union(self, field: str, values: Iterable[str], *, listed: bool = False) -> BitMap:
        """Return the things that have one of these values."""
        found = BitMap()
        for value in values:
            if known := self._known.get((field, value)):
                found |= known.listed if listed else known.hits
        return found

    def places(self, chosen: Chosen, *, claims: bool = True) -> BitMap:
        """Return where, in the list of everything, the things stand that have the values chosen."""
        everything = self._listed if claims else self._entities_listed
        return _common(everything, (self.union(f, values, listed=True) for f, values in chosen.items() if values))

    def narrowed(self, found: BitMap, chosen: Chosen, counted: Counted | None = None) -> Narrowed:
        """Return what is left of a set by the values chosen, and how it divides by each facet.

        A facet's counts disregard what was chosen of that facet itself. `counted` is how all of the set divides, where
        that is known. Raises BadRequest for an unknown facet.
        """
        if unknown := [field for field in chosen if field not in FACETS]:
            raise BadRequest(f"There is no facet {unknown[0][:40]!r}; there are {', '.join(FACETS)}.")
        unions = {field: self.union(field, values) for field, values in chosen.items() if values}
        hits = _common(found, unions.values())
        every = counted if counted is not None and not unions else self._count(hits, FACETS)
        facets = dict(zip(FACETS, every, strict=True))
        for field in unions:
            others = [union for other, union in unions.items() if other != field]
            if not others and counted is not None:
                facets[field] = counted[FACETS.index(field)]
            else:
                facets[field] = self._count(_common(found, others), (field,))[0]
            facets[field] = self._with_chosen(field, facets[field], _common(found, others), chosen[field])
        return Narrowed(hits, {field: self._written(facets[field]) for field in FACETS})

    def everything(self, *, claims: bool = True) -> Counted:
        """Return how everything, or everything but claims, divides: as it was counted when the release was built."""
        return self._counted[claims]

    def _built(self, *, claims: bool) -> Counted:
        counted = []
        for codes in self._codes.values():
            pairs = ((code, value.count if claims else value.entities) for code, value in self._of(codes))
            counted.append(sorted((pair for pair in pairs if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:SHOWN])
        return counted

    def _of(self, codes: Iterable[int]) -> Iterable[tuple[int, Value]]:
        return ((code, self._values[code]) for code in codes)

    def _count(self, items: BitMap, fields: Iterable[str]) -> Counted:
        if not items:
            return [[] for _ in fields]
        counts, found = self._columns.count(items), []
        for field in fields:
            codes = self._codes[field]
            found.append(self._columns.top(counts, codes[0], codes[-1] + 1, SHOWN) if codes else [])
        return found

    def _with_chosen(
        self, field: str, counted: Sequence[tuple[int, int]], items: BitMap, values: Iterable[str]
    ) -> Sequence[tuple[int, int]]:
        shown = {code for code, _ in counted}
        known = (self._known.get((field, value)) for value in values)
        missing = ((value.code, items.intersection_cardinality(value.hits)) for value in known if value)
        return [*counted, *((code, count) for code, count in missing if count and code not in shown)]

    def _written(self, counted: Iterable[tuple[int, int]]) -> list[FacetValue]:
        values = self._values
        return [
            FacetValue(value.value, value.zh, value.en, count)
            for value, count in ((values[code], count) for code, count in counted)
        ]


def _common(found: BitMap, others: Iterable[BitMap]) -> BitMap:
    for other in others:
        found = found & other
    return found
