"""Rules: declarative patterns read from YAML, with macros, named groups, examples and counter-examples.

A rule's pattern is a regular expression; `{NAME}` stands for a macro of its file. Rules that are read together make a
grammar. Examples and counter-examples run as tests (tests/loaders/text/test_rules.py).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from loaders.text import openings

__all__ = ["RULES", "Example", "Found", "Grammar", "Rule", "expanded", "read_grammar"]

RULES: Final = Path(__file__).with_name("rules")
_MACRO: Final = re.compile(r"\{([A-Z][A-Z_]*)\}")
_GROUP: Final = re.compile(r"\(\?(?P<kind>P<|P=|\()(?P<name>[a-z]\w*)")
# Every scalar stays the words it is (2018, 2023-05-08). The C reader is there wherever PyYAML has a wheel, and faster.
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Example(BaseModel):
    """A text and what the rule finds in it: the words of each match, what each means, and the first one's groups."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    find: tuple[str, ...]
    values: tuple[str, ...] = Field(
        default=(),
        description="What the matches mean: dates in EDTF (`XXXX` where the year is left out, else the words that say "
        "it), numbers as a curator writes them (`at least 5 to 10`).",
    )
    groups: dict[str, str] = Field(default_factory=dict, description="Groups of the first match.")


class Rule(BaseModel):
    """One rule; where it is read, the macros of its pattern are written out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z]+(-[a-z0-9]+)+$")
    version: int = 1
    type: str
    label: dict[str, str] = Field(description="What the rule finds, in zh and en.")
    pattern: str
    values: dict[str, str] = Field(default_factory=dict, description="Constants that a match carries.")
    examples: tuple[Example, ...] = Field(min_length=1)
    counter_examples: tuple[str, ...] = Field(min_length=1)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    begins: str = Field(default="", description="What every match begins with: only there are the patterns tried.")
    macros: dict[str, str] = Field(default_factory=dict)
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule has found at `[start, end)`: the words of its named groups, without those that matched nothing."""

    rule: Rule
    start: int
    end: int
    groups: Mapping[str, str]


class Grammar:
    """Rules that are read together: from left to right, at each place the first one that fits.

    A pattern may name several groups alike, in different branches.
    """

    def __init__(self, rules: Sequence[Rule], begins: str = "") -> None:
        """Compile the patterns of some rules into one; `begins` is what every match begins with."""
        self.rules = tuple(rules)
        branches = [_numbered(rule.pattern, f"r{n}") for n, rule in enumerate(rules)]
        self._pattern = re.compile("|".join(pattern for pattern, _ in branches))
        self._begins = re.compile(begins)
        index = self._pattern.groupindex
        self._read = {
            index[f"r{n}"]: (rule, tuple((index[own], name) for own, name in names.items()))
            for n, (rule, (_, names)) in enumerate(zip(rules, branches, strict=True))
        }

    def find(self, text: str) -> Iterator[Found]:
        """Yield what the rules find in a text, in reading order; nothing overlaps."""
        at = 0
        for place in self._begins.finditer(text):
            if place.start() >= at and (found := self.at(text, place.start())) is not None:
                at = found.end
                yield found

    def at(self, text: str, start: int) -> Found | None:
        """Return what the first rule that fits finds at a place."""
        match = self._pattern.match(text, start)
        if match is None or match.lastindex is None:
            return None
        rule, own = self._read[match.lastindex]
        return Found(rule, start, match.end(), {name: words for i, name in own if (words := match[i]) is not None})

    def best(self, text: str) -> Rule | None:
        """Return the rule that stands first in the grammar, of those that fit anywhere in a text."""
        fitting = (self._pattern.match(text, place.start()) for place in self._begins.finditer(text))
        first = min((match.lastindex for match in fitting if match and match.lastindex), default=None)
        return self._read[first][0] if first is not None else None

    def fits(self, text: str) -> bool:
        """Say whether a rule fits anywhere in a text."""
        return self._anywhere.search(text) is not None

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return openings.compiled(self._pattern.pattern)


def read_grammar(*names: str) -> Grammar:
    """Return the grammar of some files of `rules/`, in their order.

    Raises ValueError naming file and rule where one uses an unknown macro or repeats an id, and pydantic's
    ValidationError, which is one too, where a file does not fit the format.
    """
    rules: dict[str, Rule] = {}
    begins: list[str] = []
    for name in names:
        written = (RULES / f"{name}.yaml").read_text(encoding="utf-8")
        file = _File.model_validate(yaml.load(written, Loader=_LOADER))  # noqa: S506 - it makes nothing but words
        begins.append(file.begins)
        for rule in file.rules:
            if rule.id in rules:
                raise ValueError(f"{name}.yaml: two rules named {rule.id}")
            try:
                rules[rule.id] = rule.model_copy(update={"pattern": expanded(rule.pattern, file.macros)})
            except ValueError as error:
                raise ValueError(f"{name}.yaml: {rule.id}: {error}") from error
    return Grammar(tuple(rules.values()), "|".join(begins))


def _numbered(pattern: str, name: str) -> tuple[str, dict[str, str]]:
    """Return a pattern as one group of this name, its own groups renamed so that none is alike, and what they were."""
    names: dict[str, str] = {}
    latest: dict[str, str] = {}

    def renamed(match: re.Match[str]) -> str:
        if match["kind"] == "P<":
            own = latest[match["name"]] = f"{name}_{len(names)}"
            names[own] = match["name"]
        return f"(?{match['kind']}{latest[match['name']]}"

    return f"(?P<{name}>{_GROUP.sub(renamed, pattern)})", names


def expanded(pattern: str, macros: Mapping[str, str]) -> str:
    """Return a pattern with its macros written out; raises ValueError naming one that is not known."""
    for _ in range(len(macros) + 1):
        pattern = _MACRO.sub(lambda match: f"(?:{macros[match[1]]})" if match[1] in macros else match[0], pattern)
    if unknown := _MACRO.search(pattern):
        raise ValueError(f"unknown macro {unknown[0]}")
    return pattern
