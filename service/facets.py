"""Facets: how the things of a release, or those that were found, divide by kind, place, status and the like.

Sets of things are bitmaps, so a count is the size of an intersection. What all of a release divides into was counted
when it was built.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, Field
from pyroaring import BitMap

from ontology.search import FACETS
from service.errors import BadRequest

__all__ = ["Chosen", "FacetValue", "Facets", "Narrowed"]

Chosen = Mapping[str, Collection[str]]
"""The values chosen of each facet: of one facet any will do, and every facet must fit."""

SHOWN: Final = 50
"""As many values of a facet are counted at most, beside those chosen."""

_COUNTED: Final = 500
"""Where a facet has more values, only those that most things have are counted for what was found."""


class FacetValue(BaseModel):
    """One value of a facet, and how many things have it."""

    value: Annotated[str, Field(description="What the filter takes: `Draft`, `place:beijing`, `2023`.")]
    label_zh: str | None
    label_en: str | None
    count: int


class Value(NamedTuple):
    """One value of a facet as the index has it."""

    value: str
    zh: str | None
    en: str | None
    count: int
    entities: int
    hits: BitMap
    listed: BitMap


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left of a set by the values chosen, and the set that each facet's counts are of."""

    facets: "Facets"
    hits: BitMap
    chosen: Chosen
    bases: Mapping[str, BitMap]
    listed: bool = False
    claims: bool = True

    def counts(self) -> dict[str, list[FacetValue]]:
        """Return the counts by facet, the most frequent first; values that nothing has are left out."""
        return {field: self._counts(field) for field in FACETS}

    def _counts(self, field: str) -> list[FacetValue]:
        values, base = self.facets.values[field], self.bases.get(field)
        if base is None:
            counted = [(value.count if self.claims else value.entities, value) for value in values]
        elif self.listed:
            counted = [(base.intersection_cardinality(value.listed), value) for value in values[:_COUNTED]]
        else:
            counted = [(base.intersection_cardinality(value.hits), value) for value in values[:_COUNTED]]
        counted = [pair for pair in counted if pair[0]]
        counted.sort(key=lambda pair: -pair[0])
        if len(counted) > SHOWN:
            chosen = self.chosen.get(field, ())
            counted = counted[:SHOWN] + [pair for pair in counted[SHOWN:] if pair[1].value in chosen]
        return [
            FacetValue.model_construct(value=value.value, label_zh=value.zh, label_en=value.en, count=count)
            for count, value in counted
        ]


class Facets:
    """The facets of one scope of a release: its values, and the sets of things that have them."""

    def __init__(self, hits: BitMap, listed: BitMap, rows: Iterable[tuple[object, ...]]) -> None:
        self.hits = hits
        self.all_listed = listed
        self.values: dict[str, list[Value]] = {field: [] for field in FACETS}
        for field, value, zh, en, count, entities, hits_, listed_ in rows:
            sets = BitMap.deserialize(hits_), BitMap.deserialize(listed_)
            self.values[str(field)].append(Value(value, zh, en, count, entities, *sets))
        for values in self.values.values():
            values.sort(key=lambda each: (-each.count, each.value))
        self._known = {(field, value.value): value for field, values in self.values.items() for value in values}
        claims = self._known.get(("kind", "claim"))
        self.entities = hits - claims.hits if claims else hits
        self._entities_listed = listed - claims.listed if claims else listed

    def has(self, field: str, value: str) -> bool:
        """Return whether anything has this value."""
        return (field, value) in self._known

    def union(self, field: str, values: Iterable[str], *, listed: bool = False) -> BitMap:
        """Return the things that have one of these values."""
        found = BitMap()
        for value in values:
            if known := self._known.get((field, value)):
                found |= known.listed if listed else known.hits
        return found

    def narrowed(self, found: BitMap, chosen: Chosen) -> Narrowed:
        """Return what is left of a set of hits by the values chosen. Raises BadRequest for an unknown facet."""
        unions = self._unions(chosen, listed=False)
        hits = _common(found, unions.values())
        bases = {field: _base(found, hits, field, unions) for field in FACETS}
        return Narrowed(self, hits, chosen, bases)

    def listed(self, chosen: Chosen, *, claims: bool = True) -> Narrowed:
        """Return what of everything, as places in the list, has the values chosen. Raises BadRequest as `narrowed`.

        Without `claims`, of what is no claim. Counts of what nothing narrows are those of the build.
        """
        everything = self.all_listed if claims else self._entities_listed
        unions = self._unions(chosen, listed=True)
        hits = _common(everything, unions.values())
        bases = {field: _base(everything, hits, field, unions) for field in FACETS if unions.keys() - {field}}
        return Narrowed(self, hits, chosen, bases, listed=True, claims=claims)

    def _unions(self, chosen: Chosen, *, listed: bool) -> dict[str, BitMap]:
        if unknown := [field for field in chosen if field not in FACETS]:
            raise BadRequest(f"There is no facet {unknown[0][:40]!r}; there are {', '.join(FACETS)}.")
        return {field: self.union(field, values, listed=listed) for field, values in chosen.items() if values}


def _base(found: BitMap, hits: BitMap, field: str, unions: Mapping[str, BitMap]) -> BitMap:
    if field not in unions:
        return hits
    return _common(found, (union for other, union in unions.items() if other != field))


def _common(found: BitMap, others: Iterable[BitMap]) -> BitMap:
    for other in others:
        found = found & other
    return found
