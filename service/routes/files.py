"""`/static/{name}`: the files that pages load, packed for those who take gzip."""

import re
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from service.errors import NotFound
from service.pages.files import FILES, packed

__all__ = ["router"]

_REFUSED: Final = re.compile(r";\s*q=0(\.0*)?\s*$", re.IGNORECASE)

router = APIRouter(include_in_schema=False)


@router.get("/static/{name}")
def static(request: Request, name: str) -> Response:
    """Return a file; its address carries a hash, so it may be kept for ever."""
    if name not in FILES:
        raise NotFound("There is no such file.")
    data, media = FILES[name]
    headers = {"content-type": media, "cache-control": "public, max-age=31536000, immutable", "vary": "Accept-Encoding"}
    if _takes_gzip(request.headers.get("accept-encoding", "")):
        data, headers["content-encoding"] = packed(name), "gzip"
    return Response(data, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    named = [item for item in accepted.lower().split(",") if item.partition(";")[0].strip() == "gzip"]
    return any(not _REFUSED.search(item) for item in named)
