"""How the framework's own failures are answered: as problem documents, like ours."""

from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from service.errors import MEDIA_TYPE, BadRequest, Problem, ServerFault, problem

__all__ = ["answer_fault", "answer_gone", "answer_http", "answer_invalid", "answer_problem"]

_HTTP = {
    404: ("not-found", "Not found", "There is nothing at this address; /openapi.json lists what there is."),
    405: ("method-not-allowed", "Method not allowed", "This method does not apply here; see the Allow header."),
}


def _response(body: bytes, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, {**(headers or {}), "cache-control": "no-store"}, MEDIA_TYPE)


def answer_problem(request: Request, error: Exception) -> Response:
    """Return the problem document of an error of ours."""
    assert isinstance(error, Problem)
    return _response(error.body(), error.status, error.headers)


def answer_http(request: Request, error: Exception) -> Response:
    """Return the problem document of an error of the framework, such as 404 for an unknown path."""
    assert isinstance(error, HTTPException)
    slug, title, detail = _HTTP.get(error.status_code, ("http", "The request failed", str(error.detail)))
    return _response(problem(error.status_code, slug, title, detail), error.status_code, dict(error.headers or {}))


def answer_invalid(request: Request, error: Exception) -> Response:
    """Return a 400 that names each parameter that does not fit."""
    assert isinstance(error, RequestValidationError)
    invalid: list[dict[str, Any]] = [
        {"parameter": ".".join(str(part) for part in item["loc"][1:]), "in": item["loc"][0], "message": item["msg"]}
        for item in error.errors()
    ]
    first = invalid[0]
    refused = BadRequest(f"Parameter `{first['parameter']}`: {first['message']}.", extra={"invalid": invalid})
    return _response(refused.body(), refused.status)


def answer_gone(request: Request, error: Exception) -> Response:
    """Return a status for the log; nobody is there to read it."""
    return Response(status_code=499)


def answer_fault(request: Request, error: Exception) -> Response:
    """Return the problem document of a fault of ours, without any of its detail."""
    return _response(ServerFault("The service failed; tell the operator when, and what was asked.").body(), 500)
