"""The JSON-LD context: prefixes, and every own property with its type.

Properties keep their prefix (`pg:place`), because the bare words are the prefixes of entities (`place:china`).

`ontology/context.jsonld` is generated (`make generate`); a test holds it equal to the ontology.
"""

import json
from pathlib import Path
from typing import Any, Final

from ontology.namespaces import PG, PREFIXES
from ontology.schema import Property, load_schema

__all__ = ["CONTEXT", "context"]

CONTEXT: Final = Path(__file__).parent / "context.jsonld"

_LITERAL = (PREFIXES["xsd"], PREFIXES["rdf"])


def context() -> dict[str, Any]:
    """Return the JSON-LD 1.1 context: objects of entity-valued properties are `@id`s, words are language-tagged."""
    terms: dict[str, Any] = {"@version": 1.1, **PREFIXES}
    terms["rdfs:label"] = {"@id": PREFIXES["rdfs"] + "label", "@container": "@language"}
    for iri, known in sorted(load_schema().properties.items()):
        terms[f"pg:{iri.removeprefix(PG)}"] = _definition(known)
    return {"@context": terms}


def _definition(known: Property) -> dict[str, str]:
    if known.range == PREFIXES["rdf"] + "langString":
        return {"@id": known.iri, "@container": "@language"}
    if not known.range.startswith(_LITERAL):
        return {"@id": known.iri, "@type": "@id"}
    return {"@id": known.iri, "@type": known.range}


if __name__ == "__main__":
    CONTEXT.write_text(json.dumps(context(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
