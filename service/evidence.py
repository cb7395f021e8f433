"""Claims as a programmer reads them: arguments, qualifiers and plain words, with the exact words that carry each.

Everything is looked up by pattern in the release's store. A `Reader` says which graphs count: the default graph
alone (reviewed), or also the graphs of claims that nobody has reviewed yet.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Final, Literal

import pyoxigraph as ox
from pydantic import BaseModel, Field

from ontology import iris
from ontology.namespaces import ID, PG, PREFIXES
from service.release import Release, Scope

__all__ = [
    "Amount", "Claim", "Evidence", "Inference", "Interval", "Label", "ListScope", "Reader", "Reference", "Scope",
    "Text", "claim_of", "claims_in", "number_of",
]  # fmt: skip

ListScope = Literal["reviewed", "all", "auto"]
"""Which claims of a document are listed: those of a `Scope`, or only those that nobody has reviewed yet."""

_DEFAULT: Final = ox.DefaultGraph()
_RDF, _SKOS, _OA = PREFIXES["rdf"], PREFIXES["skos"], PREFIXES["oa"]
_TYPE: Final = ox.NamedNode(_RDF + "type")
_LABEL: Final = ox.NamedNode(PREFIXES["rdfs"] + "label")
_CLAIM: Final = ox.NamedNode(PG + "Claim")
_EVIDENCE: Final = ox.NamedNode(PG + "Evidence")
_START, _END, _BODY = ox.NamedNode(PG + "start"), ox.NamedNode(PG + "end"), ox.NamedNode(_OA + "hasBody")
_TYPES: Final = ("RelationClaim", "Observation", "Opinion", "MaturityAssessment", "Comparison")
_SIGNS: Final = ox.NamedNode(_SKOS + "notation")
_REMEMBERED: Final = 20_000


class Label(BaseModel):
    """A name or sentence in both languages; a language that the graph lacks is null."""

    zh: str | None = None
    en: str | None = None


class Reference(BaseModel):
    """A thing of the graph: its IRI, the short form of it, and its labels."""

    iri: str
    id: Annotated[str, Field(description="CURIE such as `actor:nvidia`.")]
    label: Label


class Text(BaseModel):
    """Words with their language (null: none)."""

    value: str
    language: str | None = None


class Interval(BaseModel):
    """An interval of dates, both ends inclusive; an open end is null."""

    start: str | None = None
    end: str | None = None
    precision: str | None = None
    notation: str | None = None


class Amount(BaseModel):
    """A number in its base unit; `value` is null where the text gives only a magnitude."""

    value: int | float | None = None
    value_max: int | float | None = None
    comparator: Reference | None = None
    sign: Annotated[str | None, Field(description="The comparator as a sign: = >= > <= < ~ ^")] = None
    unit: Reference | None = None


class Inference(BaseModel):
    """An argument that the quote does not name, and the words it is inferred from."""

    argument: Reference
    quote: str
    start: int
    end: int


class Evidence(BaseModel):
    """One utterance of a claim: the exact words, where they stand, and what belongs to the utterance."""

    iri: str
    document: Reference
    start: Annotated[int, Field(description="First offset, in Unicode code points of the stored text.")]
    end: Annotated[int, Field(description="Offset after the last code point.")]
    quote: str
    language: str | None
    prefix: str
    suffix: str
    stated_source: Reference | None = None
    value_as_stated: str | None = None
    time_as_stated: str | None = None
    method: str
    confidence: float | None = None
    review_status: str
    note: Label | None = None
    lead_in_of: Annotated[
        str | None,
        Field(description="IRI of the evidence that these words lead in to, as a list's opening does to its items."),
    ] = None
    inferences: list[Inference] = []


class Claim(BaseModel):
    """Something that one or more documents say. Every key is always there; what does not apply is null or empty."""

    iri: str
    id: str
    type: Annotated[str, Field(description=", ".join(_TYPES))]
    text: Annotated[Label, Field(description="The claim in plain words.")]
    status: Reference
    polarity: str
    subject: Reference | None = None
    predicate: Reference | None = None
    object: Reference | None = None
    object_text: Text | None = None
    date: Interval | None = None
    metric: Reference | None = None
    about: list[Reference] = []
    amount: Amount | None = None
    compared_with: list[Reference] = []
    compared_metric: Reference | None = None
    left: list[Reference] = []
    right: list[Reference] = []
    speaker: Reference | None = None
    utterance: Text | None = None
    technology: Reference | None = None
    phase: Reference | None = None
    place: Reference | None = None
    sector: list[Reference] = []
    condition: str | None = None
    hedge: str | None = None
    valid: Interval | None = None
    evidence: list[Evidence] = []


class Reader:
    """Patterns over the claims of one release that count for a scope: over the default graph of `store`."""

    def __init__(self, release: Release, scope: Scope = "reviewed") -> None:
        self.release = release
        self.scope: Scope = scope
        self.store = release.store_of(scope)
        self._gathered: dict[str, dict[str, list[Any]]] = {}
        self._incoming: dict[str, dict[str, list[str]]] = {}
        # Statuses, predicates, units and places are named by nearly every claim: one memory for all readers.
        self._references = release.derived(f"references:{scope}", lambda _: dict[str, Reference]())

    def gather(self, subject: str) -> None:
        """Read every quad of a subject at once, for when most of its properties will be asked for."""
        if subject not in self._gathered:
            found = self._gathered[subject] = {}
            for quad in self._quads(ox.NamedNode(subject), None, None):
                found.setdefault(quad.predicate.value, []).append(quad.object)

    def objects(self, subject: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        """Return the objects of a subject and a predicate, in the order of their serialisation."""
        known = self._gathered.get(subject)
        if known is None:
            found = [q.object for q in self._quads(ox.NamedNode(subject), ox.NamedNode(predicate), None)]
        else:
            found = known.get(predicate, [])
        terms = [o for o in found if isinstance(o, (ox.NamedNode, ox.Literal))]
        return sorted(terms, key=str) if len(terms) > 1 else terms

    def gather_incoming(self, value: str) -> None:
        """Read every quad whose object is this IRI at once, for when it will be asked for by several predicates."""
        if value not in self._incoming:
            found = self._incoming[value] = {}
            for quad in self.incoming(value):
                if isinstance(quad.subject, ox.NamedNode):
                    found.setdefault(quad.predicate.value, []).append(quad.subject.value)

    def subjects(self, predicate: str, value: ox.NamedNode | ox.Literal) -> Iterator[str]:
        """Yield the subjects of a predicate and an object."""
        known = self._incoming.get(value.value) if isinstance(value, ox.NamedNode) else None
        if known is not None:
            yield from known.get(predicate, ())
            return
        for quad in self._quads(None, ox.NamedNode(predicate), value):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def outgoing(self, subject: str) -> Iterator[ox.Quad]:
        """Yield every quad of a subject."""
        return self._quads(ox.NamedNode(subject), None, None)

    def incoming(self, value: str) -> Iterator[ox.Quad]:
        """Yield every quad whose object is this IRI."""
        return self._quads(None, None, ox.NamedNode(value))

    def one(self, subject: str, predicate: str) -> ox.NamedNode | ox.Literal | None:
        """Return the object of a subject and a predicate, or None; the first where there are several."""
        found = self.objects(subject, predicate)
        return found[0] if found else None

    def has_type(self, iri: str, cls: str) -> bool:
        """Return whether the graph says that this is an instance of the class `cls` (local name in `pg:`)."""
        known, wanted = self._gathered.get(iri), ox.NamedNode(PG + cls)
        if known is not None:
            return wanted in known.get(_TYPE.value, ())
        return any(True for _ in self._quads(ox.NamedNode(iri), _TYPE, wanted))

    def label(self, iri: str, predicate: str = _LABEL.value) -> Label:
        """Return the labels of a thing."""
        values = [o for o in self.objects(iri, predicate) if isinstance(o, ox.Literal)]
        by_language = {value.language: value.value for value in reversed(values)}
        return Label(zh=by_language.get("zh"), en=by_language.get("en"))

    def reference(self, iri: str) -> Reference:
        """Return a thing with its labels."""
        found = self._references.get(iri)
        if found is None:
            if len(self._references) >= _REMEMBERED:
                self._references.clear()
            found = self._references[iri] = Reference(iri=iri, id=iris.compact(iri), label=self.label(iri))
        return found

    def references(self, subject: str, predicate: str) -> list[Reference]:
        """Return the things that a subject is linked to, sorted by IRI."""
        return [self.reference(o.value) for o in self.objects(subject, predicate) if isinstance(o, ox.NamedNode)]

    def reference_at(self, subject: str, predicate: str) -> Reference | None:
        """Return the one thing that a subject is linked to, or None."""
        value = self.one(subject, predicate)
        return self.reference(value.value) if isinstance(value, ox.NamedNode) else None

    def iri_at(self, subject: str, predicate: str) -> str | None:
        """Return the IRI of the one thing that a subject is linked to, or None."""
        value = self.one(subject, predicate)
        return value.value if isinstance(value, ox.NamedNode) else None

    def words(self, subject: str, predicate: str) -> str | None:
        """Return a literal's text, or None."""
        value = self.one(subject, predicate)
        return value.value if isinstance(value, ox.Literal) else None

    def _quads(
        self, subject: ox.NamedNode | None, predicate: ox.NamedNode | None, value: ox.NamedNode | ox.Literal | None
    ) -> Iterator[ox.Quad]:
        return self.store.quads_for_pattern(subject, predicate, value, _DEFAULT)


