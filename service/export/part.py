"""The part of a graph that an export is of: its claims with their evidence, editorial facts, links, mentions, entities.

Everything comes in the order of the triples, a selection's claims sorted, and every claim is read once in a pass.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import PG, PREFIXES
from service.export.options import Options
from service.export.selection import Passing, Selection, kind_of
from service.export.statements import (
    Evidence,
    Match,
    Statement,
    instances,
    read_claim,
    read_editorial,
    read_mention,
    with_evidence,
)

__all__ = ["LINKS", "Part"]

_SKOS: Final = PREFIXES["skos"]
LINKS: Final = (PG + "partOf", PG + "abbreviates", _SKOS + "broader", _SKOS + "related")
"""Predicates of the authority that no claim can have: their triples are editorial edges."""


class Part:
    """What the options and the selection let through of the triples that `match` gives."""

    def __init__(self, match: Match, options: Options, selection: Selection | None) -> None:
        self.match, self.options, self.selection = match, options, selection
        self._passing = Passing(match, options.filters)
        self._of_claims = options.filters.of_claims

    @property
    def narrowed(self) -> bool:
        """Whether only those entities belong to it that its claims need."""
        return self.selection is not None or self._of_claims

    def claims(self) -> Iterator[Statement]:
        """Yield the claims, each with its evidence."""
        if self.selection is None:
            found = instances(self.match, PG + "Claim")
        else:
            found = iter(sorted(self.selection.statements))
        for iri in found:
            claim = read_claim(self.match, iri)
            if claim is not None and self._passing.claim(claim):
                said = with_evidence(self.match, claim)
                if self._passing.evidence(said.evidence):
                    yield said

    def editorial_facts(self) -> Iterator[Statement]:
        """Yield what the authority says of two entities in a sentence of its own."""
        if self._of_claims:
            return
        for iri in instances(self.match, PG + "EditorialFact"):
            if self.selection is None or iri in self.selection.statements:
                fact = read_editorial(self.match, iri)
                if len(fact.ends) == 2 and all(map(self._passing.node, fact.ends)):
                    yield fact

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Yield the authority's own links (predicate, subject, object): larger places, broader, related concepts."""
        if self.narrowed:
            return
        for predicate in LINKS:
            for triple in self.match(None, NamedNode(predicate), None):
                subject, object_ = triple.subject, triple.object
                if not isinstance(subject, NamedNode) or not isinstance(object_, NamedNode):
                    continue
                if all(kind_of(end.value) and self._passing.node(end.value) for end in (subject, object_)):
                    yield predicate, subject.value, object_.value

    def mentions(self) -> Iterator[tuple[Evidence, str]]:
        """Yield where entities are spoken of, each with the entity; only the full view has them."""
        if self.narrowed or self.options.view != "full":
            return
        for iri in instances(self.match, PG + "Mention"):
            found, entity = read_mention(self.match, iri)
            if self._passing.node(entity) and self._passing.node(found.document):
                yield found, entity

    def entities(self) -> Iterator[str]:
        """Yield the IRIs of all entities and documents of the kinds asked for, linked or not."""
        for cls in ("Entity", "Document"):
            for iri in instances(self.match, PG + cls):
                if kind_of(iri) and self._passing.node(iri):
                    yield iri

    def named(self, iri: str) -> bool:
        """Return whether an entity is of a kind that is asked for."""
        return self._passing.node(iri)

    def is_edge(self, claim: Statement) -> bool:
        """Return whether a claim is one edge: two entity ends; an observation never is, for its ends share one role."""
        pair = len(claim.sources) == 1 and len(claim.targets) == 1
        return self.options.view == "collapsed" and pair and claim.cls != PG + "Observation"

    def is_node(self, claim: Statement) -> bool:
        """Return whether a claim is a node: every one in the full view, or one of not exactly one entity."""
        return self.options.view == "full" or (len(claim.ends) != 1 and not self.is_edge(claim))
