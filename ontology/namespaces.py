"""The namespaces of policygraph and of the vocabularies it reuses.

One table, `PREFIXES`, feeds Turtle headers, the JSON-LD context, SPARQL prologues and the service's pages;
a test holds it equal to the prefixes of the Turtle files.
"""

from typing import Final

__all__ = ["BASE", "GRAPH", "ID", "KINDS", "PG", "PREFIXES", "RELEASE", "sparql_prologue"]

BASE: Final = "https://w3id.org/policygraph/"
PG: Final = BASE + "ontology#"
ID: Final = BASE + "id/"
GRAPH: Final = BASE + "graph/"
RELEASE: Final = BASE + "release/"

KINDS: Final = (
    "actor", "place", "technology", "policy", "provision", "measure", "penalty", "target", "recommendation",
    "challenge", "dataset", "facility", "event", "vote", "metric", "unit", "document",
    "sector", "instrument", "focus", "phase", "tier", "stage", "policy-type", "frequency", "office", "concept",
)  # fmt: skip
"""Kinds of entity: the path segment after `…/id/`, and the prefix in Turtle, YAML and SPARQL."""

_STANDARD: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "qudt": "http://qudt.org/schema/qudt/",
    "qudt-unit": "http://qudt.org/vocab/unit/",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "wd": "http://www.wikidata.org/entity/",
}

PREFIXES: Final[dict[str, str]] = {
    "pg": PG,
    "claim": ID + "claim/",
    "graph": GRAPH,
    **{kind: f"{ID}{kind}/" for kind in KINDS},
    **_STANDARD,
}
"""Prefix → namespace IRI; the empty prefix is never used."""


def sparql_prologue() -> str:
    """Return `PREFIX` declarations for every namespace, one a line, ready to stand before a query."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
