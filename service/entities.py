"""Entities as a programmer reads them: labels, relations in both directions, numbers, statements, evidence on each.

World knowledge that the articles leave unsaid comes as `editorial` facts, which never have a quote.
"""

from typing import Annotated, Final, Literal

import pyoxigraph as ox
from pydantic import BaseModel, Field

from ontology import iris
from ontology.namespaces import ID, PG, PREFIXES
from service.evidence import Claim, Label, Reader, Reference, Text, claim_of

__all__ = [
    "ARGUMENTS", "EditorialFact", "Entity", "EntityClaim", "Neighbour", "claims_about", "ends_of", "entity_of",
    "kind_of", "neighbours_of", "successor",
]  # fmt: skip

_RDF, _RDFS, _SKOS = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["skos"]

ARGUMENTS: Final = {
    "subject": _RDF + "subject",
    "object": _RDF + "object",
    "about": PG + "about",
    "metric": PG + "metric",
    "compared_metric": PG + "comparedMetric",
    "compared_with": PG + "comparedWith",
    "left": PG + "leftSide",
    "right": PG + "rightSide",
    "speaker": PG + "speaker",
    "technology": PG + "technology",
    "phase": PG + "phase",
    "place": PG + "place",
    "sector": PG + "sector",
    "unit": PG + "unit",
    "stated_source": PG + "statedSource",
}
"""The roles that an entity plays in claims, and the property of each."""


class EntityClaim(BaseModel):
    """A claim, and the roles that the entity plays in it."""

    roles: Annotated[list[str], Field(description="Of: " + ", ".join(ARGUMENTS) + ".")]
    claim: Claim


class EditorialFact(BaseModel):
    """World knowledge that the articles leave unsaid: never a claim, never with a quote."""

    iri: str
    origin: Literal["editorial"] = "editorial"
    text: Label
    subject: Reference
    predicate: Reference
    object: Reference | None = None
    object_text: Text | None = None
    note: str | None = None


class Mentions(BaseModel):
    """Where documents name the entity."""

    document: Reference
    count: int


class Entity(BaseModel):
    """One entity with everything that the release knows of it. Every key is always there.

    `claims` holds one page of the claims that name it; `claim_count` says how many there are. Each claim has its
    status: what is only recommended, forecast or drafted is not a fact.
    """

    iri: str
    id: Annotated[str, Field(description="CURIE such as `actor:nvidia`.")]
    kind: str
    slug: str
    types: list[Reference]
    label: Label
    aliases: list[Text]
    definition: Label | None
    note: Label | None
    broader: list[Reference]
    exact_matches: list[str]
    status: Annotated[list[Reference], Field(description="Status of a measure, target, provision or penalty.")]
    mentions: list[Mentions]
    editorial: list[EditorialFact]
    claim_count: int
    claims: list[EntityClaim]


class Neighbour(BaseModel):
    """An entity that shares claims with another, and those claims."""

    entity: Reference
    claims: list[Claim]


def successor(reader: Reader, iri: str) -> str:
    """Return what replaced a thing, through any number of mergers, or the thing itself."""
    seen: set[str] = set()
    while iri not in seen:
        seen.add(iri)
        replacement = reader.one(iri, PREFIXES["dcterms"] + "isReplacedBy")
        if isinstance(replacement, ox.NamedNode):
            iri = replacement.value
    return iri


def kind_of(iri: str) -> str:
    """Return the kind in an entity's IRI, or an empty string where it is no such IRI."""
    return iri.removeprefix(ID).partition("/")[0] if iri.startswith(ID) else ""


def claims_about(reader: Reader, iri: str) -> dict[str, list[str]]:
    """Return the claims that name an entity, by IRI in their order, each with the roles that the entity plays."""
    found: dict[str, set[str]] = {}
    node = ox.NamedNode(iri)
    reader.gather_incoming(iri)
    for role, predicate in ARGUMENTS.items():
        for subject in reader.subjects(predicate, node):
            if role == "stated_source":
                for claim in reader.subjects(PG + "evidence", ox.NamedNode(subject)):
                    found.setdefault(claim, set()).add(role)
            elif subject.startswith(PREFIXES["claim"]):
                found.setdefault(subject, set()).add(role)
    return {claim: [role for role in ARGUMENTS if role in found[claim]] for claim in sorted(found)}


