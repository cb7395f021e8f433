"""The search index: what of the graphs can be found, what it is counted by, and how text is cut."""

import sqlite3
from pathlib import Path

import pyoxigraph as ox
from pyroaring import BitMap

from loaders.release.counts import counts_of
from loaders.release.search_index import write_index
from loaders.release.searchables import facet_labels, searchables
from ontology.search import BEGINS, COMMON, INDEX, fold, grams, letters, word_grams

PREFIXES = """
@prefix actor: <https://w3id.org/policygraph/id/actor/> .
@prefix claim: <https://w3id.org/policygraph/id/claim/> .
@prefix document: <https://w3id.org/policygraph/id/document/> .
@prefix place: <https://w3id.org/policygraph/id/place/> .
@prefix pg: <https://w3id.org/policygraph/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
REVIEWED = """
actor:nvidia a pg:Entity , pg:Company ; rdfs:label "英伟达"@zh , "Nvidia"@en ; skos:altLabel "NVIDIA"@en .
place:beijing a pg:Entity ; rdfs:label "北京"@zh ; pg:partOf place:china .
place:china a pg:Entity ; rdfs:label "中国"@zh .
document:d a pg:Document ; rdfs:label "D"@en ; pg:mentions place:china .
claim:a a pg:Claim ; rdfs:label "一"@zh , "one"@en ; rdf:subject actor:nvidia ; rdf:predicate pg:basedIn ;
  rdf:object place:beijing ; pg:status pg:StatedFact ; pg:evidence claim:e ;
  pg:validFrom "2019-01-01"^^xsd:date ; pg:validTo "2021-12-31"^^xsd:date .
claim:e pg:quote "英伟达在北京"@zh ; pg:document document:d .
pg:Company rdfs:label "company"@en .
pg:StatedFact rdfs:label "stated fact"@en .
"""
UNREVIEWED = """
claim:b a pg:Claim ; rdfs:label "二"@zh ; rdf:subject actor:nvidia ; pg:status pg:Forecast ; pg:evidence claim:f .
claim:f pg:quote "英伟达将来"@zh ; pg:document document:d .
"""


def triples(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)]


FOUND = {item.iri.rpartition("/")[2]: item for item in searchables(triples(REVIEWED), triples(UNREVIEWED))}


def test_entities_have_their_names_and_claims_their_quotes() -> None:
    assert set(FOUND) == {"nvidia", "beijing", "china", "d", "a", "b"}
    assert FOUND["nvidia"].forms == (("NVIDIA", "en", "alias"), ("Nvidia", "en", "label"), ("英伟达", "zh", "label"))
    assert ("英伟达在北京", "zh", "quote") in FOUND["a"].forms


def test_claims_that_nobody_reviewed_count_in_their_own_scope_alone() -> None:
    nvidia = FOUND["nvidia"]
    assert (nvidia.weight, nvidia.weight_all) == (1, 2)
    assert nvidia.facets is not None
    assert nvidia.facets["status"] == {"StatedFact"}
    assert nvidia.facets_all["status"] == {"StatedFact", "Forecast"}
    assert FOUND["b"].facets is None


def test_a_claim_is_of_the_places_it_names_and_what_they_are_part_of() -> None:
    for name in ("a", "nvidia", "d"):
        assert FOUND[name].facets_all["place"] == {"place:beijing", "place:china"}


def test_a_thing_is_of_every_year_of_its_claims_and_of_every_document_that_says_or_mentions_it() -> None:
    assert FOUND["nvidia"].facets_all["year"] == {"2019", "2020", "2021"}
    assert FOUND["a"].facets_all["document"] == FOUND["china"].facets_all["document"] == {"document:d"}


def test_the_index_holds_sets_for_grams_and_facets(tmp_path: Path) -> None:
    write_index(tmp_path, FOUND.values(), facet_labels(triples(REVIEWED)))
    with sqlite3.connect(tmp_path / INDEX) as index:
        names = [iri.rpartition("/")[2] for (iri,) in index.execute("SELECT iri FROM items ORDER BY item")]
        assert names[-2:] == ["a", "b"]

        def held(query: str, *values: str) -> set[str]:
            [(hits,)] = index.execute(query, values).fetchall()
            return {names[item] for item in BitMap.deserialize(hits)}

        assert held("SELECT hits FROM terms WHERE term = ?", "英伟达") == {"nvidia", "a", "b"}
        facet = "SELECT hits FROM facets WHERE scope = ? AND field = 'status' AND value = ?"
        assert held(facet, "all", "Forecast") == {"nvidia", "b", "d"}
        counted = "SELECT en, count, entities FROM facets WHERE scope = 'reviewed' AND value = 'StatedFact'"
        assert index.execute(counted).fetchall() == [("stated fact", 4, 3)]
    index.close()


def test_beginnings_that_many_names_have_are_terms(tmp_path: Path) -> None:
    many = "".join(f'actor:a{n} a pg:Entity ; rdfs:label "same {n:03}"@en .\n' for n in range(COMMON + 1))
    write_index(tmp_path, searchables(triples(many)), {})
    with sqlite3.connect(tmp_path / INDEX) as index:
        [(terms,)] = index.execute("SELECT group_concat(term, '|') FROM terms WHERE term GLOB ?", (BEGINS + "*",))
    index.close()
    assert terms.split("|")[-1] == BEGINS + "same "


def test_all_of_a_release_is_counted_when_it_is_built() -> None:
    counts = counts_of(triples(REVIEWED), triples(UNREVIEWED), FOUND.values())
    assert counts.claims["reviewed"]["status"] == {"StatedFact": 1}
    assert counts.claims["all"]["status"] == {"Forecast": 1, "StatedFact": 1}
    assert counts.claims["all"]["predicate"] == {"pg:basedIn": 1}
    assert counts.things["reviewed"]["kind"] == {"place": 2, "actor": 1, "claim": 1, "document": 1}
    assert counts.classes["https://w3id.org/policygraph/ontology#Entity"] == 3
    assert counts.properties["https://w3id.org/policygraph/ontology#partOf"] == 1
    assert (counts.subjects, counts.objects) == (8, len({triple.object for triple in triples(REVIEWED)}))


def test_text_is_folded_and_cut_alike_whatever_its_width_and_case() -> None:
    assert fold(" ＡＩ  Chip\u00a0X ") == "ai chip x"
    assert grams("人工智") == {"人", "工", "智", "人工", "工智", "人工智"}
    assert grams("ai芯") == {"芯", "ai", "i芯", "ai芯"}
    assert grams("a b") == {"a␣", "␣b", "a␣b"}
    assert [term[1:] for term in sorted(letters("fund, of"))] == ["f", "o"]


def test_a_word_is_looked_for_by_its_longest_grams_all_of_which_every_text_that_holds_it_has() -> None:
    for word, text in (
        ("ompu", "a computer"),
        ("算", "算力"),
        ("c", "a computer"),
        ("工智能", "人工智能"),
        ("a c", "a computer"),
    ):
        assert set(word_grams(fold(word))) <= grams(fold(text)) | letters(fold(text))
    assert word_grams("ompu") == ["omp", "mpu"]
