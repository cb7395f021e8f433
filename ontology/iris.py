"""Minting of IRIs: pure functions from identifiers to IRI strings.

Every IRI of the graph is made here, so that loaders and service cannot disagree on one. Nothing citable is
a blank node (MODEL: "there are none at all").
"""

import re
from typing import Final

from ontology.namespaces import GRAPH, ID, PREFIXES

__all__ = [
    "auto_graph", "claim", "compact", "document", "document_graph", "entity", "evidence", "expand", "mention",
    "passage", "rule", "slug_pattern",
]  # fmt: skip

slug_pattern: Final = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
"""ASCII, readable, immutable: what may stand after `…/id/{kind}/`."""

_NAMESPACES: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}

_CURIE: Final = re.compile(r"([A-Za-z][\w-]*):([^\s/][^\s]*)")


def entity(kind: str, slug: str) -> str:
    """Return `…/id/{kind}/{slug}`."""
    return f"{ID}{kind}/{slug}"


def document(document_id: str) -> str:
    """Return the IRI of a source document."""
    return f"{ID}document/{document_id}"


def claim(digest: str) -> str:
    """Return the IRI of the claim with this identity digest."""
    return f"{ID}claim/{digest}"


def evidence(document_id: str, start: int, end: int, digest: str) -> str:
    """Return the IRI of one utterance of the claim `digest` at `[start, end)` of a document."""
    return f"{ID}evidence/{document_id}/{start}-{end}/{digest}"


def mention(document_id: str, start: int, end: int) -> str:
    """Return the IRI of the mention at `[start, end)`; longest match wins, so a span has one mention."""
    return f"{ID}mention/{document_id}/{start}-{end}"


def passage(document_id: str, start: int, end: int) -> str:
    """Return the IRI of a passage (section, paragraph or sentence) at `[start, end)`."""
    return f"{ID}passage/{document_id}/{start}-{end}"


def rule(rule_id: str) -> str:
    """Return the IRI of an extraction rule, the method of the claims it finds."""
    return f"{ID}rule/{rule_id}"


def document_graph(document_id: str) -> str:
    """Return the named graph of a document's metadata, passages and reviewed claims."""
    return f"{GRAPH}document/{document_id}"


def auto_graph(document_id: str) -> str:
    """Return the named graph of a document's unreviewed claims."""
    return f"{GRAPH}document/{document_id}/auto"


def expand(curie: str) -> str:
    """Return the IRI of a CURIE such as `actor:nvidia`.

    Raises ValueError where the prefix is not one of `PREFIXES` or the text is no CURIE.
    """
    match = _CURIE.fullmatch(curie)
    if match is None or match[1] not in PREFIXES:
        raise ValueError(f"{curie!r} is not prefix:name with a known prefix")
    return PREFIXES[match[1]] + match[2]


def compact(iri: str) -> str:
    """Return the shortest CURIE of an IRI, or the IRI itself where no namespace fits."""
    end = len(iri)
    while (end := max(iri.rfind("/", 0, end), iri.rfind("#", 0, end))) >= 0:
        if prefix := _NAMESPACES.get(iri[: end + 1]):
            return f"{prefix}:{iri[end + 1 :]}"
    return iri
