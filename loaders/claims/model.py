"""Claims as frozen models, with the identity that makes the same thing said twice one claim.

A `Claim` is a body (what is claimed) and qualifiers (how it stands). An `Utterance` ties one claim to the spans of one
document that carry it. The digest hashes type, arguments, normalised value, unit, comparator, polarity, condition,
status, place and time scope, and nothing else (MODEL §2, "Identity").
"""

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import orjson

from loaders.text.dates import DateInterval
from ontology.schema import Labels
from ontology.terms import Comparator, Polarity, Status

__all__ = [
    "CURATED", "Body", "Claim", "Comparison", "Inference", "MaturityAssessment", "Object", "Observation", "Opinion",
    "Qualifiers", "RelationClaim", "Span", "Text", "Utterance", "decimal_text",
]  # fmt: skip


CURATED: Final = "Curated"
"""The method of a claim that a curator wrote."""


@dataclass(frozen=True, slots=True)
class Text:
    """The exact words of a source as a claim's object."""

    value: str
    language: str = "zh"


Object = str | Text | DateInterval
"""What a relation claim may end in: an entity's IRI, words of the text, a plain string (as Text), or dates."""


@dataclass(frozen=True, slots=True)
class RelationClaim:
    """Subject, predicate, object; the first two are IRIs."""

    subject: str
    predicate: str
    object: Object


@dataclass(frozen=True, slots=True)
class Observation:
    """A number of one metric about one or more entities; `value` None where the text gives only a magnitude."""

    metric: str
    about: tuple[str, ...]
    comparator: Comparator
    unit: str
    value: Decimal | None
    value_max: Decimal | None = None
    compared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a speaker says, verbatim; without a speaker it is the article's own voice."""

    speaker: str | None
    utterance: Text
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MaturityAssessment:
    """The phase that a technology is in, or reaches in `years` (and up to `years_max`) years."""

    technology: str
    phase: str
    years: Decimal | None = None
    years_max: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The left side stands in this relation to the right side, on a metric (each side may have its own)."""

    metric: str
    left: tuple[str, ...]
    comparator: Comparator
    right: tuple[str, ...]
    compared_metric: str | None = None


Body = RelationClaim | Observation | Opinion | MaturityAssessment | Comparison


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """How a claim stands. `hedge` is kept but does not make another claim."""

    status: Status = Status.FACT
    polarity: Polarity = Polarity.AFFIRMED
    condition: str | None = None
    place: str | None = None
    sector: tuple[str, ...] = ()
    time: DateInterval | None = None
    hedge: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, and how it stands."""

    body: Body
    qualifiers: Qualifiers = field(default_factory=Qualifiers)

    @property
    def digest(self) -> str:
        """Return the claim's identity: 16 hexadecimal digits."""
        identity = [
            type(self.body).__name__,
            {name: _canonical(getattr(self.body, name)) for name in self.body.__slots__},
            {name: _canonical(getattr(self.qualifiers, name)) for name in Qualifiers.__slots__ if name != "hedge"},
        ]
        return hashlib.sha256(orjson.dumps(identity, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]

    @property
    def assertable(self) -> bool:
        """Return whether the claim may become a direct triple, its predicate permitting (MODEL §2)."""
        q = self.qualifiers
        bounded = q.time is not None and q.time.last is not None
        return (
            isinstance(self.body, RelationClaim)
            and q.status in (Status.FACT, Status.ENACTED)
            and q.polarity is Polarity.AFFIRMED
            and q.condition is None
            and q.place is None
            and not q.sector
            and not bounded
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A quote at `[start, end)` of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Inference:
    """An argument that the quote does not name, with the passage it is inferred from."""

    argument: str
    span: Span


@dataclass(frozen=True, slots=True)
class Utterance:
    """One place where a document makes a claim: the quote first, then lead-ins it needs.

    `method` is `Curated` or the id of the rule that found it; then `confidence` (0 to 1) says how far that rule can be
    trusted. `origin` is where the claim was written (file and line), for messages only.
    """

    claim: Claim
    document: str
    spans: tuple[Span, ...]
    inferences: tuple[Inference, ...] = ()
    stated_source: str | None = None
    value_as_stated: str | None = None
    time_as_stated: str | None = None
    note: Labels | None = None
    method: str = CURATED
    origin: tuple[str, int] = ("", 0)
    confidence: Decimal | None = None


def decimal_text(value: Decimal) -> str:
    """Return a decimal in canonical xsd:decimal form without exponent or trailing zeros (`90`, `1.5`)."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _canonical(value: object) -> object:
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, DateInterval):
        return [str(value.first or ".."), str(value.last or ".."), value.precision.value]
    if isinstance(value, Text):
        return [value.language, value.value]
    if isinstance(value, tuple):
        return sorted(str(_canonical(item)) for item in value)
    return value
