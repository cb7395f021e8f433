"""The document page: the text as it is, with every claimed span marked, and the claims on a chosen span."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from ontology import iris
from ontology.namespaces import ID, PG, PREFIXES
from service.evidence import Reader
from service.pages.marks import Piece, Span, pieces
from service.pages.rows import PageReader, Row, local, row_of
from service.release import Release

__all__ = ["ANCHORED_KINDS", "Claimed", "DocumentPage", "Section", "claims_at", "document_page"]

ANCHORED_KINDS: Final = ("RelationClaim", "Observation", "Opinion", "MaturityAssessment", "Comparison")
_DCT: Final = PREFIXES["dcterms"]
_LONGEST_HEADING: Final = 60
_LONGEST_NUMERAL: Final = 4


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the outline: where a section begins, its first line, and how many claims stand in it."""

    start: int
    heading: str
    claims: int


@dataclass(frozen=True)
class Claimed:
    """Everything about a document that does not depend on the reader's choice; made once per release."""

    spans: dict[tuple[int, int], tuple[str, ...]]
    marks: tuple[Span, ...]
    sections: tuple[Section, ...]
    uncovered: tuple[tuple[int, int], ...]
    claim_count: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything that the template of a document shows."""

    id: str
    iri: str
    text: str
    pieces: list[Piece]
    claimed: Claimed
    counts: dict[str, int]
    metadata: dict[str, str]
    here: tuple[int, int] | None
    rows: list[Row]


def document_page(reader: PageReader, document_id: str, here: tuple[int, int] | None) -> DocumentPage:
    """Return what the page of a document shows. Raises NotFound where the release has no such document."""
    release = reader.release
    text = release.text(document_id)
    iri = iris.document(document_id)
    claimed = release.derived(f"pages.claimed:{reader.scope}:{document_id}", lambda opened: _claimed(reader, iri, text))
    if here is not None and not 0 <= here[0] < here[1] <= len(text):
        here = None
    names = ("characters", "sentenceCount", "claimedSentenceCount", "contentCharacterCount", "claimedCharacterCount")
    counts = {name: int(words) for name in names if (words := reader.words(iri, PG + name))}
    return DocumentPage(
        id=document_id,
        iri=iri,
        text=text,
        pieces=pieces(
            len(text),
            claimed.marks,
            uncovered=claimed.uncovered,
            sections=[section.start for section in claimed.sections],
            here=here,
        ),
        claimed=claimed,
        counts=counts,
        metadata=_metadata(reader, iri, release, document_id),
        here=here,
        rows=[row_of(reader, claim) for claim in claims_at(claimed, here)] if here else [],
    )


def claims_at(claimed: Claimed, here: tuple[int, int]) -> list[str]:
    """Return the claims whose evidence covers the whole of a span, those with the closest words first."""
    covering = [span for span in claimed.spans if span[0] <= here[0] and here[1] <= span[1]]
    covering.sort(key=lambda span: (span[1] - span[0], span))
    return list(dict.fromkeys(claim for span in covering for claim in claimed.spans[span]))


def _claimed(reader: Reader, iri: str, text: str) -> Claimed:
    passages: dict[str, list[tuple[int, int, bool]]] = {"Section": [], "Sentence": []}
    for passage in reader.objects(iri, PG + "hasPassage"):
        for kind, found in passages.items():
            if reader.has_type(passage.value, kind):
                found.append((*_offsets(reader, passage.value), bool(reader.words(passage.value, PG + "furniture"))))
    spans: dict[tuple[int, int], set[str]] = {}
    kinds: dict[tuple[int, int], set[str]] = {}
    for evidence in set(reader.subjects(PG + "document", ox.NamedNode(iri))):
        claim = reader.one(evidence, PREFIXES["oa"] + "hasBody")
        if claim is None or not claim.value.startswith(ID + "claim/"):
            continue
        span = _offsets(reader, evidence)
        spans.setdefault(span, set()).add(claim.value)
        types = {local(o.value) for o in reader.objects(claim.value, PREFIXES["rdf"] + "type")}
        kinds.setdefault(span, set()).update(types.intersection(ANCHORED_KINDS))
    sentences = sorted(passages["Sentence"])
    bare = [
        (start, end)
        for start, end, furniture in sentences
        if not furniture and not any(a < end and start < b for a, b in spans)
    ]
    return Claimed(
        spans={span: tuple(sorted(claims)) for span, claims in sorted(spans.items())},
        marks=tuple(Span(*span, frozenset(kinds[span])) for span in sorted(spans)),
        sections=_outline(text, passages["Section"], {start for start, _, furniture in sentences if furniture}, spans),
        uncovered=tuple(bare),
        claim_count=len({claim for claims in spans.values() for claim in claims}),
    )


def _outline(
    text: str, passages: list[tuple[int, int, bool]], furniture: set[int], spans: Mapping[tuple[int, int], set[str]]
) -> tuple[Section, ...]:
    """Return the sections that the article itself has; a bare number belongs to the heading after it."""
    found: list[Section] = []
    numeral: tuple[int, str] | None = None
    for start, end, _ in sorted(passages):
        heading = text[start:end].strip().partition("\n")[0].strip()
        if start in furniture:
            continue
        if end - start <= _LONGEST_NUMERAL:
            numeral = (start, heading)
            continue
        if numeral is not None:
            heading = f"{numeral[1]} {heading}"
        if len(heading) > _LONGEST_HEADING:
            heading = heading[:_LONGEST_HEADING] + "…"
        claims = {claim for (first, _), named in spans.items() if start <= first < end for claim in named}
        found.append(Section(numeral[0] if numeral else start, heading, len(claims)))
        numeral = None
    return tuple(found)


def _offsets(reader: Reader, iri: str) -> tuple[int, int]:
    return int(reader.words(iri, PG + "start") or 0), int(reader.words(iri, PG + "end") or 0)


def _metadata(reader: Reader, iri: str, release: Release, document_id: str) -> dict[str, str]:
    names = {"publisher": "publisher", "creator": "creator", "issued": "issued", "rights": "rights"}
    found = {name: words for name, term in names.items() if (words := reader.words(iri, _DCT + term))}
    return {**found, "sha256": release.documents[document_id].sha256}
