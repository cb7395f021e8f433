"""The proofs that a release must pass before it is published, read from the built graphs themselves (MODEL §5).

They know nothing of how the quads were made: a proof that trusts the maker proves nothing. The sixth proof, minimal
evidence, is the gate's (`loaders.claims.gate`), which stops a claim before it becomes quads.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from loaders.errors import LoaderError
from loaders.release.shapes import violations
from ontology.iris import compact
from ontology.namespaces import ID, PG, PREFIXES
from ontology.schema import Schema

__all__ = [
    "ProofFailed",
    "graph_digest",
    "prove",
    "prove_direct_triples",
    "prove_merge",
    "prove_quotes",
    "prove_shapes",
    "prove_unreviewed",
]

_RDF = PREFIXES["rdf"]
_PERMITTED = frozenset({PG + "StatedFact", PG + "Enacted"})
_MOST_SHOWN = 20

Triples = frozenset[ox.Triple]


class ProofFailed(LoaderError):
    """A proof did not hold; nothing was published. The message lists what failed."""

    def __init__(self, failures: Iterable[str]) -> None:
        self.failures = tuple(failures)
        more = len(self.failures) - _MOST_SHOWN
        shown = [*self.failures[:_MOST_SHOWN], *([f"… and {more} more"] if more > 0 else [])]
        super().__init__("\n".join(shown))


def prove(default: Triples, texts: Mapping[str, str], schema: Schema) -> None:
    """Prove quotes, direct triples and shapes of a merged default graph; raises ProofFailed with every failure."""
    failures = [*prove_quotes(default, texts), *prove_direct_triples(default, schema), *prove_shapes(default)]
    if failures:
        raise ProofFailed(failures)


def prove_unreviewed(default: Triples, graphs: Mapping[str, Triples], texts: Mapping[str, str], schema: Schema) -> None:
    """Prove quotes and shapes of the graphs of unreviewed claims, and that none of them asserts anything directly.

    They are read beside what the default graph says of things, but apart from its claims: a claim may stand in both.
    """
    found = frozenset(triple for triples in graphs.values() for triple in triples)
    if not found:
        return
    things = frozenset(triple for triple in default if not _is_utterance(triple.subject))
    failures = [*prove_quotes(found, texts), *prove_shapes(found | things)]
    assertable = _assertable(schema)
    failures += [
        f"direct triples: {_show(triple)} stands in a graph of unreviewed claims"
        for triple in sorted(found, key=str)
        if triple.predicate.value in assertable and not _is_utterance(triple.subject)
    ]
    if failures:
        raise ProofFailed(failures)


def prove_quotes(default: Triples, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what breaks proof 1: a claim without evidence, or a quote that does not stand at its offsets."""
    index = _Index(default)
    for claim in index.instances("Claim"):
        if not index.values(claim, PG + "evidence"):
            yield f"quotes: {compact(claim)} has no evidence"
    for kind in ("Evidence", "Mention", "Inference"):
        for node in index.instances(kind):
            yield from _check_span(index, node, texts)


def prove_direct_triples(default: Triples, schema: Schema) -> Iterator[str]:
    """Yield what breaks proof 2: a direct triple without its permitted claim, or such a claim without its triple."""
    index = _Index(default)
    permitted = set(_permitted(index, schema))
    assertable = _assertable(schema)
    claims = frozenset(index.instances("Claim"))
    stated = {
        triple
        for triple in default
        if triple.predicate.value in assertable
        and isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value not in claims
    }
    for triple in sorted(stated - permitted, key=str):
        yield f"direct triples: {_show(triple)} has no permitted claim"
    for triple in sorted(permitted - stated, key=str):
        yield f"direct triples: a permitted claim of {_show(triple)} did not become one"


def _assertable(schema: Schema) -> frozenset[str]:
    known = [p for p in schema.properties.values() if p.assertable]
    return frozenset(iri for p in known for iri in (p.dates or (p.iri,)))


