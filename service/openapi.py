"""The OpenAPI description: FastAPI's own, plus the plain endpoints, plus the problems every route may answer."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

__all__ = ["PROBLEMS", "TAGS", "DescribedApp"]

TAGS: Final = [
    {"name": "sparql", "description": "SPARQL 1.1 Protocol, Graph Store Protocol (read), descriptions."},
    {"name": "queries", "description": "Canned queries with typed parameters."},
    {"name": "entities", "description": "Look-ups: entities, claims, documents, evidence."},
    {"name": "search", "description": "Search and suggestions, Chinese and English."},
    {"name": "export", "description": "The graph in the formats of visualization tools."},
    {"name": "releases", "description": "Releases and the ontology they are written in."},
    {"name": "operations", "description": "For operators: health, readiness, metrics."},
]

_PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do about it."},
    },
}

_MEANINGS: Final = {
    400: "The request contradicts itself or does not parse",
    403: "Updates are not run here",
    404: "Not in this release",
    405: "The method does not apply",
    406: "None of the formats on offer is acceptable",
    413: "The request is too large",
    415: "The body's media type or charset is not supported",
    429: "This client's query seconds are used up",
    503: "Not now: no release, no worker free, or shutting down",
    504: "The query ran out of time",
    507: "The query ran out of memory",
}


def PROBLEMS(*statuses: int) -> dict[int | str, dict[str, Any]]:  # noqa: N802
    """Return the `responses` of a route that may answer with these problems."""
    return {status: _response(status) for status in statuses}


def _response(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": _MEANINGS[status], "content": {"application/problem+json": {"schema": schema}}}


class DescribedApp(FastAPI):
    """FastAPI whose description includes plain endpoints; `documented` is `{path: {method: operation}}`."""

    documented: dict[str, dict[str, Any]]

    def openapi(self) -> dict[str, Any]:
        """Return the description, made once."""
        if self.openapi_schema is None:
            schema = get_openapi(
                title=self.title,
                version=self.version,
                summary="An evidence-grade knowledge graph of AI policy: every claim with the words of its source.",
                routes=self.routes,
                tags=TAGS,
            )
            schema.setdefault("paths", {}).update(self.documented)
            schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _PROBLEM
            _tidy(schema)
            self.openapi_schema = schema
        return self.openapi_schema


def _tidy(schema: dict[str, Any]) -> None:
    """Replace FastAPI's 422 by what is really answered: a 400 problem."""
    for operations in schema["paths"].values():
        for operation in operations.values():
            if isinstance(operation, dict) and operation.get("responses", {}).pop("422", None):
                operation["responses"].setdefault("400", _response(400))
    for name in ("HTTPValidationError", "ValidationError"):
        schema["components"]["schemas"].pop(name, None)
