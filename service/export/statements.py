"""Statements: what links or describes entities, read from triples: claims with evidence, editorial facts, links.

Everything goes through a `Match`, so that a store, a query's result or a test's handful of triples serve alike.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ontology.namespaces import ID, PG, PREFIXES

__all__ = [
    "ROLES", "Description", "Evidence", "Match", "Roles", "Statement", "describe", "instances", "read_claim",
    "read_editorial", "read_mention", "with_evidence",
]  # fmt: skip

Term = NamedNode | Literal
Match = Callable[[NamedNode | None, NamedNode | None, Term | None], Iterable[Quad | Triple]]
"""Gives the triples that fit a pattern, always in the same order; None fits anything."""

_RDF: Final = PREFIXES["rdf"]
TYPE: Final = NamedNode(_RDF + "type")


@dataclass(frozen=True, slots=True)
class Roles:
    """Which properties of a class of claims name its ends (sources, then targets) and its other entities."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    others: tuple[str, ...]


_QUALIFIERS: Final = (PG + "place", PG + "sector")
ROLES: Final = {
    PG + "RelationClaim": Roles((_RDF + "subject",), (_RDF + "object",), _QUALIFIERS),
    PG + "Observation": Roles((PG + "about",), (PG + "comparedWith",), (PG + "metric", PG + "unit", *_QUALIFIERS)),
    PG + "Opinion": Roles((PG + "speaker",), (PG + "about",), _QUALIFIERS),
    PG + "MaturityAssessment": Roles((PG + "technology",), (PG + "phase",), (PG + "unit", *_QUALIFIERS)),
    PG + "Comparison": Roles(
        (PG + "leftSide",), (PG + "rightSide",), (PG + "metric", PG + "comparedMetric", *_QUALIFIERS)
    ),
}
"""The classes of claims with the properties that hold their entities."""


@dataclass(frozen=True, slots=True)
class Description:
    """What triples say of one subject: predicate IRI → objects, in the order in which they came."""

    iri: str
    properties: dict[str, list[Term]]

    def iris(self, predicate: str) -> list[str]:
        """Return the IRIs that a predicate leads to, sorted."""
        return sorted(term.value for term in self.properties.get(predicate, ()) if isinstance(term, NamedNode))

    def entities(self, predicate: str) -> list[str]:
        """Return the IRIs of entities and documents that a predicate leads to, sorted; not those of closed concepts."""
        return [iri for iri in self.iris(predicate) if iri.startswith(ID)]

    def iri_of(self, predicate: str) -> str | None:
        """Return the one IRI (the first by order) that a predicate leads to."""
        terms = self.properties.get(predicate, ())
        return min((term.value for term in terms if isinstance(term, NamedNode)), default=None)

    def texts(self, predicate: str) -> list[str]:
        """Return the literals of a predicate as text, sorted."""
        return sorted(term.value for term in self.properties.get(predicate, ()) if isinstance(term, Literal))

    def text(self, predicate: str, language: str | None = None) -> str | None:
        """Return one literal of a predicate, of a language where one is given."""
        terms = self.properties.get(predicate, ())
        found = [t.value for t in terms if isinstance(t, Literal) and language in (None, t.language)]
        return min(found) if found else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One utterance: its IRI, the exact words, where they stand (code points), and how they were found."""

    iri: str
    quote: str
    document: str
    start: int
    end: int
    method: str
    review: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim or an editorial fact. `cls` is its own class, `sources` and `targets` are its ends that are entities.

    `others` are the further entities by the property that names them, `evidence` its utterances by document and place.
    """

    iri: str
    cls: str
    about: Description
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def ends(self) -> tuple[str, ...]:
        """The entities that it links, sources first."""
        return self.sources + self.targets

    @property
    def status(self) -> str:
        """The local name of its status; empty for an editorial fact."""
        return (self.about.iri_of(PG + "status") or "").removeprefix(PG)

    @property
    def negated(self) -> bool:
        """Whether it says that something is not so."""
        return self.about.iri_of(PG + "polarity") == PG + "Negated"

    @property
    def conditional(self) -> bool:
        """Whether it holds under a condition only."""
        return PG + "condition" in self.about.properties

    @property
    def is_fact(self) -> bool:
        """Whether it is stated or enacted, affirmed and unconditional, and not waiting for its review."""
        stated = self.status in ("StatedFact", "Enacted")
        return stated and not self.negated and not self.conditional and self.reviewed

    @property
    def reviewed(self) -> bool:
        """Whether some utterance was reviewed; an editorial fact, which has none, is."""
        return not self.evidence or any(item.review != "Unreviewed" for item in self.evidence)


def describe(match: Match, iri: str) -> Description:
    """Return what the triples say of a subject."""
    properties: dict[str, list[Term]] = {}
    for triple in match(NamedNode(iri), None, None):
        if isinstance(triple.object, (NamedNode, Literal)):
            properties.setdefault(triple.predicate.value, []).append(triple.object)
    return Description(iri, properties)


def read_claim(match: Match, iri: str) -> Statement | None:
    """Return a claim, or None where the triples know no claim of this IRI."""
    about = describe(match, iri)
    types = about.iris(TYPE.value)
    cls = next((cls for cls in ROLES if cls in types), None)
    return None if cls is None else _statement(about, cls, ROLES[cls])


def read_editorial(match: Match, iri: str) -> Statement:
    """Return an editorial fact."""
    roles = Roles((_RDF + "subject",), (_RDF + "object",), ())
    return _statement(describe(match, iri), PG + "EditorialFact", roles)


def _statement(about: Description, cls: str, roles: Roles) -> Statement:
    def named(predicates: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(iri for predicate in predicates for iri in about.entities(predicate))

    others = tuple((predicate, iri) for predicate in roles.others for iri in about.entities(predicate))
    return Statement(about.iri, cls, about, named(roles.sources), named(roles.targets), others)


def with_evidence(match: Match, claim: Statement) -> Statement:
    """Return a claim with its utterances, those that were reviewed first."""
    found = [_evidence(describe(match, iri)) for iri in claim.about.iris(PG + "evidence")]
    found.sort(key=lambda item: (item.review == "Unreviewed", item.document, item.start, item.end, item.iri))
    return replace(claim, evidence=tuple(found))


def read_mention(match: Match, iri: str) -> tuple[Evidence, str]:
    """Return one mention as evidence, with the entity that it mentions."""
    about = describe(match, iri)
    return _evidence(about), about.iri_of(PG + "entity") or ""


def _evidence(about: Description) -> Evidence:
    return Evidence(
        iri=about.iri,
        quote=about.text(PG + "quote") or "",
        document=about.iri_of(PG + "document") or "",
        start=int(about.text(PG + "start") or 0),
        end=int(about.text(PG + "end") or 0),
        method=(about.iri_of(PG + "method") or "").removeprefix(PG),
        review=(about.iri_of(PG + "reviewStatus") or "").removeprefix(PG),
        source=about.iri_of(PG + "statedSource"),
    )


def instances(match: Match, cls: str) -> Iterator[str]:
    """Yield the IRIs of a class's instances, in the order of the triples."""
    for triple in match(None, TYPE, NamedNode(cls)):
        if isinstance(triple.subject, NamedNode):
            yield triple.subject.value
