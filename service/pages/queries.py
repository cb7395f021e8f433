"""The pages of canned queries: the catalogue by subject, a form of typed fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import PG
from service.canned.catalogue import CannedQuery, Catalogue
from service.canned.parameters import STANDARD, InvalidValue, Parameter, Value, entity
from service.evidence import Label, Reader
from service.names import by_label
from service.pages.rendering import Page

__all__ = ["Field", "Group", "fields_of", "groups_of"]

_GROUPS: Final = {
    "policies": ("Policies", "政策"),
    "measures": ("Measures and targets", "措施与目标"),
    "numbers": ("Numbers", "数值"),
    "technology": ("Technology", "技术"),
    "problems": ("Problems", "挑战与不足"),
    "recommendations": ("Recommendations", "建议"),
    "statements": ("Statements and status", "论断与地位"),
    "entities": ("Things", "事物"),
    "documents": ("Documents", "文献"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The queries of one subject."""

    label: Label
    queries: list[CannedQuery]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: its parameter, what stands in its inputs, and the values to choose from."""

    parameter: Parameter
    values: list[str]
    example: str
    options: list[tuple[str, Label, bool]]


def groups_of(catalogue: Catalogue) -> list[Group]:
    """Return the catalogue by subject, in the order in which one would ask."""
    found: dict[str, list[CannedQuery]] = {name: [] for name in _GROUPS}
    for query in catalogue.values():
        found.setdefault(query.group, []).append(query)
    return [Group(_group_label(name), queries) for name, queries in found.items() if queries]


def _group_label(name: str) -> Label:
    english, chinese = _GROUPS.get(name, (name.capitalize(), name))
    return Label(en=english, zh=chinese)


def fields_of(query: CannedQuery, values: Mapping[str, Value], page: Page, reader: Reader) -> list[Field]:
    """Return the fields of a query's form, as the given values fill them; language and paging are not asked for."""
    return [_field(p, values.get(p.name), page, reader) for p in query.parameters.values() if p.name not in STANDARD]


def _field(parameter: Parameter, value: Value | None, page: Page, reader: Reader) -> Field:
    given = _listed(value if value is not None or parameter.choices == () else parameter.default)
    example = next(iter(_listed(parameter.example)), "")
    options = [
        (choice, reader.label(PG + choice) if parameter.scheme else Label(), choice in given)
        for choice in parameter.choices
    ]
    if parameter.type == "entity":
        given = [_named(value, parameter.kinds, page, reader) for value in given]
        example = _named(example, parameter.kinds, page, reader)
    return Field(parameter, [*given, ""] if parameter.many or not given else given, example, options)


def _listed(value: Value | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _named(value: str, kinds: tuple[str, ...], page: Page, reader: Reader) -> str:
    """Return the name of the entity that a value stands for, where that name means it and nothing else."""
    try:
        iri = entity(value, kinds)
    except InvalidValue:
        return value
    name = page.name(reader.label(iri), value)
    return name if by_label(reader, name, kinds) == [iri] else value
