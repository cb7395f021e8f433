"""Facet values of items as numbers in columns, so that what any set of items divides into is counted in one pass.

Every value of every facet has a code from 1; an item has a row of codes, filled up with 0. Items with more values than
the row is wide have the others in `rest`. Loaders write the columns into the search index, the service counts by them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

__all__ = ["WIDEST", "Columns", "numbers"]

Numbers = npt.NDArray[np.uint32]

WIDEST: Final = 16
"""No row is wider; most items have fewer values."""

_COVERED: Final = 0.98
"""The part of the items whose values all fit into a row."""


def numbers(items: BitMap) -> Numbers:
    """Return the members of a set, in order."""
    return np.frombuffer(items.to_array(), dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Columns:
    """The codes of all items: `rows` by item, `rest` of the items that have more, `values` codes in all."""

    values: int
    rows: Numbers
    rest_items: Numbers
    rest_ends: Numbers
    rest: Numbers
    with_rest: BitMap

    @classmethod
    def of(cls, codes: Sequence[Sequence[int]], values: int) -> Self:
        """Return the columns of items that have these codes, the item's number being its place."""
        lengths = sorted(map(len, codes))
        width = max(1, min(WIDEST, lengths[int(_COVERED * (len(lengths) - 1))] if lengths else 0))
        rows = np.zeros((len(codes), width), dtype=np.uint32)
        rest: list[int] = []
        rest_items, rest_ends = [], []
        for item, own in enumerate(codes):
            rows[item, : min(width, len(own))] = own[:width]
            if len(own) > width:
                rest += own[width:]
                rest_items.append(item)
                rest_ends.append(len(rest))
        return cls._from(values, rows, _array(rest_items), _array(rest_ends), _array(rest))

    @classmethod
    def read(cls, values: int, width: int, rows: bytes, rest_items: bytes, rest_ends: bytes, rest: bytes) -> Self:
        """Return the columns that `written` gave as bytes."""
        columns = (np.frombuffer(part, dtype="<u4") for part in (rest_items, rest_ends, rest))
        return cls._from(values, np.frombuffer(rows, dtype="<u4").reshape(-1, width), *columns)

    @classmethod
    def _from(cls, values: int, rows: Numbers, items: Numbers, ends: Numbers, rest: Numbers) -> Self:
        return cls(values, rows, items, ends, rest, BitMap(items.tolist()))

    def written(self) -> tuple[int, int, bytes, bytes, bytes, bytes]:
        """Return what `read` takes."""
        parts = (self.rows, self.rest_items, self.rest_ends, self.rest)
        rows, items, ends, rest = (part.astype("<u4").tobytes() for part in parts)
        return self.values, self.rows.shape[1], rows, items, ends, rest

    def top(self, counts: npt.NDArray[np.int64], first: int, last: int, most: int) -> list[tuple[int, int]]:
        """Return the codes from `first` to before `last` that most items have, with how many, most frequent first."""
        part = counts[first:last]
        size = int(np.count_nonzero(part))
        best = np.argpartition(part, -most)[-most:] if size > most else np.flatnonzero(part)
        order = best[np.lexsort((best, -part[best]))]
        return [(first + int(place), int(part[place])) for place in order]

    def count(self, items: BitMap) -> npt.NDArray[np.int64]:
        """Return how many of these items have each code; what stands at 0 means nothing."""
        found = np.bincount(self.rows.take(numbers(items), axis=0).ravel(), minlength=self.values + 1)
        more = items & self.with_rest
        if more:
            at = np.searchsorted(self.rest_items, numbers(more))
            starts = np.where(at > 0, self.rest_ends[at - 1], 0)
            parts = [self.rest[start:end] for start, end in zip(starts, self.rest_ends[at], strict=True)]
            found += np.bincount(np.concatenate(parts), minlength=self.values + 1)
        return found


def _array(values: Iterable[int]) -> Numbers:
    return np.array(list(values), dtype=np.uint32)
