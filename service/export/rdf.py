"""RDF: what an export shows as triples or quads, written while it is read.

Batches of whole subjects are serialized one by one and joined: what the first has at its head, the others leave out.
"""

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Final, cast

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from ontology.namespaces import PREFIXES
from service.context import jsonld_context
from service.sparql.jsonld import compact

__all__ = ["jsonld", "nquads", "ntriples", "rdfxml", "trig", "turtle"]

Statements = Iterable[Quad | Triple]

_BATCH: Final = 1000
_PREFIX_LINES: Final = re.compile(rb"(?:@prefix [^\n]*\n)*")
_XML_HEAD: Final = re.compile(rb"<\?xml[^>]*>\s*<rdf:RDF[^>]*>\n?")
_XML_END: Final = b"</rdf:RDF>"
_FORBIDDEN: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def turtle(statements: Statements) -> Iterator[bytes]:
    """Yield Turtle with our prefixes."""
    return _prefixed(statements, RdfFormat.TURTLE)


def trig(statements: Statements) -> Iterator[bytes]:
    """Yield TriG with our prefixes; a graph's block may be followed by another of the same graph."""
    return _prefixed(statements, RdfFormat.TRIG)


def ntriples(statements: Statements) -> Iterator[bytes]:
    """Yield N-Triples."""
    return (_serialized(batch, RdfFormat.N_TRIPLES) for batch in _batches(statements))


def nquads(statements: Statements) -> Iterator[bytes]:
    """Yield N-Quads."""
    return (_serialized(batch, RdfFormat.N_QUADS) for batch in _batches(statements))


def rdfxml(statements: Statements) -> Iterator[bytes]:
    """Yield RDF/XML; characters that XML 1.0 forbids become U+FFFD and are counted in a comment at the end."""
    replaced = 0
    for number, batch in enumerate(_batches(statements)):
        data = _serialized(batch, RdfFormat.RDF_XML)
        head = _XML_HEAD.match(data)
        body, _, _ = data[head.end() if head else 0 :].rpartition(_XML_END)
        body, count = _FORBIDDEN.subn("\ufffd".encode(), body.replace(b"\r", b"&#13;"))
        replaced += count
        yield (head[0] if head and number == 0 else b"") + body
    yield _XML_END + b"\n"
    if replaced:
        yield f"<!-- {replaced} characters that XML 1.0 forbids were replaced by U+FFFD -->\n".encode()


def jsonld(statements: Statements) -> Iterator[bytes]:
    """Yield JSON-LD compacted with the ontology's context, which stands inside (JSON-LD 1.1)."""
    context = jsonld_context()
    yield b'{"@context":' + _json(context) + b',"@graph":['
    separator = b"\n"
    for batch in _batches(statements):
        for node in compact(json.loads(_serialized(batch, RdfFormat.JSON_LD)), context)["@graph"]:
            yield separator + _json(node)
            separator = b",\n"
    yield b"\n]}\n"


def _prefixed(statements: Statements, format_: RdfFormat) -> Iterator[bytes]:
    for number, batch in enumerate(_batches(statements)):
        data = _serialized(batch, format_)
        head = _PREFIX_LINES.match(data)
        yield data if number == 0 or head is None else data[head.end() :]


def _batches(statements: Statements) -> Iterator[list[Quad | Triple]]:
    """Yield batches of statements that end where a subject ends; one empty batch where there is nothing."""
    batch: list[Quad | Triple] = []
    empty = True
    for _, group in itertools.groupby(statements, key=lambda statement: statement.subject):
        batch += group
        if len(batch) >= _BATCH:
            yield batch
            batch, empty = [], False
    if batch or empty:
        yield batch


def _serialized(batch: list[Quad | Triple], format_: RdfFormat) -> bytes:
    return cast(bytes, serialize(cast(Iterable[Quad], batch), format=format_, prefixes=PREFIXES))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
