"""Names: places, organisations, persons and technologies, from the gazetteer first and by patterns beyond it."""

import re
from functools import cache

from loaders.extract.annotate.organisations import find_organisations
from loaders.extract.annotate.own_names import find_own_names
from loaders.extract.annotate.technologies import find_technologies, is_generic
from loaders.extract.annotations import MASK, Annotation, Field, without_overlaps
from loaders.extract.gazetteer import Gazetteer, Hit
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
_NO_MINISTRY = ("门", "队", "件", "位")
_PRODUCT = "technology-model-number"
"""The rule that tells a product from the company of the same name (深度求索的DeepSeek)."""
_COMPANY = ("公司", "集团")
_JOINT = re.compile(r"联合(?=国家|国务院|国内|国际|国防部|国资委|国网)")
"""Words in which the United Nations (联合国) only seem to stand."""


def find_names(document: str, masked: str, gazetteer: Gazetteer) -> tuple[Annotation, ...]:
    """Return the names of a view whose titles are blanked out, never overlapping; the longer one wins.

    The type says what kind of thing it is (`organisation`, `place`, `technology` …, `topic` for a technology too
    general to tell apart); the field `entity` holds the IRI where the gazetteer knows it, `class` its class.
    """
    hits = tuple(gazetteer.find(_JOINT.sub(MASK * 2, masked)))
    found = [annotation for hit in hits if (annotation := _from_hit(document, masked, hit))]
    places = [hit for hit in hits if type_of(hit.entity) == "place"]
    technologies = tuple(find_technologies(document, masked))
    products = {(a.start, a.end) for a in technologies if a.rule == _PRODUCT}
    found = [a for a in found if a.type != "organisation" or (a.start, a.end) not in products]
    found += [*find_organisations(document, masked, places, found), *technologies]
    names = without_overlaps(found)
    return without_overlaps([*names, *find_own_names(document, masked, names)])


def type_of(entity: Entity) -> str | None:
    """Return the annotation type of an entity, or None where its class is no name of anything."""
    return _type_of(entity.types)


@cache
def _type_of(classes: frozenset[str]) -> str | None:
    names = {iri.removeprefix(PG) for iri in classes}
    return next((type_ for type_, known in _TYPES if names & known), None)


def _from_hit(document: str, masked: str, hit: Hit) -> Annotation | None:
    type_ = type_of(hit.entity)
    if type_ is None:
        return None
    words, end = masked[hit.start : hit.end], hit.end
    if type_ == "organisation" and words.endswith("部") and masked.startswith(_NO_MINISTRY, end):
        return None
    if PG + "Company" in hit.entity.types and masked.startswith(_COMPANY, end):
        end += len(_COMPANY[0])
    if type_ == "organisation" and "(" in words:
        end = hit.start + words.index("(")
    if type_ == "technology" and is_generic(words):
        type_ = "topic"
    fields = {
        "entity": Field(hit.entity.iri, hit.start, hit.end),
        "class": Field(min(hit.entity.types).removeprefix(PG), hit.start, hit.end),
    }
    return Annotation(document, hit.start, end, type_, _RULE, 1, fields)
