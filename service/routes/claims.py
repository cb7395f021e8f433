"""`/claims` and `/verify`: claims with their exact words, and whether these still stand in the source."""

import hashlib
import re
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from ontology import iris
from ontology.namespaces import ID
from service.errors import NotFound
from service.evidence import Claim, ListScope, Reader, claim_of, claims_in
from service.exchange import RequestedRelease
from service.names import near
from service.openapi import PROBLEMS
from service.release import Release
from service.routes.entities import Offset, link_pages
from service.routes.filters import ScopeParameter

__all__ = ["DIGEST", "router"]

router = APIRouter(tags=["entities"])

DIGEST: Final = re.compile(r"[0-9a-f]{8,64}")
"""What the name of a claim looks like."""


class Check(BaseModel):
    """One piece of evidence, re-sliced from the source just now."""

    document: str
    start: int
    end: int
    quote: Annotated[str, Field(description="What the graph says.")]
    found: Annotated[str, Field(description="What stands at these offsets of the source.")]
    stands: bool


class SourceCheck(BaseModel):
    """The source text itself: whether its bytes are those that were published."""

    document: str
    sha256: str
    unchanged: bool


class Verification(BaseModel):
    """Whether every quote of a claim stands in its source."""

    claim: str
    stands: bool
    checks: list[Check]
    sources: list[SourceCheck]


class ClaimList(BaseModel):
    """One page of a document's claims, in the order of its text."""

    document: str
    scope: ListScope
    count: Annotated[int, Field(description="How many there are, on all pages.")]
    claims: list[Claim]


@router.get("/claims", summary="The claims of one document", responses=PROBLEMS(400, 404, 503))
def claims(
    request: Request,
    response: Response,
    release: RequestedRelease,
    document: Annotated[str, Query(description="The document: its id, such as `004_abe0070b667bdcb0`, or its CURIE.")],
    scope: Annotated[
        ListScope, Query(description="`reviewed` claims, those of rules that nobody has reviewed (`auto`), or `all`.")
    ] = "reviewed",
    offset: Offset = 0,
    limit: Annotated[int, Query(ge=1, le=500, description="How many claims at most.")] = 100,
) -> ClaimList:
    """Return a document's claims with their quotes; `scope=auto` lists what waits for review."""
    name = document.removeprefix(ID).removeprefix("document/").removeprefix("document:")
    if name not in release.documents:
        raise NotFound(
            f"This release has no document {name[:80]!r}; /documents lists them.{near(name, release.documents)}"
        )
    found = release.derived(f"claims.of:{scope}:{name}", lambda opened: claims_in(opened, name, scope))
    reader = Reader(release, "reviewed" if scope == "reviewed" else "all")
    page = [shown for iri in found[offset : offset + limit] if (shown := claim_of(reader, iri)) is not None]
    link_pages(request, response, offset, limit, len(found))
    return ClaimList(document=name, scope=scope, count=len(found), claims=page)


@router.get("/claims/{claim}", summary="One claim with its evidence", responses=PROBLEMS(404, 503))
def claim(release: RequestedRelease, claim: str, scope: ScopeParameter = "all") -> Claim:
    """Return a claim: its arguments, its status, the claim in plain words, and the exact words of each document."""
    return _look_up(Reader(release, scope), claim)


@router.get("/verify/{claim}", summary="Whether a claim's quotes still stand", responses=PROBLEMS(404, 503))
def verify(release: RequestedRelease, claim: str, scope: ScopeParameter = "all") -> Verification:
    """Read the source files again, slice them at the evidence's offsets, and compare with the quotes."""
    found = _look_up(Reader(release, scope), claim)
    names = sorted({evidence.document.iri.rpartition("/")[2] for evidence in found.evidence})
    bytes_of = {name: (release.folder / "documents" / f"{name}.txt").read_bytes() for name in names}
    texts = {name: data.decode("utf-8", errors="replace") for name, data in bytes_of.items()}
    checks = []
    for evidence in found.evidence:
        name = evidence.document.iri.rpartition("/")[2]
        words = texts[name][evidence.start : evidence.end]
        checks.append(
            Check(
                document=name,
                start=evidence.start,
                end=evidence.end,
                quote=evidence.quote,
                found=words,
                stands=words == evidence.quote,
            )
        )
    sources = [_source(release, name, data) for name, data in bytes_of.items()]
    stands = bool(checks) and all(check.stands for check in checks) and all(source.unchanged for source in sources)
    return Verification(claim=found.iri, stands=stands, checks=checks, sources=sources)


def _look_up(reader: Reader, claim: str) -> Claim:
    found = claim_of(reader, iris.claim(claim)) if DIGEST.fullmatch(claim) else None
    if found is None:
        raise NotFound(f"This release has no claim {claim[:64]!r}; /search finds claims by their words.")
    return found


def _source(release: Release, name: str, data: bytes) -> SourceCheck:
    digest = hashlib.sha256(data).hexdigest()
    return SourceCheck(document=name, sha256=digest, unchanged=digest == release.documents[name].sha256)