def claim_of(reader: Reader, iri: str) -> Claim | None:
    """Return a claim with its evidence by document and offset, lead-ins last; None where there is none of this IRI."""
    reader.gather(iri)
    if not reader.has_type(iri, "Claim"):
        return None
    status = reader.reference_at(iri, PG + "status")
    if status is None:
        return None
    types = {o.value.removeprefix(PG) for o in reader.objects(iri, _TYPE.value)}
    return Claim(
        iri=iri,
        id=iris.compact(iri),
        type=next(name for name in _TYPES if name in types),
        text=reader.label(iri),
        status=status,
        polarity=_local(reader.one(iri, PG + "polarity")),
        subject=reader.reference_at(iri, _RDF + "subject"),
        predicate=reader.reference_at(iri, _RDF + "predicate"),
        object=reader.reference_at(iri, _RDF + "object"),
        object_text=_text(reader.one(iri, _RDF + "object")),
        date=_interval(reader, iri, "dateFrom", "dateTo", "datePrecision"),
        metric=reader.reference_at(iri, PG + "metric"),
        about=reader.references(iri, PG + "about"),
        amount=_amount(reader, iri),
        compared_with=reader.references(iri, PG + "comparedWith"),
        compared_metric=reader.reference_at(iri, PG + "comparedMetric"),
        left=reader.references(iri, PG + "leftSide"),
        right=reader.references(iri, PG + "rightSide"),
        speaker=reader.reference_at(iri, PG + "speaker"),
        utterance=_text(reader.one(iri, PG + "utterance")),
        technology=reader.reference_at(iri, PG + "technology"),
        phase=reader.reference_at(iri, PG + "phase"),
        place=reader.reference_at(iri, PG + "place"),
        sector=reader.references(iri, PG + "sector"),
        condition=reader.words(iri, PG + "condition"),
        hedge=reader.words(iri, PG + "hedge"),
        valid=_interval(reader, iri, "validFrom", "validTo", "validPrecision"),
        evidence=_evidences(reader, iri),
    )


