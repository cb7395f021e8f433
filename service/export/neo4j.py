"""Neo4j: nodes.csv and relationships.csv with typed headers, and the scripts that load them (Operations Manual).

Fields may hold line breaks, which the import only takes with `--multiline-fields=true`: the script says so.
"""

import re
from collections.abc import Iterator
from typing import Final

from service.export.archive import archive
from service.export.graph import Column, ColumnType, Edge, PropertyGraph, Scalar, WriteOptions
from service.export.tables import table

__all__ = ["write"]

_TYPES: Final = {
    ColumnType.STRING: "string", ColumnType.INTEGER: "long", ColumnType.DOUBLE: "double",
    ColumnType.BOOLEAN: "boolean", ColumnType.DATE: "date",
}  # fmt: skip
_SHELL: Final = """#!/bin/sh
# Loads nodes.csv and relationships.csv into a new Neo4j 5 database. Run it beside the two files, the database stopped.
# Quotes may hold line breaks, hence --multiline-fields=true.
set -eu
neo4j-admin database import full "${1:-neo4j}" \\
  --nodes=nodes.csv \\
  --relationships=relationships.csv \\
  --multiline-fields=true \\
  --overwrite-destination=true
"""


def write(graph: PropertyGraph, options: WriteOptions) -> Iterator[bytes]:
    """Yield the zip of both tables, `load.sh` for a new database, and `load.cypher` for a running one."""
    nodes = ["iri:ID", ":LABEL", "label:string", "x:double", "y:double"]
    nodes += [_header(column) for column in graph.node_columns if column.name != "iri"]
    edges = [":START_ID", ":END_ID", ":TYPE", "iri:string", "label:string"]
    edges += [_header(column) for column in graph.edge_columns]
    return archive(
        (
            ("nodes.csv", table(nodes, _nodes(graph))),
            ("relationships.csv", table(edges, _edges(graph))),
            ("load.sh", iter([_SHELL.encode()])),
            ("load.cypher", iter([_cypher(graph).encode()])),
        )
    )


def _header(column: Column) -> str:
    return f"{column.name}:{_TYPES[column.type]}"


def _nodes(graph: PropertyGraph) -> Iterator[list[Scalar | None]]:
    columns = [column for column in graph.node_columns if column.name != "iri"]
    for node in graph.nodes:
        values = [node.attributes.get(column.name) for column in columns]
        label = _camel(str(node.attributes.get("kind") or "thing"))
        yield [node.id, label, node.label, *(node.position or (None, None)), *values]


def _edges(graph: PropertyGraph) -> Iterator[list[Scalar | None]]:
    for edge in graph.edges:
        values = [edge.attributes.get(column.name) for column in graph.edge_columns]
        yield [edge.source, edge.target, _relationship(edge), edge.id, edge.label, *values]


def _camel(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split("-"))


def _relationship(edge: Edge) -> str:
    """Return the type of a relationship as Cypher likes it: `issuedBy` becomes ISSUED_BY."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", str(edge.attributes.get("interaction") or "linked")).upper()


def _cypher(graph: PropertyGraph) -> str:
    """Return a script for a running database (Neo4j 5.26 or later, for the dynamic label and type)."""
    own = ["n.label = row.`label:string`", "n.x = toFloat(row.`x:double`)", "n.y = toFloat(row.`y:double`)"]
    nodes = ",\n  ".join([*own, *(_assignment("n", c) for c in graph.node_columns if c.name != "iri")])
    edges = ",\n  ".join(["r.label = row.`label:string`", *(_assignment("r", c) for c in graph.edge_columns)])
    return (
        "// Put nodes.csv and relationships.csv into the database's import folder, then: cypher-shell -f load.cypher\n"
        "// In Neo4j Browser write `:auto ` before each LOAD CSV.\n"
        "CREATE CONSTRAINT policygraph_iri IF NOT EXISTS FOR (n:Policygraph) REQUIRE n.iri IS UNIQUE;\n"
        "LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row\n"
        "CALL (row) {\n  MERGE (n:Policygraph {iri: row.`iri:ID`})\n  SET n:$(row.`:LABEL`)\n"
        f"  SET {nodes}\n}} IN TRANSACTIONS OF 1000 ROWS;\n"
        "LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row\n"
        "CALL (row) {\n  MATCH (a:Policygraph {iri: row.`:START_ID`}), (b:Policygraph {iri: row.`:END_ID`})\n"
        "  MERGE (a)-[r:$(row.`:TYPE`) {iri: row.`iri:string`}]->(b)\n"
        f"  SET {edges}\n}} IN TRANSACTIONS OF 1000 ROWS;\n"
    )


def _assignment(variable: str, column: Column) -> str:
    convert = {
        ColumnType.STRING: "{}", ColumnType.INTEGER: "toInteger({})", ColumnType.DOUBLE: "toFloat({})",
        ColumnType.BOOLEAN: "toBoolean({})", ColumnType.DATE: "date({})",
    }[column.type]  # fmt: skip
    return f"{variable}.{column.name} = {convert.format(f'row.`{_header(column)}`')}"
