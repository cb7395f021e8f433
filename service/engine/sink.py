"""Where a worker writes an answer to: blocks to the server, made safe for XML on the way.

The engine writes through `write`; a short answer is held so that it leaves in one frame.
"""

import os
import re
from typing import IO, Final, cast

from service.engine.wire import ANSWER, BLOCK, DATA, HEAD, pack
from service.sparql.results import trimmed

__all__ = ["NotXml", "Sink"]

_NOT_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


class NotXml(ValueError):
    """The answer holds a character that XML 1.0 cannot carry."""


class Sink:
    """A file to write an answer into. `label` names its kind and format, as in `solutions json`."""

    def __init__(self, descriptor: int, label: str, *, xml: bool, prefixed: bool = False) -> None:
        self._descriptor = descriptor
        self._label = label.encode()
        self._xml = xml
        self._prefixed = prefixed
        self._held: list[bytes] = []
        self._size = 0
        self.started = False

    def write(self, data: bytes) -> int:
        """Take a piece of the answer; returns its length, as files do."""
        self._held.append(data)
        self._size += len(data)
        if self._size >= BLOCK:
            self._send(final=False)
        return len(data)

    @property
    def file(self) -> IO[bytes]:
        """This sink as the type that the engine's `serialize` asks for."""
        return cast(IO[bytes], self)

    def flush(self) -> None:
        """Do nothing: blocks leave when they are full, the last one with `finish`."""

    def finish(self) -> None:
        """Send what is left: a short answer whole, otherwise its last block."""
        if self.started:
            self._send(final=True)
        else:
            body = self._safe(b"".join(self._held))
            if self._prefixed:
                body = trimmed(body)
            send(self._descriptor, pack(ANSWER, self._label + b"\n" + body))

    def _send(self, *, final: bool) -> None:
        block = b"".join(self._held)
        kept = b""
        if self._xml and not final:
            # U+FFFE is three bytes long: never cut a block within it.
            cut = max(len(block) - 2, 0)
            block, kept = block[:cut], block[cut:]
        self._held, self._size = [kept], len(kept)
        block = self._safe(block + (kept if final else b""))
        if not self.started:
            send(self._descriptor, pack(HEAD, self._label))
            self.started = True
        if block:
            send(self._descriptor, pack(DATA, block))

    def _safe(self, data: bytes) -> bytes:
        if not self._xml:
            return data
        if _NOT_XML.search(data):
            raise NotXml
        # A parser turns CR and CRLF into LF unless CR is a character reference; a quote would no longer verify.
        return data.replace(b"\r", b"&#13;")


def send(descriptor: int, data: bytes) -> None:
    """Write all of `data`, blocking while the server does not read."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
