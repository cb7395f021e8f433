"""What of a release's graphs can be found: entities, documents and claims, their forms, and what they are counted by.

A claim has the facets of its own: the kinds and classes it is of, the places and sectors it names (and what these are
part of), its status, the years of its dates, the documents that make it. An entity or a document has those of the
claims that name it or that it makes, and its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from ontology.iris import compact
from ontology.namespaces import ID, PG, PREFIXES

__all__ = ["Facets", "Searchable", "facet_labels", "searchables"]

Facets = Mapping[str, frozenset[str]]
"""The values of each facet: names, CURIEs, years."""

Label = tuple[str | None, str | None]

_RDF, _RDFS, _SKOS = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["skos"]
_CLAIM: Final = PREFIXES["claim"]
_FORMS: Final = {_RDFS + "label": "label", _SKOS + "altLabel": "alias"}
_NAMING: Final = frozenset(
    {_RDF + "subject", _RDF + "object"}
    | {
        PG + name
        for name in (
            "about", "metric", "place", "sector", "speaker", "technology", "leftSide", "rightSide", "comparedWith",
            "phase", "unit",
        )
    }
)  # fmt: skip
_WHOLES: Final = {PG + "partOf": "place", _SKOS + "broader": "sector"}
_DATE: Final = re.compile(re.escape(PG) + r"\w+(From|To)")
_FOUND: Final = frozenset(("Entity", "Document", "Claim"))
_LONGEST_PERIOD: Final = 60


@dataclass(frozen=True, slots=True)
class Searchable:
    """One thing to be found: IRI, kind, classes (local names), forms, how many claims name it, facets.

    A form is (text, language or an empty string, what it is: label, alias or quote). `weight` and `facets` are of
    reviewed claims, `weight_all` and `facets_all` of all; `facets` is None for what only unreviewed claims bring.
    """

    iri: str
    kind: str
    types: tuple[str, ...]
    forms: tuple[tuple[str, str, str], ...]
    weight: int
    weight_all: int
    facets: Facets | None
    facets_all: Facets


@dataclass(slots=True)
class _Found:
    """What some graphs say, by subject."""

    types: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[str, set[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(set))
    quotes: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    evidence: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    documents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    named: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    statuses: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    dates: dict[str, set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))
    wholes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def read(self, triples: Iterable[ox.Triple]) -> None:
        """Take in what triples say."""
        for triple in triples:
            subject, value, predicate = triple.subject, triple.object, triple.predicate.value
            if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(ID):
                continue
            if isinstance(value, ox.Literal):
                self._literal(subject.value, predicate, value)
            elif isinstance(value, ox.NamedNode):
                self._link(subject.value, predicate, value.value)

    def _literal(self, subject: str, predicate: str, value: ox.Literal) -> None:
        if predicate in _FORMS:
            self.forms[subject].add((value.value, value.language or "", _FORMS[predicate]))
        elif predicate == PG + "quote":
            self.quotes[subject].add((value.value, value.language or ""))
        elif _DATE.fullmatch(predicate) and value.value[:4].isdigit():
            self.dates[subject].add((predicate.removesuffix("From").removesuffix("To"), int(value.value[:4])))

    def _link(self, subject: str, predicate: str, value: str) -> None:
        if predicate == _RDF + "type" and value.startswith(PG):
            self.types[subject].add(value.removeprefix(PG))
        elif predicate == PG + "evidence":
            self.evidence[subject].add(value)
        elif predicate == PG + "document":
            self.documents[subject].add(value)
        elif predicate == PG + "mentions":
            self.documents[value].add(subject)
        elif predicate == PG + "status":
            self.statuses[subject].add(value.removeprefix(PG))
        elif predicate in _NAMING and subject.startswith(_CLAIM):
            self.named[subject].add(value)
        elif _WHOLES.get(predicate) == _kind(subject) == _kind(value):
            self.wholes[subject].add(value)

    def own(self, iri: str) -> dict[str, set[str]]:
        """Return the facets that a thing has of itself."""
        kind = _kind(iri)
        facets = {
            "kind": {kind},
            "type": set(self.types[iri]),
            "status": set(self.statuses[iri]),
            "year": _years(self.dates[iri]),
            "document": {iri} if kind == "document" else set(self.documents[iri]),
        }
        for utterance in self.evidence[iri]:
            facets["document"] |= self.documents[utterance]
        for name in ("place", "sector"):
            named = {iri} if kind == name else {value for value in self.named[iri] if _kind(value) == name}
            facets[name] = set().union(*(self._with_wholes(value) for value in named))
        return facets

    def _with_wholes(self, part: str) -> set[str]:
        found, further = {part}, [part]
        while further:
            new = self.wholes[further.pop()] - found
            found |= new
            further += new
        return found


def searchables(default: Iterable[ox.Triple], unreviewed: Iterable[ox.Triple] = ()) -> list[Searchable]:
    """Return what can be found in a default graph, and beside it in graphs of claims that nobody has reviewed."""
    found = _Found()
    found.read(default)
    reviewed = {iri for iri, classes in found.types.items() if classes & _FOUND}
    before, weights = _facets(found, reviewed)
    found.read(unreviewed)
    everything = {iri for iri, classes in found.types.items() if classes & _FOUND}
    after, weights_all = (before, weights) if everything == reviewed else _facets(found, everything)
    for claim, utterances in list(found.evidence.items()):
        for utterance in utterances:
            found.forms[claim] |= {(text, language, "quote") for text, language in found.quotes[utterance]}
    return [
        Searchable(
            iri,
            _kind(iri),
            tuple(sorted(found.types[iri])),
            tuple(sorted(found.forms[iri])),
            weights.get(iri, 0),
            weights_all.get(iri, 0),
            before.get(iri),
            after[iri],
        )
        for iri in sorted(everything)
    ]


def facet_labels(default: Iterable[ox.Triple]) -> dict[str, dict[str, Label]]:
    """Return the labels (zh, en) of what can be a facet's value, by facet and value; a kind has those of its class."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in default:
        subject, labelled = triple.subject, triple.predicate.value == _RDFS + "label"
        if labelled and isinstance(subject, ox.NamedNode) and isinstance(triple.object, ox.Literal):
            labels[subject.value].setdefault(triple.object.language or "", triple.object.value)
    found: dict[str, dict[str, Label]] = defaultdict(dict)
    for iri, words in labels.items():
        label = (words.get("zh"), words.get("en"))
        if iri.startswith(PG):
            name = iri.removeprefix(PG)
            found["type"][name] = found["status"][name] = label
            found["kind"][re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()] = label
        elif _kind(iri) in ("place", "sector", "document"):
            found[_kind(iri)][compact(iri)] = label
    return found


