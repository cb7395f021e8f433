"""Mentions: every occurrence of a known entity's surface form, found by longest match and without guessing.

Latin forms match whole words, in any case where longer than two letters; Chinese forms match anywhere. A negative
form, such as a longer word that happens to hold a name, takes its span and yields nothing. Where two entities
share a form, the form is ambiguous and yields nothing: a wrong mention is worse than a missing one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from loaders.text.authority import Entity
from ontology.namespaces import ID

__all__ = ["NAMED_KINDS", "Mention", "find_mentions", "names"]

NAMED_KINDS = tuple(
    f"{ID}{kind}/" for kind in ("actor", "place", "technology", "policy", "dataset", "facility", "event", "concept",
                                "office", "sector")
)  # fmt: skip
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A surface form at `[start, end)` that stands for one known entity."""

    start: int
    end: int
    entity: str


def find_mentions(text: str, entities: Iterable[Entity]) -> tuple[Mention, ...]:
    """Return the mentions of named entities in a text, in reading order, never overlapping.

    Measures, metrics, units and other entities that a text describes rather than names are not looked for.
    """
    owners: dict[str, set[str | None]] = {}
    for entity in entities:
        if entity.iri.startswith(NAMED_KINDS):
            for form in entity.forms:
                owners.setdefault(_key(form), set()).add(entity.iri)
            for form in entity.negative_forms:
                owners.setdefault(_key(form), set()).add(None)
    if not owners:
        return ()
    pattern = re.compile(
        "|".join(_bounded(form) for form in sorted(owners, key=lambda form: (-len(form), form))), re.IGNORECASE
    )
    mentions = []
    for match in pattern.finditer(text):
        candidates = owners.get(_key(match[0]), set())
        if len(candidates) == 1 and (owner := next(iter(candidates))) is not None:
            mentions.append(Mention(match.start(), match.end(), owner))
    return tuple(mentions)


def _key(form: str) -> str:
    return form if len(form) <= _SHORT else form.casefold()


def names(form: str, words: str) -> bool:
    """Return whether words name something by a surface form, by the rules of this module."""
    at = words.find(form)
    while at >= 0:
        if _is_whole(form, words, at):
            return True
        at = words.find(form, at + 1)
    # Only a Latin form can still stand there in other letters; most forms are Chinese, and many stand in one text only,
    # so that a pattern for each would cost more than it finds.
    return len(form) > _SHORT and form.lower() != form.upper() and _pattern(form).search(words) is not None


def _is_whole(form: str, words: str, at: int) -> bool:
    end = at + len(form)
    joined = at > 0 and _is_latin(form[0]) and _is_latin(words[at - 1])
    return not joined and not (end < len(words) and _is_latin(form[-1]) and _is_latin(words[end]))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


@lru_cache(maxsize=1 << 12)
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(_bounded(form), re.IGNORECASE)


def _bounded(form: str) -> str:
    before = r"(?<![0-9A-Za-z])" if _is_latin(form[0]) else ""
    after = r"(?![0-9A-Za-z])" if _is_latin(form[-1]) else ""
    return f"{before}{re.escape(form)}{after}"
