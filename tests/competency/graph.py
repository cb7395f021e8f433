"""The graph that a test may change: a copy of a release's default graph from which claims are taken, or to which they are added."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from loaders.claims.corpus import Corpus
from loaders.release.materialise import direct_triples, introduced_statuses, with_supers
from ontology import iris
from ontology.namespaces import ID, sparql_prologue

__all__ = ["ChangeableGraph"]

Triples = frozenset[ox.Triple]


class ChangeableGraph:
    """A copy of a release's default graph in memory; each change lasts as long as its `with` block."""

    def __init__(self, release: ox.Store, corpus: Corpus) -> None:
        self.store = ox.Store()
        self.store.bulk_extend(release.quads_for_pattern(None, None, None, ox.DefaultGraph()))
        self._schema = corpus.schema
        self._claims = {
            iris.claim(utterance.claim.digest): utterance.claim
            for annotated in corpus.articles
            for utterance in annotated.utterances
        }
        self._derived = self._derive(frozenset())

    @contextmanager
    def without(self, statements: set[str]) -> Iterator[ox.Store]:
        """Take away claims or editorial facts, with their evidence and the direct triples that only they permit."""
        lost = {
            ox.Quad(triple.subject, triple.predicate, triple.object, ox.DefaultGraph())
            for triple in self._derived - self._derive(frozenset(statements))
        }
        gone = [quad for quad in self._owned(statements) | lost if quad in self.store]
        for quad in gone:
            self.store.remove(quad)
        try:
            yield self.store
        finally:
            self.store.extend(gone)

    @contextmanager
    def with_turtle(self, turtle: str) -> Iterator[ox.Store]:
        """Add what the Turtle says; the project's prefixes are known."""
        data = sparql_prologue() + turtle
        new = [quad for quad in ox.parse(data, format=ox.RdfFormat.TURTLE) if quad not in self.store]
        self.store.extend(new)
        try:
            yield self.store
        finally:
            for quad in new:
                self.store.remove(quad)

    def _derive(self, without: frozenset[str]) -> Triples:
        claims = [claim for iri, claim in self._claims.items() if iri not in without]
        return with_supers([*direct_triples(claims, self._schema), *introduced_statuses(claims)], self._schema)

    def _owned(self, statements: set[str]) -> set[ox.Quad]:
        """Return what stands about the statements and, recursively, about their evidence, which no other claim shares."""
        found: set[ox.Quad] = set()
        open_nodes = [ox.NamedNode(iri) for iri in statements]
        seen = set(open_nodes)
        while open_nodes:
            for quad in self.store.quads_for_pattern(open_nodes.pop(), None, None, ox.DefaultGraph()):
                found.add(quad)
                below = quad.object
                if isinstance(below, ox.NamedNode) and below not in seen and below.value.startswith(ID + "evidence/"):
                    seen.add(below)
                    open_nodes.append(below)
        return found
