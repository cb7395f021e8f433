"""The gate: one verifier for every source of claims, curated or automatic (MODEL §5.1, §5.5, §5.6).

A quote is at most one sentence and stands at its offsets. What it says is read on its view of equal length, so that
full-width digits and traditional characters count as what they are: every number of a claim re-parses from a quote to
the same value and unit; every entity and date is named in a quote or marked inferred; words taken from the text are in
it; a relation fits its property's domain and range. What passes comes back completed: numbers as the text states them,
and the inferences that follow from where a document introduces its own entities.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from loaders.claims.model import (
    Claim,
    Comparison,
    Inference,
    MaturityAssessment,
    Observation,
    Opinion,
    RelationClaim,
    Span,
    Text,
    Utterance,
)  # fmt: skip
from loaders.claims.quotes import forbidden_character, occurrences
from loaders.errors import Problem
from loaders.text.articles import Article
from loaders.text.authority import Authority, Entity
from loaders.text.dates import DateInterval, find_dates, states_date
from loaders.text.mentions import names
from loaders.text.passages import Passages, covering
from loaders.text.quantities import Quantity, find_quantities
from loaders.text.view import view
from ontology import iris
from ontology.namespaces import ID, PG, PREFIXES
from ontology.schema import Schema

__all__ = ["Gate"]

_DESCRIBED_NOT_NAMED = (ID + "metric/", ID + "document/")
_BEFORE_VALUE = re.compile(
    r"(?:不?超过?|多于|高于|低于|少于|逾|约合?|约为|大约|近|高达|达|最高|最低|至少|至多|不足|不低于|仅)$"
)
_AFTER_VALUE = re.compile(r"(?:以上|以下|以内|之内|内|左右|级|多)")


class Gate:
    """Checks utterances against their article; `authority` has the article's own entities and local names."""

    def __init__(self, article: Article, passages: Passages, authority: Authority, schema: Schema) -> None:
        self._article, self._passages, self._authority, self._schema = article, passages, authority, schema
        self._view = view(article.text)
        # Many claims share an entity, or a quote and what it names, so each answer is kept.
        self._classes: dict[str, frozenset[str]] = {}
        self._views: dict[str, frozenset[str]] = {}
        self._naming: dict[tuple[str, int, int], bool] = {}

    def check(self, utterance: Utterance) -> tuple[Utterance, tuple[Problem, ...]]:
        """Return the utterance completed, and every problem that keeps it out of a release (empty when it passes)."""
        claim = utterance.claim
        quotes = [self._slice(span) for span in utterance.spans]
        read = [self._view[span.start : span.end] for span in utterance.spans]
        unnamed = [iri for iri in _named_arguments(claim) if not self._is_named(iri, utterance.spans)]
        stated = self._number_stated(claim, quotes, read)
        completed = self._completed(utterance, unnamed, read, stated)
        path, line = utterance.origin
        messages = [
            *self._check_spans(utterance, quotes),
            *self._check_types(claim),
            *self._check_words(claim, quotes),
            *self._check_named(completed, unnamed),
            *self._check_dates(completed, read),
            *self._check_numbers(claim, read, stated),
        ]
        return completed, tuple(Problem(Path(path), line, message) for message in messages)

    def named(self, utterance: Utterance) -> tuple[str, ...]:
        """Return the entities among a claim's arguments that its quotes name."""
        return tuple(iri for iri in _named_arguments(utterance.claim) if self._is_named(iri, utterance.spans))

    def _slice(self, span: Span) -> str:
        return self._article.text[span.start : span.end]

    def _check_spans(self, utterance: Utterance, quotes: list[str]) -> Iterator[str]:
        for span, quote in zip(utterance.spans, quotes, strict=True):
            if not quote or not 0 <= span.start < span.end <= len(self._article.text):
                yield f"span {span.start}-{span.end} is not in the text"
            elif covering(self._passages.sentences, span.start, span.end) is None:
                yield f"quote spans more than one sentence: “{quote}”. Quote one, and give others as lead-in (`with`)"
            if bad := forbidden_character(quote):
                yield f"quote holds {bad}, which XML 1.0 forbids; quote around it"

    def _check_types(self, claim: Claim) -> Iterator[str]:
        for iri, wanted in self._typed_arguments(claim):
            own = self._types(iri)
            if wanted not in own and wanted != PREFIXES["owl"] + "Thing":
                have = ", ".join(sorted(iris.compact(t) for t in own)) or "unknown"
                yield f"{iris.compact(iri)} is {have}; {iris.compact(wanted)} is wanted there"
        if isinstance(claim.body, RelationClaim):
            yield from self._check_object_kind(claim.body)

    def _typed_arguments(self, claim: Claim) -> Iterator[tuple[str, str]]:
        body, q = claim.body, claim.qualifiers
        if isinstance(body, RelationClaim):
            known = self._schema.properties[body.predicate]
            yield body.subject, known.domain
            if isinstance(body.object, str):
                yield body.object, known.range
        arguments: list[tuple[str, Iterable[str | None]]] = []
        if q.place is not None or q.sector:
            arguments = [("place", [q.place]), ("sector", q.sector)]
        match body:
            case Observation():
                arguments += [("metric", [body.metric]), ("unit", [body.unit]), ("about", body.about)]
            case Opinion():
                arguments += [("speaker", [body.speaker]), ("about", body.about)]
            case MaturityAssessment():
                arguments += [("technology", [body.technology]), ("phase", [body.phase]), ("unit", [body.unit])]
            case Comparison():
                arguments += [("metric", [body.metric]), ("metric", [body.compared_metric])]
            case _:
                pass
        for name, values in arguments:
            yield from ((v, self._schema.properties[PG + name].range) for v in values if v is not None)

    def _check_object_kind(self, body: RelationClaim) -> Iterator[str]:
        known = self._schema.properties[body.predicate]
        literal = known.range.startswith((PREFIXES["xsd"], PREFIXES["rdf"]))
        wanted: str | None = None
        if known.dates and not isinstance(body.object, DateInterval):
            wanted = "a date such as 2018-04"
        elif literal and not known.dates and not isinstance(body.object, Text):
            wanted = "words; write them under `text`"
        elif not literal and not isinstance(body.object, str):
            wanted = f"an entity of class {iris.compact(known.range)}"
        if wanted is not None:
            yield f"{iris.compact(body.predicate)} takes {wanted}"

    def _types(self, iri: str) -> frozenset[str]:
        if iri not in self._classes:
            known = self._authority.entities.get(iri)
            types: Iterable[str] = known.types if known else ()
            if iri.startswith(ID + "document/"):
                types = [PG + "Document"]
            self._classes[iri] = self._schema.types_of(types)
        return self._classes[iri]

    def _check_words(self, claim: Claim, quotes: list[str]) -> Iterator[str]:
        wanted = [claim.qualifiers.condition, claim.qualifiers.hedge]
        if isinstance(claim.body, Opinion):
            wanted.append(claim.body.utterance.value)
        if isinstance(claim.body, RelationClaim) and isinstance(claim.body.object, Text):
            verbatim = self._schema.properties[claim.body.predicate].range == PREFIXES["rdf"] + "langString"
            wanted.append(claim.body.object.value if verbatim else None)
        for words in wanted:
            if words is not None and not any(words in quote for quote in quotes):
                yield f"“{words}” is not in the quote; it has to be verbatim"

    def _check_named(self, utterance: Utterance, unnamed: list[str]) -> Iterator[str]:
        inferred = {inference.argument for inference in utterance.inferences}
        for iri in unnamed:
            if iri not in inferred:
                forms = ", ".join(sorted(self._authority[iri].forms)[:6]) if iri in self._authority else ""
                yield (
                    f"the quote does not name {iris.compact(iri)} (known forms: {forms}); "
                    "quote more, add a form, or give the quote it is inferred from under `inferred`"
                )

    def _is_named(self, iri: str, spans: Iterable[Span]) -> bool:
        entity = self._authority.entities.get(iri)
        return entity is not None and any(self._names(entity, span) for span in spans)

    def _names(self, entity: Entity, span: Span) -> bool:
        key = entity.iri, span.start, span.end
        if key not in self._naming:
            if entity.iri not in self._views:
                self._views[entity.iri] = frozenset(map(view, entity.forms))
            quote, read = self._slice(span), self._view[span.start : span.end]
            self._naming[key] = _names(entity.forms, self._views[entity.iri], quote, read)
        return self._naming[key]

    def _check_dates(self, utterance: Utterance, quotes: list[str]) -> Iterator[str]:
        inferred = {inference.argument for inference in utterance.inferences}
        for key, interval in _dates(utterance.claim).items():
            if key not in inferred and not _states(" ".join(quotes), interval.notation):
                yield f"the quote does not state {interval.notation}; say under `inferred: {key}` which quote does"

    def _number_stated(self, claim: Claim, quotes: list[str], read: list[str]) -> str | None:
        """Return how a quote states the claim's number with its unit, or None where no quote does."""
        low, high, unit = _numbers(claim)
        if unit is None or unit not in self._authority:
            return None
        return _matching(quotes, read, low, high, self._authority[unit])

    def _check_numbers(self, claim: Claim, quotes: list[str], stated: str | None) -> Iterator[str]:
        low, high, unit = _numbers(claim)
        if unit is None or unit not in self._authority or stated is not None:
            return
        read = [str(q.value) for quote in quotes for q in find_quantities(quote)]
        yield (
            f"value {low}{f' to {high}' if high is not None else ''} {iris.compact(unit)} is not in the quote; "
            f"numbers read there: {', '.join(read) or 'none'}"
        )

    def _completed(self, utterance: Utterance, unnamed: list[str], read: list[str], stated: str | None) -> Utterance:
        """Return an utterance with its number as stated and the inferences that its quotes need, those that follow too.

        A curator's passage may infer more than one claim needs: 今年 for the dated ones among several.
        """
        inferences = list(utterance.inferences)
        for iri in unnamed:
            entity = self._authority.entities.get(iri)
            given = any(inference.argument == iri for inference in inferences)
            if entity and entity.introduced_as and not given:
                places = occurrences(self._article.text, entity.introduced_as)
                before = [span for span in places if span.start <= utterance.spans[0].start]
                if places:
                    inferences.append(Inference(iri, before[-1] if before else places[0]))
        needed = tuple(i for i in inferences if _is_needed(i.argument, utterance.claim, unnamed, read))
        stated = utterance.value_as_stated if utterance.value_as_stated is not None else stated
        if (needed, stated) == (utterance.inferences, utterance.value_as_stated):
            return utterance
        return replace(utterance, inferences=needed, value_as_stated=stated)