def _is_utterance(subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> bool:
    """Say whether a node is a claim, evidence, or a part of evidence."""
    return isinstance(subject, ox.NamedNode) and subject.value.startswith((ID + "claim/", ID + "evidence/"))


def prove_shapes(default: Triples) -> Iterator[str]:
    """Yield what breaks proof 3: every SHACL violation."""
    for violation in violations(default):
        yield f"shapes: {violation.shape} on {compact(violation.focus)}: {violation.message}"


def prove_merge(default: Triples, graphs: Mapping[str, Triples]) -> Iterator[str]:
    """Yield what breaks the default graph: a triple that no merged graph has, or one that is missing."""
    union = frozenset(triple for triples in graphs.values() for triple in triples)
    yield from (f"default graph: {_show(t)} stands in no named graph" for t in sorted(default - union, key=str))
    yield from (f"default graph: {_show(t)} is missing" for t in sorted(union - default, key=str))


def graph_digest(iri: str, triples: Triples) -> str:
    """Return the sha256 (hex) of a graph's sorted N-Quads; there are no blank nodes, so the order is canonical."""
    digest = hashlib.sha256()
    for line in sorted(f"{triple} <{iri}> .\n" for triple in triples):
        digest.update(line.encode())
    return digest.hexdigest()


class _Index:
    """The triples by subject and predicate, and the instances of own classes."""

    def __init__(self, triples: Triples) -> None:
        self._values: dict[tuple[str, str], list[ox.NamedNode | ox.Literal]] = {}
        self._instances: dict[str, list[str]] = {}
        for triple in triples:
            if not isinstance(triple.subject, ox.NamedNode) or not isinstance(
                triple.object, (ox.NamedNode, ox.Literal)
            ):
                raise ProofFailed([f"blank or quoted node: {triple}"])
            self._values.setdefault((triple.subject.value, triple.predicate.value), []).append(triple.object)
            if triple.predicate.value == _RDF + "type" and triple.subject.value.startswith(ID):
                self._instances.setdefault(triple.object.value, []).append(triple.subject.value)

    def instances(self, name: str) -> list[str]:
        return sorted(self._instances.get(PG + name, ()))

    def values(self, subject: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        return self._values.get((subject, predicate), [])

    def value(self, subject: str, predicate: str) -> str | None:
        values = self.values(subject, predicate)
        return values[0].value if len(values) == 1 else None


def _check_span(index: _Index, node: str, texts: Mapping[str, str]) -> Iterator[str]:
    document, start, end, quote = (index.value(node, PG + name) for name in ("document", "start", "end", "quote"))
    text = texts.get((document or "").removeprefix(ID + "document/"))
    if text is None:
        yield f"quotes: {compact(node)} stands in no document of this release"
    elif not (start and end) or not start.isdigit() or not end.isdigit():
        yield f"quotes: {compact(node)} has no offsets"
    elif text[int(start) : int(end)] != quote:
        yield f"quotes: {compact(node)} says “{quote}”, the text has “{text[int(start) : int(end)]}” there"


def _permitted(index: _Index, schema: Schema) -> Iterator[ox.Triple]:
    for claim in index.instances("RelationClaim"):
        free = not any(index.values(claim, PG + scope) for scope in ("condition", "validTo", "place", "sector"))
        affirmed = index.value(claim, PG + "polarity") == PG + "Affirmed"
        subject, predicate = index.value(claim, _RDF + "subject"), index.value(claim, _RDF + "predicate")
        known = schema.properties.get(predicate or "")
        if not (free and affirmed and index.value(claim, PG + "status") in _PERMITTED) or not (subject and known):
            continue
        if not known.assertable:
            continue
        if known.dates:
            for name, target in zip(("dateFrom", "dateTo"), known.dates, strict=True):
                for value in index.values(claim, PG + name):
                    yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(target), value)
        else:
            for value in index.values(claim, _RDF + "object"):
                yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(known.iri), value)


def _show(triple: ox.Triple) -> str:
    terms = (triple.subject, triple.predicate, triple.object)
    return " ".join(compact(term.value) if isinstance(term, ox.NamedNode) else str(term) for term in terms)
