"""Titles: 《…》, “…战略” and English names of policies, and the short forms that a text defines and uses for them."""

import re
from collections.abc import Iterator, Sequence

from loaders.extract.annotations import Annotation, Field, without_overlaps
from loaders.extract.rules import rules_of

__all__ = ["bare_title", "find_titles"]

_SHORT_FORM = re.compile(
    r"[”\"]?\s*[(](?:以下|下文|文中|后文|本文)?(?:统一|均|下)?(?:简称|合称|统称|称)(?:为|作)?:?\s*"
    r"(?P<short>《[^《》]+》|“[^“”]+”|[^()《》“”]{2,20})[)]"
    r"|[”\"]?,?\s[(]?(?:hereafter|hereinafter)?,?\s?(?:(?:also\s)?(?:known|referred\sto|called)\s(?:as\s)?)?(?:the\s)?"
    r"[“\"](?P<quoted>[A-Z][^“”\"()]{1,30})[”\"][)]?"
    r"|[”\"]?\s[(](?:the\s)?(?P<acronym>[A-Z][A-Za-z]*[A-Z][A-Za-z]*)[)]"
)
_HEADS = re.compile(r"^(?P<first>[A-Z][a-z]+)(?= (?:of|for|on)\b)|(?P<last>[A-Z][\w-]+)$")
_ENGLISH = "title-english"
_OF_BODY = re.compile(
    r"\b(?:Administration|Agency|Authority|Bureau|Cent(?:er|re)|Commission|Committee|Council(?!\sof\sEurope)|Department|"
    r"Directorate|Institute|Ministry|Office)\s(?:of|for|on)\s(?:[A-Z][\w-]*,?\s(?:and\s)?){0,4}$"
)
"""What stands before words that belong to the name of a body: Administration for (Market Regulation)."""
_BODY_REACH = 80
_USE = (
    r"(?:(?<=[Tt]he )|(?<=[Tt]his )|(?<=[Tt]he “)|(?<=[Tt]he \"))(?:{})"
    r"(?![\w-]|[ ](?!(?:I|AI)\b)[A-Z]|[ ](?:of|for|on)[ ](?:the[ ])?[A-Z])"
)


def find_titles(document: str, view: str) -> tuple[Annotation, ...]:
    """Return the titles of a view; the field `name` is the title without its marks, `short` the short form defined.

    What a text goes on to call an English title (“the Action Plan”, the Act, AIDA) is a title too.
    """
    titles = without_overlaps(_titles(document, view))
    return without_overlaps([*titles, *_uses(document, view, titles)])


def bare_title(words: str) -> str:
    """Return a title without the marks around it."""
    marks = (("《", "》"), ("〈", "〉"), ("“", "”"))
    return words[1:-1] if any(words.startswith(a) and words.endswith(b) for a, b in marks) else words


def _titles(document: str, view: str) -> Iterator[Annotation]:
    for rule in rules_of("title"):
        for match in rule.matches(view):
            start, end = match.groups.get("second") or match.groups.get("third") or (match.start, match.end)
            if rule.id == _ENGLISH and _OF_BODY.search(view, max(0, start - _BODY_REACH), start):
                continue
            fields: dict[str, Field] = {}
            if short := _SHORT_FORM.match(view, end):
                place = next(short.span(name) for name, words in short.groupdict().items() if words)
                fields["short"] = Field(bare_title(view[slice(*place)]), *place)
                if view[place[0]] == "“":
                    yield _title(document, view, *place, rule.id, {})
            yield _title(document, view, start, end, rule.id, fields)


def _title(document: str, view: str, start: int, end: int, rule: str, fields: dict[str, Field]) -> Annotation:
    name = bare_title(view[start:end])
    offset = 1 if len(name) < end - start else 0
    place = Field(name, start + offset, start + offset + len(name))
    return Annotation(document, start, end, "title", rule, 1, {"name": place, **fields})


def _uses(document: str, view: str, titles: Sequence[Annotation]) -> Iterator[Annotation]:
    """Yield the later uses of English titles by their short form, or by the word for their kind after “the”."""
    (heads,) = rules_of("title-head")
    known: dict[str, int] = {}
    defined: dict[str, int] = {}
    for title in titles:
        name = title.value("name") or ""
        if not name[:1].isascii():
            continue
        if short := title.fields.get("short"):
            defined.setdefault(short.value, title.end)
        for form in _forms(name):
            if heads.pattern.fullmatch(form):
                known.setdefault(form, title.end)
    for forms, pattern in ((known, _USE), (defined, r"(?<![\w-])(?:{})(?![\w-])")):
        if forms:
            either = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
            for match in re.finditer(pattern.format(either), view):
                if match.start() >= forms[match[0]]:
                    yield _title(document, view, match.start(), match.end(), heads.id, {})


def _forms(name: str) -> Iterator[str]:
    words = re.sub(r"[ (]+[\d.–-]+[)]?$", "", name).split(" ")
    if match := _HEADS.match(name):
        yield match["first"] or match["last"]
    yield words[-1]
    yield " ".join(words[-2:])
