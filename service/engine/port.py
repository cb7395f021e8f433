"""The port through which the service reaches quads: `pattern` for short look-ups, `query` for SPARQL.

The embedded adapter is `service.engine.embedded`; another engine is another class with these two methods.
"""

from collections.abc import AsyncGenerator, Iterator
from typing import Literal as OneOf
from typing import NamedTuple, Protocol

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from service.release import Release, Scope

__all__ = ["Answer", "Engine", "Kind", "Question"]

Kind = OneOf["solutions", "boolean", "graph"]
"""What a query answers with: SELECT solutions, ASK a boolean, CONSTRUCT and DESCRIBE a graph."""


class Question(NamedTuple):
    """One query and how its answer shall be written.

    `default_graphs` and `named_graphs` are the dataset of the protocol (section 2.1.4); where both are None, the
    query's own FROM clauses count, and without those the release's default graph and all its named graphs.
    `solutions`, `boolean` and `graph` are keys of `service.sparql.results.FORMATS`; None says that the client accepts
    no format for that kind of answer. `seconds` is the deadline, None the engine's own. `base` is what relative IRIs of
    the query are resolved against; without it they are refused.
    `scope` says which claims the default graph has where no other is named: with `all` also those that nobody reviewed.
    `trusted` marks the service's own queries, which run even where arbitrary SPARQL is off.
    """

    text: str
    solutions: str | None = "json"
    boolean: str | None = "json"
    graph: str | None = "turtle"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    seconds: float | None = None
    base: str | None = None
    scope: Scope = "reviewed"
    trusted: bool = False


class Answer(Protocol):
    """An answer whose first megabyte is there, or all of it.

    `format` is the key of the format that was written. `whole` is the complete body, or None where more is coming; then
    iterating gives the body from its first byte, and raises TransferAborted where it cannot be completed.
    """

    kind: Kind
    format: str
    whole: bytes | None

    def __aiter__(self) -> AsyncGenerator[bytes]:
        """Iterate over the body in blocks."""
        ...

    async def read(self) -> bytes:
        """Return the complete body, however long."""
        ...


class Engine(Protocol):
    """What the service asks of an engine."""

    def pattern(
        self,
        release: Release,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: NamedNode | DefaultGraph | None = DefaultGraph(),  # noqa: B008
    ) -> Iterator[Quad]:
        """Return the quads that match; None matches anything, and without `graph` the default graph is read."""
        ...

    async def query(self, release: Release, question: Question, *, client: str | None = None) -> Answer:
        """Run a query under deadline, memory limit and network guard.

        `client` is who pays for the query seconds; None is nobody. Cancelling the call stops the query.

        Raises QueryRefused, DeadlinePassed, MemoryExceeded, NotAcceptable (no format for the kind of answer),
        BudgetSpent, Overloaded, SparqlOff or EngineFailed.
        """
        ...
