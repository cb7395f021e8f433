"""The annotate stage: every typed span of a text, titles before names, names before numbers."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from loaders.extract.annotate.dates import date_annotations
from loaders.extract.annotate.names import find_names
from loaders.extract.annotate.quantities import find_quantity_annotations
from loaders.extract.annotate.titles import find_titles
from loaders.extract.annotations import MASK, Annotation, mask
from loaders.extract.gazetteer import Gazetteer
from loaders.text.dates import DateMention

__all__ = ["Annotated", "annotate_view"]

_LINE = re.compile(r"^[#*\s]*(?P<words>\S[^\n]*?)[*\s]*$", re.MULTILINE)
_TITLE_LENGTH = 6
_DOCUMENT_NUMBER = re.compile(r"[一-鿿]{1,10}[〔\[【(]\s?(?:19|20)\d{2}\s?[〕\]】)]\s?第?\d{1,5}号")


@dataclass(frozen=True)
class Annotated:
    """The annotations of a document in reading order; `dates` gives each date its unresolved parts."""

    annotations: tuple[Annotation, ...]
    dates: tuple[tuple[Annotation, DateMention], ...]

    def of(self, *types: str) -> tuple[Annotation, ...]:
        """Return the annotations of these types in reading order."""
        return self._of(types)[0]

    def between(self, start: int, end: int, *types: str) -> tuple[Annotation, ...]:
        """Return the annotations of these types within `[start, end)` in reading order."""
        found, starts = self._of(types)
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return tuple([a for a in found[first:last] if a.end <= end]) if first < last else ()

    def _of(self, types: tuple[str, ...]) -> tuple[tuple[Annotation, ...], tuple[int, ...]]:
        """Return the annotations of these types, and where they start; kept, for every clause asks for a few kinds."""
        if types not in self._known:
            places = sorted(place for type_ in set(types) for place in self._places.get(type_, ()))
            found = tuple(self.annotations[place] for place in places)
            self._known[types] = found, tuple(annotation.start for annotation in found)
        return self._known[types]

    @cached_property
    def _known(self) -> dict[tuple[str, ...], tuple[tuple[Annotation, ...], tuple[int, ...]]]:
        return {}

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Return which of the annotations are of each type."""
        places: dict[str, list[int]] = {}
        for place, annotation in enumerate(self.annotations):
            places.setdefault(annotation.type, []).append(place)
        return places


def annotate_view(document: str, view: str, gazetteer: Gazetteer) -> Annotated:
    """Return every annotation of a view; what a title says is not read as a date, name or number of the text."""
    titles = find_titles(document, view)
    masked = _without_title_lines(_without_numbers(mask(view, titles)), titles)
    dates = date_annotations(document, masked)
    undated = mask(masked, [annotation for annotation, _ in dates])
    names = find_names(document, undated, gazetteer)
    numbered = [
        n for n in names if any(c.isdigit() or c in "一二三四五六七八九十百千万" for c in view[n.start : n.end])
    ]
    quantities = find_quantity_annotations(document, mask(undated, numbered))
    found = [*titles, *(annotation for annotation, _ in dates), *names, *quantities]
    return Annotated(tuple(sorted(found, key=lambda a: (a.start, -a.end))), dates)


def _without_title_lines(masked: str, titles: tuple[Annotation, ...]) -> str:
    """Return a view without the lines that only repeat a title without its marks, as above the text of a notice."""
    names = {name for title in titles if (name := title.value("name")) and len(name) >= _TITLE_LENGTH}
    for line in _LINE.finditer(masked):
        if line["words"] in names:
            masked = masked[: line.start("words")] + MASK * len(line["words"]) + masked[line.end("words") :]
    return masked


def _without_numbers(masked: str) -> str:
    """Return a view without its document numbers: 工信部联科〔2026〕18号 names no ministry and counts nothing."""
    return _DOCUMENT_NUMBER.sub(lambda match: MASK * len(match[0]), masked)
