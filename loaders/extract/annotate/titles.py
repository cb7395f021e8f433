"""Titles: 《…》, “…战略” and English names of policies, and the short forms that a text defines for them."""

import re
from collections.abc import Iterator

from loaders.extract.annotations import Annotation, Field, without_overlaps
from loaders.extract.rules import rules_of

__all__ = ["bare_title", "find_titles"]

_SHORT_FORM = re.compile(
    r"\s*[(](?:以下|下文|下称|文中)?(?:统一)?简?称(?:为|作)?:?\s*(?P<short>《[^《》]+》|“[^“”]+”|[^()《》“”]{2,20})[)]"
)


def find_titles(document: str, view: str) -> tuple[Annotation, ...]:
    """Return the titles of a view; the field `name` is the title without its marks, `short` the short form defined."""
    return without_overlaps(_titles(document, view))


def bare_title(words: str) -> str:
    """Return a title without the marks around it."""
    marks = (("《", "》"), ("〈", "〉"), ("“", "”"))
    return words[1:-1] if any(words.startswith(a) and words.endswith(b) for a, b in marks) else words


def _titles(document: str, view: str) -> Iterator[Annotation]:
    for rule in rules_of("title"):
        for match in rule.matches(view):
            name = bare_title(view[match.start : match.end])
            offset = 1 if len(name) < match.end - match.start else 0
            fields = {"name": Field(name, match.start + offset, match.start + offset + len(name))}
            if short := _SHORT_FORM.match(view, match.end):
                fields["short"] = Field(bare_title(short["short"]), short.start("short"), short.end("short"))
            yield Annotation(document, match.start, match.end, "title", rule.id, rule.version, fields)
