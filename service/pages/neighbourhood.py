"""The neighbourhood of an entity: what it shares claims with, most claims first, and the small graph that they make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from math import cos, pi, sin
from typing import Final

import pyoxigraph as ox

from ontology.layout import Positions
from ontology.namespaces import ID, PG, PREFIXES
from ontology.schema import load_schema
from service.entities import ARGUMENTS, claims_about
from service.evidence import Label, Reader, Reference
from service.pages.rows import PageReader, Row, row_of

__all__ = ["MOST", "Edge", "Graph", "Node", "Tie", "graph_of", "neighbours_of"]

MOST: Final = 24
"""Neighbours in the graph; the list has all of them."""
_EXAMINED: Final = 3000
"""Claims of the neighbours that are looked at for edges among them; the entity's own are all looked at."""
_RDF: Final = PREFIXES["rdf"]
_SUBJECT, _OBJECT, _PREDICATE = _RDF + "subject", _RDF + "object", _RDF + "predicate"
_UNNAMED: Final = {PG + "unit", PG + "metric", PG + "comparedMetric", PG + "statedSource"}
_ROLES: Final = tuple(predicate for predicate in ARGUMENTS.values() if predicate not in _UNNAMED)


@dataclass(frozen=True, slots=True)
class Tie:
    """One claim between two things, and what it says that the first is to the second."""

    row: Row
    relation: Label


@dataclass(frozen=True, slots=True)
class Edge:
    """All claims between two things; `directed` where every one of them leads from the source to the target."""

    source: str
    target: str
    directed: bool
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with its place in the release's layout, and how many claims it shares with the one in the middle."""

    thing: Reference
    x: float
    y: float
    claims: int


@dataclass(frozen=True, slots=True)
class Graph:
    """The entity, which is the first node, its closest neighbours, and the claims among all of them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def neighbours_of(reader: Reader, iri: str, claims: Iterable[str]) -> dict[str, list[str]]:
    """Return the entities that claims about one entity name beside it, each with its claims, the closest first."""
    found: dict[str, list[str]] = {}
    for claim in claims:
        for other in _ends(reader, claim):
            if other != iri:
                found.setdefault(other, []).append(claim)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def graph_of(reader: PageReader, iri: str, positions: Positions) -> Graph:
    """Return the graph around an entity: its closest neighbours, and the claims among all of them."""
    near = dict(islice(neighbours_of(reader, iri, claims_about(reader, iri)).items(), MOST))
    pairs: dict[tuple[str, str], list[tuple[str, str, Label]]] = {}
    for other, claims in near.items():
        for claim in claims:
            source, target, relation = _tie(reader, claim, iri, other)
            pairs.setdefault((min(iri, other), max(iri, other)), []).append((source, claim, relation))
    for source, claim, target in _among(reader, near):
        pair = (min(source, target), max(source, target))
        pairs.setdefault(pair, []).append((source, claim, _predicate(reader, claim)))
    things = {iri: sum(map(len, near.values())), **{other: len(claims) for other, claims in near.items()}}
    places = _places(list(things), positions)
    return Graph(
        nodes=tuple(Node(reader.reference(thing), *places[thing], count) for thing, count in things.items()),
        edges=tuple(_edge(reader, pair, ties) for pair, ties in sorted(pairs.items())),
    )


def _ends(reader: Reader, claim: str) -> dict[str, str]:
    """Return the entities that a claim names, in the order of their IRIs, each with the property that names it."""
    found: dict[str, list[str]] = {}
    reader.gather(claim)
    for role in _ROLES:
        for value in reader.objects(claim, role):
            if isinstance(value, ox.NamedNode):
                found.setdefault(value.value, []).append(role)
    return {end: min(found[end], key=_ROLES.index) for end in sorted(found) if end.startswith(ID)}


def _tie(reader: Reader, claim: str, iri: str, other: str) -> tuple[str, str, Label]:
    """Return source and target of a claim between two things, and what relates them."""
    ends = _ends(reader, claim)
    if {ends[iri], ends[other]} == {_SUBJECT, _OBJECT}:
        source, target = (iri, other) if ends[iri] == _SUBJECT else (other, iri)
        return source, target, _predicate(reader, claim)
    naming = ends[other] if ends[other] not in (_SUBJECT, _OBJECT) else ends[iri]
    known = load_schema().properties.get(naming)
    return "", "", Label(zh=known.labels.zh, en=known.labels.en) if known else Label()


def _predicate(reader: Reader, claim: str) -> Label:
    relation = reader.reference_at(claim, _PREDICATE)
    return relation.label if relation else Label()


def _among(reader: Reader, near: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """Return the relations among these things as source, claim and target."""
    said = ((source, fact) for source in near for fact in reader.subjects(_SUBJECT, ox.NamedNode(source)))
    found = []
    for source, claim in islice(said, _EXAMINED):
        target = reader.one(claim, _OBJECT) if claim.startswith(PREFIXES["claim"]) else None
        if isinstance(target, ox.NamedNode) and target.value in near and target.value != source:
            found.append((source, claim, target.value))
    return sorted(set(found))


def _edge(reader: Reader, pair: tuple[str, str], ties: list[tuple[str, str, Label]]) -> Edge:
    sources = {source for source, _, _ in ties}
    directed = len(sources) == 1 and sources != {""}
    source = next(iter(sources)) if directed else pair[0]
    target = pair[1] if source == pair[0] else pair[0]
    unique = {claim: relation for _, claim, relation in ties}
    return Edge(source, target, directed, tuple(Tie(row_of(reader, claim), unique[claim]) for claim in sorted(unique)))


def _places(things: list[str], positions: Positions) -> dict[str, tuple[float, float]]:
    """Return where things stand; those without a place in the layout stand on a circle around the others."""
    placed = {thing: positions[thing] for thing in things if thing in positions}
    missing = [thing for thing in things if thing not in placed]
    xs, ys = [x for x, _ in placed.values()] or [0.0], [y for _, y in placed.values()] or [0.0]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    radius = 0.6 * max(max(xs) - min(xs), max(ys) - min(ys), 10.0)
    for number, thing in enumerate(missing):
        angle = 2 * pi * number / len(missing)
        placed[thing] = (round(middle[0] + radius * cos(angle), 2), round(middle[1] + radius * sin(angle), 2))
    return placed
