"""How failures are answered: as problem documents, and to those who want a page as a page with the same status."""

from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from service.errors import MEDIA_TYPE, BadRequest, MethodNotAllowed, NotFound, Problem, ServerFault, problem
from service.exchange import service_of
from service.pages.problems import near_paths
from service.pages.rendering import Page
from service.routes.visits import wants_page

__all__ = ["answer_fault", "answer_gone", "answer_http", "answer_invalid", "answer_problem"]

_PLACES: Final = (
    "/", "/about", "/documents", "/entities", "/export", "/ontology", "/queries", "/releases", "/search", "/sparql",
)  # fmt: skip
"""Addresses that somebody who mistypes one may mean, beside the questions."""


def _response(request: Request, error: Problem) -> Response:
    if wants_page(request.scope):
        return Page(request, service_of(request).releases.current_id).problem(error)
    return _document(error.body(), error.status, error.headers)


def _document(body: bytes, status: int, headers: dict[str, str]) -> Response:
    return Response(body, status, {**headers, "cache-control": "no-store"}, MEDIA_TYPE)


def answer_problem(request: Request, error: Exception) -> Response:
    """Return the answer of an error of ours."""
    assert isinstance(error, Problem)
    return _response(request, error)


def answer_http(request: Request, error: Exception) -> Response:
    """Return the answer of an error of the framework, such as 404 for an unknown path."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 404:
        if wants_page(request.scope):
            known = [*_PLACES, *(f"/queries/{name}" for name in request.app.state.catalogue)]
            return _response(
                request, NotFound(f"There is nothing at this address.{near_paths(request.url.path, known)}")
            )
        return _response(request, NotFound("There is nothing at this address; /openapi.json lists what there is."))
    if error.status_code == 405:
        detail = "This method does not apply here; see the Allow header."
        return _response(request, MethodNotAllowed(detail, headers=headers))
    body = problem(error.status_code, "http", "The request failed", str(error.detail))
    return _document(body, error.status_code, headers)


def answer_invalid(request: Request, error: Exception) -> Response:
    """Return a 400 that names each parameter that does not fit."""
    assert isinstance(error, RequestValidationError)
    invalid: list[dict[str, Any]] = [
        {"parameter": ".".join(str(part) for part in item["loc"][1:]), "in": item["loc"][0], "message": item["msg"]}
        for item in error.errors()
    ]
    first = invalid[0]
    return _response(
        request, BadRequest(f"Parameter `{first['parameter']}`: {first['message']}.", extra={"invalid": invalid})
    )


def answer_gone(request: Request, error: Exception) -> Response:
    """Return a status for the log; nobody is there to read it."""
    return Response(status_code=499)


def answer_fault(request: Request, error: Exception) -> Response:
    """Return the answer of a fault of ours, without any of its detail."""
    return _response(request, ServerFault("The service failed; tell the operator when, and what was asked."))
