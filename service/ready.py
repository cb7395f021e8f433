"""Ready bytes: complete answers kept with their headers, by request."""

from typing import Final, NamedTuple

from service.kept import Kept

__all__ = ["Ready", "ReadyAnswer"]

Headers = list[tuple[bytes, bytes]]

_LARGEST_SHARE: Final = 8


class ReadyAnswer(NamedTuple):
    """A complete 200 answer: its ETag, headers and route, and its body, or None where that was too long to keep."""

    etag: bytes
    headers: Headers
    route: str
    body: bytes | None


class Ready(Kept[tuple[bytes, ...], ReadyAnswer]):
    """Answers by request.

    A body longer than an eighth of the capacity is not kept, its ETag is, so that a revalidation still costs nothing.
    """

    @property
    def largest(self) -> int:
        """The longest body that is kept, in bytes."""
        return self.capacity // _LARGEST_SHARE

    def add(self, key: tuple[bytes, ...], answer: ReadyAnswer) -> None:
        """Keep the answer to a request."""
        self.put(key, answer, sum(map(len, key)) + len(answer.body or b""))
