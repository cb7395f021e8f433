"""The wire between server and worker: frames of one type byte, a four-byte length and a payload.

Server to worker: one JSON request a frame. Worker to server, for each request, either ANSWER (a small answer whole:
its kind and format, then the body), or HEAD, DATA …, END, or FAILURE at any point. READY comes once, after the guard.
"""

import struct
from typing import Final

__all__ = ["ANSWER", "BLOCK", "DATA", "END", "FAILURE", "HEAD", "HEADER", "READY", "RECYCLE", "pack"]

HEADER: Final = struct.Struct("=BI")
READY: Final = ord("R")
ANSWER: Final = ord("A")
HEAD: Final = ord("H")
DATA: Final = ord("D")
END: Final = ord("E")
FAILURE: Final = ord("X")

RECYCLE: Final = b"recycle"
"""Payload of END by which a worker says that it has grown and wants to be replaced."""

BLOCK: Final = 1 << 16
"""How many bytes of an answer travel in one frame."""


def pack(kind: int, payload: bytes) -> bytes:
    """Return one frame."""
    return HEADER.pack(kind, len(payload)) + payload
