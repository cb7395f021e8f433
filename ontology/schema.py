"""The ontology as Python sees it: classes and properties read from the Turtle files.

Loaders validate and materialise by it, the service names things by it; nobody types a class tree twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ontology.namespaces import PG, PREFIXES

__all__ = ["AUTHORITY", "FOLDER", "ONTOLOGY_FILES", "Class", "Labels", "Property", "Schema", "load_schema"]

FOLDER: Final = Path(__file__).parent
ONTOLOGY_FILES: Final = (FOLDER / "policygraph.ttl", FOLDER / "terms.ttl")
AUTHORITY: Final = FOLDER / "authority"

_RDF, _RDFS = PREFIXES["rdf"], PREFIXES["rdfs"]
_About = dict[str, list[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class Labels:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Class:
    """An own class with all its superclasses, own and external, nearest first."""

    iri: str
    labels: Labels
    supers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """An own property.

    `claimable` says that it may be a relation claim's predicate, `assertable` that a permitted claim also becomes
    a direct triple. A date property has `dates`, the pair (from, to) of properties that direct triples use.
    """

    iri: str
    labels: Labels
    domain: str
    range: str
    supers: tuple[str, ...]
    claimable: bool
    assertable: bool
    dates: tuple[str, str] | None
    phrase: Labels | None


@dataclass(frozen=True)
class Schema:
    """All own classes and properties by IRI, and the labels of the closed concepts."""

    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    concepts: Mapping[str, Labels]

    def types_of(self, iris: Iterable[str]) -> frozenset[str]:
        """Return the given classes with all their superclasses."""
        found: set[str] = set()
        for iri in iris:
            found.add(iri)
            if iri in self.classes:
                found.update(self.classes[iri].supers)
        return frozenset(found)


@cache
def load_schema() -> Schema:
    """Return the schema of the shipped ontology files.

    Raises ValueError naming the term where a label, domain or range is missing: such an ontology must not ship.
    """
    triples: dict[str, _About] = {}
    for path in ONTOLOGY_FILES:
        for quad in ox.parse(path=str(path)):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.NamedNode, ox.Literal)):
                triples.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return Schema(
        classes={i: _class(i, triples) for i, about in triples.items() if _is_a(about, _RDFS + "Class")},
        properties={i: _property(i, triples) for i, about in triples.items() if _is_a(about, _RDF + "Property")},
        concepts={
            i: _labels(i, about, _RDFS + "label")
            for i, about in triples.items()
            if i.startswith(PG) and not _is_a(about, _RDFS + "Class") and not _is_a(about, _RDF + "Property")
        }
        | {i: _labels(i, triples[i], _RDFS + "label") for i in (PG + "Recommendation", PG + "Opinion")},
    )


def _is_a(about: _About, cls: str) -> bool:
    return any(value.value == cls for value in about.get(_RDF + "type", ()))


def _labels(iri: str, about: _About, predicate: str) -> Labels:
    by_language = {v.language: v.value for v in about.get(predicate, ()) if isinstance(v, ox.Literal)}
    if "zh" not in by_language or "en" not in by_language:
        raise ValueError(f"{iri} lacks a zh or en value of {predicate}")
    return Labels(by_language["zh"], by_language["en"])


def _supers(iri: str, triples: dict[str, _About], predicate: str) -> tuple[str, ...]:
    ordered: dict[str, None] = {}
    queue = [iri]
    while queue:
        for value in triples.get(queue.pop(0), {}).get(predicate, ()):
            if value.value not in ordered:
                ordered[value.value] = None
                queue.append(value.value)
    return tuple(ordered)


def _class(iri: str, triples: dict[str, _About]) -> Class:
    return Class(iri, _labels(iri, triples[iri], _RDFS + "label"), _supers(iri, triples, _RDFS + "subClassOf"))


def _property(iri: str, triples: dict[str, _About]) -> Property:
    about = triples[iri]

    def one(predicate: str) -> str | None:
        values = about.get(predicate, ())
        return values[0].value if values else None

    domain, range_ = one(_RDFS + "domain"), one(_RDFS + "range")
    if domain is None or range_ is None:
        raise ValueError(f"{iri} lacks a domain or a range")
    start, end = one(PG + "fromProperty"), one(PG + "toProperty")
    return Property(
        iri=iri,
        labels=_labels(iri, about, _RDFS + "label"),
        domain=domain,
        range=range_,
        supers=_supers(iri, triples, _RDFS + "subPropertyOf"),
        claimable=_is_a(about, PG + "ClaimProperty"),
        assertable=one(PG + "assertable") == "true",
        dates=(start, end) if start and end else None,
        phrase=_labels(iri, about, PG + "phrase") if PG + "phrase" in about else None,
    )
