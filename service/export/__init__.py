"""Exports: the graph as visualization tools open it.

`project` maps triples to a property graph (`service.export.projection`), `FORMATS` writes it. A canned graph query or
a neighbourhood exports the same way: `project(match, options, selected_by(match, triples))`, or with a `Selection` of
its own, then `FORMATS[key].write(graph, WriteOptions())`, which yields blocks of bytes.
"""

from service.export.formats import FORMATS, RDF_FORMATS, Format, RdfFormat
from service.export.graph import Column, ColumnType, Edge, Node, PropertyGraph, WriteOptions
from service.export.options import Options
from service.export.projection import project, subjects
from service.export.selection import Filters, Selection, neighbourhood, selected_by
from service.export.statements import Match

__all__ = [
    "FORMATS", "RDF_FORMATS", "Column", "ColumnType", "Edge", "Filters", "Format", "Match", "Node", "Options",
    "PropertyGraph", "RdfFormat", "Selection", "WriteOptions", "neighbourhood", "project", "selected_by", "subjects",
]  # fmt: skip
