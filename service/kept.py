"""Memory of a bounded size: values by key, the least recently used let go first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final, Generic, TypeVar

__all__ = ["Kept"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_OVERHEAD: Final = 1024


class Kept(Generic[K, V]):
    """Values by key, within a number of bytes. A capacity of 0 keeps none."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._size = 0
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """Return the value of a key, or None."""
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Keep a value of `size` bytes, beside what every value costs, and let go of others until it fits."""
        if not self.capacity:
            return
        former = self._values.pop(key, None)
        if former is not None:
            self._size -= former[1]
        self._values[key] = (value, size + _OVERHEAD)
        self._size += size + _OVERHEAD
        while self._size > self.capacity:
            _, (_, freed) = self._values.popitem(last=False)
            self._size -= freed
