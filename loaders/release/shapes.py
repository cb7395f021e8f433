"""SHACL: a graph against ontology/shapes.ttl, by pySHACL."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from ontology.schema import FOLDER

__all__ = ["SHAPES", "Violation", "violations"]

SHAPES: Final = FOLDER / "shapes.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One result of validation: the shape's local name, the node it fired on, and the shape's message."""

    shape: str
    focus: str
    message: str


def violations(triples: Iterable[ox.Triple]) -> tuple[Violation, ...]:
    """Return every SHACL violation of the triples, ordered; an empty tuple says that they conform."""
    data = rdflib.Graph()
    lines = b"".join(f"{triple} .\n".encode() for triple in triples)
    data.parse(data=lines, format="nt")
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False)
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL could not validate: {report!r}")
    return tuple(
        sorted({_violation(report, shapes, result) for result in report.subjects(RDF.type, SH.ValidationResult)})
    )


def _violation(report: rdflib.Graph, shapes: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    source = report.value(result, SH.sourceShape)
    owner = source if isinstance(source, rdflib.URIRef) else shapes.value(predicate=SH.property, object=source)
    messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
    focus = report.value(result, SH.focusNode)
    return Violation(str(owner or source).rpartition("#")[2], str(focus), "; ".join(messages))
