"""The search page: hits with the words that matched, and facets that narrow them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import KINDS, PG
from ontology.schema import load_schema
from service.evidence import Label
from service.pages.rows import PageReader, status_of
from service.release import Release
from service.search import Hit, index_of

__all__ = ["PER_PAGE", "Facet", "Found", "SearchPage", "search_page"]

PER_PAGE: Final = 25
_CLASSES_SHOWN: Final = 14
_KINDS: Final = frozenset((*KINDS, "claim", "entity", "party"))
"""Classes that the facet of kinds already has, or that hold nearly everything."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a facet: how many hits have it, and whether it is chosen."""

    value: str
    label: Label
    count: int
    chosen: bool


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
    """One page of hits."""

    text: str
    total: int
    offset: int
    reachable: int
    found: list[Found]
    kinds: list[Facet]
    classes: list[Facet]


def search_page(
    release: Release, reader: PageReader, text: str, kinds: Sequence[str], classes: Sequence[str], offset: int
) -> SearchPage:
    """Return one page of hits; without a text, of everything there is.

    Raises BadRequest where the text is too long or the page too deep, EngineFailed where the release has no index.
    """
    index = index_of(release)
    text = text.strip()
    chosen = {"kind": kinds, "type": classes}
    if text:
        results = index.search(text, chosen, offset=offset, limit=PER_PAGE)
    else:
        results = index.listing(chosen, offset=offset, limit=PER_PAGE)
    counts = {field: {value.value: value.count for value in values} for field, values in results.facets.items()}
    return SearchPage(
        text=text,
        total=results.total,
        offset=offset,
        reachable=results.total,
        found=[_found(reader, hit) for hit in results.hits],
        kinds=[Facet(kind, Label(), count, kind in kinds) for kind, count in _ordered(counts["kind"])],
        classes=_classes(counts["type"], classes),
    )


def _ordered(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _classes(counts: dict[str, int], chosen: Sequence[str]) -> list[Facet]:
    known = {iri: cls for iri, cls in load_schema().classes.items() if _spelt(iri.removeprefix(PG)) not in _KINDS}
    facets = [
        Facet(name, Label(zh=known[PG + name].labels.zh, en=known[PG + name].labels.en), count, name in chosen)
        for name, count in _ordered(counts)
        if PG + name in known
    ]
    return [facet for i, facet in enumerate(facets) if i < _CLASSES_SHOWN or facet.chosen]


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
