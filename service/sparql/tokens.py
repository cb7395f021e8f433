"""The lexical level of SPARQL 1.1 (sections 4 and 19.8), as far as requests are looked at before the engine.

What is found here gives a clearer refusal or a merged dataset; safety never depends on it. As for the engine, a
comment ends at CR as well as at LF.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import urljoin

__all__ = ["Reading", "read"]

_TOKEN: Final = re.compile(
    r"""
      [ \t\r\n]+
    | \#[^\r\n]*
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?:\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|\\.))*''')
    | (?:"(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
        (?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)?)
    | _:[\w.-]+ | [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* | [+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_VOLATILE: Final = frozenset(("NOW", "RAND", "UUID", "STRUUID", "BNODE"))
_UPDATES: Final = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))


class Reading(NamedTuple):
    """What the tokens of a text say.

    `depth` is the deepest nesting of brackets; `federated` whether SERVICE occurs as a keyword; `volatile` whether two
    evaluations may differ (NOW, RAND, UUID, STRUUID, BNODE); `update` the keyword that makes it an update, or an empty
    string; `default_graphs` and `named_graphs` the IRIs of its FROM and FROM NAMED clauses, None where one cannot be
    told.
    """

    depth: int
    federated: bool
    volatile: bool
    update: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None


_PLAIN: Final = Reading(0, False, False, "", (), ())
_TELLING: Final = ("SERVICE", "FROM", *_VOLATILE, *_UPDATES)
_FEW_BRACKETS: Final = 64


def read(text: str, base: str = "") -> Reading:
    """Return what the tokens of a query or update say; `base` is what relative IRIs are resolved against.

    A text without any telling word and with few brackets is not read further; its depth is given as 0.
    """
    if text.count("{") + text.count("(") + text.count("[") <= _FEW_BRACKETS:
        capitals = text.upper()
        if not any(word in capitals for word in _TELLING):
            return _PLAIN
    depth = deepest = 0
    words: set[str] = set()
    head: list[tuple[str, str]] = []
    for kind, value in _tokens(text):
        if kind == "mark":
            if value in "{([":
                depth += 1
                deepest = max(deepest, depth)
            elif value in "})]":
                depth = max(depth - 1, 0)
        elif kind == "word":
            words.add(value.upper())
        if depth == 0:
            head.append((kind, value))
    verb = _verb(head)
    default, named = _dataset(head, base) if "FROM" in words else ((), ())
    return Reading(
        deepest, "SERVICE" in words, not _VOLATILE.isdisjoint(words), verb if verb in _UPDATES else "", default, named
    )


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup is not None:
            yield match.lastgroup, match[0]


def _verb(head: list[tuple[str, str]]) -> str:
    for kind, value in head:
        if kind == "word" and value.upper() not in ("BASE", "PREFIX"):
            return value.upper()
    return ""


def _dataset(head: list[tuple[str, str]], base: str) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    prefixes: dict[str, str] = {}
    found: tuple[list[str], list[str]] = ([], [])
    tokens = iter(head)
    for kind, value in tokens:
        word = value.upper() if kind == "word" else ""
        if word == "BASE":
            base = urljoin(base, _iri(next(tokens, ("", ""))[1]))
        elif word == "PREFIX":
            name = next(tokens, ("", ""))[1]
            prefixes[name] = urljoin(base, _iri(next(tokens, ("", ""))[1]))
        elif word == "FROM":
            kind, value = next(tokens, ("", ""))
            named = kind == "word" and value.upper() == "NAMED"
            if named:
                kind, value = next(tokens, ("", ""))
            graph = _resolve(kind, value, base, prefixes)
            if graph is None:
                return None, None
            found[named].append(graph)
    return tuple(found[0]), tuple(found[1])


def _resolve(kind: str, value: str, base: str, prefixes: dict[str, str]) -> str | None:
    if kind == "iri":
        iri = urljoin(base, _iri(value)) if base else _iri(value)
        return iri if ":" in iri else None
    if kind == "name":
        prefix, _, local = value.partition(":")
        namespace = prefixes.get(prefix + ":")
        return None if namespace is None else namespace + re.sub(r"\\(.)", r"\1", local)
    return None


def _iri(token: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), token[1:-1])
