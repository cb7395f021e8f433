"""The OpenAPI operations of canned queries: one a query, with typed parameters, enumerations and examples."""

from collections.abc import Mapping
from typing import Any, Final

from service.canned.answers import GRAPH_TYPES, ROW_TYPES
from service.canned.catalogue import CannedQuery, Catalogue
from service.canned.parameters import LIMIT, Parameter
from service.export import FORMATS
from service.openapi import PROBLEMS

__all__ = ["operations"]

_SCHEMAS: Final[Mapping[str, dict[str, Any]]] = {
    "entity": {"type": "string"},
    "string": {"type": "string", "maxLength": 1000},
    "language": {"type": "string"},
    "year": {"type": "string", "pattern": "^[0-9]{4}$"},
    "date": {"type": "string", "format": "date"},
    "number": {"type": "number"},
    "enum": {"type": "string"},
    "choice": {"type": "string"},
    "count": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
}
_ROWS: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["query", "release", "scope", "parameters", "columns", "rows", "count", "complete", "next", "sparql"],
    "properties": {
        "query": {"type": "string"},
        "release": {"type": "string"},
        "scope": {"type": "string"},
        "parameters": {"type": "object"},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object"}},
        "count": {"type": "integer", "description": "Rows in this answer."},
        "complete": {"type": "boolean", "description": "Whether no rows follow."},
        "next": {"type": ["string", "null"], "format": "uri"},
        "sparql": {"type": "string", "format": "uri", "description": "The query as it was run, to copy."},
    },
}


def operations(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """Return the OpenAPI path items of all canned queries by path."""
    return {f"/queries/{name}": {"get": _operation(query)} for name, query in catalogue.items()}


def _operation(query: CannedQuery) -> dict[str, Any]:
    types = ROW_TYPES if query.kind == "rows" else GRAPH_TYPES
    formats = list(types) if query.kind == "rows" else [*types, *FORMATS]
    questions = "\n".join(f"- {example.en} {example.zh}" for example in query.examples)
    return {
        "tags": ["queries"],
        "operationId": f"query-{query.name}",
        "summary": query.summary.en,
        "description": f"{query.description.en}\n\n{query.description.zh}\n\n{questions}",
        "parameters": [
            *(_parameter(query, parameter) for parameter in query.parameters.values()),
            _own("scope", "Claims that count: reviewed, or all of them.", _scopes(query), query.scope),
            _own("format", "Format by name or media type, instead of the Accept header.", formats, None),
            _own("release", "Id of the release to read; the current one where absent.", None, None),
        ],
        "responses": {
            "200": {"description": query.summary.en, "content": {media: _content(media) for media in types.values()}},
            **{str(status): response for status, response in PROBLEMS(400, 404, 406, 429, 503, 504, 507).items()},
        },
    }


def _scopes(query: CannedQuery) -> list[str]:
    return ["all"] if query.scope == "all" else ["reviewed", "all"]


def _content(media: str) -> dict[str, Any]:
    return {"schema": _ROWS if media == "application/json" else {"type": "string"}}


def _own(name: str, text: str, choices: list[str] | None, default: str | None) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if choices:
        schema["enum"] = choices
    if default:
        schema["default"] = default
    return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}


def _parameter(query: CannedQuery, parameter: Parameter) -> dict[str, Any]:
    schema = dict(_SCHEMAS[parameter.type])
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.name == "limit":
        schema |= {"minimum": 1, "maximum": LIMIT}
    if parameter.many:
        schema = {"type": "array", "items": schema}
    if parameter.default is not None:
        schema["default"] = _typed(parameter, parameter.default)
    kinds = f" Kinds of entity: {', '.join(parameter.kinds)}." if parameter.kinds else ""
    described = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.en} {parameter.zh}{kinds}",
        "schema": schema,
    }
    if parameter.many:
        described |= {"style": "form", "explode": True}
    found = {}
    for number, example in enumerate(query.examples, start=1):
        if parameter.name in example.values:
            value = _typed(parameter, example.values[parameter.name])
            found[f"example-{number}"] = {"summary": example.en, "value": value}
    if not found and parameter.example is not None:
        found["example"] = {"value": _typed(parameter, parameter.example)}
    return described | ({"examples": found} if found else {})


def _typed(parameter: Parameter, value: str | list[str]) -> Any:
    if parameter.many:
        return value if isinstance(value, list) else [value]
    if isinstance(value, str) and parameter.type == "count":
        return int(value)
    return float(value) if isinstance(value, str) and parameter.type == "number" else value