def _is_needed(argument: str, claim: Claim, unnamed: list[str], read: list[str]) -> bool:
    """Say whether an inference adds what the quote leaves out of this claim; a passage's may suit only some."""
    if argument in ("date", "time"):
        interval = _dates(claim).get(argument)
        return interval is not None and not _states(" ".join(read), interval.notation)
    return argument in unnamed


def _states(read: str, notation: str) -> bool:
    """Return whether a quote's view states a date, point by point or as one period (2026年上半年)."""
    return states_date(read, notation) or any(
        found.year is not None and found.notation(found.year) == notation for found in find_dates(read)
    )


def _dates(claim: Claim) -> dict[str, DateInterval]:
    """Return the claim's intervals by the key under which a curator says what they are inferred from."""
    dates = {"time": claim.qualifiers.time} if claim.qualifiers.time else {}
    if isinstance(claim.body, RelationClaim) and isinstance(claim.body.object, DateInterval):
        dates["date"] = claim.body.object
    return dates


def _named_arguments(claim: Claim) -> tuple[str, ...]:
    body, q = claim.body, claim.qualifiers
    arguments: list[str | None] = [q.place, *q.sector]
    match body:
        case RelationClaim():
            arguments += [body.subject, body.object if isinstance(body.object, str) else None]
        case Observation():
            arguments += [*body.about, *body.compared_with]
        case Opinion():
            arguments += [body.speaker, *body.about]
        case MaturityAssessment():
            arguments += [body.technology, body.phase]
        case Comparison():
            arguments += [*body.left, *body.right]
    named = (a for a in arguments if a is not None and not a.startswith(_DESCRIBED_NOT_NAMED))
    return tuple(dict.fromkeys(a for a in named if not a.startswith(PG)))


