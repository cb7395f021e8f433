"""The search index: what of a default graph can be found, and how text is cut."""

import json
from pathlib import Path

import pyoxigraph as ox
import tantivy

from loaders.release.search_index import searchables, write_search
from ontology.search import COUNTS, FOLDER, fold, grams, word_prefixes

TURTLE = """
@prefix actor: <https://w3id.org/policygraph/id/actor/> .
@prefix claim: <https://w3id.org/policygraph/id/claim/> .
@prefix pg: <https://w3id.org/policygraph/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
actor:nvidia a pg:Entity , pg:Company ; rdfs:label "英伟达"@zh , "Nvidia"@en ; skos:altLabel "NVIDIA"@en .
claim:a a pg:Claim ; rdfs:label "一"@zh , "one"@en ; rdf:subject actor:nvidia ; pg:evidence claim:e .
claim:e pg:quote "英伟达很大"@zh .
pg:Company rdfs:label "company"@en .
"""


def triples() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE)]


def test_entities_have_their_names_and_claims_their_quotes() -> None:
    found = {item.iri.rpartition("/")[2]: item for item in searchables(triples())}
    assert set(found) == {"nvidia", "a"}
    assert found["nvidia"].forms == (("NVIDIA", "en", "alias"), ("Nvidia", "en", "label"), ("英伟达", "zh", "label"))
    assert found["nvidia"].weight == 1
    assert ("英伟达很大", "zh", "quote") in found["a"].forms


def test_the_index_counts_kinds_and_types_beside_it(tmp_path: Path) -> None:
    write_search(tmp_path, triples())
    counts = json.loads((tmp_path / FOLDER / COUNTS).read_bytes())
    assert counts["kinds"] == {"actor": 1, "claim": 1}
    assert counts["types"]["Company"] == 1
    assert tantivy.Index.open(str(tmp_path / FOLDER)).searcher().num_docs == 2


def test_text_is_folded_and_cut_alike_whatever_its_width_and_case() -> None:
    assert fold(" ＡＩ  Chip\u00a0X ") == "ai chip x"
    assert grams("人工智能", 2) == ["人工", "工智", "智能"]
    assert grams("ai芯", 1) == ["芯"]
    assert grams("a b", 3) == ["a␣b"]
    assert grams("ab", 3) == []
    assert word_prefixes("fund, of") == {"f", "fu", "o", "of"}
