"""Facets: what the index counts is what counting the things one by one gives."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

from loaders.release import search_index
from loaders.release.searchables import Searchable
from ontology import facets as columns
from ontology.namespaces import ID
from ontology.search import FACETS
from service import search
from service.errors import BadRequest
from service.release import Release
from service.search import Index

WORDS = ("算力", "compute", "computer", "芯片", "chip", "上海")


def things() -> Iterator[Searchable]:
    """Yield two hundred things with random names and facets; some have very many values."""
    chance = random.Random(5)
    for number in range(200):
        kind = chance.choice(("actor", "measure", "claim"))
        many = 60 if number % 20 == 0 else 3
        facets = {
            "kind": frozenset((kind,)),
            "place": frozenset(f"place:{chance.randint(1, 8)}" for _ in range(chance.randint(0, 3))),
            "status": frozenset(chance.choices(("Draft", "Enacted"), k=chance.randint(0, 2))),
            "document": frozenset(f"document:{chance.randint(1, 90)}" for _ in range(chance.randint(0, many))),
        }
        own = {field: values for field, values in facets.items() if values}
        label = " ".join(chance.choices(WORDS, k=2)) + f" {number}"
        reviewed = own if number % 5 else None
        yield Searchable(f"{ID}{kind}/t{number}", kind, (), ((label, "en", "label"),), number, number, reviewed, own)


THINGS = list(things())


@pytest.fixture(scope="module", params=[20_000, 20], ids=["counted live", "counted when built"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("index")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "FREQUENT", request.param)
        patch.setattr(search, "FREQUENT", request.param)
        patch.setattr(columns, "WIDEST", 4)
        search_index.write_index(folder, THINGS, {"status": {"Draft": ("草案", "draft")}})
        yield Index(cast(Release, SimpleNamespace(folder=folder)))


def counted(found: Iterable[Searchable], scope: str, field: str) -> Counter[str]:
    return Counter(value for thing in found for value in (facets_of(thing, scope) or {}).get(field, ()))


def facets_of(thing: Searchable, scope: str) -> Mapping[str, frozenset[str]] | None:
    return thing.facets if scope == "reviewed" else thing.facets_all


def fits(thing: Searchable, scope: str, chosen: Mapping[str, list[str]]) -> bool:
    facets = facets_of(thing, scope)
    return facets is not None and all(facets.get(field, frozenset()) & {*chosen[field]} for field in chosen)


CHOSEN: tuple[dict[str, list[str]], ...] = (
    {},
    {"kind": ["claim"]},
    {"status": ["Draft", "Enacted"], "place": ["place:1", "place:2"]},
    {"document": ["document:7"]},
    {"kind": ["actor"], "document": ["document:7", "document:8"], "status": ["Draft"]},
)


@pytest.mark.parametrize("scope", ["reviewed", "all"])
@pytest.mark.parametrize("text", [*WORDS, "ompu", "compute 上海", None])
@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
def test_counts_are_those_of_counting_one_by_one(
    index: Index, text: str | None, chosen: dict[str, list[str]], scope: Any
) -> None:
    found = index.listing(chosen, scope=scope) if text is None else index.search(text, chosen, scope=scope)
    held = [t for t in THINGS if text is None or all(word in t.forms[0][0] for word in text.split())]
    assert found.total == sum(fits(thing, scope, chosen) for thing in held)
    for field in FACETS:
        others = {other: values for other, values in chosen.items() if other != field}
        right = counted((thing for thing in held if fits(thing, scope, others)), scope, field)
        given = {value.value: value.count for value in found.facets[field]}
        assert given.items() <= right.items()
        assert len(given) == len(right) or len(given) >= 50
        assert sorted(given.values(), reverse=True)[:50] == sorted(right.values(), reverse=True)[: min(50, len(given))]
        assert set(chosen.get(field, ())) & right.keys() <= given.keys()


def test_a_list_is_in_order_and_pages_do_not_overlap(index: Index) -> None:
    first = [hit.iri for hit in index.listing(limit=150).hits]
    rest = [hit.iri for hit in index.listing(offset=150, limit=150).hits]
    assert len({*first, *rest}) == sum(thing.facets is not None for thing in THINGS)
    kinds = [iri.removeprefix(ID).partition("/")[0] for iri in first + rest]
    assert kinds == sorted(kinds)


def test_hits_come_by_how_many_claims_name_them_and_pages_do_not_overlap(index: Index) -> None:
    pages = [index.search("chip", limit=7, offset=offset).hits for offset in range(0, 28, 7)]
    begins = [hit for page in pages for hit in page if hit.match and hit.match.how == "begins"]
    entities = [hit.claims for hit in begins if hit.kind != "claim"]
    assert entities == sorted(entities, reverse=True)
    assert len({hit.iri for page in pages for hit in page}) == 28


def test_labels_stand_beside_values(index: Index) -> None:
    [draft] = [value for value in index.listing().facets["status"] if value.value == "Draft"]
    assert (draft.label_zh, draft.label_en) == ("草案", "draft")


def test_an_unknown_facet_is_refused(index: Index) -> None:
    with pytest.raises(BadRequest, match="no facet 'colour'"):
        index.search("chip", {"colour": ["red"]})
