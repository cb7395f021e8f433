"""The files that pages load: style sheets, scripts, pictures, licences; their addresses, their bytes packed once."""

import gzip
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

__all__ = ["FILES", "packed", "versioned"]

_MEDIA: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


def _read() -> Mapping[str, tuple[bytes, str]]:
    files = sorted((Path(__file__).parent / "static").iterdir())
    return {file.name: (file.read_bytes(), _MEDIA[file.suffix]) for file in files if file.suffix in _MEDIA}


FILES: Final = _read()
"""The files by name: bytes and media type."""


@cache
def packed(name: str) -> bytes:
    """Return a file's bytes as gzip packs them best."""
    return gzip.compress(FILES[name][0], 9, mtime=0)


@cache
def versioned(name: str) -> str:
    """Return a file's address, which changes with its bytes."""
    return f"/static/{name}?v={blake2b(FILES[name][0], digest_size=6).hexdigest()}"
