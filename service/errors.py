"""The errors of the service: each owns its HTTP status and a sentence that says what to do (RFC 9457).

A route raises one of these; the frame turns it into `application/problem+json`. Nothing else about an error
leaves the process: no path, no trace, no class name.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

import orjson

__all__ = [
    "BadRequest", "BudgetSpent", "DeadlinePassed", "Draining", "EngineFailed", "MemoryExceeded", "MethodNotAllowed",
    "NoRelease", "NotAcceptable", "NotFound", "Overloaded", "PayloadTooLarge", "Problem", "QueryRefused",
    "ReadOnly", "ServerFault", "SparqlOff", "TransferAborted", "UnsupportedMediaType", "problem",
]  # fmt: skip

MEDIA_TYPE: Final = "application/problem+json"


class Problem(Exception):
    """A failure with a status, a short title, and a detail that the client can act on.

    `extra` are further members of the problem document, `headers` further response headers.
    """

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "fault"
    title: ClassVar[str] = "The service failed"

    def __init__(
        self, detail: str, *, headers: Mapping[str, str] | None = None, extra: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})

    def body(self) -> bytes:
        """Return the problem document (RFC 9457, section 3)."""
        return problem(self.status, self.slug, self.title, self.detail, self.extra)


def problem(status: int, slug: str, title: str, detail: str, extra: Mapping[str, Any] | None = None) -> bytes:
    """Return a problem document; `type` is a URN-like relative reference into the service's documentation."""
    return orjson.dumps(
        {
            "type": f"https://w3id.org/policygraph/problem/{slug}",
            "title": title,
            "status": status,
            "detail": detail,
            **(extra or {}),
        }
    )


class BadRequest(Problem):
    """The request contradicts itself or the protocol."""

    status, slug, title = 400, "bad-request", "The request is not valid"


class QueryRefused(Problem):
    """The SPARQL text does not parse, asks for a federated call, or crashed the engine."""

    status, slug, title = 400, "query-refused", "The query cannot be run"


class ReadOnly(Problem):
    """An update was sent to a service that only reads."""

    status, slug, title = 403, "read-only", "This service does not take updates"


class NotFound(Problem):
    """No such resource in this release."""

    status, slug, title = 404, "not-found", "Not found"


class MethodNotAllowed(Problem):
    """The resource exists, the method does not apply to it."""

    status, slug, title = 405, "method-not-allowed", "Method not allowed"


class NotAcceptable(Problem):
    """None of the formats on offer satisfies the Accept header; the problem lists them."""

    status, slug, title = 406, "not-acceptable", "No acceptable format"


class PayloadTooLarge(Problem):
    """The body or the query text is longer than the service reads."""

    status, slug, title = 413, "too-large", "The request is too large"


class UnsupportedMediaType(Problem):
    """The body's media type or charset is not one the protocol names."""

    status, slug, title = 415, "unsupported-media-type", "Unsupported media type"


class BudgetSpent(Problem):
    """This client has used its share of query seconds."""

    status, slug, title = 429, "budget-spent", "Too many query seconds"


class ServerFault(Problem):
    """A fault of ours; the log has the trace, the client a reference to it."""

    status, slug, title = 500, "fault", "The service failed"


class Overloaded(Problem):
    """The queue in front of the engine is full."""

    status, slug, title = 503, "overloaded", "Too many queries at once"


class SparqlOff(Problem):
    """Arbitrary SPARQL is off, because the kernel guard could not be set."""

    status, slug, title = 503, "sparql-off", "SPARQL is switched off"


class NoRelease(Problem):
    """Nothing was published yet."""

    status, slug, title = 503, "no-release", "No release is being served"


class Draining(Problem):
    """The process is shutting down."""

    status, slug, title = 503, "draining", "The service is shutting down"


class EngineFailed(Problem):
    """The engine could not answer, and not because of the query."""

    status, slug, title = 503, "engine-failed", "The engine could not answer"


class DeadlinePassed(Problem):
    """The query ran longer than it may."""

    status, slug, title = 504, "deadline", "The query ran out of time"


class MemoryExceeded(Problem):
    """The query needed more memory than it may."""

    status, slug, title = 507, "memory", "The query ran out of memory"


class TransferAborted(Exception):
    """The answer failed after its first bytes were sent: the connection is closed without an end mark."""
