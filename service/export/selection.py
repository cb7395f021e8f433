"""Which part of the graph is exported: a selection of statements and nodes, and filters on claims."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode, Triple

from ontology.namespaces import ID, PG, PREFIXES
from service.export.statements import ROLES, Description, Evidence, Match, Statement, describe

__all__ = ["DATED", "Filters", "Passing", "Selection", "kind_of", "neighbourhood", "selected_by"]

_RDF: Final = PREFIXES["rdf"]
DATED: Final = ("issued", "occurred", "planPeriod", "deadline")
"""Properties of entities whose `…From` and `…To` say when they are."""
_DATES_HELD: Final = 1 << 14
"""Entities whose dates are kept for the next claim that they are an end of."""
_STATEMENTS: Final = frozenset(("claim", "editorial"))
_DATE_CLAIMS: Final = {f"{PG}{name}{side}": PG + name for name in DATED for side in ("From", "To")}
_END_ROLES: Final = tuple(dict.fromkeys(role for roles in ROLES.values() for role in (*roles.sources, *roles.targets)))


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
        self._filters = filters
        self._dates_of = lru_cache(_DATES_HELD)(lambda iri: _dates(describe(match, iri), DATED))
        self._places = _with_parts(match, filters.places, PG + "partOf")
        self._sectors = _with_parts(match, filters.sectors, PREFIXES["skos"] + "broader")

    def node(self, iri: str) -> bool:
        """Return whether an entity is of a kind that is asked for."""
        return not self._filters.kinds or kind_of(iri) in self._filters.kinds

    def claim(self, claim: Statement) -> bool:
        """Return whether a claim passes every filter but that of its documents."""
        filters = self._filters
        if filters.kinds and not (claim.ends and all(map(self.node, claim.ends))):
            return False
        if filters.statuses and claim.status not in filters.statuses:
            return False
        if self._places and self._places.isdisjoint((*claim.ends, *claim.about.iris(PG + "place"))):
            return False
        if self._sectors and self._sectors.isdisjoint((*claim.ends, *claim.about.iris(PG + "sector"))):
            return False
        return self._in_time(claim)

    def evidence(self, evidence: Iterable[Evidence]) -> bool:
        """Return whether what says a claim passes the filter of documents."""
        documents = self._filters.documents
        return not documents or not documents.isdisjoint(item.document for item in evidence)

    def _in_time(self, claim: Statement) -> bool:
        if self._filters.first is None and self._filters.last is None:
            return True
        if dates := _dates(claim.about, ("valid", "date")):
            return any(map(self._overlaps, dates))
        return any(self._overlaps(interval) for end in claim.ends for interval in self._dates_of(end))

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


def neighbourhood(match: Match, centres: Iterable[str], depth: int = 1) -> Selection:
    """Return the claims and editorial facts within `depth` steps of some entities, and those entities.

    A step goes from an entity to the others of each claim that has it at an end.
    """
    reached, ring = set(centres), sorted(centres)
    statements: set[str] = set()
    for _ in range(depth):
        found = {iri for entity in ring for iri in _with_end(match, entity)} - statements
        statements |= found
        ends = {end for iri in found for end in _ends(match, iri)}
        ring = sorted(ends - reached)
        reached |= ends
    return Selection(frozenset(statements), frozenset(centres))


def selected_by(match: Match, triples: Iterable[Triple]) -> Selection:
    """Return what a CONSTRUCT's triples select, so that its export carries evidence too.

    A claim or editorial fact that they name selects itself. A triple between entities selects the claims and editorial
    facts that say it; an entity that they describe is shown also where nothing selected links it.
    """
    statements: set[str] = set()
    nodes: set[str] = set()
    for triple in triples:
        subject = triple.subject.value if isinstance(triple.subject, NamedNode) else ""
        of_statement = kind_of(subject) in _STATEMENTS or kind_of(subject) == "evidence"
        for term in (triple.subject, triple.object):
            if not isinstance(term, NamedNode) or not kind_of(term.value):
                continue
            if kind_of(term.value) in _STATEMENTS:
                statements.add(term.value)
            elif not of_statement:
                nodes.add(term.value)
        if isinstance(triple.subject, NamedNode) and not of_statement:
            statements.update(_saying(match, triple.subject, triple.predicate, triple.object))
    return Selection(frozenset(statements), frozenset(node for node in nodes if _is_entity(match, node)))


def _with_end(match: Match, entity: str) -> Iterator[str]:
    for role in _END_ROLES:
        for triple in match(None, NamedNode(role), NamedNode(entity)):
            if isinstance(triple.subject, NamedNode) and kind_of(triple.subject.value) in _STATEMENTS:
                yield triple.subject.value


def _ends(match: Match, statement: str) -> Iterator[str]:
    about = describe(match, statement)
    for role in _END_ROLES:
        yield from about.entities(role)


def _saying(match: Match, subject: NamedNode, predicate: NamedNode, object_: object) -> Iterator[str]:
    """Yield the claims and editorial facts that say a triple; one of dates is said by the claim that gives them."""
    wanted = _DATE_CLAIMS.get(predicate.value, predicate.value)
    for triple in match(None, NamedNode(_RDF + "subject"), subject):
        about = describe(match, triple.subject.value) if isinstance(triple.subject, NamedNode) else None
        if about is None or about.iri_of(_RDF + "predicate") != wanted:
            continue
        dates = (*about.properties.get(PG + "dateFrom", ()), *about.properties.get(PG + "dateTo", ()))
        if object_ in (*about.properties.get(_RDF + "object", ()), *dates):
            yield about.iri


def _is_entity(match: Match, iri: str) -> bool:
    types = describe(match, iri).iris(_RDF + "type")
    return PG + "Entity" in types or PG + "Document" in types
