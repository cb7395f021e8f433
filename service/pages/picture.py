"""Pictures of graph answers: things and what links them, placed as the release's layout has them, every name legible.

The layout gives left and right, above and below; rows keep names apart, so the same answer always gives the same
picture.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from ontology.namespaces import ID, PG, PREFIXES
from service.pages.charts import shortened
from service.pages.rendering import Page
from service.pages.rows import PageReader, local

__all__ = ["Edge", "Picture", "Point", "picture"]

WIDTH: Final = 900
_ROW: Final = 30
_MOST: Final = 40
_WIDEST: Final = 28
_COLUMN: Final = 7.2
_RDF: Final = PREFIXES["rdf"]
_FROM: Final = (_RDF + "subject", PG + "about", PG + "leftSide", PG + "speaker", PG + "technology")
_TO: Final = (_RDF + "object", PG + "rightSide", PG + "comparedWith", PG + "phase", PG + "place", PG + "about")
_NO_POINTS: Final = frozenset(("claim", "evidence", "unit", "metric", "mention", "passage", "editorial"))


@dataclass(frozen=True, slots=True)
class Point:
    """A thing: its mark and its name (`full` where it was cut), the class of its kind, and where it leads to."""

    x: float
    y: int
    radius: int
    name: str
    full: str
    kind: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim between two things, or several of the same two: ends, relation, status, and the first claim."""

    x1: float
    y1: int
    x2: float
    y2: int
    words: str
    status: str
    source: str
    target: str
    relation: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture 900 units wide; `left_out` things of the answer are not in it, or `more` than was looked at."""

    height: int
    points: tuple[Point, ...]
    edges: tuple[Edge, ...]
    left_out: int
    more: bool


@dataclass(slots=True)
class _Said:
    """What an answer's triples say of one claim."""

    sources: list[str]
    targets: list[str]
    relation: str | None
    status: str


def picture(
    triples: Iterable[ox.Triple], positions: Mapping[str, tuple[float, float]], reader: PageReader, page: Page,
    centre: str | None, *, more: bool,
) -> Picture | None:  # fmt: skip
    """Return the picture of the claims that some triples tell of; None where they link no two things.

    The things with the most links are drawn, `centre` first of all.
    """
    links = _links(triples)
    if not links:
        return None
    degree: dict[str, int] = {}
    for source, target, _, _ in links:
        degree[source] = degree.get(source, 0) + 1
        degree[target] = degree.get(target, 0) + 1
    chosen = sorted(degree, key=lambda iri: (iri != centre, -degree[iri], iri))[:_MOST]
    points = _placed(chosen, positions, degree, reader, page)
    shown: dict[tuple[str, str], Edge] = {}
    for (source, target, relation, claim), status in links.items():
        if source in points and target in points and (source, target) not in shown:
            a, b = points[source], points[target]
            words = page.name(reader.label(relation), local(relation)) if relation else ""
            link = page.link(claim)
            shown[source, target] = Edge(
                a.x, a.y, b.x, b.y, f"{a.full} – {words} – {b.full}", status, a.full, b.full, words, link
            )
    if not shown:
        return None
    height = max(point.y for point in points.values()) + _ROW
    return Picture(height, tuple(points.values()), tuple(shown.values()), len(degree) - len(points), more)


def _links(triples: Iterable[ox.Triple]) -> dict[tuple[str, str, str | None, str], str]:
    """Return what is linked with what, by which relation and claim, each with the claim's status."""
    said: dict[str, _Said] = {}
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(PREFIXES["claim"]):
            continue
        if not isinstance(value, ox.NamedNode):
            continue
        about = said.setdefault(subject.value, _Said([], [], None, ""))
        if predicate == PG + "status":
            about.status = local(value.value)
        elif predicate == _RDF + "predicate":
            about.relation = value.value
        elif value.value.startswith(ID) and value.value.removeprefix(ID).partition("/")[0] not in _NO_POINTS:
            if predicate in _FROM:
                about.sources.append(value.value)
            if predicate in _TO:
                about.targets.append(value.value)
    return {
        (source, target, about.relation, claim): about.status
        for claim, about in sorted(said.items())
        for source in sorted(set(about.sources))
        for target in sorted(set(about.targets))
        if source != target
    }


def _placed(
    chosen: Sequence[str], positions: Mapping[str, tuple[float, float]], degree: Mapping[str, int],
    reader: PageReader, page: Page,
) -> dict[str, Point]:  # fmt: skip
    """Return the points: across as in the layout, down in the order of the layout, each name free of the others."""
    known = {iri: positions.get(iri, (float(i), float(-i))) for i, iri in enumerate(chosen)}
    low, high = min(x for x, _ in known.values()), max(x for x, _ in known.values())
    names = {iri: page.name(reader.label(iri), local(iri)) for iri in chosen}
    rows: list[list[tuple[float, float]]] = [[] for _ in range(max(6, len(chosen) * 2 // 5))]
    found: dict[str, tuple[float, int]] = {}
    for rank, iri in enumerate(sorted(chosen, key=lambda iri: (-known[iri][1], iri))):
        width = _drawn(shortened(names[iri], _WIDEST)) + 26
        x = 12 + (known[iri][0] - low) / ((high - low) or 1) * max(1.0, WIDTH - width - 24)
        wanted = rank * len(rows) // len(chosen)
        for row in sorted(range(len(rows)), key=lambda row: abs(row - wanted)):
            if all(x + width < a or b < x for a, b in rows[row]):
                break
        else:
            rows.append([])
            row = len(rows) - 1
        rows[row].append((x, x + width))
        found[iri] = (round(x, 1), row)
    most = max(degree[iri] for iri in chosen)
    return {
        iri: Point(
            found[iri][0],
            (found[iri][1] + 1) * _ROW,
            4 + round(4 * degree[iri] / most),
            shortened(names[iri], _WIDEST),
            names[iri],
            iri.removeprefix(ID).partition("/")[0],
            page.link(iri),
        )
        for iri in chosen
    }


def _drawn(name: str) -> float:
    return sum(2 * _COLUMN if ord(character) > 0x2E7F else _COLUMN for character in name)
