"""Rules: the declarative patterns of `rules/*.yaml`, with macros, named groups, examples and counter-examples.

A rule's pattern is a regular expression over the view of a text; `{NAME}` stands for a macro of its file. The group
`span` (else the whole match) is what is annotated, every other named group becomes a field. A rule with `left` finds
the end of a name by its pattern, and its beginning by going left from there. Examples and counter-examples run as
tests (tests/loaders/extract/test_rules.py).
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from loaders.text import openings
from loaders.text.needs import needs
from loaders.text.rules import Example, expanded
from loaders.text.rules import Rule as WrittenRule

__all__ = [
    "CLAIM_RULES", "MACROS", "RULES", "ClaimExample", "ClaimRule", "Example", "Match", "Rule", "expanded",
    "first_match", "load_claim_rules", "load_rules", "read_yaml", "rules_of",
]  # fmt: skip

RULES: Final = Path(__file__).with_name("rules")
CLAIM_RULES: Final = RULES / "claims"
MACROS: Final = CLAIM_RULES / "macros.yaml"
_NO_NAME = re.compile(r"[^一-鿿A-Za-z0-9·]")
_AHEAD = 4
_HEAD_INSIDE = re.compile(r"大学|学院|科学院|研究院|公司|集团|银行|委员会|[部局厅署]")


class ClaimExample(BaseModel):
    """A text and the claims that a rule makes of it, in plain Chinese words, in reading order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    claims: tuple[str, ...] = Field(min_length=1)


class ClaimRule(BaseModel):
    """A rule that assembles claims from annotations: what it makes, and the examples that hold it to that.

    Its `patterns` (where it has some) match the typed view (`loaders.extract.patterns`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z]+(-[a-z0-9]+)+$")
    version: int = 1
    label: dict[str, str] = Field(description="What the rule finds, in zh and en.")
    patterns: tuple[str, ...] = ()
    examples: tuple[ClaimExample, ...] = Field(min_length=1)
    counter_examples: tuple[str, ...] = Field(min_length=1)


class _Left(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    stop: str = Field(description="Words that no name holds: it begins after the last of them.")
    generic: str = Field(description="What before the head names nothing in particular.")
    least: int = 2
    most: int = 18


class _Entry(WrittenRule):
    left: _Left | None = None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    macros: dict[str, str] = Field(default_factory=dict)
    rules: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One match of a rule: the span, and where each named group stands."""

    start: int
    end: int
    groups: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Left:
    """How far a name reaches to the left of its head (the word for its kind, which the rule's pattern finds).

    It begins after the last stop word, else where the Chinese or Latin letters begin, and is none where neither comes
    within `most` characters, where it would be shorter than `least`, or where all of it is generic.
    """

    stop: re.Pattern[str]
    generic: re.Pattern[str]
    least: int
    most: int

    def start(self, view: str, head: int, anchors: Sequence[int]) -> int | None:
        """Return where the name before a head begins; `anchors` (ascending) are places where names may well begin."""
        first = last = max(0, head - self.most)
        inside = _NO_NAME.search(view[first:head][::-1])
        if inside:
            last = head - inside.start()
        clear = last > first or first == 0
        for stop in self.stop.finditer(view, last, head + _AHEAD):
            if stop.end() <= head:
                last, clear = stop.end(), True
        at = bisect_left(anchors, last)
        if at < len(anchors) and anchors[at] < head and (not clear or not _HEAD_INSIDE.search(view, last, anchors[at])):
            last, clear = anchors[at], True
        if not clear or head - last < self.least or self.generic.fullmatch(view, last, head):
            return None
        return last


