"""Jurisdictions: where a titled policy applies, how far it has come, what kind it is, and which years it plans for."""

import re

from loaders.claims.model import Inference, Qualifiers, RelationClaim, Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.policies import Issue, find_issues
from loaders.extract.clauses import clauses
from loaders.extract.gazetteer import CANDIDATE
from loaders.extract.patterns import find, first
from loaders.extract.resolve import ResolvedDate
from loaders.text.dates import parse_interval
from loaders.text.passages import Passage
from ontology.namespaces import ID, PG
from ontology.terms import Status

__all__ = ["jurisdiction_claims"]

_PLACE, _STANDING, _FORCE, _TYPE, _PERIOD, _AIM = (
    "policy-jurisdiction", "policy-standing", "policy-in-force", "policy-type", "policy-period", "policy-aim",
)  # fmt: skip
_LOCAL = ("Province", "City", "District", "Region")
_PUBLIC = ("GovernmentBody", "Meeting", *_LOCAL, "Country", "Bloc")
_WHOLE_TITLE = 6
"""Shorter ones are short titles (《行动方案》), whose full title has told the kind already."""
_ISSUED = re.compile(r"发布|印发|出台|颁布|公布|released|issued|published|unveiled")
_OWN_FORCE = re.compile(r"本[^,;。]{2,8}?自(?P<date>[^,;。自起]{4,14})起(?:正式)?(?:施行|生效)")
_DRAFT = re.compile(r"征求意见稿|草案|草稿|送审稿|法案|\bBill\b|[Dd]raft")
_TAIL_BRACKET = re.compile(r"\s*[(〔][^()〔〕]*[)〕]$")
_NEXT_CLAUSES, _AFTER = 2, 160
_TAIL = re.compile(r"\s*[(〔][^()〔〕]*[)〕]$|的通知$|的公告$|的决定$")
_YEARS = re.compile(
    r"[(〔]\s*(?P<first>(?:19|20)\d{2})\s*年?\s*(?:-|—|–|~|至|到)+\s*(?P<last>(?:19|20)\d{2})\s*年?\s*[)〕]"
)


def jurisdiction_claims(builder: Builder) -> None:
    """Add where each policy that the text says was issued applies, its stage, kind and period.

    A policy that is only cited, without a word of its issuing, gets what its own title says and no more.
    """
    for issue in find_issues(builder.reading):
        policy = builder.policy(issue.title)
        if policy is not None:
            _applies(builder, policy, issue)
            _stage(builder, policy, issue)
    _in_force(builder)
    _own_force(builder)
    for title in builder.reading.annotated.of("title"):
        sentence = builder.reading.sentence(title.start, title.end)
        policy = builder.policy(title)
        if policy is not None and sentence is not None:
            _kind(builder, policy, title)
            _period(builder, policy, title)
            _aim(builder, policy, title, sentence)


def _applies(builder: Builder, policy: str, issue: Issue) -> None:
    place = _titled_place(builder, issue.title, _LOCAL) or _issuers_place(builder, issue)
    place = place or _titled_place(builder, issue.title, ("Country", "Bloc"))
    if place is None:
        return
    start = min([issue.title.start, *(issuer.start for issuer in issue.issuers)])
    quote = Span(start, max([issue.title.end, *(issuer.end for issuer in issue.issuers)]))
    body = RelationClaim(policy, PG + "appliesTo", place)
    if builder.names(place, quote):
        builder.utter(body, quote, _PLACE)
    elif (mention := _nearest(builder, place, start)) is not None:
        builder.utter(body, quote, _PLACE, inferences=[Inference(place, mention)])


def _titled_place(builder: Builder, title: Annotation, classes: tuple[str, ...]) -> str | None:
    """Return the place that a title begins with, such as 上海 in 《上海市…若干措施》."""
    name = title.value("name") or ""
    first = next(builder.reading.gazetteer.find(name[:16]), None)
    if first is None or first.start > 0 or first.entity.types.isdisjoint(PG + cls for cls in classes):
        return None
    return _taken(builder, first.entity.iri)


def _issuers_place(builder: Builder, issue: Issue) -> str | None:
    """Return the one place that all issuers of a policy are of; what a company issues applies to no place."""
    places: set[str | None] = set()
    for issuer in issue.issuers:
        party = builder.entity(issuer)
        if party is None or not builder.typed(party, *_PUBLIC):
            return None
        places.add(party if issuer.type == "place" else builder.base(party) or issuer.value("place"))
    place = places.pop() if len(places) == 1 else None
    return _taken(builder, place) if place else None


def _taken(builder: Builder, place: str) -> str:
    """Return a place, taken in where it is a candidate of the shipped lists."""
    return builder.add(builder.reading.gazetteer[place]) if place.startswith(CANDIDATE) else place


def _nearest(builder: Builder, place: str, at: int) -> Span | None:
    """Return the last words before a position that name a place, else the first after it."""
    spans = [Span(a.start, a.end) for a in builder.reading.annotated.of("place") if a.value("entity") == place]
    before = [span for span in spans if span.end <= at]
    return before[-1] if before else next(iter(spans), None)


