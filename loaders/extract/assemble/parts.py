"""Parts: what something consists of, where a text lists it – counted lists, 一是…二是…, and what names include."""

import re
from bisect import bisect_left

from loaders.claims.model import Qualifiers, RelationClaim, Span, Text
from loaders.extract.assemble.acts import status_at
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.figures import figure_of
from loaders.extract.gazetteer import candidate
from loaders.extract.patterns import find
from loaders.text.passages import Passage
from ontology.namespaces import PG
from ontology.terms import Status

__all__ = ["part_claims"]

_COUNTED, _LISTED, _STEPS = "part-counted", "part-listed", "measure-steps"
_APART = re.compile(r"、|以及|和|与|及|,(?=[^,]*$)")
_NOT_SO = re.compile(r"不包括|不含|除了|例外|建议|拟|应当|希望")
_VERB = re.compile(r"[^、]*(?:加快|加强|推动|推进|促进|围绕|实现|打通|构建|深化|将|以)")
_AHEAD = re.compile(r"将(?!近)|计划|拟|加快|推动|推进|构建|打造|力争|\b(?:will|plans?)\b")
_STEP = re.compile(r"(?P<number>[一二三四五六七八九])是(?![否以的])")
_ENDS = "。.!;,: "
_NAMED = ("technology", "topic", "dataset", "facility", "organisation", "place", "policy")
_COUNTABLE = ("要素", "”")
_LEAST, _MOST = 2, 30


def part_claims(builder: Builder) -> None:
    """Add the parts of what sentences list; a list that says its number counts only where the number is right."""
    for sentence in builder.reading.content:
        for match in find(_COUNTED, builder.reading.typed, sentence):
            _counted(builder, match)
        for match in find(_LISTED, builder.reading.typed, sentence):
            if not _NOT_SO.search(builder.reading.view, sentence.start, match.end()):
                _listed(builder, match)
        for match in find(_STEPS, builder.reading.typed, sentence):
            _steps(builder, match, sentence)


def _items(builder: Builder, start: int, end: int) -> list[Span]:
    view, begin, items = builder.reading.view, start, []
    for last, following in [*(mark.span() for mark in _APART.finditer(view, start, end)), (end, end)]:
        if _LEAST <= last - begin <= _MOST:
            items.append(Span(begin, last))
        begin = following
    return items


def _counted(builder: Builder, match: re.Match[str]) -> None:
    """Add the items of a list whose name counts them (创新链、资金链、产业链“三链融合”), if they are as many."""
    lead = _VERB.match(builder.reading.view, *match.span("list"))
    items = _items(builder, lead.end() if lead else match.start("list"), match.end("list"))
    if len(items) != _count(builder, match) or not builder.reading.view.endswith(_COUNTABLE, 0, match.end("whole")):
        return
    whole = builder.named_at(Span(*match.span("whole")), "Concept")
    quote = Span(min(match.start("list"), match.start("whole")), max(match.end("list"), match.end("whole")))
    how = Qualifiers(status=_status(builder, match))
    for item in items:
        part = builder.named_at(item, "Concept")
        if part != whole:
            body = RelationClaim(whole, PG + "hasPart", part)
            builder.utter(body, quote, _COUNTED, qualifiers=how)


def _status(builder: Builder, match: re.Match[str]) -> Status:
    """Return the status of the measure that a list stands in; what is yet to be furthered (加快…) is planned."""
    status = status_at(builder, match.start("whole"))
    sentence = builder.reading.sentence(*match.span())
    ahead = sentence is not None and _AHEAD.search(builder.reading.view, sentence.start, match.end("whole"))
    return Status.PLAN if status is Status.FACT and ahead else status


def _count(builder: Builder, match: re.Match[str]) -> int:
    """Return how many parts the words of a match say that there are."""
    return figure_of(builder.reading.view[match.start("count")].replace("两", "二"))


def _listed(builder: Builder, match: re.Match[str]) -> None:
    """Add what a named thing includes, where every item of the list is a name too."""
    annotated = builder.reading.annotated
    wholes = annotated.between(*match.span("whole"), *_NAMED)
    whole = builder.entity(wholes[0]) if wholes else None
    items = _items(builder, *match.span("list"))
    named = [annotated.between(item.start, item.end, *_NAMED) for item in items]
    if whole is None or len(items) < _LEAST or not all(named):
        return
    if any(
        names[-1].end - names[0].start < (item.end - item.start) // 2 for names, item in zip(named, items, strict=True)
    ):
        return
    how = Qualifiers(status=_status(builder, match))
    quote = Span(min(match.start("list"), match.start("whole")), max(match.end("list"), match.end("whole")))
    for names in named:
        part = builder.entity(names[-1])
        if part is not None and part != whole:
            body = RelationClaim(whole, PG + "hasPart", part)
            builder.utter(body, quote, _LISTED, qualifiers=how)


def _steps(builder: Builder, match: re.Match[str], sentence: Passage) -> None:
    """Add the steps of a measure that its sentence numbers (三方面举措,一是…;二是…), with its measures' status."""
    marks = list(_STEP.finditer(builder.reading.view, match.end("whole"), sentence.end))
    numbers = [figure_of(mark["number"]) for mark in marks]
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) != _count(builder, match):
        return
    scope, start = builder.reading.document, match.start("whole")
    whole = builder.add(candidate(builder.text[slice(*match.span("whole"))], "Measure", scope=scope))
    ends = [*(mark.start() for mark in marks[1:]), sentence.end]
    steps = [_step(builder, mark, end) for mark, end in zip(marks, ends, strict=True)]
    status = next((status for _, _, status in steps if status is not None), None)
    if status is None:
        return
    for mark, (entity, end, _) in zip(marks, steps, strict=True):
        how = Qualifiers(status=status)
        body = RelationClaim(whole, PG + "hasPart", entity)
        builder.utter(body, Span(start, end), _STEPS, qualifiers=how)
        number = RelationClaim(entity, PG + "ordinal", Text(mark["number"], builder.language))
        builder.utter(number, Span(mark.start(), end), _STEPS, qualifiers=how)


def _step(builder: Builder, mark: re.Match[str], end: int) -> tuple[str, int, Status | None]:
    """Return the measure of a step, where its words end, and its status where a claim has introduced it."""
    first, last = (bisect_left(builder.acts, place, key=lambda act: act.start) for place in (mark.end(), end))
    for act in builder.acts[first:last]:
        entity = candidate(builder.text[act.start : act.end], "Measure", scope=builder.reading.document)
        status = builder.introduced(entity.iri)
        if status is not None:
            return builder.add(entity), act.end, status
    while end > mark.end() and builder.reading.view[end - 1] in _ENDS:
        end -= 1
    return builder.add(candidate(builder.text[mark.end() : end], "Measure", scope=builder.reading.document)), end, None