def claims_in(release: Release, document: str, scope: ListScope) -> tuple[str, ...]:
    """Return the IRIs of a document's claims in the order of its text, each once, where its first quote stands."""
    reviewed, auto = iris.document_graph(document), iris.auto_graph(document)
    graphs = {"reviewed": [reviewed], "auto": [auto], "all": [reviewed, auto]}[scope]
    first: dict[str, tuple[int, int]] = {}
    for graph in map(ox.NamedNode, graphs):
        for quad in release.store.quads_for_pattern(None, _TYPE, _EVIDENCE, graph):
            start, end, body = (_value(release, quad.subject, name, graph) for name in (_START, _END, _BODY))
            place = (int(start), int(end))
            first[body] = min(first.get(body, place), place)
    return tuple(sorted(first, key=lambda claim: (first[claim], claim)))


def _value(release: Release, subject: Any, predicate: ox.NamedNode, graph: ox.NamedNode) -> str:
    found = next(release.store.quads_for_pattern(subject, predicate, None, graph)).object
    return found.value if isinstance(found, (ox.NamedNode, ox.Literal)) else str(found)


def number_of(text: str) -> int | float:
    """Return an xsd:decimal or xsd:integer as a JSON number: whole numbers exactly, others as the nearest double."""
    return int(text) if "." not in text else float(text)


