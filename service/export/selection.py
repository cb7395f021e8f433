"""Which part of the graph is exported: a selection of statements and nodes, and filters on claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ontology.namespaces import ID, PG, PREFIXES
from service.export.statements import Description, Evidence, Match, Statement, describe

__all__ = ["DATED", "Filters", "Passing", "Selection", "kind_of", "selected_by"]

_RDF: Final = PREFIXES["rdf"]
DATED: Final = ("issued", "occurred", "planPeriod", "deadline")
"""Properties of entities whose `…From` and `…To` say when they are."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Part of a graph: claims and editorial facts by IRI, and nodes that are shown also where nothing links them."""

    statements: frozenset[str] = frozenset()
    nodes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a claim must be to be exported; an empty filter passes everything.

    `kinds` are the kinds (path segments) that both its ends must have, `statuses` local names such as `Draft`.
    `places` and `sectors` are IRIs: the claim's own, or one of its ends, or a part of one. A claim is within
    `first`..`last` where its dates, or else those of its ends, overlap them.
    """

    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None

    @property
    def of_claims(self) -> bool:
        """Whether anything but the kind of entities is asked for."""
        return bool(self.statuses or self.places or self.sectors or self.documents or self.first or self.last)


def kind_of(iri: str) -> str:
    """Return the kind of an entity: the path segment after `…/id/`; empty for any other IRI."""
    return iri[len(ID) :].partition("/")[0] if iri.startswith(ID) else ""


class Passing:
    """Filters applied to the claims of one graph."""

    def __init__(self, match: Match, filters: Filters) -> None:
        self._match = match
        self._filters = filters
        self._places = _with_parts(match, filters.places, PG + "partOf")
        self._sectors = _with_parts(match, filters.sectors, PREFIXES["skos"] + "broader")

    def node(self, iri: str) -> bool:
        """Return whether an entity is of a kind that is asked for."""
        return not self._filters.kinds or kind_of(iri) in self._filters.kinds

    def claim(self, claim: Statement, evidence: Iterable[Evidence]) -> bool:
        """Return whether a claim passes every filter."""
        filters = self._filters
        if filters.kinds and not all(map(self.node, claim.ends)):
            return False
        if filters.statuses and claim.status not in filters.statuses:
            return False
        if self._places and self._places.isdisjoint((*claim.ends, *claim.about.iris(PG + "place"))):
            return False
        if self._sectors and self._sectors.isdisjoint((*claim.ends, *claim.about.iris(PG + "sector"))):
            return False
        if filters.documents and not any(item.document in filters.documents for item in evidence):
            return False
        return self._in_time(claim)

    def _in_time(self, claim: Statement) -> bool:
        if self._filters.first is None and self._filters.last is None:
            return True
        if dates := _dates(claim.about, ("valid", "date")):
            return any(map(self._overlaps, dates))
        ends = (describe(self._match, iri) for iri in claim.ends)
        return any(self._overlaps(interval) for end in ends for interval in _dates(end, DATED))

    def _overlaps(self, interval: tuple[str, str]) -> bool:
        first, last = self._filters.first, self._filters.last
        begins, ends = interval
        return (last is None or begins <= last.isoformat()) and (first is None or ends >= first.isoformat())


def _dates(about: Description, names: Iterable[str]) -> list[tuple[str, str]]:
    found = []
    for name in names:
        begins, ends = about.text(f"{PG}{name}From"), about.text(f"{PG}{name}To")
        if begins or ends:
            found.append((begins or "0000", ends or "9999"))
    return found


def _with_parts(match: Match, wanted: frozenset[str], predicate: str) -> frozenset[str]:
    """Return the wanted IRIs and all that lies below them."""
    found, queue = set(wanted), sorted(wanted)
    while queue:
        for triple in match(None, NamedNode(predicate), NamedNode(queue.pop())):
            if isinstance(triple.subject, NamedNode) and triple.subject.value not in found:
                found.add(triple.subject.value)
                queue.append(triple.subject.value)
    return frozenset(found)


def selected_by(match: Match, triples: Iterable[Triple]) -> Selection:
    """Return what a CONSTRUCT's triples select, so that its export carries evidence too.

    A triple between two entities selects the claims and editorial facts that say so (a direct triple has at least
    one); an entity that is named alone selects itself; a claim or editorial fact selects itself.
    """
    statements: set[str] = set()
    nodes: set[str] = set()
    for triple in triples:
        for term in (triple.subject, triple.object):
            if isinstance(term, NamedNode) and kind_of(term.value):
                (statements if kind_of(term.value) in ("claim", "editorial") else nodes).add(term.value)
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, (NamedNode, Literal)):
            statements.update(_saying(match, triple.subject, triple.predicate, triple.object))
    return Selection(frozenset(statements), frozenset(node for node in nodes if _is_entity(match, node)))


def _saying(match: Match, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> Iterable[str]:
    for triple in match(None, NamedNode(_RDF + "subject"), subject):
        about = describe(match, triple.subject.value) if isinstance(triple.subject, NamedNode) else None
        if about is None or about.iri_of(_RDF + "predicate") != predicate.value:
            continue
        if object_ in about.properties.get(_RDF + "object", ()):
            yield about.iri


def _is_entity(match: Match, iri: str) -> bool:
    types = describe(match, iri).iris(_RDF + "type")
    return PG + "Entity" in types or PG + "Document" in types
