"""Compaction of a graph's expanded JSON-LD with our context (JSON-LD 1.1 API, section 6, for flat node objects).

The part of the context that is used stands in the document, so that no reader has to fetch anything. Of term
definitions it knows those the context has: `@type` coercion and `@container: @language`. Standard library only: workers
use it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any, Final, cast

__all__ = ["Compaction", "compact"]

Node = dict[str, Any]

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Compaction:
    """A file that the engine writes expanded JSON-LD into, and the compacted document it becomes."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take a piece of the expanded document."""
        self._parts.append(data)
        return len(data)

    @property
    def file(self) -> IO[bytes]:
        """This file as the type that the engine's `serialize` asks for."""
        return cast(IO[bytes], self)

    def flush(self) -> None:
        """Do nothing: the document is made when it is whole."""

    def document(self) -> bytes:
        """Return the compacted document as UTF-8."""
        nodes = json.loads(b"".join(self._parts) or b"[]")
        self._parts.clear()
        return json.dumps(compact(nodes, self._context), ensure_ascii=False, separators=(",", ":")).encode()


def compact(nodes: list[Node], context: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{"@context", "@graph"}` for expanded node objects, with only the prefixes and terms that occur.

    A prefix that an absolute IRI of the graph has as its scheme is not used: the IRI would be read as compact.
    """
    schemes = {iri.partition(":")[0] for iri in _iris(nodes)}
    names = _Names(context, schemes)
    graph = [_node(node, names) for node in nodes]
    return {"@context": names.used(), "@graph": graph}


class _Names:
    """What IRIs are called, and which part of the context that takes."""

    def __init__(self, context: Mapping[str, Any], schemes: set[str]) -> None:
        prefixes = {
            name: value
            for name, value in context.items()
            if isinstance(value, str) and not name.startswith("@") and name not in schemes
        }
        # The longest namespace that fits wins, as `id/actor/` before `id/`.
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._terms = {
            value["@id"]: (name, value)
            for name, value in context.items()
            if isinstance(value, dict) and name.partition(":")[0] in prefixes
        }
        self._context = context
        self._known: dict[str, str] = {}
        self._used: set[str] = set()

    def __call__(self, iri: str) -> str:
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._compact(iri)
        return known

    def _compact(self, iri: str) -> str:
        for prefix, namespace in self._prefixes:
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                self._used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def term(self, iri: str) -> tuple[str, Mapping[str, str]]:
        """Return what a property is called, and its definition; empty where the context defines none."""
        name, definition = self._terms.get(iri, ("", {}))
        if name:
            self._used.update((name, name.partition(":")[0]))
            return name, definition
        return self(iri), {}

    def used(self) -> dict[str, Any]:
        """Return the part of the context that was used, in its order."""
        version = {"@version": self._context["@version"]} if "@version" in self._context else {}
        return version | {name: value for name, value in self._context.items() if name in self._used}


def _iris(nodes: Iterable[Node]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        for key, values in node.items():
            if key == "@id":
                found.add(values)
            elif key == "@type":
                found.update(values)
            else:
                found.add(key)
                found.update(value.get("@id") or value.get("@type") or "" for value in values)
    return found


def _node(node: Node, names: _Names) -> Node:
    compacted: Node = {}
    for key, values in node.items():
        if key == "@id":
            compacted[key] = names(values)
        elif key == "@type":
            compacted[key] = _collapsed([names(value) for value in values])
        elif key == _TYPE and all("@id" in value for value in values):
            compacted["@type"] = _collapsed([names(value["@id"]) for value in values])
        else:
            _property(compacted, key, values, names)
    return compacted


def _property(compacted: Node, key: str, values: list[Node], names: _Names) -> None:
    name, definition = names.term(key)
    if definition.get("@container") == "@language":
        words: dict[str, Any] = {}
        for value in values:
            if "@language" in value:
                words.setdefault(value["@language"], []).append(value["@value"])
        if words:
            compacted[name] = {language: _collapsed(texts) for language, texts in words.items()}
        # A language map holds nothing else: other values stand under the whole IRI.
        others = [_value(value, names, "") for value in values if "@language" not in value]
        if others:
            compacted[key] = _collapsed(others)
        return
    compacted[name] = _collapsed([_value(value, names, definition.get("@type", "")) for value in values])


def _collapsed(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 else items


def _value(value: Node, names: _Names, coerced: str) -> Any:
    if "@id" in value:
        return names(value["@id"]) if coerced == "@id" else {"@id": names(value["@id"])}
    kind = value.get("@type")
    if kind is not None:
        return value["@value"] if kind == coerced else {"@value": value["@value"], "@type": names(kind)}
    return value["@value"] if value.keys() == {"@value"} and not coerced else value
