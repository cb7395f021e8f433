"""Materialisation: what follows from the claims and the ontology, written out so that no query needs inference.

Direct triples from permitted claims, the status of measures and targets, every superclass, every superproperty, and
the merged default graph (MODEL §2 "Direct triples", §3, §4).
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from loaders.claims.model import Claim, RelationClaim
from loaders.release.quads import object_term
from loaders.text.dates import DateInterval
from ontology.namespaces import ID, PG, PREFIXES
from ontology.schema import Schema
from ontology.terms import Polarity

__all__ = ["direct_triples", "introduced_statuses", "merged", "with_supers"]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_INTRODUCING = frozenset(
    PG + name for name in ("hasMeasure", "recommendsMeasure", "hasTarget", "hasProvision", "hasPenalty")
)


def direct_triples(claims: Iterable[Claim], schema: Schema) -> Iterator[ox.Triple]:
    """Yield the plain triples that permitted claims become; a date becomes its from and to properties."""
    for claim in claims:
        body = claim.body
        if not isinstance(body, RelationClaim) or not claim.assertable:
            continue
        known = schema.properties[body.predicate]
        if not known.assertable:
            continue
        subject = ox.NamedNode(body.subject)
        if isinstance(body.object, DateInterval) and known.dates:
            for predicate, day in zip(known.dates, (body.object.first, body.object.last), strict=True):
                if day:
                    value = ox.Literal(day.isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
                    yield ox.Triple(subject, ox.NamedNode(predicate), value)
        else:
            yield ox.Triple(subject, ox.NamedNode(body.predicate), object_term(body.object, body.predicate, schema))


def introduced_statuses(claims: Iterable[Claim]) -> Iterator[ox.Triple]:
    """Yield `pg:status` of every measure, target, provision and penalty, from the claims that introduce it."""
    for claim in claims:
        body, q = claim.body, claim.qualifiers
        if not isinstance(body, RelationClaim) or body.predicate not in _INTRODUCING:
            continue
        if isinstance(body.object, str) and q.polarity is Polarity.AFFIRMED:
            yield ox.Triple(ox.NamedNode(body.object), ox.NamedNode(PG + "status"), ox.NamedNode(q.status.iri))


def with_supers(triples: Iterable[ox.Triple], schema: Schema) -> frozenset[ox.Triple]:
    """Return the triples with every superclass of their types and every superproperty of their predicates."""
    found: set[ox.Triple] = set()
    for triple in triples:
        found.add(triple)
        if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
            cls = schema.classes.get(triple.object.value)
            if cls and _is_data(triple.subject):
                found.update(ox.Triple(triple.subject, _TYPE, ox.NamedNode(iri)) for iri in cls.supers)
        elif (known := schema.properties.get(triple.predicate.value)) is not None:
            found.update(ox.Triple(triple.subject, ox.NamedNode(iri), triple.object) for iri in known.supers)
    return frozenset(found)


def merged(graphs: Iterable[Iterable[ox.Triple]]) -> frozenset[ox.Triple]:
    """Return the default graph: the merge of the given graphs, every triple once."""
    return frozenset(triple for graph in graphs for triple in graph)


def _is_data(subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> bool:
    return isinstance(subject, ox.NamedNode) and subject.value.startswith((ID, PG))
