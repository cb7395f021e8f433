"""The formats of exports: key, media type, file name suffix, and the writer of each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import Quad, Triple

from service.export import (
    cx2,
    cytoscape,
    dot,
    gephi,
    gexf,
    graphml,
    graphology,
    neo4j,
    node_link,
    rdf,
    xlsx,
)  # fmt: skip
from service.export.graph import PropertyGraph, WriteOptions

__all__ = ["FORMATS", "RDF_FORMATS", "Format", "RdfFormat"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format of property graphs: `write` yields the file in blocks of bytes, the same for the same graph.

    `tools` names what it is for; `excel` and `time` say which of the `WriteOptions` change it.
    """

    key: str
    title: str
    media_type: str
    suffix: str
    tools: str
    write: Callable[[PropertyGraph, WriteOptions], Iterator[bytes]]
    excel: bool = False
    time: bool = False

    def file_name(self, graph: PropertyGraph, options: WriteOptions) -> str:
        """Return the name to save the file under."""
        variant = "-excel" if options.excel and self.excel else "-time" if options.time and self.time else ""
        return f"{graph.name}{variant}{self.suffix}"


@dataclass(frozen=True, slots=True)
class RdfFormat:
    """One RDF format: `write` yields the file in blocks of bytes; a `dataset` keeps the named graphs apart."""

    key: str
    title: str
    media_type: str
    suffix: str
    write: Callable[[Iterable[Quad | Triple]], Iterator[bytes]]
    dataset: bool = False


_GRAPHS: Final = (
    Format("gexf", "GEXF 1.3", "application/gexf+xml", ".gexf", "Gephi, graphology, networkx", gexf.write, time=True),
    Format("graphml", "GraphML", "application/graphml+xml", ".graphml", "yEd, igraph, networkx, Gephi", graphml.write),
    Format("gephi-csv", "CSV pair for Gephi", "application/zip", "-gephi.zip", "Gephi, Excel, pandas", gephi.write,
           excel=True),
    Format("neo4j", "CSV pair for Neo4j", "application/zip", "-neo4j.zip", "Neo4j", neo4j.write),
    Format("cyjs", "Cytoscape JSON", "application/vnd.cytoscape+json", ".cyjs", "Cytoscape, cytoscape.js",
           cytoscape.write),
    Format("cx2", "CX2", "application/vnd.cx2+json", ".cx2", "Cytoscape Web, Cytoscape, NDEx", cx2.write),
    Format("graphology", "graphology JSON", "application/vnd.graphology+json", ".graphology.json",
           "sigma.js, graphology", graphology.write),
    Format("dot", "DOT", "text/vnd.graphviz; charset=utf-8", ".dot", "Graphviz", dot.write),
    Format("node-link", "node-link JSON", "application/json", ".node-link.json", "D3, networkx", node_link.write),
    Format("xlsx", "XLSX workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx",
           "Excel, LibreOffice, pandas", xlsx.write),
)  # fmt: skip
_RDF: Final = (
    RdfFormat("turtle", "Turtle", "text/turtle; charset=utf-8", ".ttl", rdf.turtle),
    RdfFormat("trig", "TriG", "application/trig", ".trig", rdf.trig, dataset=True),
    RdfFormat("ntriples", "N-Triples", "application/n-triples", ".nt", rdf.ntriples),
    RdfFormat("nquads", "N-Quads", "application/n-quads", ".nq", rdf.nquads, dataset=True),
    RdfFormat("rdfxml", "RDF/XML", "application/rdf+xml", ".rdf", rdf.rdfxml),
    RdfFormat("jsonld", "JSON-LD", "application/ld+json", ".jsonld", rdf.jsonld),
)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({format_.key: format_ for format_ in _GRAPHS})
"""Every format of property graphs by its key, as it stands in `/export/{format}`."""

RDF_FORMATS: Final[Mapping[str, RdfFormat]] = MappingProxyType({format_.key: format_ for format_ in _RDF})
"""Every RDF format by its key, as it stands in `/export/{format}`."""
