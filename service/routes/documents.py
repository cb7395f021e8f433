"""`/documents`: the source texts, with their passages and where each claim stands."""

from typing import Annotated

import pyoxigraph as ox
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from ontology import iris
from ontology.namespaces import PG, PREFIXES
from service.errors import NotFound
from service.evidence import Label, Reader, Reference
from service.exchange import RequestedRelease
from service.names import near
from service.openapi import PROBLEMS
from service.release import Release
from service.routes.entities import Limit, Offset, link_pages
from service.routes.filters import ScopeParameter

__all__ = ["router"]

router = APIRouter(tags=["entities"])

_DCT = PREFIXES["dcterms"]


class DocumentSummary(BaseModel):
    """One source document and how much of it is claimed."""

    iri: str
    id: str
    label: Label
    language: str
    published: str | None
    publisher: str | None
    author: str | None
    sha256: str
    characters: int
    sentences: int
    claimed_sentences: int
    content_characters: int
    claimed_characters: int


class Mark(BaseModel):
    """Where a claim stands in the text."""

    start: Annotated[int, Field(description="First offset, in Unicode code points.")]
    end: Annotated[int, Field(description="Offset after the last code point.")]
    claim: Reference
    status: str
    quote: str


class Passage(BaseModel):
    """A section, paragraph or sentence of the text."""

    type: str
    start: int
    end: int
    furniture: Annotated[bool, Field(description="Navigation, a site notice or the like.")]


class DocumentText(DocumentSummary):
    """A document with its text, its passages, and one page of its claims in the order of the text."""

    text: str
    passages: list[Passage]
    mark_count: int
    marks: list[Mark]


class DocumentList(BaseModel):
    """The documents of a release."""

    count: int
    documents: list[DocumentSummary]


@router.get("/documents", summary="The source documents", responses=PROBLEMS(503))
def documents(
    request: Request, response: Response, release: RequestedRelease, offset: Offset = 0, limit: Limit = 100
) -> DocumentList:
    """Return the documents of the release with their metadata and their coverage."""
    names = sorted(release.documents)
    reader = Reader(release)
    link_pages(request, response, offset, limit, len(names))
    return DocumentList(count=len(names), documents=[_summary(reader, name) for name in names[offset : offset + limit]])


@router.get("/documents/{document}", summary="One document: text, passages, claims", responses=PROBLEMS(404, 503))
def document(
    request: Request,
    response: Response,
    release: RequestedRelease,
    document: str,
    scope: ScopeParameter = "reviewed",
    offset: Offset = 0,
    limit: Annotated[int, Query(ge=1, le=10_000, description="How many marks at most.")] = 10_000,
) -> DocumentText:
    """Return a document's text, its passages, and where each claim stands: `text[start:end]` is the quote."""
    if document not in release.documents:
        raise NotFound(
            f"This release has no document {document[:80]!r}; /documents lists them.{near(document, release.documents)}"
        )
    reader = Reader(release, scope)
    spans = _spans(reader, document)
    link_pages(request, response, offset, limit, len(spans))
    return DocumentText(
        **_summary(reader, document).model_dump(),
        text=release.text(document),
        passages=_passages(reader, document),
        mark_count=len(spans),
        marks=[_mark(reader, release, document, *span) for span in spans[offset : offset + limit]],
    )


def _summary(reader: Reader, name: str) -> DocumentSummary:
    iri = iris.document(name)

    def words(predicate: str) -> str | None:
        return reader.words(iri, predicate)

    def count(predicate: str) -> int:
        return int(words(PG + predicate) or 0)

    known = reader.release.documents[name]
    return DocumentSummary(
        iri=iri,
        id=name,
        label=reader.label(iri),
        language=known.language,
        published=words(_DCT + "issued"),
        publisher=words(_DCT + "publisher") or _named(reader, iri, _DCT + "publisher"),
        author=words(_DCT + "creator"),
        sha256=known.sha256,
        characters=known.characters,
        sentences=count("sentenceCount"),
        claimed_sentences=count("claimedSentenceCount"),
        content_characters=count("contentCharacterCount"),
        claimed_characters=count("claimedCharacterCount"),
    )


def _named(reader: Reader, iri: str, predicate: str) -> str | None:
    found = reader.reference_at(iri, predicate)
    return (found.label.zh or found.label.en) if found else None


def _spans(reader: Reader, name: str) -> list[tuple[int, int, str]]:
    """Return start, end and claim of each piece of evidence, in the order of the text."""
    found = set()
    for evidence in reader.subjects(PG + "document", ox.NamedNode(iris.document(name))):
        claim = reader.one(evidence, PREFIXES["oa"] + "hasBody")
        if claim is not None and claim.value.startswith(PREFIXES["claim"]):
            found.add((_number(reader, evidence, "start"), _number(reader, evidence, "end"), claim.value))
    return sorted(found)


def _mark(reader: Reader, release: Release, name: str, start: int, end: int, claim: str) -> Mark:
    status = reader.one(claim, PG + "status")
    return Mark(
        start=start,
        end=end,
        claim=reader.reference(claim),
        status=status.value.removeprefix(PG) if status else "",
        quote=release.text(name)[start:end],
    )


def _passages(reader: Reader, name: str) -> list[Passage]:
    found = []
    for node in reader.objects(iris.document(name), PG + "hasPassage"):
        types = {o.value.removeprefix(PG) for o in reader.objects(node.value, PREFIXES["rdf"] + "type")}
        found += [
            Passage(
                type=cls,
                start=_number(reader, node.value, "start"),
                end=_number(reader, node.value, "end"),
                furniture=reader.words(node.value, PG + "furniture") == "true",
            )
            for cls in ("Section", "Paragraph", "Sentence")
            if cls in types
        ]
    return sorted(found, key=lambda passage: (passage.start, -passage.end, passage.type))


def _number(reader: Reader, iri: str, name: str) -> int:
    return int(reader.words(iri, PG + name) or 0)
