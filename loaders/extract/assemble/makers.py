"""Makers: which company or body made a named technology, where the two stand together (technology ← maker)."""

import re
from itertools import pairwise

from loaders.claims.model import RelationClaim, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from ontology.namespaces import PG

__all__ = ["maker_claims"]

_RULE = "technology-maker"
_NAMED = frozenset({"AIChip", "AIFramework", "AISystem"})
_MADE = re.compile(
    r"(?:于|在|年|月|日|[\ufffc\s])*(?:近日|正式|今年|去年|率先|已|也|还|又|自主|自行|联合)*"
    r"(?:推出|发布|研发|开发|开源|自研|研制|上线)(?:了|的|出|并推出|并发布)?(?:一款|新一代|全新的?|最新的?|自研的?|旗下|通用|开源)*"
)
_OWN = re.compile(r"(?:公司|集团)?(?:的|旗下的?|自研的?)?|['’]s\s+(?:own |new |latest |flagship )?")
_MADE_ENGLISH = re.compile(
    r"\s+(?:has |have |recently |also )*(?:launched|released|unveiled|developed|built|open-sourced|introduced)\s+"
    r"(?:its |the |a |an )?(?:own |new |latest |open-source |open |flagship )*"
)
_BY = re.compile(r"(?:芯片|大模型|模型|框架|系统)?(?:是|则|均)?由(?:了)?")
_BY_DONE = re.compile(r"(?:公司)?(?:自主|独立|联合|团队)*(?:研发|开发|推出|发布|打造|研制)")
_BY_ENGLISH = re.compile(
    r",?\s+(?:which was |that was |was |is )?(?:developed|made|built|created|released|launched|trained) by\s+(?:the )?"
)
_HALF_SAID = re.compile(r"^(?:等|和|与|、)?(?:的)?(?:竞争对手|类似|一样|投资|用户|应用|生态|平台上|插件|概念)")


def maker_claims(builder: Builder) -> None:
    """Add who made each named chip, framework or system; a field of technology has no maker."""
    reading = builder.reading
    for sentence in reading.passages.sentences:
        names = reading.within(sentence, "organisation", "technology", "place", "group")
        for first, second in pairwise(names):
            maker, technology = (first, second) if first.type == "organisation" else (second, first)
            if maker.type == "organisation" and _is_product(technology) and _together(builder, first, second):
                party, product = builder.entity(maker), builder.entity(technology)
                if party and product:
                    body = RelationClaim(product, PG + "developedBy", party)
                    builder.utter(body, Span(first.start, _end(builder, second)), _RULE)


def _is_product(annotation: Annotation) -> bool:
    return annotation.type == "technology" and annotation.value("class") in _NAMED


def _together(builder: Builder, first: Annotation, second: Annotation) -> bool:
    view = builder.reading.view
    between = view[first.end : second.start]
    if first.type == "organisation":
        said = _OWN.fullmatch(between) or _MADE.fullmatch(between) or _MADE_ENGLISH.fullmatch(between)
        return bool(said) and _HALF_SAID.match(view[second.end : second.end + 6]) is None
    if _BY_ENGLISH.fullmatch(between):
        return True
    return _BY.fullmatch(between) is not None and _BY_DONE.match(view, second.end) is not None


def _end(builder: Builder, second: Annotation) -> int:
    """Return where the quote ends: behind the verb in “Y由X研发”."""
    done = _BY_DONE.match(builder.reading.view, second.end) if second.type == "organisation" else None
    return done.end() if done else second.end
