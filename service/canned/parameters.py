"""Parameters of canned queries: their declaration, and the typed RDF terms that values become.

A parameter is written `$name` in the query. A value arrives as text, is checked against its type and becomes a term;
only terms are ever written into a query (see `binding`).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Final, Literal

import pyoxigraph as ox
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ontology import iris
from ontology.namespaces import ID, KINDS, PG, PREFIXES
from ontology.schema import load_schema

__all__ = [
    "LIMIT", "SCHEMES", "STANDARD", "Bilingual", "InvalidValue", "Parameter", "Resolve", "Term", "Type", "Value",
    "Written", "entity", "term", "terms",
]  # fmt: skip

Type = Literal["entity", "string", "language", "year", "date", "number", "enum", "choice", "count"]
Term = ox.NamedNode | ox.Literal
Value = str | list[str]
Resolve = Callable[[str, tuple[str, ...]], str]
"""Given what was asked for and the kinds that may be meant, returns the entity's IRI or raises InvalidValue."""

LIMIT: Final = 10_000
"""The most rows that one answer holds."""

_XSD: Final = PREFIXES["xsd"]
_NAMES: Final = re.compile(r"[a-z][a-z0-9_]*")
_YEAR: Final = re.compile(r"[0-9]{4}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})")
_LONGEST: Final = 1000

SCHEMES: Final[Mapping[str, tuple[str, ...]]] = {
    "status": (
        "StatedFact", "Enacted", "Draft", "Proposal", "Plan", "Recommendation", "Requirement", "Forecast",
        "Expectation", "Opinion", "Example",
    ),
    "polarity": ("Affirmed", "Negated"),
    "comparator": ("Exactly", "AtLeast", "MoreThan", "AtMost", "LessThan", "About", "OrderOfMagnitude"),
    "claim-type": ("RelationClaim", "Observation", "Opinion", "MaturityAssessment", "Comparison"),
    "actor-type": (
        "GovernmentBody", "Company", "Person", "Alliance", "ResearchOrganization", "MediaOutlet", "ActorGroup",
    ),
}  # fmt: skip
"""The closed schemes that an `enum` parameter takes its values from, as local names in `pg:`."""


class InvalidValue(ValueError):
    """A value does not fit its parameter; the message says what would."""


