"""Organisations beyond the gazetteer: by place or country, by the word for their kind, in lists and table columns."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders.extract.annotate.tables import cells_below
from loaders.extract.annotations import Annotation, Field
from loaders.extract.gazetteer import Hit, candidate_iri
from loaders.extract.rules import Rule, rules_of
from ontology.namespaces import PG

__all__ = ["find_organisations"]

# Only from the beginning of a stretch: from every place in it, a long text without capitals would never end.
_ENGLISH = re.compile(r"(?<![ -~À-ɏ‘’“”–—\uFFFC])[ -~À-ɏ‘’“”–—\uFFFC]*[A-Z][ -~À-ɏ‘’“”–—\uFFFC]{3,}")
_COUNTRIES = {PG + name for name in ("Country", "Bloc")}
_LISTED = re.compile(
    r"(?P<part>[^、和与以及,\s](?:[^、和与以及,]*?[^、和与以及,\s])?)"
    r"(?:,?\s(?:and\s)(?:the\s)?|,\s(?:the\s)?|、|和|与|以及|$|(?=等))"
)
_SANDWICHED = re.compile(
    r"[、,]\s?(?P<name>[A-Z][0-9A-Za-z.&-]*(?: [A-Z][0-9A-Za-z&-]*){0,2}|[一-鿿A-Za-z0-9·]{2,6})[、,]\s?"
)
_GOVERNMENT, _COMPANY, _ALLIANCE = "GovernmentBody", "Company", "Alliance"
_PLACE_SUFFIXES = frozenset({"", "市", "省", "自治区"})
_NAME = re.compile(r"[A-Za-z0-9·&. '’一-鿿-]{2,40}")
_LEAST_LISTED, _MOST_LISTED, _MOST_LATIN = 2, 10, 28


def find_organisations(
    document: str, masked: str, places: Sequence[Hit], known: Sequence[Annotation]
) -> Iterator[Annotation]:
    """Yield the organisations that rules find in a view whose titles and dates are blanked out; spans may overlap.

    `places` are the places of the view, `known` the annotations of the gazetteer.
    """
    chains = _chained(places, masked)
    anchors = sorted({start for start, _ in chains})
    found: list[Annotation] = list(_bodies_of_places(document, masked, chains))
    for rule in rules_of("organisation"):
        found += _from_rule(document, masked, rule, anchors)
    for stretch in _ENGLISH.finditer(masked):
        for rule in rules_of("organisation-english"):
            found += _from_rule(document, masked, rule, anchors, stretch.span())
    found += _subjects(document, masked, {place for a in known for place in range(a.start, a.end)})
    bodies = [a for a in known if a.type == "organisation"]
    found += _offices(document, masked, [*bodies, *found])
    found += _following(document, masked, [*bodies, *found])
    found += _listed(document, masked, [*bodies, *found], {a.start for a in known if a.type != "organisation"})
    found += _between(document, masked, [*bodies, *found])
    found += _joined(document, masked, [*bodies, *found], {a.start for a in known})
    found += _in_tables(document, masked, {(a.start, a.end) for a in known})
    yield from found


def _made(
    document: str, masked: str, span: tuple[int, int], rule: str, cls: str, place: Hit | None = None
) -> Annotation:
    start, end = span
    fields = {"class": Field(cls, start, end)}
    if place is None:
        fields["candidate"] = Field(candidate_iri(masked[start:end], cls), start, end)
    else:
        fields["place"] = Field(place.entity.iri, place.start, place.end)
    return Annotation(document, start, end, "organisation", rule, 1, fields)


def _chained(places: Sequence[Hit], masked: str) -> list[tuple[int, Hit]]:
    """Return each place with where its whole name begins: 北京市海淀区 begins at 北京."""
    chains: list[tuple[int, Hit]] = []
    for hit in places:
        start = hit.start
        if chains:
            first, left = chains[-1]
            joined = masked[left.end : hit.start] in _PLACE_SUFFIXES and left.entity.iri != hit.entity.iri
            start = first if joined else start
        chains.append((start, hit))
    return chains


def _bodies_of_places(document: str, masked: str, chains: Sequence[tuple[int, Hit]]) -> Iterator[Annotation]:
    home, abroad = rules_of("organisation-tail"), rules_of("organisation-tail-foreign")
    for start, hit in chains:
        rules = (*home, *abroad) if hit.entity.types & _COUNTRIES else home
        ends = [(match.end(), rule) for rule in rules if (match := rule.pattern.match(masked, hit.end))]
        if ends:
            end, rule = max(ends, key=lambda pair: pair[0])
            yield _made(document, masked, (start, end), rule.id, rule.values["class"], hit)


def _from_rule(
    document: str, masked: str, rule: Rule, anchors: Sequence[int], within: tuple[int, int | None] = (0, None)
) -> Iterator[Annotation]:
    for match in rule.matches(masked, *within, anchors=anchors):
        yield _made(document, masked, (match.start, match.end), rule.id, rule.values["class"])


def _offices(document: str, masked: str, bodies: Sequence[Annotation]) -> Iterator[Annotation]:
    """Yield the offices and laboratories named right after a body, as part of its name (工业和信息化部科技司)."""
    kinds = ("office", "company", "alliance")
    (office,), (branch,), (organ,) = (rules_of(f"organisation-tail-{kind}") for kind in kinds)
    for body in bodies:
        of_state = body.value("class") == _GOVERNMENT or masked[body.end - 1] in "院学"
        of_class = {_COMPANY: (branch,), _ALLIANCE: (organ,)}.get(body.value("class") or "", ())
        for rule in (office,) if of_state else of_class:
            if (match := rule.pattern.match(masked, body.end)) is not None:
                yield _made(document, masked, (body.start, match.end()), rule.id, rule.values["class"])


def _following(document: str, masked: str, bodies: Sequence[Annotation]) -> Iterator[Annotation]:
    """Yield the bodies listed behind one of the state by the word for their kind alone (英国财政部、内政部)."""
    (rule,) = rules_of("organisation-tail-next")
    generic = _generic()
    ends = {body.end for body in bodies if body.value("class") == _GOVERNMENT}
    for first in sorted(ends):
        end = first
        while match := rule.pattern.match(masked, end):
            start, end = match.span("span")
            if not generic.fullmatch(masked, start, end - 1):
                yield _made(document, masked, (start, end), rule.id, rule.values["class"])
            if end in ends:
                break


def _subjects(document: str, masked: str, taken: set[int]) -> Iterator[Annotation]:
    """Yield the names that act as companies do, but for those behind another capital somewhere: surnames."""
    for rule in rules_of("organisation-subject"):
        for match in rule.matches(masked):
            if match.start not in taken and not _is_surname(masked, match.start, match.end):
                yield _made(document, masked, (match.start, match.end), rule.id, rule.values["class"])


def _listed(document: str, masked: str, bodies: Sequence[Annotation], taken: set[int]) -> Iterator[Annotation]:
    """Yield the parts of a list that says what they are (甲、乙等企业), where one of them is known for a body."""
    starts = {body.start for body in bodies}
    generic = _generic()
    for rule in (*rules_of("organisation-listed"), *rules_of("organisation-list")):
        for match in rule.matches(masked):
            first, last = match.groups["list"]
            parts = [part.span("part") for part in _LISTED.finditer(masked, first, last)]
            if not any(place in starts for a, b in parts for place in range(a, b)):
                continue
            for start, end in parts[1:]:
                most = _MOST_LATIN if masked[start].isascii() else _MOST_LISTED
                fits = _LEAST_LISTED <= end - start <= most and not generic.fullmatch(masked, start, end)
                if fits and taken.isdisjoint(range(start, end)):
                    yield _made(document, masked, (start, end), rule.id, rule.values["class"])


def _between(document: str, masked: str, bodies: Sequence[Annotation]) -> Iterator[Annotation]:
    """Yield what stands between two organisations of one list: 华为、燧原、寒武纪."""
    starts = {body.start for body in bodies}
    generic = _generic()
    for body in bodies:
        match = _SANDWICHED.match(masked, body.end)
        if match and match.end() in starts and not generic.fullmatch(match["name"]):
            yield _made(document, masked, match.span("name"), "organisation-between", "Company")


def _is_surname(masked: str, start: int, end: int) -> bool:
    """Say whether words stand behind another capital somewhere, as a person's last name does."""
    return re.search(rf"[A-ZÀ-Þ][\w.’-]* {re.escape(masked[start:end])}\b", masked) is not None


def _joined(document: str, masked: str, bodies: Sequence[Annotation], taken: set[int]) -> Iterator[Annotation]:
    """Yield the names that an English “and” joins to an organisation before what both do."""
    (rule,) = rules_of("organisation-tail-and")
    for end in sorted({body.end for body in bodies}):
        match = rule.pattern.match(masked, end)
        if match and match.start("span") not in taken and not _is_surname(masked, *match.span("span")):
            yield _made(document, masked, match.span("span"), rule.id, rule.values["class"])


@cache
def _generic() -> re.Pattern[str]:
    """Return the pattern of words that name nothing in particular."""
    return re.compile("|".join(sorted({rule.left.generic.pattern for rule in rules_of("organisation") if rule.left})))


def _in_tables(document: str, masked: str, known: set[tuple[int, int]]) -> Iterator[Annotation]:
    (rule,) = rules_of("organisation-column")
    for start, end in cells_below(masked, rule.pattern):
        if (start, end) not in known and _NAME.fullmatch(masked, start, end):
            yield _made(document, masked, (start, end), rule.id, rule.values["class"])
