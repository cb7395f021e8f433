"""Service Description (SPARQL 1.1) and VoID: what this endpoint is and truly holds, as triples.

Counts come from the release's manifest and from queries on it; one that is not known is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ontology.manifest import Manifest
from ontology.namespaces import ID, PG, PREFIXES

__all__ = ["COUNTS", "Statistics", "service_description", "void_description"]

_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "JSON-LD", "RDF_XML", "TriG", "N-Quads",
)  # fmt: skip
_VOCABULARIES: Final = ("rdfs", "skos", "dcterms", "oa", "prov", "schema", "foaf", "org")

COUNTS: Final = {
    "classes": "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?x } GROUP BY ?x",
    "properties": "SELECT ?x (COUNT(*) AS ?n) WHERE { ?s ?x ?o } GROUP BY ?x",
    "subjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
    "objects": "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }",
}
"""The queries behind `Statistics`, by field; `?x` is what is counted and `?n` how often."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of the default graph: instances by class, triples by property, distinct subjects and objects.

    None stands for a count that could not be had within the engine's limits.
    """

    classes: dict[str, int] | None = None
    properties: dict[str, int] | None = None
    subjects: int | None = None
    objects: int | None = None


def _term(prefix: str, name: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + name)


def _number(value: int) -> Literal:
    return Literal(value)


def service_description(manifest: Manifest, endpoint: str, home: str) -> Iterator[Triple]:
    """Yield the description of the endpoint (SPARQL 1.1 Service Description, section 3).

    `endpoint` is the address that was asked, `home` the service's own address.
    """
    service, dataset, default = NamedNode(endpoint), NamedNode(endpoint + "#dataset"), NamedNode(endpoint + "#default")
    a = _term("rdf", "type")
    yield Triple(service, a, _term("sd", "Service"))
    yield Triple(service, _term("sd", "endpoint"), service)
    yield Triple(service, _term("sd", "supportedLanguage"), _term("sd", "SPARQL11Query"))
    for name in _FORMATS:
        yield Triple(service, _term("sd", "resultFormat"), NamedNode("http://www.w3.org/ns/formats/" + name))
    yield Triple(service, _term("sd", "defaultDataset"), dataset)
    yield Triple(dataset, a, _term("sd", "Dataset"))
    yield Triple(dataset, _term("rdfs", "seeAlso"), NamedNode(home + "/.well-known/void"))
    yield Triple(dataset, _term("dcterms", "identifier"), Literal(manifest.release))
    yield Triple(dataset, _term("sd", "defaultGraph"), default)
    yield Triple(default, a, _term("sd", "Graph"))
    yield Triple(default, _term("void", "triples"), _number(manifest.default_graph_triples))
    for place, graph in enumerate(manifest.graphs):
        named = NamedNode(f"{endpoint}#named-{place}")
        contents = NamedNode(f"{endpoint}#graph-{place}")
        yield Triple(dataset, _term("sd", "namedGraph"), named)
        yield Triple(named, a, _term("sd", "NamedGraph"))
        yield Triple(named, _term("sd", "name"), NamedNode(graph.iri))
        yield Triple(named, _term("sd", "graph"), contents)
        yield Triple(contents, a, _term("sd", "Graph"))
        yield Triple(contents, _term("void", "triples"), _number(graph.triples))


def void_description(manifest: Manifest, statistics: Statistics, home: str) -> Iterator[Triple]:
    """Yield the VoID description of the release's default graph and, as subsets, of its named graphs."""
    dataset = NamedNode(f"{home}/.well-known/void#dataset")
    a = _term("rdf", "type")
    yield Triple(NamedNode(f"{home}/.well-known/void"), a, _term("void", "DatasetDescription"))
    yield Triple(NamedNode(f"{home}/.well-known/void"), _term("foaf", "primaryTopic"), dataset)
    yield Triple(dataset, a, _term("void", "Dataset"))
    yield Triple(dataset, _term("dcterms", "title"), Literal("policygraph", language="en"))
    yield Triple(dataset, _term("dcterms", "identifier"), Literal(manifest.release))
    yield Triple(dataset, _term("dcterms", "issued"), Literal(manifest.built_at, datatype=_term("xsd", "dateTime")))
    yield Triple(dataset, _term("foaf", "homepage"), NamedNode(home + "/"))
    yield Triple(dataset, _term("void", "sparqlEndpoint"), NamedNode(home + "/sparql"))
    yield Triple(dataset, _term("void", "uriSpace"), Literal(ID))
    yield Triple(dataset, _term("void", "vocabulary"), NamedNode(PG))
    for prefix in _VOCABULARIES:
        yield Triple(dataset, _term("void", "vocabulary"), NamedNode(PREFIXES[prefix]))
    yield Triple(dataset, _term("void", "triples"), _number(manifest.default_graph_triples))
    yield Triple(dataset, _term("void", "documents"), _number(len(manifest.documents)))
    yield from _counts(dataset, statistics)
    for graph in manifest.graphs:
        subset = NamedNode(graph.iri)
        yield Triple(dataset, _term("void", "subset"), subset)
        yield Triple(subset, a, _term("void", "Dataset"))
        yield Triple(subset, _term("void", "triples"), _number(graph.triples))


def _counts(dataset: NamedNode, statistics: Statistics) -> Iterator[Triple]:
    for name, value in (("distinctSubjects", statistics.subjects), ("distinctObjects", statistics.objects)):
        if value is not None:
            yield Triple(dataset, _term("void", name), _number(value))
    parts = (
        ("classes", "classPartition", "class", "entities", statistics.classes),
        ("properties", "propertyPartition", "property", "triples", statistics.properties),
    )
    for total, partition, key, amount, counted in parts:
        if counted is None:
            continue
        yield Triple(dataset, _term("void", total), _number(len(counted)))
        for place, (iri, count) in enumerate(sorted(counted.items())):
            part = NamedNode(f"{dataset.value.removesuffix('#dataset')}#{key}-{place}")
            yield Triple(dataset, _term("void", partition), part)
            yield Triple(part, _term("void", key), NamedNode(iri))
            yield Triple(part, _term("void", amount), _number(count))
