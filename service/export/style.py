"""How nodes and edges look: a colour for each kind, and a line that shows what is not a fact or not reviewed."""

from typing import Final, Literal, NamedTuple

from service.export.graph import Edge, Node

__all__ = ["EDITORIAL", "FACT", "UNREVIEWED", "Line", "line_of", "node_colour", "rgb"]

Stroke = Literal["solid", "dashed", "dotted"]


class Line(NamedTuple):
    """An edge's colour (`#rrggbb`) and stroke."""

    colour: str
    stroke: Stroke


FACT: Final = Line("#4a5568", "solid")
EDITORIAL: Final = Line("#a0aec0", "dotted")
UNREVIEWED: Final = Line("#d53f8c", "dotted")
_NEGATED: Final = Line("#c53030", "dashed")
_UNKNOWN: Final = Line("#718096", "dashed")

_BY_STATUS: Final = {
    "Draft": "#b7791f", "Proposal": "#d69e2e", "Plan": "#2b6cb0", "Recommendation": "#6b46c1",
    "Requirement": "#97266d", "Forecast": "#0987a0", "Expectation": "#319795", "Opinion": "#dd6b20",
    "Example": "#9c8b5a",
}  # fmt: skip

_BY_KIND: Final = {
    "actor": "#3182ce", "place": "#38a169", "technology": "#dd6b20", "policy": "#805ad5", "provision": "#9f7aea",
    "measure": "#d53f8c", "penalty": "#9b2c2c", "target": "#b83280", "recommendation": "#6b46c1",
    "challenge": "#e53e3e", "dataset": "#00a3c4", "facility": "#2c7a7b", "event": "#d69e2e", "vote": "#b7791f",
    "metric": "#718096", "unit": "#a0aec0", "document": "#1a202c", "sector": "#48bb78", "claim": "#f6ad55",
    "candidate": "#8d6e63",
}  # fmt: skip


def node_colour(node: Node) -> str:
    """Return the colour of the node's kind as `#rrggbb`; a claim that nobody has reviewed has one of its own."""
    if node.attributes.get("review_status") == "Unreviewed":
        return UNREVIEWED.colour
    return _BY_KIND.get(str(node.attributes.get("kind", "")), "#a0aec0")


def line_of(edge: Edge) -> Line:
    """Return the line of an edge: solid grey for a fact, dashed and coloured for what is none.

    Editorial edges are dotted in grey, claims that nobody has reviewed dotted in pink.
    """
    attributes = edge.attributes
    if attributes.get("origin") == "editorial":
        return EDITORIAL
    if attributes.get("is_fact", True):
        return FACT
    if attributes.get("review_status") == "Unreviewed":
        return UNREVIEWED
    if attributes.get("polarity") == "Negated":
        return _NEGATED
    colour = _BY_STATUS.get(str(attributes.get("status", "")))
    return _UNKNOWN if colour is None else Line(colour, "dashed")


def rgb(colour: str) -> tuple[int, int, int]:
    """Return the channels of `#rrggbb`, each 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
