"""Outlines: the numbered recommendations of an article, group by group, each with its number and its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.claims.model import Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.figures import figure_of
from loaders.extract.clauses import clauses
from loaders.extract.gazetteer import candidate
from loaders.text.passages import Passage

__all__ = ["Heading", "outline_of"]

_LEAST = 3
_LEVELS = (
    re.compile(r"\s*(?P<number>[一二三四五六七八九十]{1,3})、\s*"),
    re.compile(r"\s*[(](?P<number>[一二三四五六七八九十]{1,3})[)、]\s*"),
    re.compile(r"\s*(?P<number>\d{1,2})[.、](?!\d)\s*"),
    re.compile(r"\s*[(]?(?P<number>\d{1,2})[)]\s*"),
)
_IMPERATIVE = re.compile(
    r"(?:要|应|必须)?(?:着力|加快|积极|大力|持续|进一步|全面|充分|率先|在[^,;。]{2,16})?(?:成立|启动|促进|加快|推动|推进|建设|制定|建立|加强|重塑|鼓励|"
    r"引进|明确|完善|构建|强化|支持|加大|培育|优化|健全|深化|打造|落实|设立|提升|提高|发展|实施|保障|重视|统筹|开展|集约化|"
    r"基于[^,;。]{2,24}(?:发展|建设|推动|构建)|"
    r"Establish|Create|Invest|Build|Strengthen|Support|Set up|Launch|Fund|Adopt|Promote|Ensure|Develop)"
)
_LONGEST = 80
_ENDS = "。.!;,: "


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered recommendation: its number (1.2 is the second of the first group), and where its words stand.

    `words` is its first clause, by which it is named; `span` reaches from the number to the end of the heading, or of
    the first clause where the body follows on the same line (then it is not `complete`). `parent` is the place in the
    outline of the group that it belongs to.
    """

    number: str
    level: int
    words: Span
    span: Span
    complete: bool
    parent: int | None
    group: bool = False

    def entity(self, builder: Builder) -> str:
        """Return the candidate that stands for this recommendation."""
        words = builder.text[self.words.start : self.words.end]
        cls = "RecommendationGroup" if self.group else "Recommendation"
        return builder.add(candidate(words, cls, scope=builder.reading.document))


def outline_of(builder: Builder) -> tuple[Heading, ...]:
    """Return the numbered recommendations of an article in reading order.

    Fewer than three numbered imperatives are no outline, and after a policy that the text has spoken of they may be
    its tasks: then there is none.
    """
    found: list[Heading] = []
    for heading in _numbered(builder):
        parent = next((n for n in reversed(range(len(found))) if found[n].level < heading.level), None)
        number = heading.number if parent is None else f"{found[parent].number}.{heading.number}"
        found.append(replace(heading, parent=parent, number=number))
    if len(found) < _LEAST or any(builder.policy(t) for t in _titles_before(builder, found[0])):
        return ()
    groups = {heading.parent for heading in found}
    return tuple(replace(heading, group=n in groups) for n, heading in enumerate(found))


def _numbered(builder: Builder) -> Iterator[Heading]:
    reading, view = builder.reading, builder.reading.view
    for paragraph in reading.passages.paragraphs:
        for level, pattern in enumerate(_LEVELS):
            mark = pattern.match(view, paragraph.start, paragraph.end)
            if mark is None or not _IMPERATIVE.match(view, mark.end(), paragraph.end):
                continue
            first = next(clauses(view, Passage(mark.end(), paragraph.end)))
            complete = paragraph.end - mark.end() <= _LONGEST and len(reading.sentences_of(paragraph)) == 1
            end = paragraph.end if complete else first.end
            while end > first.end and view[end - 1] in _ENDS:
                end -= 1
            start = mark.start("number") - (view[mark.start("number") - 1] == "(")
            words, whole = Span(first.start, first.end), Span(start, end)
            yield Heading(str(figure_of(mark["number"])), level, words, whole, complete, None)
            break


def _titles_before(builder: Builder, heading: Heading) -> tuple[Annotation, ...]:
    return builder.reading.annotated.between(0, heading.span.start, "title")