def _names(forms: frozenset[str], views: frozenset[str], quote: str, read: str) -> bool:
    """Return whether a quote names something by one of its forms, as it stands or as its view reads."""
    if any(names(form, quote) for form in forms):
        return True
    return any(names(form, read) for form in (views - forms if read == quote else views))


def _numbers(claim: Claim) -> tuple[Decimal | None, Decimal | None, str | None]:
    match claim.body:
        case Observation(value=low, value_max=high, unit=unit):
            return low, high, unit
        case MaturityAssessment(years=low, years_max=high, unit=unit):
            return low, high, unit
        case _:
            return None, None, None


def _matching(
    quotes: list[str], read: list[str], low: Decimal | None, high: Decimal | None, unit: Entity
) -> str | None:
    """Return how a quote states the number with its unit, or None where no quote does."""
    for quote, words in zip(quotes, read, strict=True):
        for quantity in find_quantities(words):
            if (quantity.value, quantity.value_max) == (low, high):
                form = _unit_form(words, quantity, unit)
                if form is not None:
                    start, end = _stated(words, quantity, form)
                    return quote[start:end]
    return None


def _unit_form(read: str, quantity: Quantity, unit: Entity) -> str | None:
    """Return the unit's words behind the number; a unit without a sign may stand elsewhere in the quote (then ``)."""
    forms = sorted(unit.forms | ({unit.notation} if unit.notation else set()), key=_longest_first)
    for form in forms:
        if after := _after_number(form).match(read, quantity.end):
            return after[0]
    if read.endswith(tuple(forms), 0, quantity.start):
        return ""
    anywhere = unit.notation is None and any(names(form, read) for form in unit.forms)
    return "" if anywhere else None


def _longest_first(form: str) -> tuple[int, str]:
    return -len(form), form


@cache
def _after_number(form: str) -> re.Pattern[str]:
    """Return the pattern of a unit's form behind its number."""
    return re.compile(rf"\s*[多余]?\s*{re.escape(form)}", re.IGNORECASE)


def _stated(read: str, quantity: Quantity, unit_words: str) -> tuple[int, int]:
    """Return where a quote's view states a number, from the words that compare it to those behind its unit."""
    start, end = quantity.start, quantity.end + len(unit_words)
    if before := _BEFORE_VALUE.search(read[:start]):
        start = before.start()
    if after := _AFTER_VALUE.match(read, end):
        end = after.end()
    return start, end
