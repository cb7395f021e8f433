"""Openings: the characters that a match of a pattern can begin with, looked for before anything else is tried.

Python's engine skips ahead by itself only where a pattern begins with a letter or a class of them. Behind a
look-behind, or at a choice of phrases, it starts the whole pattern anew at every character of a text, although few can
begin a match. A look-ahead for just those says no at once; what a pattern matches stays the same.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

__all__ = ["compiled"]

# The parser of the standard library itself, so that a pattern is read here just as it is compiled.
_parser: Final[Any] = import_module("re._parser")
_CATEGORIES: Final = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip
_AROUND: Final = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a part of a pattern can begin with: members of a character class, by whether case counts.

    `skippable` says that the part can match nothing, so that what follows it can begin the match too.
    """

    exact: frozenset[str] = frozenset()
    any_case: frozenset[str] = frozenset()
    skippable: bool = False

    def __or__(self, other: "_Opening") -> "_Opening":
        return _Opening(self.exact | other.exact, self.any_case | other.any_case, self.skippable or other.skippable)


class _UnknownError(Exception):
    """A part can begin with nearly anything, or with what another part has matched."""


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a compiled pattern that finds exactly what the given one does, sooner where it can be told how.

    Raises re.error where it is no pattern.
    """
    parsed = _parser.parse(pattern)
    if parsed.state.flags & ~re.UNICODE or _engine_skips(parsed):
        return re.compile(pattern)
    try:
        opening = _of_sequence(parsed, any_case=False)
    except _UnknownError:
        return re.compile(pattern)
    if opening.skippable:
        return re.compile(pattern)
    either = [_class(opening.exact)] if opening.exact else []
    either += [f"(?i:{_class(opening.any_case)})"] if opening.any_case else []
    return re.compile(f"(?={'|'.join(either)})(?:{pattern})")


def _class(members: Iterable[str]) -> str:
    return f"[{''.join(sorted(members))}]"


def _engine_skips(parsed: Any) -> bool:
    """Say whether the engine itself looks for the first character: a letter, a class, or a choice of letters."""
    (name, value), *_ = [(str(op), value) for op, value in parsed] or [("", None)]
    if name == "SUBPATTERN":
        return _engine_skips(value[3])
    if name == "BRANCH":
        return all(str(op) == "LITERAL" for branch in value[1] for op, _ in branch[:1])
    return name in {"LITERAL", "IN", ""}


def _of_sequence(parts: Iterable[tuple[Any, Any]], *, any_case: bool) -> _Opening:
    found = _Opening()
    for op, value in parts:
        part = _of_part(str(op), value, any_case=any_case)
        found = _Opening(found.exact | part.exact, found.any_case | part.any_case)
        if not part.skippable:
            return found
    return found | _Opening(skippable=True)


def _of_part(name: str, value: Any, *, any_case: bool) -> _Opening:
    if name in _AROUND:
        return _Opening(skippable=True)
    if name == "LITERAL":
        return _opening([re.escape(chr(value))], any_case=any_case)
    if name == "IN":
        return _opening([_member(str(op), one) for op, one in value], any_case=any_case)
    if name == "SUBPATTERN":
        _, added, removed, inner = value
        if (added | removed) & ~re.IGNORECASE:
            raise _UnknownError
        return _of_sequence(inner, any_case=(any_case or bool(added)) and not removed)
    if name == "ATOMIC_GROUP":
        return _of_sequence(value, any_case=any_case)
    if name in _REPEATS:
        least, _, inner = value
        return _of_sequence(inner, any_case=any_case) | _Opening(skippable=least == 0)
    if name == "BRANCH":
        found = _Opening()
        for branch in value[1]:
            found |= _of_sequence(branch, any_case=any_case)
        return found
    raise _UnknownError


def _opening(members: Iterable[str], *, any_case: bool) -> _Opening:
    return _Opening(any_case=frozenset(members)) if any_case else _Opening(exact=frozenset(members))


def _member(name: str, value: Any) -> str:
    if name == "LITERAL":
        return re.escape(chr(value))
    if name == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if name == "CATEGORY":
        return _CATEGORIES[str(value)]
    raise _UnknownError