def _evidences(reader: Reader, claim: str) -> list[Evidence]:
    found = (_evidence(reader, o.value) for o in reader.objects(claim, PG + "evidence"))
    return sorted(found, key=lambda e: (e.lead_in_of is not None, e.document.iri, e.start, e.end))


def _evidence(reader: Reader, iri: str) -> Evidence:
    reader.gather(iri)
    quote, document = reader.one(iri, PG + "quote"), reader.reference_at(iri, PG + "document")
    if not isinstance(quote, ox.Literal) or document is None:
        raise ValueError(f"evidence {iri} lacks its quote or its document")
    exact, note = f"{iri}#exact", reader.label(iri, PG + "note")
    reader.gather(exact)
    confidence = reader.words(iri, PG + "confidence")
    return Evidence(
        iri=iri,
        document=document,
        start=_offset(reader, iri, "start"),
        end=_offset(reader, iri, "end"),
        quote=quote.value,
        language=quote.language,
        prefix=reader.words(exact, _OA + "prefix") or "",
        suffix=reader.words(exact, _OA + "suffix") or "",
        stated_source=reader.reference_at(iri, PG + "statedSource"),
        value_as_stated=reader.words(iri, PG + "valueAsStated"),
        time_as_stated=reader.words(iri, PG + "timeAsStated"),
        method=_local(reader.one(iri, PG + "method")),
        confidence=float(confidence) if confidence else None,
        review_status=_local(reader.one(iri, PG + "reviewStatus")),
        note=note if note.zh or note.en else None,
        lead_in_of=reader.iri_at(iri, PG + "leadInOf"),
        inferences=[_inference(reader, o.value) for o in reader.objects(iri, PG + "inference")],
    )


def _inference(reader: Reader, iri: str) -> Inference:
    argument = reader.reference_at(iri, PG + "argument")
    if argument is None:
        raise ValueError(f"inference {iri} lacks its argument")
    return Inference(
        argument=argument,
        quote=reader.words(iri, PG + "quote") or "",
        start=_offset(reader, iri, "start"),
        end=_offset(reader, iri, "end"),
    )


def _offset(reader: Reader, iri: str, name: str) -> int:
    return int(reader.words(iri, PG + name) or 0)


def _amount(reader: Reader, iri: str) -> Amount | None:
    comparator = reader.reference_at(iri, PG + "comparator")
    value, high = reader.words(iri, PG + "value"), reader.words(iri, PG + "valueMax")
    unit = reader.reference_at(iri, PG + "unit")
    if comparator is None or unit is None:
        return None
    return Amount(
        value=number_of(value) if value else None,
        value_max=number_of(high) if high else None,
        comparator=comparator,
        sign=reader.words(comparator.iri, _SIGNS.value),
        unit=unit,
    )


def _interval(reader: Reader, iri: str, first: str, last: str, precision: str) -> Interval | None:
    start, end = reader.words(iri, PG + first), reader.words(iri, PG + last)
    if start is None and end is None:
        return None
    notation = reader.words(iri, _RDF + "object") if first == "dateFrom" else None
    return Interval(start=start, end=end, precision=_local(reader.one(iri, PG + precision)) or None, notation=notation)


def _text(value: ox.NamedNode | ox.Literal | None) -> Text | None:
    return Text(value=value.value, language=value.language) if isinstance(value, ox.Literal) else None


def _local(value: ox.NamedNode | ox.Literal | None) -> str:
    return value.value.removeprefix(PG) if value is not None else ""


def entity_iris(values: Iterable[Any]) -> Sequence[str]:
    """Return those of the values that are IRIs of entities, each once."""
    return list(dict.fromkeys(v.value for v in values if isinstance(v, ox.NamedNode) and v.value.startswith(ID)))
