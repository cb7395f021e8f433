"""Clauses: the parts of a sentence between commas and semicolons, outside brackets and quotation marks."""

from collections.abc import Iterator

from loaders.claims.model import Span
from loaders.text.passages import Passage

__all__ = ["clauses"]

_OPEN, _CLOSE = "([《“‘〈【", ")]》”’〉】"
_BREAKS = ",;:。!?"


def clauses(view: str, sentence: Passage) -> Iterator[Span]:
    """Yield the clauses of a sentence in reading order, without the punctuation between them.

    A comma inside a number (1,000) or a Latin sentence parts no clause unless a blank follows it.
    """
    depth, start = 0, sentence.start
    for place in range(sentence.start, sentence.end):
        character = view[place]
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif character in _BREAKS and not depth and not _inside_number(view, place):
            yield from _stripped(view, start, place)
            start = place + 1
    yield from _stripped(view, start, sentence.end)


def _inside_number(view: str, place: int) -> bool:
    return view[place - 1 : place].isdigit() and view[place + 1 : place + 2].isdigit() and view[place] in ",:"


def _stripped(view: str, start: int, end: int) -> Iterator[Span]:
    while start < end and view[start].isspace():
        start += 1
    while end > start and (view[end - 1].isspace() or view[end - 1] in ".。"):
        end -= 1
    if start < end:
        yield Span(start, end)
