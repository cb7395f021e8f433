"""Policies: who issued or proposed them and when, their short titles and stages (title ← issuer, date, stage)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.claims.model import Inference, RelationClaim, Span
from loaders.extract.annotate.titles import bare_title
from loaders.extract.annotations import MASK, Annotation, mask
from loaders.extract.assemble.builder import Builder
from loaders.extract.reading import Reading
from loaders.text.dates import parse_interval
from loaders.text.passages import Passage
from ontology.namespaces import ID, PG

__all__ = ["Issue", "find_issues", "policy_claims"]

_ISSUED, _DATED, _SHORT, _STAGE = "policy-issuer", "policy-issued", "policy-short-title", "policy-stage"
_VERBS = (
    "发布|印发|出台|颁布|公布|制定并发布|制定|制订|下发|推出|通过|批准|签署|发表|审议通过|发出|宣布|颁发|编制|"
    "正式发布|提出|起草|拟定|提议"
)
_PROPOSING = frozenset({"提出", "起草", "拟定", "提议"})
_ISSUER_TYPES = ("organisation", "place", "meeting")
_GAP = re.compile(
    rf"(?:市|省|国)?(?:[\s,、{MASK}]|于|在|从|日|近日|日前|今日|昨日|随后|先后|陆续|此前|最近|最新|也|还|就|又|已经?|再次|"
    r"再度|正式|联合|牵头|共同|率先|首次|经|来|组织|研究|会议|上|同时|则|并|曾|专门|另外|"
    r"等(?:[\d一二三四五六七八九十]+)?(?:部门|部委|单位|机构|国)?|[(][A-Za-z& -]{2,14}[)])*"
)
_FILLER = re.compile(
    r"(?:了|的|过)?(?:一[项份部个]|第[一二三四五\d]+[版份部]|首[份部个]|新版|最新版?|新一[版轮]|修订[版后]的?|其|该|题为|名为|关于|的|国家|新的?|相关|"
    r"[,:\s]|一系列|纲领性文件|监管法案|政策文件|法案|文件|政策|计划|草案)*"
)
_JOIN = re.compile(r"[、和与及]|以及|会同|联合|[,\s]*(?:and|,)\s*")
_CITING = re.compile(r"(?:根据|按照|依据|落实|贯彻|依照|为落实|为贯彻|结合|参照|围绕|遵循|对|在)$")
_ENGLISH_VERB = re.compile(
    r"\s+(?:(?:has|have|had)\s+)?(?:also\s+|recently\s+|jointly\s+|formally\s+)?(?P<verb>released|issued|published|adopted|"
    r"enacted|unveiled|launched|approved|passed|signed|announced|introduced|proposed)\s+(?:its|the|an?|their|his)?\s*"
    r"(?:new\s+|first\s+|updated\s+|revised\s+|draft\s+|landmark\s+|national\s+)*[“\"]?$"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """An act of issuing in one sentence: the title, the verb's span, who did it (in order), and when."""

    title: Annotation
    verb: str
    sentence: Passage
    issuers: tuple[Annotation, ...]
    date: Annotation | None


def policy_claims(builder: Builder) -> None:
    """Add the claims of every act of issuing, and the short titles and stages that titles show."""
    for title in builder.reading.annotated.of("title"):
        policy = builder.policy(title)
        sentence = builder.reading.sentence(title.start, title.end)
        if policy is None or sentence is None:
            continue
        _short_title(builder, policy, title, sentence)
        if "征求意见稿" in builder.reading.view[title.start : title.end + 8]:
            end = builder.reading.view.index("征求意见稿", title.start) + len("征求意见稿")
            draft = RelationClaim(policy, PG + "stage", ID + "stage/draft-for-comment")
            builder.utter(draft, Span(title.start, max(end, title.end)), _STAGE)
        if issue := _issue(builder.reading, title, sentence):
            _issued(builder, policy, issue)


def find_issues(reading: Reading) -> Iterator[Issue]:
    """Yield every act of issuing in a reading."""
    for title in reading.annotated.of("title"):
        sentence = reading.sentence(title.start, title.end)
        if sentence is not None and (issue := _issue(reading, title, sentence)):
            yield issue


