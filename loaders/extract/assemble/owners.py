"""Owners: whose a measure or target is – the policy or party that its words, paragraph, list or document name."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from loaders.claims.model import Inference, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.outlines import outline_of
from loaders.extract.gazetteer import candidate
from loaders.extract.reading import Reading
from loaders.extract.statements import Measure, Target
from loaders.text.dates import parse_interval
from loaders.text.passages import Passage
from ontology.terms import Status

__all__ = ["Owner", "Owners"]

_PARTIES = ("organisation", "place")
_PLANNING = ("计划", "将", "拟", "准备", "力争", "争取", "plans", "will", "intends", "aims", "is to", "are to")
_HOPING = ("希望", "期望", "期待", "hopes", "wants")
_PROPOSING = re.compile(r"提出|提议|倡议|呼吁|敦促|主张|proposes|proposed|calls for|called for")
_AUTHOR = ("我国", "国内", "国家层面", "国家", "全球")
"""Words by which an article speaks of its own country: what stands there is mostly its wish, not a measure taken."""
_DRAFT = re.compile(r"征求意见稿|草案|法案|\b(?:Bill|[Dd]raft)\b")
_SAYS = re.compile(
    r"(?:[(][^()]*[)])?,?(?:还|也|中|里)?(?:提出|明确|规定|要求|强调|指出|划定|针对|鼓励|\s+(?:sets|requires|commits|provides|says))"
)
_CITED = re.compile(r"(?:落实|根据|按照|依据|贯彻|依照|对照|参照|执行|衔接|符合)[^,;。《》]{0,30}$")
_TITLED = re.compile(r"《[^《》]*》[(](?:以下|下)?简?称")
_ASIDE = re.compile(r"涉及|印发之日|与本|不一致|的要求|精神|配套")
_BOUND = re.compile(
    r"(?:[、和与及][^,;。]{0,30})?(?:可(?!能)|须|应|不得|要(?!求)|需|必须|\s+(?:must|shall|may|can|should)\b)"
)
_HEAD = re.compile(r"(?:^|[,;:。]|[年日月底前]|其中|\b[Tt]he|[“(])\s*$")
_NEXT = re.compile(
    r"(?:市|省|国|政府|市长|总理|总统|部长|[(][^()]*[)])?[^,;:]{0,12}(?:将|计划|拟|提出|强调|表示|宣布|启动|要)"
)
_LEAD_IN = re.compile(r"(?:如下|以下|包括|分别是|具体为)?[^。;]{0,8}[::]$")
_ITSELF = re.compile(
    r"本(?:措施|若干措施|行动计划|实施方案|行动方案|方案|办法|意见|规定|细则|条例|计划|政策|规划|指南)|现印发|"
    r"\b[Tt]his (?:plan|strategy|act|action plan|roadmap|framework|programme|document)\b"
)
_POLICY_TITLE = re.compile(
    r"(?:措施|方案|计划|办法|意见|规划|细则|条例|规定|纲要|政策|战略|指南|指引)(?:[(][^()]{2,14}[)])?$|"
    r"\b(?:Plan|Strategy|Act|Roadmap|Framework|Programme|Guidelines|Blueprint|Agenda)(?: \d{4}[–-]\d{2,4})?$"
)
_NO_TITLE = re.compile(r"发布|出台|印发|公布|解读|推出|提出|通知$|[,。!?:]")
_ISSUED = re.compile(r"(?:出台|发布|公布|颁布|推出|制定)[^,;。]*(?:计划|方案|政策|文件|法案|战略|规划)")
_OTHER = re.compile(
    r"(?:The|This|Its)\s+(?:[a-z]+\s+)?(?:agency|government|ministry|authority|commission|regulator|company|department|president|court)"
)
_ARTICLES = frozenset({"", "The "})
_ITEM = re.compile(r"(?:[一二三四五六七八九十]{1,2}是|其[一二三四五])(?![否以的])")
_FIRST = 8
_REACH = 40


@dataclass(frozen=True, slots=True)
class Owner:
    """Who or what has a measure or target, where its words begin, what it is inferred from, and its status."""

    iri: str
    start: int
    inference: Inference | None
    status: Status


class Owners:
    """Finds the owners of one reading; where the words leave it open, there is none."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._reading = builder.reading
        self._starts = [paragraph.start for paragraph in self._reading.passages.paragraphs]
        self._ordinals = {segment.passage.start: segment.ordinal for segment in self._reading.segments}
        self._document = self._of_document()
        self.outline = () if self._document else outline_of(builder)

    def find(self, found: Target | Measure, deadline: Annotation | None) -> Owner | None:
        """Return whose target or measure it is: the policy or party that its sentence names, else one carried over."""
        builder, sentence = self._builder, found.sentence
        inside = deadline if deadline and sentence.covers(deadline.start, deadline.end) else None
        limit = min(found.start, inside.start) if inside else found.start
        named = [a for a in self._reading.within(sentence, "title", *_PARTIES) if a.start <= limit]
        titles = [a for a in named if a.type == "title" and builder.policy(a) and self._states(a, sentence, limit)]
        acting = [a for a in named if a.type in _PARTIES and self._acts(a, found)]
        if titles and (not acting or acting[-1].start < titles[-1].start or self._says(titles[-1])):
            return self._policy(titles[-1], None)
        if acting:
            return self._party(acting[-1], found)
        if not named or all(a.type == "place" or a.start == found.start for a in named):
            return self._carried_over(sentence) or self._whole(sentence) or self._recommended(sentence)
        if all(not _heads(self._reading.view, sentence, a) for a in named):
            return self._recommended(sentence) if self._document is None else self._whole(sentence)
        return None

    def _acts(self, party: Annotation, found: Target | Measure) -> bool:
        """Say whether a party stands where the one who acts does: at the head of the part that holds the act."""
        view = self._reading.view
        between = view[party.end : found.start]
        if view[party.start : party.end] in _AUTHOR or ";" in between:
            return False
        if _BOUND.match(view, party.end) or party.end >= found.end:
            return False
        near = between.count(",") <= 1 and len(between) <= _REACH
        return _heads(view, found.sentence, party) and (near or _NEXT.match(view, party.end) is not None)

    def _says(self, title: Annotation) -> bool:
        return _SAYS.match(self._reading.view, title.end) is not None

    def _states(self, title: Annotation, sentence: Passage, limit: int) -> bool:
        """Say whether a title may own what follows: it is not merely cited, nor parted from it by a semicolon."""
        view = self._reading.view
        before = _TITLED.sub("", view[sentence.start : title.start])
        if _CITED.search(before) or _ASIDE.match(view, title.end):
            return False
        parts = view[title.end : limit].split(";")[1:]
        return all(_ITEM.match(part) for part in parts) or self._says(title)

    def _policy(self, title: Annotation, inference: Inference | None) -> Owner | None:
        policy = self._builder.policy(title)
        if policy is None:
            return None
        words = self._reading.view[title.start : title.end + 8]
        status = Status.DRAFT if _DRAFT.search(words) else Status.ENACTED
        return Owner(policy, title.start, inference, status)

    def _party(self, party: Annotation, found: Target | Measure) -> Owner | None:
        iri = self._builder.entity(party)
        between = self._reading.view[party.end : found.end]
        if iri is None or "建议" in between or _ISSUED.search(between) or party.value("class") == "Company":
            return None
        return Owner(iri, party.start, None, _status_of(between))

    def _carried_over(self, sentence: Passage) -> Owner | None:
        """Return the one policy that the paragraph named before this sentence, or before the list it is an item of."""
        paragraphs = self._reading.passages.paragraphs
        index = bisect_right(self._starts, sentence.start) - 1
        owner = self._only_policy(Passage(paragraphs[index].start, sentence.start), sentence)
        if owner is not None or not self._listed(paragraphs[index]):
            return owner
        while index and self._listed(paragraphs[index]):
            index -= 1
        lead = paragraphs[index]
        return self._only_policy(lead, sentence) if _LEAD_IN.search(self._reading.view[lead.start : lead.end]) else None

    def lead_in(self, sentence: Passage) -> Owner | None:
        """Return the one policy that the lead-in of the list names that a sentence is an item of, or None."""
        return self._carried_over(sentence)

    def _only_policy(self, before: Passage, sentence: Passage) -> Owner | None:
        if self._parted(before, sentence):
            return None
        titles = [(a, self._builder.policy(a)) for a in self._reading.within(before, "title")]
        policies = {iri for _, iri in titles if iri}
        if len(policies) != 1:
            return None
        title = next(a for a, iri in reversed(titles) if iri)
        iri = next(iter(policies))
        owner = self._policy(title, Inference(iri, Span(title.start, title.end)))
        return owner and Owner(owner.iri, sentence.end, owner.inference, owner.status)

    def _parted(self, before: Passage, sentence: Passage) -> bool:
        """Say whether somebody else acts: at the head of a sentence since the title, or as “the agency” of this one."""
        view = self._reading.view
        titles = self._reading.within(before, "title")
        since = self._reading.within(Passage(titles[-1].end, sentence.start), "organisation") if titles else ()
        heads = any(
            (own := self._reading.sentence(a.start, a.end)) and view[own.start : a.start] in _ARTICLES for a in since
        )
        return heads or _OTHER.match(view, sentence.start) is not None

    def _listed(self, paragraph: Passage) -> bool:
        return self._ordinals.get(paragraph.start) is not None

    def _whole(self, sentence: Passage) -> Owner | None:
        """Return the policy that the document itself is, for what it says after its title and not of the past."""
        if self._document is None or sentence.start < self._document.start:
            return None
        if any(_past(self._reading, date) for date in self._reading.within(sentence, "date")):
            return None
        return Owner(self._document.iri, sentence.end, self._document.inference, self._document.status)

    def _of_document(self) -> Owner | None:
        """Return the policy whose text the document is: it is titled so and speaks of itself (本措施, this plan)."""
        reading, view = self._reading, self._reading.view
        if _ITSELF.search(view) is None:
            return None
        for paragraph in reading.passages.paragraphs[:_FIRST]:
            words = view[paragraph.start : paragraph.end].strip("#* ")
            titles = reading.within(paragraph, "title")
            issuing = "印发" in words or "发布" in words
            if titles and words.endswith("通知") and issuing:
                owner = self._policy(titles[-1], None)
                at = Span(titles[-1].start, titles[-1].end)
            elif titles and view[titles[0].start : titles[0].end].strip() == words:
                owner = self._policy(titles[0], None)
                at = Span(titles[0].start, titles[0].end)
            elif _POLICY_TITLE.search(words) and not _NO_TITLE.search(words):
                known = reading.gazetteer.entity(words)
                iri = known.iri if known else self._builder.add(candidate(words, "Policy"))
                at = Span(view.index(words, paragraph.start), view.index(words, paragraph.start) + len(words))
                self._builder.name(iri, self._builder.text[at.start : at.end])
                owner = Owner(iri, at.start, None, Status.DRAFT if _DRAFT.search(words) else Status.ENACTED)
            else:
                continue
            return owner and Owner(owner.iri, at.end, Inference(owner.iri, at), owner.status)
        return None

    def _recommended(self, sentence: Passage) -> Owner | None:
        """Return the numbered recommendation that a sentence of an article stands under."""
        heading = next((h for h in reversed(self.outline) if h.words.start < sentence.end), None)
        if heading is None:
            return None
        iri = heading.entity(self._builder)
        return Owner(iri, sentence.end, Inference(iri, heading.words), Status.RECOMMENDATION)


def _status_of(words: str) -> Status:
    """Return the status of what somebody does by the words between him and it: hoped for, planned, proposed or done."""
    if any(word in words for word in _HOPING):
        return Status.EXPECTATION
    if any(word in words for word in _PLANNING):
        return Status.PLAN
    return Status.PROPOSAL if _PROPOSING.search(words) else Status.FACT


def _heads(view: str, sentence: Passage, party: Annotation) -> bool:
    return _HEAD.search(view[sentence.start : party.start]) is not None


def _past(reading: Reading, date: Annotation) -> bool:
    resolved = reading.date(date)
    last = parse_interval(resolved.notation).last if resolved else None
    return last is not None and reading.published is not None and last < reading.published