def _stage(builder: Builder, policy: str, issue: Issue) -> None:
    """Add that a policy was issued or proposed; a draft is not issued by being made public."""
    view, title = builder.reading.view, issue.title
    start = view.rfind(issue.verb, issue.sentence.start, title.start)
    if start < 0:
        return
    proposed = issue.verb in ("提出", "提议", "proposed")
    if proposed:
        stage = ID + "stage/proposed"
    elif _ISSUED.search(issue.verb) and not _DRAFT.search(view, start, title.end + 8) and not _planned(builder, issue):
        stage = ID + "stage/issued"
    else:
        return
    quote = Span(start, title.end)
    if builder.names(stage, quote):
        builder.utter(RelationClaim(policy, PG + "stage", stage), quote, _STANDING)


def _planned(builder: Builder, issue: Issue) -> bool:
    """Say whether a sentence tells of an issuing that is still to come."""
    view, date = builder.reading.view, issue.date
    resolved = builder.reading.date(date) if date else None
    before = view[issue.sentence.start : issue.title.start]
    to_come = any(word in before for word in ("计划", "将", "拟", "will ", "plans to"))
    return to_come or (resolved is not None and resolved.deadline)


def _kind(builder: Builder, policy: str, title: Annotation) -> None:
    """Add the kind that the last word of a title says: 《…行动方案(2023—2024年)》 is an action plan."""
    name = title.value("name") or ""
    if len(name) < _WHOLE_TITLE:
        return
    while (tail := _TAIL.search(name)) is not None and tail.start() > 0:
        if tail[0].endswith(("通知", "公告", "决定")):
            break
        name = name[: tail.start()]
    kinds = builder.named("PolicyType")
    form = max((form for form in kinds if name.endswith(form)), key=len, default=None)
    if form is not None:
        body = RelationClaim(policy, PG + "policyType", kinds[form])
        builder.utter(body, Span(title.start, title.end), _TYPE)


def _period(builder: Builder, policy: str, title: Annotation) -> None:
    """Add the years that stand in brackets at the end of a title."""
    found = _YEARS.search(builder.reading.view, title.start, title.end)
    if found is not None and found["first"] < found["last"]:
        body = RelationClaim(policy, PG + "planPeriod", parse_interval(f"{found['first']}/{found['last']}"))
        words = builder.text[found.start("first") : found.end() - 1]
        builder.utter(body, Span(title.start, title.end), _PERIOD, time_as_stated=words)


def _aim(builder: Builder, policy: str, title: Annotation, sentence: Passage) -> None:
    """Add what a full title says that its policy is for, and what the clauses right after the title say."""
    name = title.value("name") or ""
    view, typed = builder.reading.view, builder.reading.typed
    draft = _DRAFT.search(view, title.start, title.end + 8)
    qualifiers = Qualifiers(status=Status.DRAFT if draft else Status.ENACTED)
    offset = view.find(name, title.start, title.end)
    inside = Passage(offset, offset + len(_TAIL_BRACKET.sub("", name))) if len(name) >= _WHOLE_TITLE else None
    if inside is not None and (match := first(_AIM, view, inside)) is not None:
        words = builder.words(*match.span("words"))
        builder.utter(
            RelationClaim(policy, PG + "aim", words), Span(title.start, title.end), _AIM, qualifiers=qualifiers
        )
    after = Passage(title.end, min(sentence.end, title.end + _AFTER))
    following = [clause for clause in clauses(view, after) if clause.end < after.end or after.end == sentence.end]
    for clause in following[:_NEXT_CLAUSES]:
        match = first(_AIM, typed, Passage(clause.start, clause.end))
        if match is not None and typed[clause.start] in "旨目以":
            words = builder.words(*match.span("words"))
            quote = Span(title.start, match.end("words"))
            builder.utter(RelationClaim(policy, PG + "aim", words), quote, _AIM, qualifiers=qualifiers)


def _in_force(builder: Builder) -> None:
    """Add from when policies are in force, where a clause about one says so (自2026年4月1日起施行)."""
    for sentence in builder.reading.content:
        for match in find(_FORCE, builder.reading.typed, sentence):
            titles = builder.reading.annotated.between(*match.span(), "title")
            dates = builder.reading.annotated.between(*match.span("date"), "date")
            resolved = builder.reading.date(dates[0]) if dates else None
            policy = builder.policy(titles[0]) if titles else None
            if policy is not None and resolved is not None:
                _forced(builder, policy, dates[0], resolved, Span(*match.span()), [])


def _own_force(builder: Builder) -> None:
    """Add from when the policy that a text gives in full is in force: 本办法自2026年4月1日起施行."""
    if builder.own_policy is None:
        return
    policy, heading = builder.own_policy
    for sentence in builder.reading.content:
        for match in _OWN_FORCE.finditer(builder.reading.view, sentence.start, sentence.end):
            dates = builder.reading.annotated.between(*match.span("date"), "date")
            if dates and (resolved := builder.reading.date(dates[0])) is not None:
                _forced(builder, policy, dates[0], resolved, Span(*match.span()), [Inference(policy, heading)])


def _forced(
    builder: Builder, policy: str, date: Annotation, resolved: ResolvedDate, quote: Span, inferences: list[Inference]
) -> None:
    begins = parse_interval(resolved.notation)
    published = builder.reading.published
    ahead = published is not None and begins.first is not None and begins.first > published
    body = RelationClaim(policy, PG + "stage", ID + "stage/in-force")
    time = parse_interval(f"{begins.notation}/..")
    inferred = [Inference("time", resolved.source)] if resolved.source else []
    builder.utter(
        body,
        quote,
        _FORCE,
        qualifiers=Qualifiers(status=Status.PLAN if ahead else Status.FACT, time=time),
        inferences=[*inferences, *inferred],
        time_as_stated=builder.text[date.start : date.end],
    )
