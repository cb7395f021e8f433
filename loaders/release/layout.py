"""The layout of a release's entities: a force-directed one, seeded, the same for the same graph (python-igraph).

igraph is optional (its licence is the GPL, ours is not): without it a release is built without a layout.
"""

import logging
import math
import random
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from ontology.layout import write_layout
from ontology.namespaces import PG, PREFIXES

__all__ = ["Positions", "add_layout", "lay_out", "links"]

Positions = dict[str, tuple[float, float]]

_SEED: Final = 20170720
_ROUNDS: Final = 1000
_SPACING: Final = 30.0
_RDF, _SKOS = PREFIXES["rdf"], PREFIXES["skos"]
_ENDS: Final = frozenset(
    (
        _RDF + "subject", _RDF + "object", PG + "about", PG + "comparedWith", PG + "speaker", PG + "technology",
        PG + "phase", PG + "leftSide", PG + "rightSide", PG + "metric", PG + "comparedMetric", PG + "unit",
    )
)  # fmt: skip
_LINKS: Final = frozenset((PG + "partOf", PG + "abbreviates", _SKOS + "broader", _SKOS + "related"))


def add_layout(folder: Path, default: Iterable[ox.Triple]) -> None:
    """Write the layout of a default graph into a release folder; where igraph is missing, only log that."""
    if find_spec("igraph") is None:
        logging.getLogger("policygraph").warning("no layout: install policygraph[layout] (python-igraph) to have one")
        return
    entities, pairs = links(default)
    write_layout(folder, lay_out(entities, pairs), f"igraph {import_module('igraph').__version__}, seed {_SEED}")


def links(default: Iterable[ox.Triple]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the entities of a default graph, and the pairs that a statement or the authority links; both sorted."""
    entities: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    ends: dict[str, set[str]] = {}
    for triple in default:
        subject, predicate, object_ = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(object_, ox.NamedNode):
            continue
        if predicate == _RDF + "type" and object_.value in (PG + "Entity", PG + "Document"):
            entities.add(subject.value)
        elif predicate in _LINKS:
            pairs.add((subject.value, object_.value))
        elif predicate in _ENDS:
            ends.setdefault(subject.value, set()).add(object_.value)
    for linked in ends.values():
        first, *others = sorted(linked)
        pairs.update((first, other) for other in others)
    known = {pair for pair in pairs if pair[0] != pair[1] and entities.issuperset(pair)}
    return sorted(entities), sorted(known)


def lay_out(entities: list[str], pairs: list[tuple[str, str]]) -> Positions:
    """Return a place for every entity: each connected part by force, the largest in the middle, the rest around it."""
    igraph: Any = import_module("igraph")
    number = {iri: place for place, iri in enumerate(entities)}
    graph = igraph.Graph(n=len(entities), edges=[(number[a], number[b]) for a, b in pairs]).simplify()
    parts = [_Part(graph, members) for members in graph.connected_components()]
    parts.sort(key=lambda part: (-len(part.places), min(part.places)))
    places = _around(parts)
    return {iri: places[place] for place, iri in enumerate(entities)}


class _Part:
    """One connected part: the places of its vertices around their middle, and the radius they need."""

    def __init__(self, graph: Any, members: list[int]) -> None:
        self.places = {members[0]: (0.0, 0.0)} if len(members) == 1 else _by_force(graph, members)
        self.radius = max(math.hypot(x, y) for x, y in self.places.values()) + _SPACING / 2


def _by_force(graph: Any, members: list[int]) -> Mapping[int, tuple[float, float]]:
    igraph: Any = import_module("igraph")
    part = graph.induced_subgraph(members)
    igraph.set_random_number_generator(random.Random(_SEED))  # noqa: S311 - a picture, not a secret
    try:
        found = part.layout_fruchterman_reingold(seed=part.layout_circle(), niter=_ROUNDS)
    finally:
        igraph.set_random_number_generator(random)
    found.center()
    lengths = [math.dist(found[a], found[b]) for a, b in part.get_edgelist()]
    scale = 4 * _SPACING / (sum(lengths) / len(lengths))
    return {member: (x * scale, y * scale) for member, (x, y) in zip(members, found, strict=True)}


def _around(parts: list[_Part]) -> dict[int, tuple[float, float]]:
    """Return the places of all vertices: the first part in the middle, the others on rings around it."""
    places: dict[int, tuple[float, float]] = {}
    ring, angle, width = 0.0, 0.0, 0.0
    for number, part in enumerate(parts):
        if number == 0:
            centre, ring = (0.0, 0.0), part.radius
        else:
            if not width or angle + _turn(part, ring, width) > 2 * math.pi:
                ring += width
                angle, width = 0.0, 2 * part.radius
            turn = _turn(part, ring, width)
            middle = angle + turn / 2
            distance = ring + width / 2
            centre = (distance * math.cos(middle), distance * math.sin(middle))
            angle += turn
        for vertex, (x, y) in part.places.items():
            places[vertex] = (round(centre[0] + x, 2), round(centre[1] + y, 2))
    return places


def _turn(part: _Part, ring: float, width: float) -> float:
    """Return the angle that a part takes up on a ring."""
    return 2 * part.radius / (ring + width / 2)
