"""The view: a normalised reading of a text of equal length, so that rules match on it and offsets hold on the text.

Each character is replaced by its NFKC form and its simplified form where that is one character; all others stay.
Enclosed and superscript numbers stay too: ① is a list mark and ² a footnote, not a number of the text.
"""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["view"]

_PAIRS: Final = Path(__file__).with_name("simplified.txt")
_NUMBER_SIGNS = "No"


class _Table(dict[int, int]):
    """Code point → code point, filled as characters are met."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character)
        if len(folded) != 1 or unicodedata.category(character) == _NUMBER_SIGNS:
            folded = character
        self[code] = ord(_simplified().get(folded, folded))
        return self[code]


_TABLE: Final = _Table()


def view(text: str) -> str:
    """Return the normalised view of a text: the same number of code points, each at its own place."""
    return text.translate(_TABLE)


@cache
def _simplified() -> dict[str, str]:
    _, traditional, simplified = _PAIRS.read_text(encoding="utf-8").splitlines()
    return dict(zip(traditional, simplified, strict=True))
