"""The SPARQL 1.1 Protocol's query operation (section 2.1) as a pure function of method, query string and body."""

from collections.abc import Sequence
from email.message import Message
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

import orjson
from pyoxigraph import NamedNode

from service.errors import BadRequest, MethodNotAllowed, PayloadTooLarge, QueryRefused, ReadOnly, UnsupportedMediaType
from service.sparql.tokens import read

__all__ = ["FORM", "NO_UPDATE", "QUERY", "Operation", "parse", "parse_parameters", "screen"]

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
METHODS: Final = "GET, HEAD, POST, OPTIONS"
_FIELDS: Final = 1000
_SINGLE: Final = ("query", "update", "format", "timeout", "release")
_CHARSETS: Final = frozenset(("", "utf-8", "utf8", "us-ascii"))


class Operation(NamedTuple):
    """One query operation. `query` is None where a GET asks for the service description.

    The graph lists are None where the request says nothing about the dataset. `volatile` says that the same request may
    be answered differently next time.
    """

    query: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None
    seconds: float | None = None
    release: str | None = None
    volatile: bool = False


def parse(
    method: str,
    query_string: bytes,
    content_type: str | None,
    body: bytes,
    *,
    longest: int,
    deepest: int,
    base: str = "",
) -> Operation:
    """Return the operation that a request asks for; `base` is the address that was asked.

    Raises MethodNotAllowed, UnsupportedMediaType (no or another media type, or a charset other than UTF-8), BadRequest
    (doubled or conflicting parameters, text that is no UTF-8), ReadOnly (an update), PayloadTooLarge or QueryRefused
    (what `screen` finds).
    """
    fields = parse_parameters(query_string)
    if method == "POST":
        fields += _body(content_type, body)
    elif method != "GET":
        raise MethodNotAllowed("Queries are sent with GET or POST.", headers={"Allow": METHODS})
    values, graphs = _sorted(fields)
    if values["query"] is not None and values["update"] is not None:
        raise BadRequest("The request has both `query` and `update`; send one of them.")
    if values["update"] is not None:
        raise ReadOnly(NO_UPDATE)
    if method == "POST" and values["query"] is None:
        raise BadRequest("The POST has no `query`; send it as a form field, or directly as " + QUERY + ".")
    default, named = _graphs(graphs)
    query, volatile = values["query"], False
    if query is not None:
        query, default, named, volatile = screen(query, default, named, longest=longest, deepest=deepest, base=base)
    return Operation(
        query, default, named, values["format"] or None, _seconds(values["timeout"]), values["release"], volatile
    )


def screen(
    query: str,
    default: tuple[str, ...] | None,
    named: tuple[str, ...] | None,
    *,
    longest: int,
    deepest: int,
    base: str = "",
) -> tuple[str, tuple[str, ...] | None, tuple[str, ...] | None, bool]:
    """Return the query, the dataset it runs on, and whether it is volatile.

    A dataset given by the protocol replaces the query's own (section 2.1.4). Several FROM clauses of the query become a
    protocol dataset, because their merge is made outside the engine. Raises PayloadTooLarge, QueryRefused (nesting,
    SERVICE) or ReadOnly (an update sent as a query).
    """
    if len(query) > longest:
        raise PayloadTooLarge(f"The query has {len(query)} characters; {longest} are read.")
    reading = read(query, base)
    if reading.update:
        raise ReadOnly(NO_UPDATE)
    if reading.depth > deepest:
        raise QueryRefused(f"Brackets are nested {reading.depth} deep; {deepest} are read. Write the query flatter.")
    if reading.federated:
        raise QueryRefused("Queries cannot reach other servers (SERVICE): run that part of the query there.")
    if default is None and named is None and reading.default_graphs is not None and len(reading.default_graphs) > 1:
        default, named = _absolute("FROM", reading.default_graphs), _absolute("FROM NAMED", reading.named_graphs or ())
    return query, default, named, reading.volatile


NO_UPDATE: Final = (
    "Every claim of this graph is verified against its source before it is published, so the graph is built, not "
    "patched: add or correct documents and claims in the workspace, run `policygraph build`, and the service takes "
    "up the new release. Updates are not run here."
)


def parse_parameters(query_string: bytes) -> list[tuple[str, str]]:
    """Return name and value of each parameter, percent-decoded once. Raises BadRequest where it is no UTF-8."""
    if query_string.count(b"&") >= _FIELDS:
        raise BadRequest(f"The request has more than {_FIELDS} parameters.")
    try:
        pairs = [field.partition(b"=") for field in query_string.replace(b"+", b" ").split(b"&") if field]
        return [(_decoded(name), _decoded(value)) for name, _, value in pairs]
    except UnicodeDecodeError:
        raise BadRequest("The parameters are not percent-encoded UTF-8.") from None


def _decoded(text: bytes) -> str:
    if b"%" not in text:
        return text.decode()
    if text.isascii() and b'"' not in text and b"\\" not in text:
        # Each escape as a JSON escape: the JSON parser reads them ten times as fast as unquote_to_bytes.
        try:
            escaped: str = orjson.loads(b'"%b"' % text.replace(b"%", b"\\u00"))
        except orjson.JSONDecodeError:
            # An escape that is none stays as it is.
            return unquote_to_bytes(text).decode()
        return escaped.encode("latin-1").decode()
    return unquote_to_bytes(text).decode()


def _body(content_type: str | None, body: bytes) -> list[tuple[str, str]]:
    header = Message()
    header["content-type"] = content_type or ""
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type not in (FORM, QUERY, UPDATE):
        raise UnsupportedMediaType(
            f"A query is POSTed as {FORM} or {QUERY}; this body says {media_type or 'nothing'}.",
            headers={"Accept-Post": f"{FORM}, {QUERY}"},
        )
    charset = str(header.get_param("charset", "") or "").lower()
    if charset not in _CHARSETS:
        raise UnsupportedMediaType(f"The body must be UTF-8; its charset says {charset[:40]!r}.")
    if media_type == FORM:
        return parse_parameters(body)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The body is not UTF-8.") from None
    return [("query" if media_type == QUERY else "update", text)]


def _sorted(fields: Sequence[tuple[str, str]]) -> tuple[dict[str, str | None], list[tuple[str, str]]]:
    """Return the parameters that are given once at most, by name, and those that name graphs."""
    values: dict[str, str | None] = dict.fromkeys(_SINGLE)
    graphs = []
    for name, value in fields:
        if name in values:
            if values[name] is not None:
                raise BadRequest(f"The parameter `{name}` is given more than once; give it once.")
            values[name] = value
        elif name.endswith("graph-uri"):
            graphs.append((name, value))
    return values, graphs


def _graphs(fields: list[tuple[str, str]]) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    if not fields:
        return None, None
    found: dict[str, dict[str, None]] = {"default-graph-uri": {}, "named-graph-uri": {}}
    for name, value in fields:
        if name in ("using-graph-uri", "using-named-graph-uri"):
            raise BadRequest("`using-graph-uri` belongs to updates; a query names graphs with `default-graph-uri`.")
        if name in found:
            found[name][value] = None
    default, named = (_absolute(name, tuple(values)) if values else None for name, values in found.items())
    return default, named


def _absolute(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        try:
            NamedNode(value)
        except ValueError:
            raise BadRequest(f"`{name}` must be an absolute IRI, not {value[:80]!r}.") from None
    return values


def _seconds(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise BadRequest(f"`timeout` is a number of seconds above 0, not {value[:40]!r}.")
    return seconds
