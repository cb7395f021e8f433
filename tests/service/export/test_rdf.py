"""RDF exports: every format reads back to the triples of the store."""

import pyoxigraph as ox
import pytest

from ontology.namespaces import ID
from service.export import RDF_FORMATS, Filters, Options, Selection
from service.export.rdf import rdfxml, turtle
from service.export.source import export
from service.release import Release

_SYNTAX = {
    "turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD,
}  # fmt: skip


@pytest.mark.parametrize("key", RDF_FORMATS)
def test_the_whole_graph_reads_back_as_the_store_holds_it(key: str, opened: Release) -> None:
    data = b"".join(export(opened, key).blocks)
    read = set(ox.parse(data, format=_SYNTAX[key]))
    if RDF_FORMATS[key].dataset:
        named = [ox.NamedNode(graph.iri) for graph in opened.manifest.graphs]
        assert read == {quad for graph in named for quad in opened.store.quads_for_pattern(None, None, None, graph)}
    else:
        assert read == set(opened.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def test_a_part_has_the_evidence_of_its_claims_with_selectors(opened: Release) -> None:
    drafts = Options(filters=Filters(statuses=frozenset(["Draft"])))
    quads = list(ox.parse(b"".join(export(opened, "ntriples", drafts).blocks), format=ox.RdfFormat.N_TRIPLES))
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    named = {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}
    assert {iri for iri in named if iri.startswith(ID + "evidence/")} <= subjects
    assert any(iri.endswith("#exact") for iri in subjects)
    assert any(iri.startswith(ID + "claim/") for iri in subjects)


def test_nothing_is_still_a_document() -> None:
    assert list(ox.parse(b"".join(rdfxml([])), format=ox.RdfFormat.RDF_XML)) == []
    assert list(ox.parse(b"".join(turtle([])), format=ox.RdfFormat.TURTLE)) == []


def test_rdfxml_keeps_cr_and_replaces_what_xml_forbids() -> None:
    node = ox.NamedNode("http://example.org/a")
    data = b"".join(rdfxml([ox.Triple(node, node, ox.Literal("a\r\nb\u0007\ufffe"))]))
    (quad,) = ox.parse(data, format=ox.RdfFormat.RDF_XML)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == "a\r\nb\ufffd\ufffd"
    assert b"2 characters that XML 1.0 forbids" in data


def test_an_empty_selection_has_no_triples(opened: Release) -> None:
    assert b"".join(export(opened, "ntriples", selection=Selection()).blocks) == b""
