"""Topics: which technology the title of a policy says that it promotes or regulates (policy → technology)."""

import re

from loaders.claims.model import Qualifiers, RelationClaim, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.gazetteer import CANDIDATE
from ontology.namespaces import PG
from ontology.terms import Status

__all__ = ["topic_claims"]

_RULE = "policy-topic"
_OTHER = re.compile(r"融合|基金|奖励|资金|人才|创新券|消费|投资|优惠|收费|资助|扶持|企业|赛|报告")
_REGULATED = re.compile(
    r"法案|管理(?:暂行)?(?:办法|规定|条例)|标识(?:管理)?办法|(?:责任|基本|透明|安全)法|\b(?:Act|Bill|Regulation)\b"
)
_PROMOTED = re.compile(
    r"促进|支持|推动|推进|加快|培育|发展(?:规划|战略|计划|行动)|Promoti(?:on|ng)|(?:National|European) AI Strategy\b"
)
_DRAFT = re.compile(r"征求意见稿|草案|法案|\b(?:Bill|[Dd]raft)\b")
_PART = re.compile(r"[A-Za-z0-9]{2}")
_INDUSTRY = ("产业", "行业", "终端")
_SHORTEST, _LONGEST = 1, 14
_TECHNOLOGIES = ("Technology", "AIChip", "AIFramework", "AISystem", "TechnologyField", "Platform")


def topic_claims(builder: Builder) -> None:
    """Add which technology the title of a policy promotes or regulates, once a policy."""
    seen: set[str] = set()
    for title in builder.reading.annotated.of("title"):
        policy = builder.policy(title)
        words = builder.reading.view[title.start : title.end]
        predicate = _predicate(words)
        if policy is None or predicate is None or policy in seen:
            continue
        seen.add(policy)
        if (topic := _topic(builder, title)) is not None:
            body = RelationClaim(policy, PG + predicate, topic)
            status = Status.DRAFT if _DRAFT.search(words) else Status.ENACTED
            builder.utter(body, Span(title.start, title.end), _RULE, qualifiers=Qualifiers(status=status))


def _predicate(words: str) -> str | None:
    """Return what a title says of its technology; None where it may be about a fund, people or a mere word of it."""
    if _OTHER.search(words):
        return None
    promoted, regulated = _PROMOTED.search(words), _REGULATED.search(words)
    if bool(promoted) == bool(regulated):
        return None
    return "promotes" if promoted else "regulates"


def _topic(builder: Builder, title: Annotation) -> str | None:
    """Return the first technology that a title names, by its longest form."""
    view = builder.reading.view
    for start in range(title.start, title.end - _SHORTEST):
        for end in range(min(start + _LONGEST, title.end), start + _SHORTEST, -1):
            found = builder.reading.gazetteer.entity(view[start:end])
            if found is None or _PART.search(view[start - 1 : start + 1]) or _PART.search(view[end - 1 : end + 1]):
                continue
            if not found.types.isdisjoint(PG + cls for cls in _TECHNOLOGIES):
                if view.startswith(_INDUSTRY, end):
                    return None
                if found.iri.startswith(CANDIDATE):
                    builder.add(found)
                builder.name(found.iri, builder.text[start:end])
                return found.iri
    return None
