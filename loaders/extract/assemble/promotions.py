"""Promotions: the technologies and other things that measures promote (measure → technology, field, concept)."""

import re
from collections.abc import Iterator

from loaders.claims.model import Qualifiers, RelationClaim, Span
from loaders.extract.assemble.acts import introduced_acts, introduced_targets
from loaders.extract.assemble.builder import Builder
from loaders.extract.patterns import find
from loaders.extract.statements import Measure, Target
from loaders.text.passages import Passage
from ontology.namespaces import PG

__all__ = ["promotion_claims"]

_RULE = "measure-promotes"
_AGAINST = re.compile(r"禁止|限制|不得|取消|暂停|处罚|罚款|管制|防范|防止|避免|\bban|prohibit")
_APART = re.compile(r"、|以及|和|与|及|,")
_LEAST, _MOST = 2, 16
_VERBS = ("推动", "加快", "推进", "促进")
_WITHOUT = ("依赖", "摆脱", "替代", "without ")
_SHORTEST = 4
_OF = re.compile(r".*的|\s+")
_GENERIC = re.compile(r"(?:关键|核心|前沿|重点|共性|新型|先进|相关|基础|底层|新一代|下一代|人工智能|AI|技术|等)*")


def promotion_claims(builder: Builder) -> None:
    """Add what every measure with an owner promotes, each item of a list by itself, and the technologies of targets.

    The verb may stand right before the words of a measure (加快推动…).
    """
    for measure, entity, how in introduced_acts(builder):
        view = builder.reading.view
        if _AGAINST.search(view, measure.start, measure.end):
            continue
        verb = view[measure.start - len(_VERBS[0]) : measure.start] in _VERBS
        start = measure.start - len(_VERBS[0]) if verb else measure.start
        for thing in _promoted(builder, Passage(start, measure.end)):
            _say(builder, measure, entity, thing, how)
    for target, entity, how in introduced_targets(builder):
        for technology in builder.reading.annotated.between(target.start, target.end, "technology"):
            if not builder.reading.view.endswith(_WITHOUT, 0, technology.start):
                _say(builder, target, entity, builder.entity(technology), how)


def _say(builder: Builder, act: Measure | Target, entity: str, thing: str | None, how: Qualifiers) -> None:
    if thing is not None and thing != entity:
        body = RelationClaim(entity, PG + "promotes", thing)
        builder.utter(body, Span(act.start, act.end), _RULE, qualifiers=how)


def _promoted(builder: Builder, clause: Passage) -> Iterator[str]:
    annotated = builder.reading.annotated
    for match in find(_RULE, builder.reading.typed, clause):
        name = match.lastgroup
        if name == "list":
            yield from _listed(builder, *match.span("list"))
        elif name == "concept":
            if (known := _ending(builder, *match.span("concept"))) is not None:
                yield known
        else:
            for technology in annotated.between(match.start(name or 0), match.end(), "technology", "topic"):
                if (known := builder.entity(technology)) is not None:
                    yield known


def _listed(builder: Builder, start: int, end: int) -> Iterator[str]:
    """Yield the items of a list of technologies (内存系统、高速互联等技术), known or not."""
    view = builder.reading.view
    first = start
    for last, following in [*(mark.span() for mark in _APART.finditer(view, start, end)), (end, end)]:
        if lead := _OF.match(view, first, last):
            first = lead.end()
        label = view[first:last]
        if _LEAST <= len(label) <= _MOST and not _GENERIC.fullmatch(label):
            yield builder.named_at(Span(first, last), "TechnologyField")
        first = following


def _ending(builder: Builder, start: int, end: int) -> str | None:
    """Return the known concept that the words of an object end with, or None."""
    view = builder.reading.view
    for first in range(start, end - _SHORTEST + 1):
        if first > start and view[first - 1] == "的":
            return None
        known = builder.known(view[first:end])
        if known is not None and builder.typed(known, "Concept", "Technology", "TechnologyField"):
            return known
    return None
