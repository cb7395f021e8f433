"""A small property graph made of everything that has broken an export before."""

from service.export.graph import Column, ColumnType, Edge, Node, PropertyGraph

__all__ = ["TRAPS", "trapped"]

TRAPS = {
    "markup": "<&> \"double\" 'single' ]]> &lt; &#13;",
    "astral": "𠮷野家 😀",
    "missing": "NA",
    "formula": "=1+1",
    "plus": "+86 10",
    "minus": "-5",
    "at": "@SUM(A1)",
    "tab": "\tindented",
    "carriage": "\rreturned",
    "lines": "one\r\ntwo\nthree\rfour",
    "backslash": 'a\\b \\n \\" end\\',
    "space": "  around  and\u00a0within  ",
    "control": "bell\u0007 and \ufffe",
    "escaped": "_x0041_",
}
"""Texts by what is hard about them."""

_NODE_COLUMNS = (
    Column("kind"), Column("iri"), Column("note"), Column("size", ColumnType.INTEGER),
    Column("value", ColumnType.DOUBLE), Column("issued", ColumnType.DATE),
)  # fmt: skip
_EDGE_COLUMNS = (
    Column("predicate"), Column("interaction"), Column("origin"), Column("is_fact", ColumnType.BOOLEAN),
    Column("status"), Column("quote"), Column("time_from", ColumnType.DATE), Column("time_to", ColumnType.DATE),
)  # fmt: skip


def trapped() -> PropertyGraph:
    """Return a graph with each trap as a label and a quote, parallel edges, and a loop."""
    iris = {name: f"https://w3id.org/policygraph/id/concept/{name}" for name in TRAPS}
    nodes = [
        Node(iris[name], text, {"kind": "concept", "iri": iris[name], "note": text}, (float(place), -1.5))
        for place, (name, text) in enumerate(TRAPS.items())
    ]
    nodes[0] = Node(
        nodes[0].id,
        nodes[0].label,
        {**nodes[0].attributes, "size": 3, "value": 0.1, "issued": "2017-07-20"},
        nodes[0].position,
    )
    first = nodes[0].id
    edges = [
        Edge(f"https://w3id.org/policygraph/id/claim/{name}", first, iris[name], text, _said(text, fact=name != "plus"))
        for name, text in TRAPS.items()
    ]
    parallel = Edge(
        "https://w3id.org/policygraph/id/claim/parallel", first, nodes[1].id, "again", _said("2", fact=True)
    )
    timed = {**_said("3", fact=True), "time_from": "2018-01-01", "time_to": "2018-12-31"}
    loop = Edge("https://w3id.org/policygraph/id/claim/loop", first, first, "itself", timed)
    description = "Traps <&>"
    return PropertyGraph("traps", description, "en", _NODE_COLUMNS, _EDGE_COLUMNS, nodes, [*edges, parallel, loop])


def _said(quote: str, *, fact: bool) -> dict[str, str | int | float | bool]:
    status = "StatedFact" if fact else "Recommendation"
    shared = {"predicate": "https://w3id.org/policygraph/ontology#concerns", "interaction": "concerns"}
    return {**shared, "origin": "claim", "is_fact": fact, "status": status, "quote": quote}
