"""The entity page: relations grouped in both directions, numbers, statements, dates, neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from ontology.namespaces import ID, PG, PREFIXES
from ontology.schema import load_schema
from service.entities import claims_about
from service.evidence import Label, Reader, Reference
from service.pages.charts import Fan, fan
from service.pages.moments import moments_of
from service.pages.neighbourhood import neighbours_of
from service.pages.numbers import NumberGroup, number_groups
from service.pages.rendering import Page
from service.pages.rows import PageReader, Row, label_at, local, row_of
from service.pages.timeline import Dated, Timeline, timeline

__all__ = ["EntityPage", "Group", "Link", "entity_page"]

_RDF, _SKOS = PREFIXES["rdf"], PREFIXES["skos"]
_SHOWN_NEIGHBOURS: Final = 11
_ROLES: Final = {
    "subject": Label(en="what it does", zh="作为主体"),
    "speaker": Label(en="said", zh="言论"),
    "about": Label(en="said about it", zh="相关言论"),
    "technology": Label(en="maturity", zh="成熟度"),
    "phase": Label(en="technologies in this phase", zh="处于此阶段的技术"),
    "left": Label(en="compared with others", zh="比较"),
    "right": Label(en="compared with others", zh="比较"),
    "compared_with": Label(en="compared with others", zh="比较"),
    "metric": Label(en="compared by it", zh="以此比较"),
    "compared_metric": Label(en="compared by it", zh="以此比较"),
    "place": Label(en="claims that hold there", zh="适用于此地的论断"),
    "sector": Label(en="claims about this sector", zh="关于此行业的论断"),
    "unit": Label(en="measured in it", zh="以此计量"),
    "stated_source": Label(en="named as the source", zh="被引为来源"),
}
"""What a claim that is no relation, or a relation that only names the entity as qualifier, is listed under."""


@dataclass(frozen=True, slots=True)
class Link:
    """One claim in a group: the thing at its other end, or the claim in plain words where there is none."""

    row: Row
    end: Reference | None
    words: str | None


@dataclass(slots=True)
class Group:
    """Claims of one relation in one direction."""

    key: str
    label: Label
    incoming: bool
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class EntityPage:
    """Everything that the template of an entity shows."""

    iri: str
    kind: str
    slug: str
    label: Label
    types: list[Reference]
    aliases: list[str]
    definition: Label | None
    note: Label | None
    matches: list[str]
    statuses: list[Reference]
    claim_count: int
    outgoing: list[Group]
    incoming: list[Group]
    statements: list[Group]
    numbers: list[NumberGroup]
    moments: list[Dated]
    timeline: Timeline | None
    mentions: list[tuple[Reference, int]]
    editorial: list[tuple[Label, str | None]]
    neighbours: list[tuple[Reference, list[Row]]]
    fan: Fan | None


def entity_page(reader: PageReader, iri: str, page: Page) -> EntityPage | None:
    """Return what the page of an entity shows; None where the release has no entity of this IRI."""
    if not reader.has_type(iri, "Entity"):
        return None
    named = claims_about(reader, iri)
    rows = {claim: row_of(reader, claim) for claim in named}
    about = {claim: named[claim] for claim in sorted(named, key=lambda claim: _reading_order(rows[claim]))}
    relations, statements, numbers = _grouped(reader, about, rows)
    outgoing = [group for group in relations if not group.incoming]
    incoming = [group for group in relations if group.incoming]
    moments = moments_of(reader, page, iri, rows)
    kind, _, slug = iri.removeprefix(ID).partition("/")
    return EntityPage(
        iri=iri,
        kind=kind,
        slug=slug,
        label=reader.label(iri),
        types=_specific(reader, iri),
        aliases=_aliases(reader, iri),
        definition=label_at(reader, iri, _SKOS + "definition"),
        note=label_at(reader, iri, PG + "note"),
        matches=[o.value for o in reader.objects(iri, _SKOS + "exactMatch")],
        statuses=reader.references(iri, PG + "status"),
        claim_count=len(about),
        outgoing=outgoing,
        incoming=incoming,
        statements=statements,
        numbers=number_groups(reader, numbers),
        moments=moments,
        timeline=timeline(moments),
        mentions=_mentions(reader, iri),
        editorial=_editorial(reader, iri),
        neighbours=_neighbours(reader, iri, {claim: rows[claim] for claim in about}),
        fan=_fan(page, incoming, outgoing),
    )


def _reading_order(row: Row) -> tuple[str, int, int, str]:
    return (row.quote.document, row.quote.start, row.quote.end, row.iri) if row.quote else ("", 0, 0, row.iri)


def _grouped(
    reader: Reader, about: dict[str, list[str]], rows: dict[str, Row]
) -> tuple[list[Group], list[Group], list[Row]]:
    relations: dict[tuple[str, bool], Group] = {}
    statements: dict[str, Group] = {}
    numbers: list[Row] = []
    for claim, roles in about.items():
        row = rows[claim]
        if row.kind == "Observation":
            numbers.append(row)
        elif row.kind == "RelationClaim" and ("subject" in roles or "object" in roles):
            incoming = "subject" not in roles
            predicate = reader.reference_at(claim, _RDF + "predicate")
            if predicate is None:
                continue
            key = (predicate.iri, incoming)
            group = relations.setdefault(key, Group(local(predicate.iri), predicate.label, incoming))
            group.links.append(_link(reader, row, _RDF + ("subject" if incoming else "object")))
        else:
            label = _ROLES.get(roles[0], _ROLES["about"])
            group = statements.setdefault(label.en or "", Group(roles[0], label, False))
            group.links.append(Link(row, None, None))
    ordered = sorted(relations.values(), key=lambda g: (-len(g.links), g.key))
    return ordered, sorted(statements.values(), key=lambda g: (-len(g.links), g.key)), numbers


def _link(reader: Reader, row: Row, predicate: str) -> Link:
    value = reader.one(row.iri, predicate)
    if isinstance(value, ox.NamedNode):
        return Link(row, reader.reference(value.value), None)
    return Link(row, None, value.value if value is not None else None)


def _specific(reader: Reader, iri: str) -> list[Reference]:
    """Return the types of an entity without those that another of its types implies."""
    classes = load_schema().classes
    types = [r for r in reader.references(iri, _RDF + "type") if r.iri in classes]
    implied = {upper for r in types for upper in classes[r.iri].supers}
    return [r for r in types if r.iri not in implied]


def _aliases(reader: Reader, iri: str) -> list[str]:
    label = reader.label(iri)
    forms = [o.value for o in reader.objects(iri, _SKOS + "altLabel") if isinstance(o, ox.Literal)]
    return [form for form in dict.fromkeys(forms) if form not in (label.zh, label.en)]


def _mentions(reader: Reader, iri: str) -> list[tuple[Reference, int]]:
    counts: dict[str, int] = {}
    for mention in reader.subjects(PG + "entity", ox.NamedNode(iri)):
        document = reader.one(mention, PG + "document")
        if document is not None:
            counts[document.value] = counts.get(document.value, 0) + 1
    return [(reader.reference(name), counts[name]) for name in sorted(counts)]


def _editorial(reader: Reader, iri: str) -> list[tuple[Label, str | None]]:
    node = ox.NamedNode(iri)
    facts = {s for role in ("subject", "object") for s in reader.subjects(_RDF + role, node)}
    known = [fact for fact in sorted(facts) if reader.has_type(fact, "EditorialFact")]
    return [(reader.label(fact), reader.words(fact, PG + "note")) for fact in known]


def _neighbours(reader: Reader, iri: str, rows: Mapping[str, Row]) -> list[tuple[Reference, list[Row]]]:
    found = neighbours_of(reader, iri, rows)
    return [(reader.reference(other), [rows[claim] for claim in claims]) for other, claims in found.items()]


def _fan(page: Page, incoming: list[Group], outgoing: list[Group]) -> Fan | None:
    left, right = _ends(page, incoming), _ends(page, outgoing)
    return fan(left, right) if left or right else None


def _ends(page: Page, groups: list[Group]) -> list[tuple[str, str, str, str]]:
    """Return neighbours of these groups, a few of each before more of any, without the same one twice."""
    found: dict[str, tuple[str, str, str, str]] = {}
    longest = max((len(group.links) for group in groups), default=0)
    for position in range(longest):
        for group in groups:
            link = group.links[position] if position < len(group.links) else None
            href = page.link(link.end) if link and link.end else None
            if link is None or link.end is None or href is None or link.end.iri in found:
                continue
            if len(found) == _SHOWN_NEIGHBOURS:
                return list(found.values())
            found[link.end.iri] = (page.name(link.end), page.name(group.label), href, link.row.status)
    return list(found.values())
