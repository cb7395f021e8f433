"""Gold annotations: what a reader found in a text, located in it (format: tests/gold/README.md)."""

import re
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from loaders.errors import Problem, Refused

__all__ = ["KINDS", "Gold", "GoldSpan", "read_gold", "read_golds"]

KINDS = ("title", "date", "quantity", "organisation", "technology", "target", "measure")


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, (date, int, float)) else value


Notation = Annotated[str | None, BeforeValidator(_as_text)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["title", "date", "quantity", "organisation", "technology", "target", "measure"]
    quote: str = Field(min_length=1)
    occurrence: int | Literal["all"] | None = None
    within: str | None = Field(default=None, alias="in")
    issuer: str | None = None
    policy: bool = True
    value: Notation = None
    value_max: Decimal | None = None
    unit: str | None = None
    comparator: Literal["at least", "more than", "at most", "less than", "about", "magnitude"] | None = None
    deadline: Notation = None
    instrument: str | None = None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    published: date | None = None
    spans: tuple[_Entry, ...]


@dataclass(frozen=True)
class GoldSpan:
    """One annotated span `[start, end)`; the other fields hold for the kinds that have them (README)."""

    start: int
    end: int
    kind: str
    issuer: str | None = None
    policy: bool = True
    value: str | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    comparator: str | None = None
    deadline: str | None = None
    instrument: str | None = None


@dataclass(frozen=True)
class Gold:
    """One annotated text: its path, its words, its date, and its spans in reading order."""

    path: Path
    text: str
    published: date | None
    spans: tuple[GoldSpan, ...]

    def of(self, kind: str) -> tuple[GoldSpan, ...]:
        """Return the spans of one kind."""
        return tuple(span for span in self.spans if span.kind == kind)


def read_gold(path: Path) -> Gold:
    """Return the gold of one `NAME.gold.yaml`; raises Refused with every entry that does not stand in its text."""
    beside = path.with_name(path.name.removesuffix(".gold.yaml") + ".txt")
    try:
        text = beside.read_bytes().decode("utf-8-sig")
        model = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise Refused([Problem(path, 0, str(error))]) from error
    spans: set[GoldSpan] = set()
    problems: list[Problem] = []
    for number, entry in enumerate(model.spans, start=1):
        try:
            spans.update(_span(entry, start) for start in _places(text, entry))
        except ValueError as error:
            problems.append(Problem(path, 0, f"span {number} ({entry.kind} “{entry.quote}”): {error}"))
    if problems:
        raise Refused(problems)
    ordered = sorted(spans, key=lambda span: (span.start, span.end, span.kind))
    return Gold(beside, text, model.published, tuple(ordered))


def read_golds(path: Path) -> tuple[Gold, ...]:
    """Return the gold of a file, or of every `*.gold.yaml` of a folder; raises Refused with all problems."""
    paths = [path] if path.is_file() else sorted(path.glob("*.gold.yaml"))
    golds: list[Gold] = []
    problems: list[Problem] = []
    for one in paths:
        try:
            golds.append(read_gold(one))
        except Refused as error:
            problems += error.problems
    if problems or not golds:
        raise Refused(problems or [Problem(path, 0, "holds no *.gold.yaml")])
    return tuple(golds)


def _places(text: str, entry: _Entry) -> list[int]:
    if entry.within is not None:
        if text.count(entry.within) != 1 or entry.within.count(entry.quote) != 1:
            raise ValueError(f"`in` stands {text.count(entry.within)} times, with the quote in it "
                             f"{entry.within.count(entry.quote)} times; both have to be once")  # fmt: skip
        return [text.index(entry.within) + entry.within.index(entry.quote)]
    places = [match.start() for match in re.finditer(f"(?={re.escape(entry.quote)})", text)]
    if not places:
        raise ValueError("does not stand in the text")
    if entry.occurrence == "all":
        return places
    if entry.occurrence is None and len(places) > 1:
        raise ValueError(f"stands {len(places)} times; give `occurrence` or `in`")
    if isinstance(entry.occurrence, int) and not 1 <= entry.occurrence <= len(places):
        raise ValueError(f"stands {len(places)} times; there is no occurrence {entry.occurrence}")
    return [places[(entry.occurrence or 1) - 1]]


def _span(entry: _Entry, start: int) -> GoldSpan:
    return GoldSpan(
        start=start,
        end=start + len(entry.quote),
        kind=entry.kind,
        issuer=entry.issuer,
        policy=entry.policy,
        value=entry.value,
        value_max=entry.value_max,
        unit=entry.unit,
        comparator=entry.comparator,
        deadline=entry.deadline,
        instrument=entry.instrument,
    )


if __name__ == "__main__":
    try:
        for gold in read_golds(Path(sys.argv[1])):
            sys.stdout.write(f"{gold.path.name}: {len(gold.spans)} spans\n")
    except Refused as refused:
        sys.exit(str(refused))
