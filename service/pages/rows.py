"""Claims as rows of a page: plain words, status, and the first quote, read with as few look-ups as will do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from ontology.namespaces import ID, PG, PREFIXES
from service.evidence import Label, Reader, Reference, Scope
from service.release import Release

__all__ = ["PageReader", "Quote", "Row", "label_at", "local", "row_of", "status_of"]

_RDF: Final = PREFIXES["rdf"]
_UNREVIEWED: Final = ox.NamedNode(PG + "Unreviewed")
_KINDS: Final = ("RelationClaim", "Observation", "Opinion", "MaturityAssessment", "Comparison")


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that carry a claim, and where they stand."""

    document: str
    start: int
    end: int
    words: str
    language: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as a page lists it. `more` is how many further pieces of evidence it has."""

    iri: str
    kind: str
    text: Label
    status: str
    status_label: Label
    negated: bool
    reviewed: bool
    quote: Quote | None
    more: int


class PageReader(Reader):
    """A reader that remembers labels: one page names the same status, unit and place many times."""

    def __init__(self, release: Release, scope: Scope = "reviewed") -> None:
        super().__init__(release, scope)
        self._known: dict[tuple[str, str], Label] = {}

    def label(self, iri: str, predicate: str = PREFIXES["rdfs"] + "label") -> Label:
        """Return the labels of a thing."""
        found = self._known.get((iri, predicate))
        if found is None:
            found = self._known[iri, predicate] = super().label(iri, predicate)
        return found

    def solutions(self, query: str, *names: str) -> Iterator[dict[str, str]]:
        """Yield the rows of one of our own queries as text by variable; an open variable is an empty text.

        Only for queries whose cost no client can choose.
        """
        found = self.store.query(query)
        assert isinstance(found, ox.QuerySolutions)
        for row in found:
            values = ((name, row[name]) for name in names)
            yield {name: term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else "" for name, term in values}


def local(iri: str) -> str:
    """Return the last part of an IRI: a local name such as `Enacted`, a digest, a slug."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def label_at(reader: Reader, iri: str, predicate: str) -> Label | None:
    """Return a text of a thing in both languages, such as its definition; None where it has none."""
    found = reader.label(iri, predicate)
    return found if found.zh or found.en else None


def status_of(reader: Reader, claim: str) -> Reference | None:
    """Return the status of a claim."""
    return reader.reference_at(claim, PG + "status")


def row_of(reader: Reader, claim: str) -> Row:
    """Return a claim as a row."""
    reader.gather(claim)
    types = {local(value.value) for value in reader.objects(claim, _RDF + "type")}
    found = reader.one(claim, PG + "status")
    status = found.value if found is not None else ""
    quotes = sorted((quote_of(reader, value.value) for value in reader.objects(claim, PG + "evidence")), key=_place)
    return Row(
        iri=claim,
        kind=next((kind for kind in _KINDS if kind in types), "RelationClaim"),
        text=reader.label(claim),
        status=local(status),
        status_label=reader.label(status) if status else Label(),
        negated=any(value.value == PG + "Negated" for value in reader.objects(claim, PG + "polarity")),
        reviewed=not quotes or any(quote.reviewed for quote in quotes),
        quote=quotes[0] if quotes else None,
        more=max(0, len(quotes) - 1),
    )


def quote_of(reader: Reader, evidence: str) -> Quote:
    """Return the quote of a piece of evidence."""
    values = {quad.predicate.value.removeprefix(PG): quad.object for quad in reader.outgoing(evidence)}
    words, document = values.get("quote"), values.get("document")
    return Quote(
        document=document.value.removeprefix(ID + "document/") if isinstance(document, ox.NamedNode) else "",
        start=_number(values.get("start")),
        end=_number(values.get("end")),
        words=words.value if isinstance(words, ox.Literal) else "",
        language=(words.language or "") if isinstance(words, ox.Literal) else "",
        reviewed=values.get("reviewStatus") != _UNREVIEWED,
    )


def _number(value: object) -> int:
    return int(value.value) if isinstance(value, ox.Literal) else 0


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.document, quote.start, quote.end
