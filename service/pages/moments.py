"""The moments of an entity: its own dates, those of the events and policies beside it, and its dated claims."""

from collections.abc import Mapping
from typing import Final

from ontology.namespaces import ID, PG, PREFIXES
from service.evidence import Interval, Label, Reader
from service.pages.figures import interval_words
from service.pages.rendering import Page
from service.pages.rows import Row, local
from service.pages.timeline import Dated

__all__ = ["moments_of"]

_ENDS: Final = (PREFIXES["rdf"] + "subject", PREFIXES["rdf"] + "object", PG + "about")
_OWN: Final = {
    "issued": Label(en="issued", zh="发布"),
    "occurred": Label(en="takes place", zh="发生"),
    "planPeriod": Label(en="period of the plan", zh="规划期"),
    "deadline": Label(en="deadline", zh="期限"),
}
"""Properties of things whose `…From` and `…To` say when they are, and how that is said."""

_BESIDE: Final = {"event": "occurred", "vote": "occurred", "policy": "issued"}
"""Kinds of neighbours that are dated things themselves, with the date that counts."""


def moments_of(reader: Reader, page: Page, iri: str, rows: Mapping[str, Row]) -> list[Dated]:
    """Return what an entity has on a timeline, in the order of time; `rows` are the claims that name it."""
    found: dict[tuple[str, str], Dated] = {}
    for name, words in _OWN.items():
        if interval := _interval(reader, iri, name):
            text = f"{page.name(reader.label(iri))} – {page.name(words)}"
            found[iri, name] = _dated(page, interval, text, None, "Enacted" if name == "issued" else "StatedFact")
    for claim, row in rows.items():
        for name in ("date", "valid"):
            if (claim, "") not in found and (interval := _interval(reader, claim, name)):
                found[claim, ""] = _dated(page, interval, page.name(row.text), page.link(claim), row.status)
        ends = {value.value for predicate in _ENDS for value in reader.objects(claim, predicate)}
        for other in sorted(ends):
            beside = _BESIDE.get(other.removeprefix(ID).partition("/")[0])
            if beside is None or other == iri or (other, beside) in found:
                continue
            if interval := _interval(reader, other, beside):
                text = f"{page.name(reader.label(other), local(other))} – {page.name(_OWN[beside])}"
                found[other, beside] = _dated(page, interval, text, page.link(other), "StatedFact")
    return sorted(found.values(), key=lambda item: (item.interval.start or item.interval.end or "", item.text))


def _dated(page: Page, interval: Interval, text: str, href: str | None, status: str) -> Dated:
    return Dated(interval, interval_words(interval, page.language), text, href, status)


def _interval(reader: Reader, iri: str, name: str) -> Interval | None:
    start, end = reader.words(iri, f"{PG}{name}From"), reader.words(iri, f"{PG}{name}To")
    if not (start or end):
        return None
    precision = reader.one(iri, f"{PG}{name}Precision")
    return Interval(start=start, end=end, precision=local(precision.value) if precision is not None else None)
