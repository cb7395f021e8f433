"""The document page: the text as it is, with every claimed span marked, and the claims on a chosen span."""

from dataclasses import dataclass

from ontology import iris
from ontology.namespaces import PG, PREFIXES
from service.evidence import Reader
from service.pages.claimed import Claimed, claimed_in
from service.pages.marks import Piece, pieces
from service.pages.rows import PageReader, Row, row_of
from service.release import Release

__all__ = ["DocumentPage", "claims_at", "document_page"]

_DCT = PREFIXES["dcterms"]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything that the template of a document shows: `rows` are the claims on the chosen span, reviewed first."""

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
    """Return what the page of a document shows. Raises NotFound where the release has no such document.

    The reader must be one of scope `all`: claims that nobody has reviewed are shown too, apart from the others.
    """
    release = reader.release
    text = release.text(document_id)
    iri = iris.document(document_id)
    claimed = release.derived(f"pages.claimed:{document_id}", lambda _: claimed_in(reader, iri, text))
    if here is not None and not 0 <= here[0] < here[1] <= len(text):
        here = None
    names = ("characters", "sentenceCount", "claimedSentenceCount", "contentCharacterCount", "claimedCharacterCount")
    counts = {name: int(words) for name in names if (words := reader.words(iri, PG + name))}
    rows = [row_of(reader, claim) for claim in claims_at(claimed, here)] if here else []
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
        rows=sorted(rows, key=lambda row: not row.reviewed),
    )


def claims_at(claimed: Claimed, here: tuple[int, int]) -> list[str]:
    """Return the claims whose evidence covers the whole of a span, those with the closest words first."""
    covering = [span for span in claimed.spans if span[0] <= here[0] and here[1] <= span[1]]
    covering.sort(key=lambda span: (span[1] - span[0], span))
    return list(dict.fromkeys(claim for span in covering for claim in claimed.spans[span]))


def _metadata(reader: Reader, iri: str, release: Release, document_id: str) -> dict[str, str]:
    names = {"publisher": "publisher", "creator": "creator", "issued": "issued", "rights": "rights"}
    found = {name: words for name, term in names.items() if (words := reader.words(iri, _DCT + term))}
    return {**found, "sha256": release.documents[document_id].sha256}
