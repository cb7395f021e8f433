"""Text for XML 1.0: escaping, and the characters that XML cannot hold (XML 1.0, sections 2.2 and 2.11)."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = ["Escaper", "blocks"]

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL: Final = re.compile('[&<>"\t\n\r\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_BLOCK: Final = 1 << 16


class Escaper:
    """Escapes text for elements and for attributes in double quotes, and counts what XML cannot hold.

    A forbidden character becomes U+FFFD; `replaced` says how many did. White space is written as references, because a
    parser would turn CR into LF, and any white space of an attribute into a blank.
    """

    def __init__(self) -> None:
        self.replaced = 0

    def __call__(self, text: str) -> str:
        """Return the text as it may stand in an element or an attribute."""
        if _SPECIAL.search(text) is None:
            return text
        text, count = _FORBIDDEN.subn("\ufffd", text)
        self.replaced += count
        return text.translate(_ESCAPES)

    def remark(self) -> str:
        """Return an XML comment that says how many characters were replaced; empty where none was."""
        if not self.replaced:
            return ""
        return f"<!-- {self.replaced} characters that XML 1.0 forbids were replaced by U+FFFD -->\n"


def blocks(parts: Iterable[str]) -> Iterator[bytes]:
    """Yield the parts as UTF-8 in blocks of about 64 KiB."""
    held: list[str] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= _BLOCK:
            yield "".join(held).encode()
            held.clear()
            size = 0
    if held:
        yield "".join(held).encode()
