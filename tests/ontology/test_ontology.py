"""The ontology keeps its promises, and its Python face says the same as the Turtle."""

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology import iris
from ontology.context import CONTEXT, context
from ontology.namespaces import PG, PREFIXES, sparql_prologue
from ontology.schema import AUTHORITY, ONTOLOGY_FILES, load_schema
from ontology.terms import Comparator, Polarity, Precision, Status

TURTLE = (*ONTOLOGY_FILES, *sorted(AUTHORITY.glob("*.ttl")))


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in ONTOLOGY_FILES:
        graph.parse(path, format="turtle")
    return graph


def _own_terms(graph: rdflib.Graph) -> set[rdflib.URIRef]:
    return {s for s in graph.subjects() if isinstance(s, rdflib.URIRef) and str(s).startswith(PG)}


def test_every_own_term_has_label_and_definition_in_both_languages(graph: rdflib.Graph) -> None:
    for term in _own_terms(graph):
        for predicate in (RDFS.label, SKOS.definition):
            languages = sorted(str(v.language) for v in graph.objects(term, predicate) if isinstance(v, rdflib.Literal))
            assert languages == ["en", "zh"], (term, predicate)


def test_every_own_property_has_one_domain_and_one_range_that_exist(graph: rdflib.Graph) -> None:
    classes = set(graph.subjects(RDF.type, RDFS.Class)) | {OWL.Thing}
    for term in graph.subjects(RDF.type, RDF.Property):
        (domain,), (range_,) = list(graph.objects(term, RDFS.domain)), list(graph.objects(term, RDFS.range))
        assert domain in classes, term
        assert range_ in classes or not str(range_).startswith(PG), term


def test_every_own_superclass_exists(graph: rdflib.Graph) -> None:
    classes = set(graph.subjects(RDF.type, RDFS.Class))
    supers = {o for o in graph.objects(None, RDFS.subClassOf) if str(o).startswith(PG)}
    assert supers <= classes


def test_every_claim_property_can_be_put_into_words() -> None:
    for known in load_schema().properties.values():
        if known.claimable:
            assert known.phrase is not None, known.iri
            for phrase in (known.phrase.zh, known.phrase.en):
                assert set(re.findall(r"{(\w+)}", phrase)) == {"subject", "object"}, known.iri


def test_only_claim_properties_are_assertable() -> None:
    assert all(known.claimable for known in load_schema().properties.values() if known.assertable)


def test_what_is_only_recommended_is_never_assertable() -> None:
    assert not load_schema().properties[PG + "recommendsMeasure"].assertable


def test_a_date_property_has_its_two_ends(graph: rdflib.Graph) -> None:
    for known in load_schema().properties.values():
        if known.dates:
            assert known.dates == (known.iri + "From", known.iri + "To")
            assert all((rdflib.URIRef(end), RDF.type, RDF.Property) in graph for end in known.dates)


def test_no_file_of_the_ontology_has_a_blank_node() -> None:
    for path in TURTLE:
        for quad in ox.parse(path=str(path)):
            assert isinstance(quad.subject, ox.NamedNode), path
            assert not isinstance(quad.object, ox.BlankNode), path


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_the_prefixes_of_the_turtle_are_those_of_python(path: Path) -> None:
    declared = dict(re.findall(r"@prefix ([\w-]+): <([^>]+)>", path.read_text(encoding="utf-8")))
    assert declared.items() <= PREFIXES.items()


@pytest.mark.parametrize("terms", [Status, Polarity, Comparator, Precision], ids=lambda terms: terms.__name__)
def test_the_enumerations_are_those_of_the_turtle(graph: rdflib.Graph, terms: type[Status]) -> None:
    in_turtle = {str(s) for s in graph.subjects(RDF.type, rdflib.URIRef(PG + terms.__name__))}
    assert in_turtle == {term.iri for term in terms}


def test_comparators_have_the_notations_of_the_turtle(graph: rdflib.Graph) -> None:
    for comparator in Comparator:
        (notation,) = graph.objects(rdflib.URIRef(comparator.iri), SKOS.notation)
        assert str(notation) == comparator.notation


def test_superclasses_are_complete_and_nearest_first() -> None:
    chip = load_schema().classes[PG + "AIChip"].supers
    assert chip[0] == PG + "Technology"
    assert PG + "Entity" in chip
    body = load_schema().classes[PG + "GovernmentBody"].supers
    assert {PG + "Actor", PG + "Party", PG + "Entity", PREFIXES["foaf"] + "Agent"} <= set(body)


def test_the_shipped_json_ld_context_is_that_of_the_ontology() -> None:
    assert json.loads(CONTEXT.read_text(encoding="utf-8")) == context()


def test_the_context_reads_a_claim_as_the_turtle_does() -> None:
    document = {
        **context(), "@id": "claim:1", "@type": "pg:RelationClaim", "rdfs:label": {"en": "x", "zh": "某"},
        "pg:status": "pg:StatedFact", "pg:dateFrom": "2018-04-01",
    }  # fmt: skip
    read = {
        (q.predicate.value, str(q.object)) for q in ox.parse(json.dumps(document).encode(), format=ox.RdfFormat.JSON_LD)
    }
    assert (PG + "status", f"<{Status.FACT.iri}>") in read
    assert (str(RDFS.label), '"某"@zh') in read
    assert (PG + "dateFrom", f'"2018-04-01"^^<{PREFIXES["xsd"]}date>') in read


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("actor:nvidia", "https://w3id.org/policygraph/id/actor/nvidia"),
        ("pg:status", PG + "status"),
        ("policy-type:law", "https://w3id.org/policygraph/id/policy-type/law"),
    ],
)
def test_a_curie_expands_and_compacts_back(curie: str, iri: str) -> None:
    assert iris.expand(curie) == iri
    assert iris.compact(iri) == curie


@pytest.mark.parametrize("curie", ["nvidia", "nobody:nvidia", "actor:", "actor:a b"])
def test_what_is_no_curie_is_refused(curie: str) -> None:
    with pytest.raises(ValueError, match="known prefix"):
        iris.expand(curie)


def test_the_sparql_prologue_declares_every_prefix() -> None:
    query = sparql_prologue() + "SELECT * WHERE { ?s a pg:Claim }"
    rdflib.Graph().query(query)
    ox.Store().query(query)
    assert query.count("PREFIX ") == len(PREFIXES)
