"""The shape of a file of curated claims: what a curator may write, as Pydantic models.

`seeds/claims.schema.json` is generated from `ClaimFile` and gives editors completion. Meaning is given by
`loaders.claims.curation`; docs/curating.md teaches the format.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from ontology.terms import Status

__all__ = [
    "ClaimEntry", "ClaimFile", "ComparisonEntry", "EntityEntry", "MaturityEntry", "ObservationEntry", "OpinionEntry",
    "PassageEntry", "QuoteRef", "RelationEntry", "StatusName", "status_of",
]  # fmt: skip

StatusName = Literal[
    "fact", "enacted", "draft", "proposal", "plan", "recommendation", "requirement", "forecast", "expectation",
    "opinion", "example",
]  # fmt: skip
Curie = Annotated[str, Field(pattern=r"^[a-z][a-z-]*:[A-Za-z0-9][\w.-]*$", examples=["actor:nvidia"])]


def _iso(value: object) -> object:
    """Let a curator write a full date without quotes: YAML reads `2023-06-14` as a date."""
    return value.isoformat() if isinstance(value, date) else value


def _listed(value: object) -> object:
    return [value] if isinstance(value, (str, dict)) else value


def status_of(name: StatusName) -> Status:
    """Return the status that a curator's word means."""
    return Status[name.upper()]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(_Entry):
    """A remark in both languages."""

    zh: str
    en: str


class QuoteRef(_Entry):
    """A further quote of the article; `occurrence` counts from 1 where the words stand more than once."""

    quote: str
    occurrence: int | None = None


Quotes = Annotated[
    tuple[str | QuoteRef, ...],
    BeforeValidator(_listed, json_schema_input_type=str | QuoteRef | tuple[str | QuoteRef, ...]),
]
Curies = Annotated[tuple[Curie, ...], BeforeValidator(_listed, json_schema_input_type=Curie | tuple[Curie, ...])]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | tuple[str, ...])]


class _Qualified(_Entry):
    status: StatusName | None = Field(default=None, description="How it stands; else the passage's, else the file's.")
    negated: bool = Field(default=False, description="The text says that it is not so.")
    condition: str | None = Field(default=None, description="Under which condition, verbatim.")
    hedge: str | None = Field(default=None, description="A hedging word, verbatim.")
    place: Curie | None = Field(default=None, description="Where it holds.")
    sector: Curies = ()
    time: Annotated[str | None, BeforeValidator(_iso)] = Field(
        default=None, description="When it holds: 2018, 2018-04, 2019/.., ../2023-06-27."
    )
    source: Curie | None = Field(default=None, description="The source that the text names for it.")
    stated: str | None = Field(
        default=None, description="The number or time as the text writes it, if not found alone."
    )
    inferred: dict[str, str | QuoteRef] = Field(
        default_factory=dict,
        description="What the quote does not name (an entity, `date` or `time`) and the quote it is inferred from.",
    )
    note: Bilingual | None = None


class RelationEntry(_Qualified):
    """`subject predicate object`; instead of the object, `objects` (one claim each) or `text` (words of the quote)."""

    relation: str = Field(examples=["technology:ascend developedBy actor:huawei"])
    objects: Curies = ()
    text: str | None = None


class ObservationEntry(_Qualified):
    """A number: `metric`, whom it is `about` (several: a joint number), and `value` with comparator and unit."""

    metric: Curie
    about: Curies
    value: str = Field(examples=["at least 90 percent", "455e12 krw", "5 to 10 year", "magnitude parameter"])
    compared_with: Curies = ()


class OpinionEntry(_Qualified):
    """The words of an opinion; without a `speaker` it is the article's own view."""

    opinion: str
    speaker: Curie | None = None
    about: Curies = ()


class MaturityEntry(_Qualified):
    """A technology's maturity phase, and in how many years it gets there."""

    maturity: Curie
    phase: Curie
    value: str | None = None


class ComparisonEntry(_Qualified):
    """`left` stands in the relation `is` to `right` on the metric `comparison`."""

    comparison: Curie
    left: Curies
    is_: Literal["more than", "at least", "about", "at most", "less than", "exactly"] = Field(alias="is")
    right: Curies
    right_metric: Curie | None = None


_KEYS = ("relation", "metric", "opinion", "maturity", "comparison")


def _kind(value: Any) -> str | None:
    return next((key for key in _KEYS if key in value), None) if isinstance(value, dict) else None


ClaimEntry = Annotated[
    Annotated[RelationEntry, Tag("relation")]
    | Annotated[ObservationEntry, Tag("metric")]
    | Annotated[OpinionEntry, Tag("opinion")]
    | Annotated[MaturityEntry, Tag("maturity")]
    | Annotated[ComparisonEntry, Tag("comparison")],
    Discriminator(
        _kind,
        custom_error_type="claim_kind",
        custom_error_message=f"a claim needs one of these keys: {', '.join(_KEYS)}",
    ),
]


class EntityEntry(_Entry):
    """An entity that this document introduces; `text` holds the words by which the article names it, first the best."""

    type: Words = Field(examples=["Measure", "Target"])
    zh: str
    en: str
    text: Words = Field(min_length=1)
    note: Bilingual | None = None


class PassageEntry(_Entry):
    """A quote (at most one sentence) and the claims that it carries."""

    quote: str
    occurrence: int | Literal["all"] | None = None
    lead: Quotes = Field(default=(), alias="with", description="Lead-ins that the quote needs, such as a list's.")
    status: StatusName | None = None
    place: Curie | None = None
    time: Annotated[str | None, BeforeValidator(_iso)] = None
    source: Curie | None = None
    inferred: dict[str, str | QuoteRef] = Field(default_factory=dict)
    claims: tuple[ClaimEntry, ...] = Field(min_length=1)


class Defaults(_Entry):
    """What holds for the whole file unless a passage or claim says otherwise."""

    status: StatusName = "fact"


class ClaimFile(_Entry):
    """One file of curated claims of one article."""

    defaults: Defaults = Defaults()
    entities: dict[Curie, EntityEntry] = Field(default_factory=dict)
    aliases: dict[Curie, Words] = Field(
        default_factory=dict, description="Names that hold only inside this article, such as 《实施方案》."
    )
    passages: tuple[PassageEntry, ...] = ()
