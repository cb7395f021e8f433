"""The search page: hits with the words that matched, and facets that narrow them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import KINDS
from service.evidence import Label
from service.facets import Chosen, FacetValue
from service.pages.rendering import Page
from service.pages.rows import PageReader, status_of
from service.search import Hit, index_of

__all__ = ["PER_PAGE", "Choice", "Facet", "Found", "SearchPage", "search_page"]

PER_PAGE: Final = 25
_SHOWN: Final = 8
_FIELDS: Final = {
    "kind": Label(en="Kind", zh="种类"),
    "status": Label(en="Status", zh="地位"),
    "place": Label(en="Place", zh="地区"),
    "sector": Label(en="Sector", zh="行业"),
    "year": Label(en="Year", zh="年份"),
    "document": Label(en="Document", zh="文献"),
    "type": Label(en="Class", zh="类别"),
}
_TOO_WIDE: Final = frozenset((*KINDS, "claim", "entity", "party"))
"""Classes that the facet of kinds already has, or that hold nearly everything."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many hits have it, whether it is chosen, and the address where that is turned over."""

    value: str
    label: Label
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: the values that most hits have and those chosen, and further ones to fold away."""

    field: str
    label: Label
    choices: list[Choice]
    more: list[Choice]


@dataclass(frozen=True, slots=True)
class Found:
    """A hit, the words that matched cut in three, and for a claim its status."""

    hit: Hit
    before: str
    matched: str
    after: str
    status: tuple[str, Label] | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits. `chosen` are the values in force, each with its facet, to be taken away one by one."""

    text: str
    total: int
    offset: int
    found: list[Found]
    facets: list[Facet]
    chosen: list[tuple[Facet, Choice]]


def search_page(reader: PageReader, page: Page, text: str, chosen: Chosen, offset: int) -> SearchPage:
    """Return one page of hits; without a text, of all entities and documents, or of claims where they are chosen.

    Raises BadRequest where the text is too long, NotFound where the release has no index.
    """
    index = index_of(reader.release)
    text = text.strip()
    if text:
        results = index.search(text, chosen, scope=reader.scope, offset=offset, limit=PER_PAGE)
    else:
        claims = "claim" in chosen.get("kind", ())
        results = index.listing(chosen, scope=reader.scope, claims=claims, offset=offset, limit=PER_PAGE)
    facets = [
        _facet(page, field, label, results.facets.get(field, []), chosen.get(field, ()))
        for field, label in _FIELDS.items()
    ]
    return SearchPage(
        text=text,
        total=results.total,
        offset=offset,
        found=[_found(reader, hit) for hit in results.hits],
        facets=[facet for facet in facets if facet.choices],
        chosen=[(facet, choice) for facet in facets for choice in (*facet.choices, *facet.more) if choice.chosen],
    )


def _facet(page: Page, field: str, label: Label, values: list[FacetValue], chosen: Collection[str]) -> Facet:
    found = [value for value in values if field != "type" or _spelt(value.value) not in _TOO_WIDE]
    counted = {value.value for value in found}
    found += [FacetValue(value, None, None, 0) for value in chosen if value not in counted]
    if field == "year":
        found.sort(key=lambda value: value.value, reverse=True)
    choices = [_choice(page, field, value, chosen) for value in found]
    shown = [choice for i, choice in enumerate(choices) if i < _SHOWN or choice.chosen]
    return Facet(field, label, shown, [choice for i, choice in enumerate(choices) if i >= _SHOWN and not choice.chosen])


def _choice(page: Page, field: str, value: FacetValue, chosen: Collection[str]) -> Choice:
    kept = [other for other in chosen if other != value.value]
    turned = kept if value.value in chosen else [*chosen, value.value]
    return Choice(
        value.value,
        Label(zh=value.label_zh, en=value.label_en),
        value.count,
        value.value in chosen,
        page.here(**{field: turned or None, "offset": None}),
    )


def _spelt(name: str) -> str:
    """Return a class's name as a kind is written: `PolicyType` is the kind `policy-type`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _found(reader: PageReader, hit: Hit) -> Found:
    status = status_of(reader, hit.iri) if hit.kind == "claim" else None
    named = (status.iri.rpartition("#")[2], status.label) if status else None
    match = hit.match
    if match is None:
        return Found(hit, "", "", "", named)
    if match.start < 0:
        return Found(hit, match.text, "", "", named)
    return Found(hit, match.text[: match.start], match.text[match.start : match.end], match.text[match.end :], named)
