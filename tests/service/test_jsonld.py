"""JSON-LD compaction: smaller, and the same graph."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from service.context import jsonld_context
from service.sparql.jsonld import Compaction, compact

XSD = "http://www.w3.org/2001/XMLSchema#"
CONTEXT: dict[str, Any] = {
    "e": "http://example.org/",
    "deep": "http://example.org/deep/",
    "tag": "http://tags.example/",
    "e:entity": {"@id": "http://example.org/entity", "@type": "@id"},
    "e:count": {"@id": "http://example.org/count", "@type": XSD + "integer"},
    "e:words": {"@id": "http://example.org/words", "@container": "@language"},
}

iris = st.sampled_from(
    [
        "http://example.org/a", "http://example.org/deep/b", "http://example.org/", "http://example.org///x",
        "http://other.example/c", "http://example.org/entity", "http://example.org/count", "http://example.org/words", "tag:x", "urn:e:1", "http://tags.example/t",
    ]
).map(NamedNode)  # fmt: skip
literals = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8")).map(Literal),
    st.text(alphabet='ab\r\n"\\').map(lambda text: Literal(text, language="zh")),
    st.sampled_from(
        [Literal(3), Literal(1.5), Literal(True), Literal("x", datatype=NamedNode("http://example.org/T"))]
    ),
)
rdf_type = st.just(NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))
triples = st.one_of(st.builds(Triple, iris, iris, st.one_of(iris, literals)), st.builds(Triple, iris, rdf_type, iris))


def compacted(graph: list[Triple]) -> bytes:
    compaction = Compaction(CONTEXT)
    serialize(graph, compaction.file, RdfFormat.JSON_LD)
    return compaction.document()


@given(st.lists(triples, max_size=12))
def test_the_compacted_document_is_the_same_graph(graph: list[Triple]) -> None:
    read = {quad.triple for quad in parse(compacted(graph), RdfFormat.JSON_LD)}
    assert read == set(graph)


def test_only_the_prefixes_that_occur_stand_in_the_context() -> None:
    document = json.loads(compacted([Triple(*(NamedNode(f"http://example.org/deep/{name}") for name in "abc"))]))
    assert document == {
        "@context": {"deep": "http://example.org/deep/"},
        "@graph": [{"@id": "deep:a", "deep:b": {"@id": "deep:c"}}],
    }


def test_a_prefix_that_is_the_scheme_of_an_iri_is_not_used() -> None:
    nodes = [{"@id": "tag:x", "http://tags.example/p": [{"@id": "http://tags.example/y"}]}]
    assert compact(nodes, CONTEXT)["@context"] == {}


def test_the_terms_of_the_context_coerce_values() -> None:
    subject, entity, count, words = (
        NamedNode(f"http://example.org/{name}") for name in ("a", "entity", "count", "words")
    )
    graph = [
        Triple(subject, entity, NamedNode("http://example.org/b")),
        Triple(subject, count, Literal(3)),
        Triple(subject, words, Literal("eins", language="de")),
        Triple(subject, words, Literal("one", language="en")),
        Triple(subject, words, Literal("plain")),
    ]
    assert json.loads(compacted(graph))["@graph"] == [
        {
            "@id": "e:a",
            "e:entity": "e:b",
            "e:count": "3",
            "e:words": {"de": "eins", "en": "one"},
            "http://example.org/words": "plain",
        }
    ]


def test_a_type_is_written_as_the_keyword() -> None:
    subject, kind = NamedNode("http://example.org/a"), NamedNode("http://example.org/Thing")
    graph = [Triple(subject, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind)]
    assert json.loads(compacted(graph))["@graph"] == [{"@id": "e:a", "@type": "e:Thing"}]


def test_the_ontologys_context_is_one_that_compaction_knows() -> None:
    known = {frozenset(("@id", "@type")), frozenset(("@id", "@container"))}
    for name, value in jsonld_context().items():
        if isinstance(value, dict):
            assert frozenset(value) in known, name
            assert value.get("@container", "@language") == "@language", name


@pytest.mark.parametrize("text", ["plain", "", "一\r\n"])
def test_a_plain_string_stays_a_string(text: str) -> None:
    node = NamedNode("http://example.org/a")
    assert json.loads(compacted([Triple(node, node, Literal(text))]))["@graph"][0]["e:a"] == text
