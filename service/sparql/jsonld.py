"""Compaction of a graph's expanded JSON-LD with our prefixes (JSON-LD 1.1 API, section 6, for flat node objects).

The context stands in the document, so that no reader has to fetch anything. Standard library only: workers use it.
"""

import json
from collections.abc import Mapping
from typing import IO, Any, cast

__all__ = ["Compaction", "compact"]


class Compaction:
    """A file that the engine writes expanded JSON-LD into, and the compacted document it becomes."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
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
        return json.dumps(compact(nodes, self._prefixes), ensure_ascii=False, separators=(",", ":")).encode()


def compact(nodes: list[dict[str, Any]], prefixes: Mapping[str, str]) -> dict[str, Any]:
    """Return `{"@context", "@graph"}` for expanded node objects, with only the prefixes that occur.

    A prefix that an absolute IRI of the graph has as its scheme is not used: the IRI would be read as compact.
    """
    schemes = {iri.partition(":")[0] for iri in _iris(nodes)}
    names = _Names({prefix: iri for prefix, iri in prefixes.items() if prefix not in schemes})
    graph = [_node(node, names) for node in nodes]
    return {"@context": {prefix: prefixes[prefix] for prefix in sorted(names.used)}, "@graph": graph}


class _Names:
    def __init__(self, prefixes: Mapping[str, str]) -> None:
        # The longest namespace that fits wins, as `id/actor/` before `id/`.
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._known: dict[str, str] = {}
        self.used: set[str] = set()

    def __call__(self, iri: str) -> str:
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._compact(iri)
        return known

    def _compact(self, iri: str) -> str:
        for prefix, namespace in self._prefixes:
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri


def _iris(nodes: list[dict[str, Any]]) -> "set[str]":
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


def _node(node: dict[str, Any], names: _Names) -> dict[str, Any]:
    compacted: dict[str, Any] = {}
    for key, values in node.items():
        if key == "@id":
            compacted[key] = names(values)
        elif key == "@type":
            types = [names(value) for value in values]
            compacted[key] = types[0] if len(types) == 1 else types
        else:
            items = [_value(value, names) for value in values]
            compacted[names(key)] = items[0] if len(items) == 1 else items
    return compacted


def _value(value: dict[str, Any], names: _Names) -> Any:
    if "@id" in value:
        return {"@id": names(value["@id"])}
    if "@type" in value:
        return {"@value": value["@value"], "@type": names(value["@type"])}
    return value["@value"] if value.keys() == {"@value"} else value
