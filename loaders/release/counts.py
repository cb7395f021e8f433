"""The counts of a release, written beside its store: what would otherwise be counted again for every reader."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from loaders.release.searchables import Searchable
from ontology.counts import COUNTS, Counts
from ontology.iris import compact
from ontology.namespaces import PREFIXES
from ontology.search import SCOPES

__all__ = ["counts_of", "write_counts"]

_RDF: Final = PREFIXES["rdf"]
_OF_CLAIMS: Final = ("status", "predicate", "place", "sector", "year", "document", "type")
_OF_THINGS: Final = ("kind", "type")


def write_counts(folder: Path, counts: Counts) -> None:
    """Write the counts into a release folder."""
    (folder / COUNTS).write_text(counts.model_dump_json(indent=1) + "\n", encoding="utf-8")


def counts_of(default: Iterable[ox.Triple], unreviewed: Iterable[ox.Triple], items: Iterable[Searchable]) -> Counts:
    """Return the counts of a default graph, and of the claims and things that were found in it and beside it."""
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    predicates: dict[str, str] = {}
    subjects, objects = set(), set()
    for triple in default:
        properties[triple.predicate.value] += 1
        subjects.add(triple.subject)
        objects.add(triple.object)
        if triple.predicate.value == _RDF + "type" and isinstance(triple.object, ox.NamedNode):
            classes[triple.object.value] += 1
        _predicate(triple, predicates)
    for triple in unreviewed:
        _predicate(triple, predicates)
    claims: dict[str, dict[str, Counter[str]]] = {scope: defaultdict(Counter) for scope in SCOPES}
    things: dict[str, dict[str, Counter[str]]] = {scope: defaultdict(Counter) for scope in SCOPES}
    for item in items:
        for scope, facets in zip(SCOPES, (item.facets, item.facets_all), strict=True):
            if facets is None:
                continue
            for field in _OF_THINGS:
                things[scope][field].update(facets.get(field, ()))
            if item.kind == "claim":
                with_predicate = {**facets, "predicate": {predicates[item.iri]} if item.iri in predicates else ()}
                for field in _OF_CLAIMS:
                    claims[scope][field].update(with_predicate.get(field, ()))
    return Counts(
        classes=_ordered(classes),
        properties=_ordered(properties),
        subjects=len(subjects),
        objects=len(objects),
        claims=_nested(claims),
        things=_nested(things),
    )


def _predicate(triple: ox.Triple, predicates: dict[str, str]) -> None:
    subject, value = triple.subject, triple.object
    if triple.predicate.value != _RDF + "predicate":
        return
    if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
        predicates[subject.value] = compact(value.value)


def _ordered(counter: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))


def _nested(counts: Mapping[str, Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, dict[str, int]]]:
    return {
        scope: {field: _ordered(counter) for field, counter in sorted(fields.items())}
        for scope, fields in counts.items()
    }
