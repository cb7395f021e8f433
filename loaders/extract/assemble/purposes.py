"""Purposes: whom a measure helps, who carries it out, in which sectors, and what it is about."""

import re
from collections.abc import Mapping

from loaders.claims.model import Qualifiers, RelationClaim, Span
from loaders.extract.annotations import MASK, overwritten
from loaders.extract.assemble.acts import introduced_acts, introduced_targets
from loaders.extract.assemble.builder import Builder
from loaders.extract.patterns import find
from loaders.extract.statements import Measure, Target
from loaders.text.passages import Passage
from ontology.namespaces import ID, PG
from ontology.terms import Status

__all__ = ["purpose_claims"]

_PARTY, _SECTOR, _FOCUS = "measure-party", "measure-sector", "measure-focus"
_PARTS = {"beneficiary": "beneficiary", "agent": "carriedOutBy", "target": "target"}
_AGAINST = re.compile(r"禁止|限制|不得|取消|暂停|处罚|罚款|管制|防范|防止|\bban|prohibit")
_FOCUSES = frozenset({
    "algorithms", "chips", "compute", "data", "infrastructure", "root-technology", "talent", "underlying-technology",
})  # fmt: skip
_DRIVEN = re.compile(r"数据驱动|数据合伙人|算法工程师")
_EXAMPLE = re.compile(r"(?:^|[(,])(?:例|比)?如[^)。;]*$")
_WHOLE = ("产业", "行业")
_LIST_END = re.compile(r"等|领域|行业|产业|部门|[、和与及]")


def purpose_claims(builder: Builder) -> None:
    """Add what the words of every measure that a claim has introduced say of whom and what it is for."""
    sectors = sorted((form for form in builder.named("Sector") if len(form) > 1), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, sectors))) if sectors else None
    known = sorted(builder.named("Focus").items(), key=lambda item: -len(item[0]))
    focuses = {form: iri for form, iri in known if iri.rpartition("/")[2] in _FOCUSES}
    for target, entity, qualifiers in introduced_targets(builder):
        _focuses(builder, target, entity, qualifiers, focuses)
    for measure, entity, qualifiers in introduced_acts(builder):
        if _AGAINST.search(builder.reading.view, measure.start, measure.end):
            continue
        _party(builder, measure, entity, qualifiers)
        _focuses(builder, measure, entity, qualifiers, focuses)
        if pattern is not None:
            _sectors(builder, measure, entity, qualifiers, pattern)


def _say(
    builder: Builder, act: Measure | Target, entity: str, predicate: str, other: str | None, rule: str, how: Qualifiers
) -> None:
    if other is not None and other != entity:
        body = RelationClaim(entity, PG + predicate, other)
        builder.utter(body, Span(act.start, act.end), rule, qualifiers=how)


def _party(builder: Builder, measure: Measure, entity: str, how: Qualifiers) -> None:
    """Add every party that the words of a measure give a part in it; what is there to help somebody is his."""
    helped: set[str] = set()
    for match in find(_PARTY, builder.reading.typed, Passage(measure.start, measure.end)):
        name = match.lastgroup or ""
        for named in builder.reading.annotated.between(*match.span(name), "group", "organisation"):
            party = builder.entity(named)
            if party is not None and not (name == "target" and party in helped):
                _say(builder, measure, entity, _PARTS[name], party, _PARTY, how)
                helped.add(party)


def _sectors(builder: Builder, measure: Measure, entity: str, how: Qualifiers, pattern: re.Pattern[str]) -> None:
    """Add the sectors that stand in a list, or before 领域, 行业 or the like; a sector's word alone may be anything,
    and within the name of a body it is none.
    """
    view, named = builder.reading.view, builder.named("Sector")
    bodies = builder.reading.annotated.between(measure.start, measure.end, "organisation")
    for match in pattern.finditer(view, measure.start, measure.end):
        listed = _LIST_END.match(view, match.end()) or view[match.start() - 1] == "、" or match[0].endswith(_WHOLE)
        if listed and not any(body.covers(*match.span()) for body in bodies):
            example = _EXAMPLE.search(view[measure.start : match.start()])
            told = Qualifiers(status=Status.EXAMPLE) if example else how
            _say(builder, measure, entity, "sector", named[match[0]], _SECTOR, told)


def _focuses(
    builder: Builder, measure: Measure | Target, entity: str, how: Qualifiers, named: Mapping[str, str]
) -> None:
    """Add what a measure is about by the words for it: compute, data, talent; 研发 or 标准 tell how, not what about."""
    bodies = builder.reading.annotated.between(measure.start, measure.end, "organisation")
    blanks = ((body.start - measure.start, MASK * (body.end - body.start)) for body in bodies)
    words = _DRIVEN.sub("", overwritten(builder.reading.view[measure.start : measure.end], blanks))
    forms = [form for form in named if form in words]
    kept = [form for n, form in enumerate(forms) if not any(form in longer for longer in forms[:n])]
    found = {named[form]: form for form in reversed(kept)}
    for match in find(_FOCUS, builder.reading.typed, Passage(measure.start, measure.end)):
        slug = (match.lastgroup or "").replace("_", "-")
        found.setdefault(f"{ID}focus/{slug}", builder.text[match.start() : match.end()])
    for focus, form in sorted(found.items()):
        if focus in builder.authority:
            builder.name(focus, form)
            _say(builder, measure, entity, "focus", focus, _FOCUS, how)
