"""The embedded adapter of the engine port: the release's own Oxigraph store, read by guarded workers."""

import asyncio
from collections.abc import Iterator

import orjson
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from service.engine.budget import Budget
from service.engine.pool import Pool
from service.engine.port import Answer, Question
from service.engine.wire import HEADER
from service.errors import SparqlOff
from service.metrics import ENGINE_SECONDS
from service.release import Release
from service.settings import Settings

__all__ = ["EmbeddedEngine"]

_DEFAULT = DefaultGraph()


class EmbeddedEngine:
    """Patterns in process, queries in workers."""

    def __init__(self, settings: Settings) -> None:
        self._size = settings.workers()
        self._seconds = settings.query_seconds
        self._allow_unguarded = settings.allow_unguarded
        self._budget = Budget(settings.budget_seconds)
        self.pool = Pool(self._size, settings.query_memory, settings.queue_length, settings.queue_seconds)

    @property
    def guarded(self) -> bool:
        """Whether the kernel denies the workers every network."""
        return bool(self.pool.guard.get("network"))

    async def open(self) -> None:
        """Start the workers."""
        await self.pool.open()

    async def close(self) -> None:
        """End the workers."""
        await self.pool.close()

    def pattern(
        self,
        release: Release,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: NamedNode | DefaultGraph | None = _DEFAULT,
    ) -> Iterator[Quad]:
        """Return the quads that match (see the port)."""
        return release.store.quads_for_pattern(subject, predicate, object, graph)

    async def query(self, release: Release, question: Question, *, client: str | None = None) -> Answer:
        """Run a query in a worker (see the port)."""
        if not (question.trusted or self.guarded or self._allow_unguarded):
            raise SparqlOff(
                "The kernel of this machine cannot keep queries from the network, so free SPARQL is off; the canned "
                "queries and look-ups work. The operator can allow it (POLICYGRAPH_ALLOW_UNGUARDED)."
            )
        self._budget.check(client)
        seconds = self._seconds if question.seconds is None else question.seconds
        return await self.pool.run(_request(release, question), seconds, lambda used: self._charge(client, used))

    def _charge(self, client: str | None, seconds: float) -> None:
        ENGINE_SECONDS.observe(seconds)
        self._budget.charge(client, seconds)

    async def warm(self, release: Release) -> None:
        """Let the workers open the release's store before queries wait for it. Raises where they cannot."""
        await asyncio.gather(*(self.probe(release) for _ in range(self._size)))

    async def probe(self, release: Release) -> None:
        """Ask a worker to open the release's store. Raises where none can."""
        request = _frame({"store": str(release.store_folder), "query": None})
        await self.pool.run(request, self._seconds, lambda used: None)


def _request(release: Release, question: Question) -> bytes:
    return _frame(
        {
            "store": str(release.folder_of(question.scope)),
            "query": question.text,
            "base": question.base,
            "default": question.default_graphs,
            "named": question.named_graphs,
            "solutions": question.solutions,
            "boolean": question.boolean,
            "graph": question.graph,
        }
    )


def _frame(request: dict[str, object]) -> bytes:
    body = orjson.dumps(request)
    return HEADER.pack(0, len(body)) + body
