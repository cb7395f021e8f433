"""Binding: terms into the tokens of a query text.

A parameter is a token `$name`. It is looked for where SPARQL sees a variable, that is outside strings, IRIs and
comments (SPARQL 1.1, section 19.8), and replaced by serialised terms; nothing that a client sent reaches the text in
any other way. An absent optional parameter becomes UNDEF, and so may only stand in a VALUES block.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from service.canned.parameters import Term

__all__ = ["Occurrence", "bind", "occurrences"]

_TOKEN: Final = re.compile(
    r"""
      \#[^\r\n]*
    | <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>
    | \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
    | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    | \\.
    | (?P<values>\bVALUES\b) | (?P<parameter>\$(?P<name>\w+)) | (?P<open>\{) | (?P<close>\})
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_INTEGER: Final = ox.NamedNode(PREFIXES["xsd"] + "integer")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One token `$name` of a text: where it stands, its line (from 1), and whether it is in a VALUES block."""

    name: str
    start: int
    end: int
    line: int
    in_values: bool


def occurrences(text: str) -> Iterator[Occurrence]:
    """Yield every parameter token of a query text, in order."""
    depth, announced, block = 0, False, None
    for match in _TOKEN.finditer(text):
        if match["values"]:
            announced = True
        elif match["open"]:
            depth += 1
            if announced:
                announced, block = False, depth
        elif match["close"]:
            block = None if block == depth else block
            depth -= 1
        elif match["parameter"]:
            line = text.count("\n", 0, match.start()) + 1
            yield Occurrence(match["name"], match.start(), match.end(), line, block is not None)


def bind(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Return the text with every parameter token replaced by its terms, separated by a space.

    Raises KeyError where a parameter has no entry, ValueError where it has no term, or several, outside a VALUES block.
    """
    parts: list[str] = []
    position = 0
    for found in occurrences(text):
        terms = values[found.name]
        if len(terms) != 1 and not found.in_values:
            raise ValueError(f"${found.name} in line {found.line} must have exactly one value")
        parts += text[position : found.start], " ".join(_written(term) for term in terms) or "UNDEF"
        position = found.end
    return "".join((*parts, text[position:]))


def _written(term: Term) -> str:
    """Return a term as SPARQL: integers bare, because LIMIT takes no typed literal."""
    if isinstance(term, ox.Literal) and term.datatype == _INTEGER:
        return str(int(term.value))
    return str(term)
