"""Names: places, organisations, persons and technologies, from the gazetteer first and by patterns beyond it."""

from collections.abc import Iterator

from loaders.extract.annotate.technologies import find_technologies, is_generic
from loaders.extract.annotations import Annotation, Field, without_overlaps
from loaders.extract.gazetteer import Gazetteer, Hit, candidate
from loaders.extract.rules import Rule, rules_of
from loaders.text.authority import Entity
from ontology.namespaces import PG

__all__ = ["find_names", "type_of"]

_RULE = "name-gazetteer"
_TYPES = (
    ("organisation", {"GovernmentBody", "Company", "Alliance", "ResearchOrganization", "MediaOutlet"}),
    ("person", {"Person"}),
    ("group", {"Actor", "ActorGroup"}),
    ("place", {"Place", "Country", "Bloc", "Province", "City", "District", "Region"}),
    ("technology", {"Technology", "AIChip", "AIFramework", "AISystem", "TechnologyField", "Platform"}),
    ("policy", {"Policy", "PolicyVersion"}),
    ("meeting", {"Meeting", "Event"}),
    ("dataset", {"Dataset"}),
    ("facility", {"Facility"}),
)
_COUNTRIES = {PG + name for name in ("Country", "Bloc")}
_WHOLE = frozenset({"Company", "ResearchOrganization", "Alliance"})
_COMPANY = ("公司", "集团")


def find_names(document: str, masked: str, gazetteer: Gazetteer) -> tuple[Annotation, ...]:
    """Return the names of a view whose titles are blanked out, never overlapping; the longer one wins.

    The type says what kind of thing it is (`organisation`, `place`, `technology` …, `topic` for a technology too
    general to tell apart); the field `entity` holds the IRI where the gazetteer knows it, `class` its class.
    """
    hits = tuple(gazetteer.find(masked))
    found = [annotation for hit in hits if (annotation := _from_hit(document, masked, hit))]
    found += _bodies_of_places(document, masked, hits)
    ends = {a.end: a.start for a in found if a.type == "organisation"}
    found += find_technologies(document, masked)
    for rule in rules_of("organisation"):
        by_rule = _from_rule(document, masked, rule)
        found += [a for a in by_rule if a.value("class") not in _WHOLE or ends.get(a.end, a.start) <= a.start]
    return without_overlaps(found)


def type_of(entity: Entity) -> str | None:
    """Return the annotation type of an entity, or None where its class is no name of anything."""
    names = {iri.removeprefix(PG) for iri in entity.types}
    return next((type_ for type_, classes in _TYPES if names & classes), None)


def _from_hit(document: str, masked: str, hit: Hit) -> Annotation | None:
    type_ = type_of(hit.entity)
    if type_ is None:
        return None
    words, end = masked[hit.start : hit.end], hit.end
    if PG + "Company" in hit.entity.types and masked.startswith(_COMPANY, end):
        end += len(_COMPANY[0])
    if type_ == "technology" and is_generic(words):
        type_ = "topic"
    fields = {
        "entity": Field(hit.entity.iri, hit.start, hit.end),
        "class": Field(min(hit.entity.types).removeprefix(PG), hit.start, hit.end),
    }
    return Annotation(document, hit.start, end, type_, _RULE, 1, fields)


def _bodies_of_places(document: str, masked: str, hits: tuple[Hit, ...]) -> Iterator[Annotation]:
    for index, hit in enumerate(hits):
        if type_of(hit.entity) != "place":
            continue
        start = hits[index - 1].start if index and _adjoins(hits[index - 1], hit, masked) else hit.start
        rules = rules_of("organisation-tail")
        if hit.entity.types & _COUNTRIES:
            rules = (*rules, *rules_of("organisation-tail-foreign"))
        ends = [(match.end(), rule) for rule in rules if (match := rule.pattern.match(masked, hit.end))]
        if ends:
            end, rule = max(ends, key=lambda pair: pair[0])
            fields = {
                "class": Field(rule.values["class"], start, end),
                "place": Field(hit.entity.iri, hit.start, hit.end),
            }
            yield Annotation(document, start, end, "organisation", rule.id, rule.version, fields)


def _adjoins(left: Hit, right: Hit, masked: str) -> bool:
    """Say whether two places stand together as one name, such as 北京市 and 海淀区."""
    between = masked[left.end : right.start]
    return type_of(left.entity) == "place" and between in {"", "市", "省"} and left.entity.iri != right.entity.iri


def _from_rule(document: str, masked: str, rule: Rule) -> Iterator[Annotation]:
    for match in rule.matches(masked):
        words = masked[match.start : match.end]
        cls = rule.values["class"]
        entity = candidate(words, cls)
        fields = {"class": Field(cls, match.start, match.end), "candidate": Field(entity.iri, match.start, match.end)}
        yield Annotation(document, match.start, match.end, rule.type, rule.id, rule.version, fields)
