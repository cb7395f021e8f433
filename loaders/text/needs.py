"""Needs: characters without one of which a pattern cannot match, so that most passages need not be searched for it."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, Final

__all__ = ["needs"]

# The parser of the standard library itself, so that a pattern is read here just as it is compiled.
_parser: Final[Any] = import_module("re._parser")
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_MANY: Final = 32
"""Of so many characters nearly every passage holds one."""
_ASKED: Final = 3


def needs(pattern: str) -> tuple[frozenset[str], ...]:
    """Return sets of characters, the smallest first: every match of a pattern holds a member of each of them."""
    parsed = _parser.parse(pattern)
    if parsed.state.flags & ~re.UNICODE:
        return ()
    found = sorted(set(_of_sequence(parsed)), key=lambda need: (len(need), sorted(need)))
    least = [need for n, need in enumerate(found) if not any(other <= need for other in found[:n])]
    return tuple(least[:_ASKED])


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    return [need for op, value in parts for need in _of_part(str(op), value) if len(need) <= _MANY]


def _of_part(name: str, value: Any) -> Iterator[frozenset[str]]:
    if name == "LITERAL":
        yield frozenset(chr(value))
    elif name == "IN" and all(str(op) == "LITERAL" for op, _ in value):
        yield frozenset(chr(code) for _, code in value)
    elif name == "SUBPATTERN" and not value[1] | value[2]:
        yield from _of_sequence(value[3])
    elif name == "ATOMIC_GROUP":
        yield from _of_sequence(value)
    elif name in _REPEATS and value[0]:
        yield from _of_sequence(value[2])
    elif name == "BRANCH":
        # One need of every branch: the match may be any of them.
        smallest = [min(_of_sequence(branch), key=len, default=None) for branch in value[1]]
        if None not in smallest:
            yield frozenset().union(*(need for need in smallest if need))