class Bilingual(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


def _as_text(value: object) -> object:
    """Return YAML's numbers and dates as the text that a client would send."""
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return str(value) if isinstance(value, (int, float, date)) and not isinstance(value, bool) else value


Written = Annotated[Value, BeforeValidator(_as_text)]


class Parameter(BaseModel):
    """One declared parameter.

    Without `default` and without `required`, leaving it out means "any". `many` takes several values. `kinds` are the
    kinds of entity that an `entity` may be of (none: any), `scheme` names the values of an `enum`, `words` lists those
    of a `choice`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: Type
    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]
    kinds: tuple[str, ...] = ()
    scheme: str | None = None
    words: tuple[str, ...] = ()
    default: Annotated[Written | None, Field()] = None
    example: Annotated[Written | None, Field()] = None
    many: bool = False
    required: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> "Parameter":
        if not _NAMES.fullmatch(self.name):
            raise ValueError(f"the parameter name {self.name!r} is not lower-case letters, digits and _")
        if unknown := [kind for kind in self.kinds if kind not in KINDS]:
            raise ValueError(f"there is no kind of entity {unknown[0]!r}")
        if (self.type == "enum") != (self.scheme is not None):
            raise ValueError("`scheme` goes with type enum, and only with it")
        if self.scheme is not None and self.scheme not in SCHEMES:
            raise ValueError(f"there is no scheme {self.scheme!r}; there are {', '.join(SCHEMES)}")
        if (self.type == "choice") != bool(self.words):
            raise ValueError("`words` goes with type choice, and only with it")
        if self.kinds and self.type != "entity":
            raise ValueError("`kinds` goes with type entity only")
        if self.required and self.default is not None:
            raise ValueError("a parameter with a default is not required")
        if self.required and self.example is None:
            raise ValueError("a required parameter needs an example")
        return self

    @property
    def optional(self) -> bool:
        """Whether leaving it out means "any"."""
        return not self.required and self.default is None

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the values it can have, where they are few and known; else nothing."""
        if self.type == "language":
            return ("zh", "en")
        return SCHEMES[self.scheme] if self.scheme else self.words


STANDARD: Final[Mapping[str, Parameter]] = {
    parameter.name: parameter
    for parameter in (
        Parameter(name="lang", type="language", default="en", zh="标签的语言。", en="Language of the labels."),
        Parameter(name="limit", type="count", default="1000", zh="最多返回多少行。", en="How many rows at most."),
        Parameter(name="offset", type="count", default="0", zh="跳过多少行。", en="How many rows to skip."),
    )
}
"""The parameters that every query may use without declaring them."""


def terms(parameter: Parameter, value: Value | None, resolve: Resolve | None = None) -> tuple[Term, ...]:
    """Return the terms of a parameter's value; none where it is optional and absent.

    Raises InvalidValue where the value is missing, given twice, or not of the parameter's type.
    """
    if value is None or value == [] or (value == "" and parameter.type != "string"):
        value = parameter.default
    if value is None:
        if parameter.required:
            raise InvalidValue(f"`{parameter.name}` is needed, for example {_shown(parameter.example)}")
        return ()
    values = [value] if isinstance(value, str) else value
    if len(values) > 1 and not parameter.many:
        raise InvalidValue(f"`{parameter.name}` takes one value, not {len(values)}")
    return tuple(dict.fromkeys(term(parameter, item, resolve) for item in values))


def term(parameter: Parameter, value: str, resolve: Resolve | None = None) -> Term:
    """Return the term of one value. Raises InvalidValue where it is not of the parameter's type."""
    if len(value) > _LONGEST:
        raise InvalidValue(f"`{parameter.name}` is longer than {_LONGEST} characters")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidValue(f"`{parameter.name}` is not valid Unicode")
    if parameter.type == "string":
        return ox.Literal(value)
    value = value.strip()
    if parameter.type == "entity":
        return ox.NamedNode((resolve or entity)(value, parameter.kinds))
    if parameter.type in ("language", "choice"):
        if value not in parameter.choices:
            raise InvalidValue(f"`{parameter.name}` is one of {', '.join(parameter.choices)}, not {value[:40]!r}")
        return ox.Literal(value)
    if parameter.type == "enum":
        return _concept(parameter, value)
    return _number(parameter, value)


def entity(value: str, kinds: tuple[str, ...]) -> str:
    """Return the IRI that a value names: an IRI under `…/id/`, `kind:slug`, or the slug alone where one kind is meant.

    Raises InvalidValue where it names none, or one of another kind.
    """
    if value.startswith(ID):
        kind, _, slug = value.removeprefix(ID).partition("/")
    elif ":" in value:
        kind, _, slug = value.partition(":")
    elif len(kinds) == 1:
        kind, slug = kinds[0], value
    else:
        kind, slug = "", value
    if kind not in KINDS or not iris.slug_pattern.fullmatch(slug):
        example = f"{kinds[0] if kinds else 'place'}:…"
        raise InvalidValue(f"{value[:80]!r} names no entity; write an IRI or {example}")
    if kinds and kind not in kinds:
        raise InvalidValue(f"{value[:80]!r} is a {kind}; wanted is {' or '.join(kinds)}")
    return iris.entity(kind, slug)


@cache
def _names(choices: tuple[str, ...]) -> dict[str, str]:
    """Return the names that each choice answers to: its own, and its labels."""
    concepts, classes = load_schema().concepts, load_schema().classes
    found = {choice.lower(): choice for choice in choices}
    for choice in choices:
        iri = PG + choice
        labels = classes[iri].labels if iri in classes else concepts.get(iri)
        if labels is not None:
            found |= {labels.zh: choice, labels.en.lower(): choice}
    return found


def _concept(parameter: Parameter, value: str) -> Term:
    names = _names(parameter.choices)
    found = names.get(value.removeprefix("pg:").removeprefix(PG).lower())
    if found is None:
        near = get_close_matches(value.lower(), names, n=1)
        hint = f" (did you mean {names[near[0]]}?)" if near else ""
        raise InvalidValue(
            f"`{parameter.name}` is one of {', '.join(parameter.choices)}; {value[:40]!r} is not one{hint}"
        )
    return ox.NamedNode(PG + found)


def _number(parameter: Parameter, value: str) -> Term:
    name = parameter.name
    if parameter.type == "year":
        if not _YEAR.fullmatch(value) or value == "0000":
            raise InvalidValue(f"`{name}` is a year of four digits such as 2023, not {value[:40]!r}")
        return _literal(str(int(value)), "integer")
    if parameter.type == "date":
        try:
            day = date.fromisoformat(value) if _DATE.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None:
            raise InvalidValue(f"`{name}` is a date such as 2023-06-27, not {value[:40]!r}")
        return _literal(day.isoformat(), "date")
    if parameter.type == "count":
        if not _COUNT.fullmatch(value) or (name == "limit" and not 1 <= int(value) <= LIMIT):
            wanted = f"a whole number from 1 to {LIMIT}" if name == "limit" else "a whole number"
            raise InvalidValue(f"`{name}` is {wanted}, not {value[:40]!r}")
        return _literal(str(int(value)), "integer")
    try:
        number = Decimal(value) if _NUMBER.fullmatch(value) else None
    except InvalidOperation:
        number = None
    if number is None:
        raise InvalidValue(f"`{name}` is a number such as 85 or 1.5, not {value[:40]!r}")
    return _literal(_canonical(number), "decimal")


def _canonical(number: Decimal) -> str:
    """Return a number as the engine writes xsd:decimal: what was bound is what comes back (1.50 as 1.5, -0 as 0)."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _literal(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + datatype))


def _shown(value: Value | None) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
