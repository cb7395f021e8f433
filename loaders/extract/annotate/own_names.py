"""Own names: the short names that a text gives to bodies (以下简称…, an acronym in brackets), wherever it uses them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from loaders.extract.annotations import Annotation, Field
from loaders.extract.rules import rules_of

__all__ = ["find_own_names"]

_RULE = "own-name"
_LEAST_HAN, _LEAST_LATIN = 3, 3
_LEAST_REMAINDER = 4
_INSTITUTIONS = frozenset({
    "Commission", "Council", "Parliament", "Senate", "Congress", "Cabinet", "Treasury", "Diet", "Knesset", "Duma",
    "Storting", "Riksdag",
})  # fmt: skip
"""Heads that in capitals mean one body even where a text never writes its full name."""
_LATIN = re.compile(r"[A-Za-z]")


def find_own_names(document: str, masked: str, names: Sequence[Annotation]) -> Iterator[Annotation]:
    """Yield what a text calls the organisations among `names` elsewhere; spans may overlap those of `names`.

    The field `name` is the full name, where it stands for the first time; entity and class are its own.
    """
    bodies = [a for a in names if a.type == "organisation"]
    defined: dict[str, Annotation] = {}
    for body in bodies:
        for start, end in _defined(masked, body):
            defined.setdefault(masked[start:end], body)
            yield _same(document, masked, body, start, end)
    for body in bodies:
        for words in _implied(masked, body):
            defined.setdefault(words, body)
    other = {masked[a.start : a.end] for a in names if a.type != "organisation"}
    yield from _uses(document, masked, {words: body for words, body in defined.items() if words not in other})
    yield from _heads(document, masked, bodies)


def _defined(masked: str, body: Annotation) -> Iterator[tuple[int, int]]:
    for rule in rules_of("organisation-own"):
        if match := rule.pattern.match(masked, body.end):
            yield from (match.span(group) for group in ("span", "second") if match.groupdict().get(group))


def _implied(masked: str, body: Annotation) -> Iterator[str]:
    words = masked[body.start : body.end]
    if body.value("entity") is None:
        latin = _LATIN.match(words)
        if len(words) > (_LEAST_LATIN if latin else _LEAST_HAN):
            yield words
    place = body.fields.get("place")
    if place is not None and place.start == body.start and body.end - place.end >= _LEAST_REMAINDER:
        yield masked[place.end : body.end]
    for rule in rules_of("organisation-core"):
        if match := rule.pattern.match(words):
            yield match["span"] or match["first"]


def _uses(document: str, masked: str, defined: Mapping[str, Annotation]) -> Iterator[Annotation]:
    if not defined:
        return
    forms = "|".join(_bounded(words) for words in sorted(defined, key=lambda words: (-len(words), words)))
    initials = "".join(sorted({re.escape(words[0]) for words in defined}))
    for match in re.finditer(f"(?=[{initials}])(?:{forms})", masked):
        body = defined[match[0]]
        if match.start() != body.start:
            yield _same(document, masked, body, match.start(), match.end())


def _bounded(words: str) -> str:
    before = r"(?<![\w-])" if words[0].isascii() else ""
    after = r"(?![\w-])" if words[-1].isascii() else r"(?![部委局院会学])"
    if words[-1].isascii() and not words.isascii():
        after = r"(?![A-Za-z0-9])"
    return f"{before}{re.escape(words)}{after}"


def _heads(document: str, masked: str, bodies: Sequence[Annotation]) -> Iterator[Annotation]:
    """Yield the bodies called by the word for their kind alone (the Commission), where one of that kind is named."""
    for rule in rules_of("organisation-head"):
        for match in rule.matches(masked):
            head = masked[match.start : match.end]
            named = next(
                (b for b in reversed(bodies) if b.end <= match.start and head in masked[b.start : b.end]), None
            )
            if named is not None:
                yield _same(document, masked, named, match.start, match.end)
            elif head in _INSTITUTIONS:
                yield Annotation(document, match.start, match.end, "organisation", rule.id)


def _same(document: str, masked: str, body: Annotation, start: int, end: int) -> Annotation:
    fields = {name: body.fields[name] for name in ("entity", "class", "candidate") if name in body.fields}
    if "entity" not in fields:
        fields["name"] = body.fields.get("name") or Field(masked[body.start : body.end], body.start, body.end)
    return Annotation(document, start, end, "organisation", _RULE, 1, fields)
