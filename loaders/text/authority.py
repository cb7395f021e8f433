"""The authority: every known entity with its labels, surface forms and types, read from ontology/authority/*.ttl.

Document-local entities (measures, targets, challenges, …) join it from the curated claims; both kinds are the same
frozen `Entity`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from loaders.errors import Problem, Refused
from ontology.namespaces import ID, PG, PREFIXES
from ontology.schema import AUTHORITY, ONTOLOGY_FILES, Labels

__all__ = ["Authority", "Entity", "read_authority"]

_LABEL, _TYPE = PREFIXES["rdfs"] + "label", PREFIXES["rdf"] + "type"
_ALT_LABEL = PREFIXES["skos"] + "altLabel"


@dataclass(frozen=True)
class Entity:
    """One thing that claims may be about.

    `forms` are the strings by which a text names it, labels included. An entity that one document introduces has
    `introduced_as`, the words there; it is inferred from them where a quote does not name it again.
    """

    iri: str
    types: frozenset[str]
    labels: Labels
    forms: frozenset[str]
    negative_forms: frozenset[str] = frozenset()
    notation: str | None = None
    introduced_as: str | None = None


@dataclass(frozen=True, eq=False)
class Authority:
    """All entities by IRI, and the quads of the authority files as they stand.

    It is equal to itself only, so that what is worked out of one (a gazetteer) can be kept for all texts read with it.
    """

    entities: Mapping[str, Entity]
    quads: tuple[ox.Quad, ...] = field(repr=False, default=())

    def __getitem__(self, iri: str) -> Entity:
        return self.entities[iri]

    def __contains__(self, iri: object) -> bool:
        return iri in self.entities

    def extended(self, entities: Iterable[Entity]) -> "Authority":
        """Return this authority with further entities; one of the same IRI replaces the old."""
        return replace(self, entities={**self.entities, **{e.iri: e for e in entities}})

    def with_forms(self, forms: Mapping[str, Iterable[str]]) -> "Authority":
        """Return this authority with further surface forms, by IRI, as hold inside one document."""
        return self.extended(
            replace(self[iri], forms=self[iri].forms | frozenset(more)) for iri, more in forms.items() if iri in self
        )


def read_authority(folder: Path = AUTHORITY) -> Authority:
    """Return the authority of a folder of Turtle files.

    Raises Refused naming file and line for Turtle that does not parse, and the entity for one that lacks a zh or an
    en label.
    """
    quads: list[ox.Quad] = []
    for path in sorted(folder.glob("*.ttl")):
        try:
            quads += ox.parse(path=str(path))
        except SyntaxError as error:
            raise Refused([Problem(path, error.lineno or 0, str(error.msg))]) from error
    terms = [quad for path in ONTOLOGY_FILES for quad in ox.parse(path=str(path))]
    about: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = {}
    for quad in [*quads, *terms]:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.Literal, ox.NamedNode)):
            about.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    entities, problems = {}, []
    for iri, values in about.items():
        if _is_schema_term(iri, values):
            continue
        entity = _entity(iri, values)
        if entity is None:
            problems.append(Problem(folder, 0, f"{iri} needs a type and an rdfs:label in zh and in en"))
        else:
            entities[iri] = entity
    if problems:
        raise Refused(problems)
    return Authority(entities, tuple(quads))


def _is_schema_term(iri: str, values: Mapping[str, list[ox.Literal | ox.NamedNode]]) -> bool:
    types = {value.value for value in values.get(_TYPE, ())}
    schema_types = {PREFIXES["rdfs"] + "Class", PREFIXES["rdf"] + "Property", PREFIXES["owl"] + "Ontology"}
    own = iri.startswith((ID, PG)) and not iri.startswith(ID + "editorial/")
    return not own or bool(types & schema_types) or PREFIXES["skos"] + "ConceptScheme" in types


def _entity(iri: str, values: Mapping[str, list[ox.Literal | ox.NamedNode]]) -> Entity | None:
    labels = {v.language: v.value for v in values.get(_LABEL, ()) if isinstance(v, ox.Literal)}
    types = frozenset(v.value for v in values.get(_TYPE, ()))
    if "zh" not in labels or "en" not in labels or not types:
        return None
    forms = {labels["zh"], labels["en"], *(v.value for v in values.get(_ALT_LABEL, ()))}
    notations = values.get(PREFIXES["skos"] + "notation", ())
    return Entity(
        iri=iri,
        types=types,
        labels=Labels(labels["zh"], labels["en"]),
        forms=frozenset(forms),
        negative_forms=frozenset(v.value for v in values.get(PG + "negativeLabel", ())),
        notation=notations[0].value if notations else None,
    )
