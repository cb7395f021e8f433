"""Binding: terms into the tokens of a query text.

A parameter is a token `$name`. It is looked for where SPARQL sees a variable, that is outside strings, IRIs and
comments (SPARQL 1.1, section 19.8), and replaced by serialised terms; nothing that a client sent reaches the text in
any other way. An optional parameter stands alone in a block `VALUES ?variable { $name }`, which is left out where the
parameter is absent.
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
    | (?P<block>\bVALUES\s+\?\w+\s*\{\s*\$(?P<alone>\w+)\s*\})
    | (?P<parameter>\$(?P<name>\w+))
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_INTEGER: Final = ox.NamedNode(PREFIXES["xsd"] + "integer")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One token `$name` of a text: where it stands, its line (from 1), and the VALUES block that it has for itself."""

    name: str
    start: int
    end: int
    line: int
    block: tuple[int, int] | None


def occurrences(text: str) -> Iterator[Occurrence]:
    """Yield every parameter token of a query text, in order."""
    for match in _TOKEN.finditer(text):
        name = match["alone"] or match["name"]
        if name is None:
            continue
        group = "alone" if match["block"] else "name"
        block = match.span() if match["block"] else None
        start, end = match.start(group) - 1, match.end(group)
        yield Occurrence(name, start, end, text.count("\n", 0, start) + 1, block)


def bind(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Return the text with every parameter token replaced by its terms, and the blocks of absent ones left out.

    Lines stay where they are. Raises KeyError where a parameter has no entry, ValueError where one that has no block
    for itself has no term, or several.
    """
    parts: list[str] = []
    position = 0
    for found in occurrences(text):
        terms = values[found.name]
        start, end = found.start, found.end
        if len(terms) != 1 and found.block is None:
            raise ValueError(f"${found.name} in line {found.line} must have exactly one value")
        if not terms and found.block is not None:
            start, end = found.block
        written = " ".join(_written(term) for term in terms) or "\n" * text.count("\n", start, end)
        parts += text[position:start], written
        position = end
    return "".join((*parts, text[position:]))


def _written(term: Term) -> str:
    """Return a term as SPARQL: integers bare, because LIMIT takes no typed literal."""
    if isinstance(term, ox.Literal) and term.datatype == _INTEGER:
        return str(int(term.value))
    return str(term)
