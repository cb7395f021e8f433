"""Zip archives written while they are sent: the members in order, no clock in them (APPNOTE 6.3.9, section 4.3)."""

import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, cast

__all__ = ["archive"]


class _Sink:
    """A file that can only be written to; what was written is taken away in turn."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def archive(members: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Yield a zip archive of (name, blocks) members; equal members give equal bytes."""
    sink = _Sink()
    with zipfile.ZipFile(cast(IO[bytes], sink), "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with file.open(entry, "w", force_zip64=True) as member:
                for block in data:
                    member.write(block)
                    if taken := sink.take():
                        yield taken
    yield sink.take()
