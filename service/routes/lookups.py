"""Look-ups of an entity or a claim as nearly all ask for them, JSON without parameters, as plain endpoints.

An answer is assembled once for a release and kept. Whatever else is asked, or is not in the release, passes on to the
framework's routes at the same addresses.
"""

from abc import ABC, abstractmethod
from functools import lru_cache
from typing import Final, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from ontology import iris
from ontology.namespaces import KINDS
from service.entities import claims_about, entity_of, successor
from service.evidence import Reader, claim_of
from service.exchange import address_of, release_of, service_in
from service.frame import PassOn
from service.kept import Kept
from service.release import Release
from service.routes.claims import DIGEST
from service.routes.entities import LIMIT, page_links
from service.sparql.negotiation import choose_media_type

__all__ = ["hot"]

_OFFERED: Final = ("application/json", "text/html", "text/turtle", "text/csv")
_AT_ONCE: Final = 8
"""From this many claims on an answer is assembled in a thread: the event loop has other clients."""


class LookedUp(NamedTuple):
    """A look-up's JSON, and how many items it has on all pages."""

    body: bytes
    total: int


class _LookUp(ABC):
    """One kind of look-up."""

    def takes(self, scope: Scope) -> bool:
        """Return whether this is what is asked for: JSON, or anything, and no parameter."""
        if scope["query_string"] or scope["method"] not in ("GET", "HEAD"):
            return False
        return _json(b",".join([value for name, value in scope["headers"] if name == b"accept"]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Raises PassOn where the thing is not in the release."""
        settings = service_in(scope).settings
        release = await release_of(scope, None)
        kept = release.derived("look-ups", lambda _: Kept[str, LookedUp](settings.lookup_bytes))
        found = kept.get(scope["path"])
        if found is None:
            found = await self.assemble(release, scope["path_params"])
            kept.put(scope["path"], found, len(found.body))
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(found.body)).encode())]
        if found.total > LIMIT:
            links = page_links(address_of(scope, settings), (), 0, LIMIT, found.total)
            headers.append((b"link", links.encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": found.body})

    @abstractmethod
    async def assemble(self, release: Release, names: dict[str, str]) -> LookedUp:
        """Return the answer. Raises PassOn where the thing is not in the release."""


class _Entity(_LookUp):
    async def assemble(self, release: Release, names: dict[str, str]) -> LookedUp:
        kind, slug = names["kind"], names["slug"]
        if kind not in KINDS or not iris.slug_pattern.fullmatch(slug):
            raise PassOn
        reader, iri = Reader(release), iris.entity(kind, slug)
        if successor(reader, iri) != iri:
            raise PassOn
        if len(claims_about(reader, iri)) < _AT_ONCE:
            return _entity(reader, iri)
        return await run_in_threadpool(_entity, reader, iri)


class _Claim(_LookUp):
    async def assemble(self, release: Release, names: dict[str, str]) -> LookedUp:
        claim = names["claim"]
        if not DIGEST.fullmatch(claim):
            raise PassOn
        return await run_in_threadpool(_claim, release, iris.claim(claim))


def _entity(reader: Reader, iri: str) -> LookedUp:
    found = entity_of(reader, iri, 0, LIMIT)
    if found is None:
        raise PassOn
    return LookedUp(found.__pydantic_serializer__.to_json(found), found.claim_count)


def _claim(release: Release, iri: str) -> LookedUp:
    found = claim_of(Reader(release, "all"), iri)
    if found is None:
        raise PassOn
    return LookedUp(found.__pydantic_serializer__.to_json(found), 1)


@lru_cache(maxsize=512)
def _json(accept: bytes) -> bool:
    return choose_media_type(accept.decode("latin-1"), _OFFERED) == "application/json"


hot: Final = {"/entities/{kind}/{slug}": _Entity(), "/claims/{claim}": _Claim()}