def _facets(found: _Found, things: set[str]) -> tuple[dict[str, Facets], dict[str, int]]:
    """Return the facets of things, and how many claims name each."""
    facets = {iri: found.own(iri) for iri in things}
    weights: dict[str, int] = defaultdict(int)
    for claim in things:
        if not claim.startswith(_CLAIM):
            continue
        own = facets[claim]
        for name in found.named[claim]:
            weights[name] += 1
        for iri in found.named[claim] | own["document"]:
            if iri in facets:
                for shared in ("place", "sector", "status", "year", "document"):
                    facets[iri][shared] |= own[shared]
    return {iri: _written(values) for iri, values in facets.items()}, weights


def _written(facets: Mapping[str, Iterable[str]]) -> Facets:
    """Return facets with CURIEs for IRIs, those without a value left out."""
    return {name: frozenset(map(compact, values)) for name, values in facets.items() if values}


def _years(dates: Iterable[tuple[str, int]]) -> set[str]:
    """Return the years that intervals touch; of a very long one its ends."""
    spans: dict[str, list[int]] = defaultdict(list)
    for name, year in dates:
        spans[name].append(year)
    found: set[int] = set()
    for ends in spans.values():
        first, last = min(ends), max(ends)
        found |= {*range(first, last + 1)} if last - first <= _LONGEST_PERIOD else {first, last}
    return {str(year) for year in found}


def _kind(iri: str) -> str:
    return iri.removeprefix(ID).partition("/")[0] if iri.startswith(ID) else ""
