"""The annotate stage: every typed span of a text, titles before names, names before numbers."""

from dataclasses import dataclass

from loaders.extract.annotate.dates import date_annotations
from loaders.extract.annotate.names import find_names
from loaders.extract.annotate.quantities import find_quantity_annotations
from loaders.extract.annotate.titles import find_titles
from loaders.extract.annotations import Annotation, mask
from loaders.extract.gazetteer import Gazetteer
from loaders.text.dates import DateMention

__all__ = ["Annotated", "annotate_view"]


@dataclass(frozen=True)
class Annotated:
    """The annotations of a document in reading order; `dates` gives each date its unresolved parts."""

    annotations: tuple[Annotation, ...]
    dates: tuple[tuple[Annotation, DateMention], ...]

    def of(self, *types: str) -> tuple[Annotation, ...]:
        """Return the annotations of these types in reading order."""
        return tuple(annotation for annotation in self.annotations if annotation.type in types)


def annotate_view(document: str, view: str, gazetteer: Gazetteer) -> Annotated:
    """Return every annotation of a view; what a title says is not read as a date, name or number of the text."""
    titles = find_titles(document, view)
    masked = mask(view, titles)
    dates = date_annotations(document, masked)
    undated = mask(masked, [annotation for annotation, _ in dates])
    names = find_names(document, undated, gazetteer)
    numbered = [
        n for n in names if any(c.isdigit() or c in "一二三四五六七八九十百千万" for c in view[n.start : n.end])
    ]
    quantities = find_quantity_annotations(document, mask(undated, numbered))
    found = [*titles, *(annotation for annotation, _ in dates), *names, *quantities]
    return Annotated(tuple(sorted(found, key=lambda a: (a.start, -a.end))), dates)