def entity_of(reader: Reader, iri: str, offset: int = 0, limit: int = 100) -> Entity | None:
    """Return an entity with one page of its claims; None where the release has no entity of this IRI."""
    reader.gather(iri)
    if not reader.has_type(iri, "Entity"):
        return None
    about = claims_about(reader, iri)
    page = list(about.items())[offset : offset + limit]
    claims = [EntityClaim(roles=roles, claim=found) for name, roles in page if (found := claim_of(reader, name))]
    kind, _, slug = iri.removeprefix(ID).partition("/")
    return Entity(
        iri=iri,
        id=iris.compact(iri),
        kind=kind,
        slug=slug,
        types=[r for r in reader.references(iri, _RDF + "type") if r.iri.startswith(PG)],
        label=reader.label(iri),
        aliases=[_words(o) for o in reader.objects(iri, _SKOS + "altLabel") if isinstance(o, ox.Literal)],
        definition=_label(reader, iri, _SKOS + "definition"),
        note=_label(reader, iri, PG + "note"),
        broader=reader.references(iri, _SKOS + "broader"),
        exact_matches=[o.value for o in reader.objects(iri, _SKOS + "exactMatch")],
        status=reader.references(iri, PG + "status"),
        mentions=_mentions(reader, iri),
        editorial=_editorial(reader, iri),
        claim_count=len(about),
        claims=claims,
    )


def neighbours_of(reader: Reader, iri: str) -> dict[str, list[str]]:
    """Return the entities that share a claim with this one, each with those claims, the closest first."""
    found: dict[str, list[str]] = {}
    for claim in claims_about(reader, iri):
        for other in ends_of(reader, claim):
            if other != iri:
                found.setdefault(other, []).append(claim)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def ends_of(reader: Reader, claim: str) -> list[str]:
    """Return the entities that a claim names, metrics and units left out, each once and in the order of their IRIs."""
    wanted = set(ARGUMENTS.values()) - {PG + "unit", PG + "metric", PG + "comparedMetric", PG + "statedSource"}
    return sorted(
        {
            quad.object.value
            for quad in reader.outgoing(claim)
            if quad.predicate.value in wanted
            and isinstance(quad.object, ox.NamedNode)
            and quad.object.value.startswith(ID)
        }
    )


def _words(value: ox.Literal) -> Text:
    return Text(value=value.value, language=value.language)


def _label(reader: Reader, iri: str, predicate: str) -> Label | None:
    found = reader.label(iri, predicate)
    return found if found.zh or found.en else None


def _mentions(reader: Reader, iri: str) -> list[Mentions]:
    counts: dict[str, int] = {}
    for mention in reader.subjects(PG + "entity", ox.NamedNode(iri)):
        document = reader.one(mention, PG + "document")
        if document is not None:
            counts[document.value] = counts.get(document.value, 0) + 1
    return [Mentions(document=reader.reference(name), count=counts[name]) for name in sorted(counts)]


def _editorial(reader: Reader, iri: str) -> list[EditorialFact]:
    node = ox.NamedNode(iri)
    facts = {s for role in ("subject", "object") for s in reader.subjects(_RDF + role, node)}
    return [_fact(reader, fact) for fact in sorted(facts) if reader.has_type(fact, "EditorialFact")]


def _fact(reader: Reader, iri: str) -> EditorialFact:
    subject, predicate = reader.reference_at(iri, _RDF + "subject"), reader.reference_at(iri, _RDF + "predicate")
    if subject is None or predicate is None:
        raise ValueError(f"editorial fact {iri} lacks subject or predicate")
    value = reader.one(iri, _RDF + "object")
    return EditorialFact(
        iri=iri,
        text=reader.label(iri),
        subject=subject,
        predicate=predicate,
        object=reader.reference_at(iri, _RDF + "object"),
        object_text=_words(value) if isinstance(value, ox.Literal) else None,
        note=reader.words(iri, PG + "note"),
    )
