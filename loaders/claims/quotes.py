"""Quotes: where the exact words stand in a text, and what to say where they do not."""

import difflib
import re
import unicodedata
from collections.abc import Sequence

from loaders.claims.model import Span
from loaders.text.passages import Passage

__all__ = ["QuoteError", "forbidden_character", "locate", "near_matches", "occurrences"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class QuoteError(ValueError):
    """A quote that is missing, ambiguous or not fit to be stored; the message says which, and what to do."""


def locate(text: str, quote: str, occurrence: int | None = None, within: Sequence[Passage] = ()) -> Span:
    """Return where a quote stands.

    Where it stands more than once, `occurrence` (from 1) chooses, or the one that lies in a passage of `within`.
    Raises QuoteError where it is missing or ambiguous.
    """
    spans = occurrences(text, quote)
    if not spans:
        near = "; ".join(f"“{match}”" for match in near_matches(text, quote))
        raise QuoteError(f"quote not in the text: “{quote}”. Near: {near or 'nothing'}")
    if occurrence is not None:
        if not 1 <= occurrence <= len(spans):
            raise QuoteError(f"“{quote}” stands {len(spans)} times; there is no occurrence {occurrence}")
        return spans[occurrence - 1]
    if len(spans) > 1:
        inside = [s for s in spans if any(p.covers(s.start, s.end) for p in within)]
        if len(inside) == 1:
            return inside[0]
        places = ", ".join(str(span.start) for span in spans[:6])
        raise QuoteError(f"“{quote}” stands {len(spans)} times (at {places}); give its occurrence, or quote more")
    return spans[0]


def occurrences(text: str, quote: str) -> tuple[Span, ...]:
    """Return every place where the exact words stand, in reading order."""
    if not quote:
        return ()
    return tuple(Span(m.start(), m.start() + len(quote)) for m in re.finditer(f"(?={re.escape(quote)})", text))


def near_matches(text: str, quote: str, count: int = 2) -> tuple[str, ...]:
    """Return the words of the text most like a quote, best first: same words in other punctuation, or alike."""
    folded, wanted = _folded(text), _folded(quote)
    at = folded.find(wanted) if wanted.strip() else -1
    if at >= 0 and len(folded) == len(text):
        return (text[at : at + len(quote)],)
    step = max(1, len(quote) // 3)
    windows = {text[i : i + len(quote)].strip() for i in range(0, max(1, len(text) - len(quote) + 1), step)}
    return tuple(difflib.get_close_matches(quote, sorted(windows), n=count, cutoff=0.5))


def forbidden_character(text: str) -> str | None:
    """Return the first character that XML 1.0 forbids as `U+XXXX`, or None."""
    match = _FORBIDDEN.search(text)
    return f"U+{ord(match[0]):04X}" if match else None


def _folded(text: str) -> str:
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
