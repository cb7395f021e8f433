"""Ready bytes: complete answers kept with their headers, the least recently used let go first."""

from collections import OrderedDict
from typing import Final, NamedTuple

__all__ = ["Ready", "ReadyAnswer"]

Headers = list[tuple[bytes, bytes]]

_OVERHEAD: Final = 1024
_LARGEST_SHARE: Final = 8


class ReadyAnswer(NamedTuple):
    """A complete 200 answer: its ETag, headers and route, and its body, or None where that was too long to keep."""

    etag: bytes
    headers: Headers
    route: str
    body: bytes | None


class Ready:
    """Answers by request, within a number of bytes. A capacity of 0 keeps none.

    A body longer than an eighth of the capacity is not kept, its ETag is, so that a revalidation still costs nothing.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self._answers: OrderedDict[tuple[bytes, ...], ReadyAnswer] = OrderedDict()

    @property
    def largest(self) -> int:
        """The longest body that is kept, in bytes."""
        return self._capacity // _LARGEST_SHARE

    def get(self, key: tuple[bytes, ...]) -> ReadyAnswer | None:
        """Return the answer to this request, or None."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: tuple[bytes, ...], answer: ReadyAnswer) -> None:
        """Keep an answer, and let go of others until it fits."""
        if not self._capacity:
            return
        former = self._answers.pop(key, None)
        if former is not None:
            self._size -= _cost(key, former)
        self._answers[key] = answer
        self._size += _cost(key, answer)
        while self._size > self._capacity:
            dropped, oldest = self._answers.popitem(last=False)
            self._size -= _cost(dropped, oldest)


def _cost(key: tuple[bytes, ...], answer: ReadyAnswer) -> int:
    return _OVERHEAD + sum(map(len, key)) + len(answer.body or b"")
