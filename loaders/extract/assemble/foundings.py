"""Foundings: what a measure sets up – bodies, facilities, datasets, programmes – by the words for their kind."""

import re
from collections.abc import Iterator, Sequence

from loaders.claims.model import RelationClaim, Span
from loaders.extract.assemble.acts import introduced_acts
from loaders.extract.assemble.builder import Builder
from loaders.extract.patterns import first
from loaders.text.passages import Passage
from ontology.namespaces import PG

__all__ = ["founding_claims"]

_RULE = "measure-sets"
_KINDS = (
    (
        "GovernmentBody",
        re.compile(r"(?:领导小组|工作组|专家组|专班|委员会|指挥部)$|\b(?:[Bb]oard|[Tt]ask [Ff]orce|[Cc]ouncil)\b"),
    ),
    ("ResearchOrganization", re.compile(r"(?:研究院|研究所|学院|研发机构)$|\b[Ii]nstitute\b")),
    ("Alliance", re.compile(r"(?:联盟|联合体|共同体)$|\b(?:[Aa]lliance|[Cc]onsortium)\b")),
    ("Dataset", re.compile(r"(?:数据集|语料库|数据库|资源库|知识库)$|\b(?:dataset|database|corpus)\b")),
    (
        "Facility",
        re.compile(
            r"(?:平台|中心|实验室|基地|园区|产业园|集聚区|示范区|先导区|试验区|枢纽|训练场|测试场|载体|创新港|产业集群)$|"
            r"\b(?:[Cc]ent(?:re|er)|[Ll]aborator(?:y|ies)|[Hh]ub|[Pp]latform|[Ss]upercomputer)\b"
        ),
    ),
    (
        "Concept",
        re.compile(
            r"(?:机制|制度|体系|基金|基金群|专项|计划|行动|工程|专业|课程|目录|清单|沙盒|标准|规范|准则|格式|指数|指标|框架|工具包|"
            r"标准库|图谱|模式)$|\b(?:[Ff]und|[Ss]andbox|[Pp]rogramme|[Rr]egister|[Ss]tandards?)\b"
        ),
    ),
)  # fmt: skip
_COUNT = re.compile(
    r"(?:了|并统一|一[批个支项套家所]|若干个?|首[批个家]|(?:不少于|超过|约|近|至少)?\d+[个家所支项座条](?:以上|左右)?的?|"
    r"统一的?|高质量的?|更多的?|相关的?|有关的?|全国|"
    r"(?:[Aa]n?|[Tt]he|its|new|up|\d+|two|three|four|five|six) )+"
)
_REST = re.compile(r"等?$")
_APART = re.compile(r"、|以及|和|与|及|等")
_VAGUE = re.compile(r"(?:对|该|此类|上述|各类|其他|这|其|配套|长效|办法)")
_LEAST, _MOST = 4, 80


def founding_claims(builder: Builder) -> None:
    """Add what every measure with an owner sets up, one claim for each item of a list."""
    for measure, entity, how in introduced_acts(builder):
        match = first(_RULE, builder.reading.typed, Passage(measure.start, measure.end))
        if match is None:
            continue
        for span, cls in _objects(builder, *match.span("object")):
            if builder.reading.annotated.between(span.start, span.end, "quantity"):
                continue
            thing = builder.named_at(span, cls)
            if thing != entity:
                body = RelationClaim(entity, PG + "sets", thing)
                builder.utter(body, Span(measure.start, measure.end), _RULE, qualifiers=how)


def _objects(builder: Builder, start: int, end: int) -> Sequence[tuple[Span, str]]:
    """Return what an object names: the items of a list that say their kind, each by its last words (after 的).

    One that does not (产业聚合以及协同创新平台) is the beginning of the next; items too short to name anything by
    themselves (标准库和工具包) are one together.
    """
    view = builder.reading.view
    if rest := _REST.search(view, start, end):
        end = rest.start()
    if _VAGUE.match(view, start, end):
        return ()
    items = list(_items(view, start, end))
    if items:
        return items
    cls, whole = _kind(view[start:end]), _core(view, start, end)
    return [(whole, cls)] if cls and whole else ()


def _items(view: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    cuts = [start, *(mark.end() for mark in _APART.finditer(view, start, end)), end]
    first = start
    for mark, cut in zip([*_APART.finditer(view, start, end), None], cuts[1:], strict=True):
        last = mark.start() if mark else end
        cls = _kind(view[first:last])
        if cls is None:
            continue
        if (span := _core(view, first, last)) is not None:
            yield span, cls
        first = cut


def _kind(words: str) -> str | None:
    return next((cls for cls, pattern in _KINDS if pattern.search(words)), None)


def _core(view: str, start: int, end: int) -> Span | None:
    """Return the name within the words of an item: without count, praise, and what stands before its last 的."""
    last = view.rfind("的", start, end) + 1
    if end - last >= _LEAST and last > start and view[last - 2] != "”":
        start = last
    if (count := _COUNT.match(view, start, end)) and end - count.end() >= _LEAST:
        start = count.end()
    words = view[start:end].strip()
    generic = any(pattern.fullmatch(words) for _, pattern in _KINDS)
    fits = _LEAST <= len(words) <= _MOST and not _VAGUE.match(words) and not generic
    return Span(end - len(words), end) if fits and words.count("“") == words.count("”") else None
