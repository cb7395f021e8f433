"""Clauses: the parts of a sentence between commas and semicolons, outside brackets, quotation marks and names."""

import re
from collections.abc import Iterator, Sequence

from loaders.claims.model import Span
from loaders.extract.annotations import Annotation
from loaders.text.passages import Passage

__all__ = ["clauses", "english_clauses", "is_latin"]

_OPEN, _CLOSE = "([《“‘〈【", ")]》”’〉】"
_BREAKS = ",;:。!?|"
_MARKS = re.compile(f"[{re.escape(_OPEN + _CLOSE + _BREAKS)}]")
_FIRM = re.compile(r"[;:|]\s*$")
_HAN = re.compile(r"[一-鿿]")
_MODAL = (
    r"(?:will|would|shall|must|may|can|cannot|should|is to|are to|is|are|was|were|has|have|had|aims?|plans?|seeks?|"
    r"intends?|wants?|calls?|commits?|pledges?|requires?|sets?|provides?|pays?|refunds?)\b"
)
_PREDICATE = re.compile(
    rf"(?:also|jointly|then|now|each|all|not|only|to be|already|further)?\s*{_MODAL}", re.IGNORECASE
)
_HAS_MODAL = re.compile(r"\b(?:will|would|shall|must|may|can|should|is to|are to|has|have|aims|plans|seeks)\b")
_ASIDE = re.compile(
    r"(?:(?:chaired|led|proposed|adopted|issued|released|passed|published|based|run|founded|made|given|headed|known|called|"
    r"put|named|registered|backed|funded|hosted|including|which|who|whose|that|such as|an?|the|its|one|[A-Z])\b)"
)
_ACTS = (
    r"(?:also\s|then\s|to\s)?(?:launch(?:es|ed)?|establish(?:es|ed)?|creat(?:e|es|ed)|set(?:s)? up|publish(?:es|ed)?|"
    r"introduce[sd]?|require[sd]?|ban(?:s|ned)?|prohibit(?:s|ed)?|provide[sd]?|invest(?:s|ed)?|allocate[sd]?|buil[dt]|"
    r"fund(?:s|ed)?|train(?:s|ed)?|appoint(?:s|ed)?|raise[sd]?|open(?:s|ed)?|direct(?:s|ed)|order(?:s|ed)|impose[sd]?|"
    r"double[sd]?|triple[sd]?|cut|reduce[sd]?|offer(?:s|ed)?|report|label|subsidi[sz]e[sd]?)\s(?:(?!and\b)\S+\s?){2}"
)
_ALSO = re.compile(rf"\sand\s(?={_ACTS})")
_APART = 24
_TWO = re.compile(
    r"\s(?:and|but|while)\s(?=[^,;:]*?\b(?:will|would|shall|must|may|can|should|is to|are to|aims to|plans to)\b)"
)


def clauses(view: str, sentence: Passage, names: Sequence[Annotation] = ()) -> Iterator[Span]:
    """Yield the clauses of a sentence in reading order, without the punctuation between them.

    A comma inside a number (1,000) or a Latin sentence parts no clause unless a blank follows it, nor does one inside
    any of `names`. The cells of a table's row are clauses.
    """
    depth, start = 0, sentence.start
    blind = [(name.start, name.end) for name in names]
    for mark in _MARKS.finditer(view, sentence.start, sentence.end):
        place, character = mark.start(), mark[0]
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif character in _BREAKS and not depth and not _inside_number(view, place) and not _covered(blind, place):
            yield from _stripped(view, start, place)
            start = place + 1
    yield from _stripped(view, start, sentence.end)


def is_latin(view: str, sentence: Passage) -> bool:
    """Say whether a sentence has no Chinese character."""
    return _HAN.search(view, sentence.start, sentence.end) is None


def english_clauses(view: str, sentence: Passage, names: Sequence[Annotation]) -> Iterator[Span]:
    """Yield the clauses of an English sentence: what a comma parts from its verb is put together again.

    “An office, chaired by X, will meet” is one clause; “A will rise and B will fall” are two.
    """
    parts: list[Span] = []
    for part in clauses(view, sentence, names):
        if parts and _PREDICATE.match(view, part.start) and not _FIRM.search(view[parts[-1].end : part.start]):
            first = len(parts) - 1
            while first and _ASIDE.match(view, parts[first].start) and _continues(view, parts, first):
                first -= 1
            parts[first:] = [Span(parts[first].start, part.end)]
        else:
            parts.append(part)
    for part in parts:
        yield from _halves(view, part, names)


def _continues(view: str, parts: Sequence[Span], index: int) -> bool:
    """Say whether a part goes on from the one before it: only a comma between them, and no verb before that."""
    before = parts[index - 1]
    between = view[before.end : parts[index].start]
    return not _FIRM.search(between) and _HAS_MODAL.search(view, before.start, before.end) is None


def _halves(view: str, part: Span, names: Sequence[Annotation]) -> Iterator[Span]:
    start = part.start
    marks = [*_TWO.finditer(view, part.start, part.end), *_ALSO.finditer(view, part.start, part.end)]
    for found in sorted(marks, key=lambda mark: mark.start()):
        inside = any(name.start <= found.start() < name.end for name in names)
        whole = found.re is _ALSO and found.start() - start >= _APART
        if not inside and start < found.start() and (whole or _HAS_MODAL.search(view, start, found.start())):
            yield Span(start, found.start())
            start = found.end()
    yield Span(start, part.end)


def _covered(spans: Sequence[tuple[int, int]], place: int) -> bool:
    return any(first <= place < last for first, last in spans)


def _inside_number(view: str, place: int) -> bool:
    return view[place - 1 : place].isdigit() and view[place + 1 : place + 2].isdigit() and view[place] in ",:"


def _stripped(view: str, start: int, end: int) -> Iterator[Span]:
    while start < end and view[start].isspace():
        start += 1
    while end > start and (view[end - 1].isspace() or view[end - 1] in ".。"):
        end -= 1
    if start < end:
        yield Span(start, end)