@dataclass(frozen=True)
class Rule:
    """One rule, ready to run."""

    id: str
    version: int
    type: str
    label: dict[str, str]
    values: dict[str, str]
    pattern: re.Pattern[str]
    left: Left | None
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...]

    def matches(
        self, view: str, start: int = 0, end: int | None = None, *, anchors: Sequence[int] = ()
    ) -> Iterator[Match]:
        """Yield the matches within `[start, end)` of a view, in reading order.

        They never overlap, but for those of a rule that goes left, where one name may hold another.
        """
        for match in self.pattern.finditer(view, start, len(view) if end is None else end):
            groups = {name: match.span(name) for name, words in match.groupdict().items() if words is not None}
            first, last = groups.pop("span", match.span())
            if self.left is not None:
                begin = self.left.start(view, first, anchors)
                if begin is None:
                    continue
                first = begin
            yield Match(first, last, groups)


def read_yaml(path: Path) -> Any:
    """Return what a shipped YAML file holds; the C reader, there wherever PyYAML has a wheel, is many times faster."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders


@cache
def load_rules(folder: Path = RULES) -> tuple[Rule, ...]:
    """Return every rule of a folder, in the order of files and entries.

    Raises ValueError naming file and rule where one does not fit the format, uses an unknown macro, or repeats an id.
    """
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = _File.model_validate(read_yaml(path))
        for entry in file.rules:
            if entry.id in rules:
                raise ValueError(f"{path.name}: two rules named {entry.id}")
            rules[entry.id] = _compiled(entry, file.macros, path)
    return tuple(rules.values())


@cache
def rules_of(type_: str) -> tuple[Rule, ...]:
    """Return the shipped rules that find one type."""
    return tuple(rule for rule in load_rules() if rule.type == type_)


def first_match(type_: str, words: str) -> tuple[Rule, re.Match[str]] | None:
    """Return the first of the shipped rules of a type that matches anywhere in some words, and how, or None."""
    rules, needing, left = _needing(type_)
    # Each rule is one bit. Most words lack what most rules need, so that few patterns have to be tried.
    for character in words:
        if character in needing:
            left |= needing[character]
    while left:
        first = left & -left
        if (match := rules[first].pattern.search(words)) is not None:
            return rules[first], match
        left ^= first
    return None


@cache
def _needing(type_: str) -> tuple[Mapping[int, Rule], Mapping[str, int], int]:
    """Return the rules of a type by their bits, the bits of those that need a character, and of the others."""
    rules = {1 << place: rule for place, rule in enumerate(rules_of(type_))}
    needing: dict[str, int] = {}
    content = 0
    for bit, rule in rules.items():
        needed = next(iter(needs(rule.pattern.pattern)), None)
        content |= bit if needed is None else 0
        for character in needed or ():
            needing[character] = needing.get(character, 0) | bit
    return rules, needing, content


@cache
def load_claim_rules(folder: Path = CLAIM_RULES) -> dict[str, ClaimRule]:
    """Return the rules that assemble claims, by id, in the order of files and entries.

    Raises ValueError naming the file where an entry does not fit the format or repeats an id.
    """
    rules: dict[str, ClaimRule] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == MACROS.name:
            continue
        for entry in read_yaml(path):
            rule = ClaimRule.model_validate(entry)
            if rule.id in rules:
                raise ValueError(f"{path.name}: two rules named {rule.id}")
            rules[rule.id] = rule
    return rules


def _compiled(entry: _Entry, macros: dict[str, str], path: Path) -> Rule:
    def compiled(pattern: str, compile_: Callable[[str], re.Pattern[str]] = re.compile) -> re.Pattern[str]:
        try:
            return compile_(expanded(pattern, macros))
        except (re.error, ValueError) as error:
            raise ValueError(f"{path.name}: {entry.id}: {error}") from error

    left = None
    if entry.left is not None:
        stop, generic = compiled(entry.left.stop), compiled(entry.left.generic)
        left = Left(stop, generic, entry.left.least, entry.left.most)
    return Rule(entry.id, entry.version, entry.type, entry.label, entry.values,
                compiled(entry.pattern, openings.compiled), left,
                entry.examples, entry.counter_examples)  # fmt: skip
