"""Pictures of graphs: always the same for the same answer, with no name over another."""

from itertools import combinations
from typing import cast

import pyoxigraph as ox

from ontology.namespaces import ID, PG, PREFIXES
from service.evidence import Label
from service.pages.picture import Picture, picture
from service.pages.rendering import Page
from service.pages.rows import PageReader

RDF = PREFIXES["rdf"]


class Named:
    """A reader that calls everything by a long Chinese name, and a page that takes it."""

    language = "zh"

    def label(self, iri: str) -> Label:
        return Label(zh="人工智能产业高质量发展措施" + iri[-2:])

    def name(self, label: Label, fallback: str = "") -> str:
        return label.zh or fallback

    def link(self, iri: str) -> str:
        return "/x"


def triples(pairs: list[tuple[str, str]]) -> list[ox.Triple]:
    found = []
    for number, (subject, value) in enumerate(pairs):
        claim = ox.NamedNode(f"{ID}claim/{number:016x}")
        for predicate, term in (
            (RDF + "subject", ID + subject), (RDF + "object", ID + value), (RDF + "predicate", PG + "target"),
            (PG + "status", PG + "Draft"),
        ):  # fmt: skip
            found.append(ox.Triple(claim, ox.NamedNode(predicate), ox.NamedNode(term)))
    return found


def drawn(pairs: list[tuple[str, str]], positions: dict[str, tuple[float, float]] | None = None) -> Picture | None:
    named = Named()
    return picture(triples(pairs), positions or {}, cast(PageReader, named), cast(Page, named), None, more=False)


def test_an_answer_without_links_has_no_picture() -> None:
    assert drawn([]) is None


def test_names_do_not_cover_each_other_even_in_one_place() -> None:
    pairs = [(f"actor/a{n:02}", f"place/p{n % 7:02}") for n in range(60)]
    places = {f"{ID}actor/a{n:02}": (1.0, 1.0) for n in range(60)}
    found = drawn(pairs, places)
    assert found
    assert found.left_out > 0
    boxes = [(p.x, p.x + 14 * len(p.name), p.y) for p in found.points]
    for (a, b, y), (c, d, z) in combinations(boxes, 2):
        assert abs(y - z) >= 20 or b <= c or d <= a
    assert all(p.y < found.height and b <= 920 for p, (_, b, _) in zip(found.points, boxes, strict=True))


def test_the_layout_says_what_is_left_and_what_is_above() -> None:
    found = drawn([("actor/aa", "place/bb")], {f"{ID}actor/aa": (-50.0, 80.0), f"{ID}place/bb": (90.0, -10.0)})
    assert found
    left, right = sorted(found.points, key=lambda point: point.x)
    assert (left.kind, right.kind) == ("actor", "place")
    assert left.y < right.y


def test_the_same_answer_gives_the_same_picture() -> None:
    pairs = [("actor/aa", "place/bb"), ("policy/cc", "place/bb"), ("actor/aa", "policy/cc")]
    assert drawn(pairs) == drawn(list(pairs))


def test_a_line_carries_relation_and_status_and_leads_to_its_claim() -> None:
    found = drawn([("actor/aa", "place/bb")])
    assert found
    (edge,) = found.edges
    assert (edge.status, edge.href) == ("Draft", "/x")
    assert edge.relation in edge.words
