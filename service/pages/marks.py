"""Marks: a text cut where its claimed spans begin and end, so that overlaps can be shown without nesting.

Offsets are code points, as everywhere. Pure: nothing here knows of a release.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

__all__ = ["Piece", "Span", "pieces", "source_text"]


@dataclass(frozen=True, slots=True)
class Span:
    """A claimed span `[start, end)`, the kinds of claim that stand on it, and whether somebody has reviewed them."""

    start: int
    end: int
    kinds: frozenset[str]
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text between two borders: the kinds of claim on it, and how many reviewed spans cover it.

    `unreviewed` says that a span of claims that nobody has reviewed covers it, `here` that it lies in the span the
    reader chose, `uncovered` that its sentence carries no claim, `section` that a section begins with it.
    """

    start: int
    end: int
    kinds: tuple[str, ...]
    depth: int
    unreviewed: bool
    here: bool
    uncovered: bool
    section: bool


def pieces(
    length: int,
    spans: Iterable[Span],
    *,
    uncovered: Sequence[tuple[int, int]] = (),
    sections: Sequence[int] = (),
    here: tuple[int, int] | None = None,
) -> list[Piece]:
    """Return the pieces of a text of `length` code points, in order and without gaps.

    Every border of a span, an uncovered sentence, a section and the chosen span is a border between pieces.
    """
    spans = list(spans)
    borders = {0, length, *sections}
    for span in spans:
        borders |= {span.start, span.end}
    for start, end in uncovered:
        borders |= {start, end}
    if here is not None:
        borders |= set(here)
    ordered = sorted(border for border in borders if 0 <= border <= length)
    opening: dict[int, list[Span]] = {}
    for span in spans:
        opening.setdefault(span.start, []).append(span)
    bare = sorted(uncovered)
    found: list[Piece] = []
    current: list[Span] = []
    starts = frozenset(sections)
    for start, end in pairwise(ordered):
        current = [span for span in current if span.end > start] + opening.get(start, [])
        kinds = tuple(sorted({kind for span in current for kind in span.kinds}))
        within = here is not None and here[0] <= start and end <= here[1]
        while bare and bare[0][1] <= start:
            bare.pop(0)
        lies_bare = bool(bare) and bare[0][0] <= start
        depth = sum(span.reviewed for span in current)
        found.append(Piece(start, end, kinds, depth, depth < len(current), within, lies_bare, start in starts))
    return found


def source_text(text: str) -> Markup:
    """Return a source's words as HTML that parses back to exactly these characters: CR would become LF."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))  # noqa: S704 - escaped on this line