def _short_title(builder: Builder, policy: str, title: Annotation, sentence: Passage) -> None:
    short = title.fields.get("short")
    if short is None or not sentence.covers(title.start, short.end):
        return
    words = bare_title(builder.text[short.start : short.end])
    body = RelationClaim(policy, PG + "shortTitle", builder.words(short.start, short.end))
    if len(words) >= 2:
        builder.utter(body, Span(title.start, min(short.end + 1, sentence.end)), _SHORT)


def _issued(builder: Builder, policy: str, issue: Issue) -> None:
    start = min([issue.title.start, *(a.start for a in issue.issuers), *([issue.date.start] if issue.date else [])])
    quote = Span(start, issue.title.end)
    predicate = PG + ("proposedBy" if issue.verb in _PROPOSING | {"proposed"} else "issuedBy")
    for issuer in issue.issuers:
        if (party := builder.entity(issuer)) is not None:
            builder.utter(RelationClaim(policy, predicate, party), quote, _ISSUED)
    resolved = builder.reading.date(issue.date) if issue.date else None
    if issue.date and resolved and not resolved.deadline and predicate == PG + "issuedBy":
        inferred = [Inference("date", resolved.source)] if resolved.source else []
        body = RelationClaim(policy, PG + "issued", parse_interval(resolved.notation))
        words = builder.text[issue.date.start : issue.date.end]
        builder.utter(body, quote, _DATED, inferences=inferred, time_as_stated=words)


def _issue(reading: Reading, title: Annotation, sentence: Passage) -> Issue | None:
    """Return who issues a title in its sentence and when, where verb and issuer stand together before it."""
    if reading.view[title.start].isascii():
        return _english_issue(reading, title, sentence)
    annotations = reading.within(sentence, *_ISSUER_TYPES, "date")
    masked = mask(reading.view[: sentence.end], [a for a in annotations if a.type == "date"])
    verb = _verb_before(masked, title, sentence)
    if verb is None:
        return None
    start, word = verb
    issuers = _issuers(reading, masked, [a for a in annotations if a.type != "date"], start, title, sentence)
    dates = [a for a in annotations if a.type == "date" and a.end <= start]
    first = issuers[0].start if issuers else start
    near = [a for a in dates if not re.search(r"[;:。]", reading.view[a.end : first]) and first - a.end <= 24]
    if not issuers and not near:
        return None
    return Issue(title, word, sentence, issuers, near[-1] if near and issuers else None)


def _verb_before(masked: str, title: Annotation, sentence: Passage) -> tuple[int, str] | None:
    """Return where the verb stands that governs a title, directly or past another title of the same list."""
    last = None
    for match in re.finditer(_VERBS, masked[sentence.start : title.start]):
        last = match
    if last is None:
        return None
    after = masked[sentence.start + last.end() : title.start]
    after = re.sub(r"《[^《》]*》(?:[(][^()]*[)])?(?:、|和|与|及|以及)", "", after)
    if _FILLER.fullmatch(after) is None or _CITING.search(after):
        return None
    return sentence.start + last.start(), last[0]


def _issuers(
    reading: Reading, masked: str, names: Sequence[Annotation], verb: int, title: Annotation, sentence: Passage
) -> tuple[Annotation, ...]:
    before = [a for a in names if a.end <= verb]
    if not before or not _GAP.fullmatch(masked, before[-1].end, verb):
        return ()
    chain = [before[-1]]
    for name in reversed(before[:-1]):
        between = masked[name.end : chain[0].start]
        if not _JOIN.fullmatch(between):
            break
        chain.insert(0, name)
    if _CITING.search(masked[sentence.start : chain[0].start]):
        return ()
    return tuple(chain)


def _english_issue(reading: Reading, title: Annotation, sentence: Passage) -> Issue | None:
    names = [a for a in reading.within(sentence, *_ISSUER_TYPES) if a.end <= title.start]
    for name in reversed(names):
        match = _ENGLISH_VERB.fullmatch(reading.view, name.end, title.start)
        if match:
            dates = reading.within(sentence, "date")
            return Issue(title, match["verb"], sentence, (name,), dates[0] if len(dates) == 1 else None)
    return None
