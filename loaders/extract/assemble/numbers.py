"""Numbers: a quantity as an observation has it, with the authority's unit that its words mean."""

import re
from dataclasses import dataclass
from decimal import Decimal

from loaders.claims.model import Span
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.builder import Builder
from ontology.namespaces import ID
from ontology.terms import Comparator

__all__ = ["Number", "number_of"]

_CLASSIFIERS = {
    "家": "organisation", "户": "organisation", "人": "person", "名": "person", "篇": "paper", "票": "vote",
    "companies": "organisation", "firms": "organisation", "people": "person", "papers": "paper", "patents": "patent",
    "votes": "vote", "EFLOPS": "exaflops", "EFlops": "exaflops", "PFLOPS": "petaflops", "PFlops": "petaflops",
}  # fmt: skip
_BY_NOUN = (
    (re.compile(r"专利"), "patent"),
    (re.compile(r"论文"), "paper"),
    (re.compile(r"图片"), "image"),
    (re.compile(r"参数"), "parameter"),
    (re.compile(r"下载"), "download"),
    (re.compile(r"学者|人数|人才|专家"), "person"),
)
_COUNTING = frozenset("个项条件款座台套种类处所辆块片颗枚架门支批份张次部")


@dataclass(frozen=True, slots=True)
class Number:
    """A value (and the upper end of a range), how it compares, and its unit's IRI; a bare magnitude has no value."""

    value: Decimal | None
    value_max: Decimal | None
    comparator: Comparator
    unit: str


def number_of(builder: Builder, quantity: Annotation, label: str, quote: Span) -> Number | None:
    """Return a quantity with its unit; None where the authority knows no such unit, or the quote does not show it."""
    unit = _unit(builder, quantity, label, quote)
    if unit is None:
        return None
    value, high = quantity.value("value"), quantity.value("max")
    comparator = Comparator(quantity.value("comparator") or Comparator.EXACTLY.value)
    return Number(Decimal(value) if value else None, Decimal(high) if high else None, comparator, unit)


def _unit(builder: Builder, quantity: Annotation, label: str, quote: Span) -> str | None:
    words = quantity.value("unit")
    if words is not None and f"{ID}unit/{words}" in builder.authority:
        return f"{ID}unit/{words}"
    after = builder.reading.view[quantity.start : quote.end]
    slug = next((slug for noun, slug in _BY_NOUN if noun.search(label) or noun.search(after)), None)
    if slug is None or words in _CLASSIFIERS:
        slug = _CLASSIFIERS.get(words or "", "item" if words in _COUNTING else None)
    unit = f"{ID}unit/{slug}"
    return unit if slug is not None and (words is not None or builder.names(unit, quote)) else None
