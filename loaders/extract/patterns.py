"""Patterns over a typed view: annotations stand as signs of their types, so that a rule can speak of {QUANTITY}.

A typed view is as long as the text, so that offsets hold. The first character of an annotation is its type's head sign,
every further one its tail sign; both are private-use characters, which a text's own are kept apart from.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from loaders.extract.annotations import MASK, Annotation, overwritten
from loaders.extract.rules import MACROS, expanded, load_claim_rules, read_yaml
from loaders.text.needs import needs
from loaders.text.openings import compiled
from loaders.text.passages import Passage

__all__ = ["TYPES", "find", "first", "typed_view"]

TYPES: Final = (
    "quantity", "date", "title", "place", "organisation", "person", "group", "meeting", "technology", "topic",
    "dataset", "facility", "policy",
)  # fmt: skip
"""The types of annotations that patterns know, each as a macro in capitals."""

_FIRST: Final = 0xE000
_PRIVATE: Final = dict.fromkeys(range(_FIRST, _FIRST + 2 * len(TYPES)), MASK)
_SIGNS: Final = {name: (chr(_FIRST + 2 * i), chr(_FIRST + 2 * i + 1)) for i, name in enumerate(TYPES)}


def typed_view(view: str, annotations: tuple[Annotation, ...]) -> str:
    """Return a view of equal length in which annotations stand as signs of their types."""
    signed = ((a, *_SIGNS[a.type]) for a in annotations if a.type in _SIGNS)
    signs = ((a.start, head + tail * (a.end - a.start - 1)) for a, head, tail in signed)
    return overwritten(view.translate(_PRIVATE), signs)


def find(rule: str, typed: str, passage: Passage) -> Iterator[re.Match[str]]:
    """Yield the matches of a claim rule's patterns in a passage of a typed view, pattern by pattern."""
    for pattern in _possible(rule, typed, passage):
        yield from pattern.finditer(typed, passage.start, passage.end)


def first(rule: str, typed: str, passage: Passage) -> re.Match[str] | None:
    """Return how a claim rule's patterns match a passage of a typed view from its beginning: the first that does."""
    for pattern in _possible(rule, typed, passage):
        if (match := pattern.match(typed, passage.start, passage.end)) is not None:
            return match
    return None


def _possible(rule: str, typed: str, passage: Passage) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of a rule that a passage holds the characters for: hardly any passage speaks of a vote."""
    start, end = passage.start, passage.end
    for pattern, classes in _compiled(rule):
        for needed in classes:
            if needed.search(typed, start, end) is None:
                break
        else:
            yield pattern


@cache
def _compiled(rule: str) -> tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    patterns = [expanded(pattern, _macros()) for pattern in load_claim_rules()[rule].patterns]
    return tuple((compiled(pattern), tuple(map(_class, needs(pattern)))) for pattern in patterns)


def _class(characters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, sorted(characters)))}]")


@cache
def _macros() -> dict[str, str]:
    built_in = {name.upper(): f"{head}{tail}*+" for name, (head, tail) in _SIGNS.items()}
    return {**built_in, **(read_yaml(MACROS) or {})}
