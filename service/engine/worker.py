"""A worker process: it answers one query after the other, and may be killed at any moment.

Started as `python -m service.engine.worker DESCRIPTOR MEMORY`. It opens stores read-only by the path in the request,
so one worker serves every release; it imports nothing that is slow to load.
"""

import gc
import json
import os
import re
import resource
import sys
import time
from collections import OrderedDict
from typing import Any, Final

import orjson
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    serialize,
)

from ontology.namespaces import PREFIXES
from service.context import jsonld_context
from service.engine.guard import set_guard
from service.engine.sink import NotXml, Sink, send
from service.engine.wire import BLOCK, END, FAILURE, HEADER, READY, RECYCLE, pack
from service.sparql.jsonld import Compaction
from service.sparql.results import PREFIXED

__all__ = ["main"]

_STORES: Final = 4
_RECYCLE_AFTER: Final = 0.1

_SOLUTIONS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}
_NETWORK: Final = re.compile(r"not permitted|lookup address|unreachable|os error", re.IGNORECASE)


class Failure(Exception):
    """What the server is told: a code of ours and a sentence for the client."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Worker:
    """The stores that are open, and the answering of one request after the other."""

    def __init__(self, descriptor: int, memory: int) -> None:
        self._descriptor = descriptor
        self._memory = memory
        self._stores: OrderedDict[str, Store] = OrderedDict()
        self._merged: tuple[tuple[Any, ...], Store] | None = None

    def serve(self) -> None:
        """Answer requests until the server closes the connection."""
        pending = b""
        while True:
            while len(pending) < HEADER.size or len(pending) < HEADER.size + HEADER.unpack_from(pending)[1]:
                part = os.read(self._descriptor, BLOCK)
                if not part:
                    return
                pending += part
            end = HEADER.size + HEADER.unpack_from(pending)[1]
            request, pending = orjson.loads(pending[HEADER.size : end]), pending[end:]
            self.answer(request)

    def answer(self, request: dict[str, Any]) -> None:
        """Answer one request: one ANSWER, or HEAD, DATA … and END, or a FAILURE."""
        began = time.monotonic()
        sink = None
        try:
            store = self.store(request["store"])
            if request["query"] is None:
                sink = Sink(self._descriptor, "boolean json", xml=False)
            else:
                sink = self._evaluate(store, request)
            sink.finish()
        except Failure as failure:
            self._fail(failure.code, failure.detail)
            return
        except SyntaxError as error:
            self._fail("syntax", str(error.msg))
            return
        except NotXml:
            self._fail("not-xml", "")
            return
        except (MemoryError, OSError, RuntimeError, ValueError) as error:
            self._fail(*_diagnosis(error))
            return
        if sink.started:
            grown = time.monotonic() - began > _RECYCLE_AFTER and _address_space() > self._memory // 2
            send(self._descriptor, pack(END, RECYCLE if grown else b""))

    def store(self, path: str) -> Store:
        """Return the read-only store at `path`, opened once; the one used longest ago is let go."""
        found = self._stores.get(path)
        if found is None:
            found = self._stores[path] = Store.read_only(path)
            if len(self._stores) > _STORES:
                self._stores.popitem(last=False)
        else:
            self._stores.move_to_end(path)
        return found

    def _evaluate(self, store: Store, request: dict[str, Any]) -> Sink:
        default, named, base = request["default"], request["named"], request["base"]
        if default is None and named is None:
            results = store.query(request["query"], base_iri=base)
        else:
            graphs, names = tuple(default or ()), tuple(named or ())
            if len(graphs) > 1:
                store = self._merge(store, request["store"], graphs, names)
                results = store.query(
                    request["query"], base_iri=base, default_graph=DefaultGraph(), named_graphs=_nodes(names)
                )
            else:
                results = store.query(
                    request["query"], base_iri=base, default_graph=_default(graphs), named_graphs=_nodes(names)
                )
        if isinstance(results, QuerySolutions):
            key = _format(request["solutions"], "SELECT")
            sink = Sink(self._descriptor, f"solutions {key}", xml=key == "xml")
            results.serialize(sink.file, _SOLUTIONS[key])
        elif isinstance(results, QueryBoolean):
            key = _format(request["boolean"], "ASK")
            sink = Sink(self._descriptor, f"boolean {key}", xml=False)
            results.serialize(sink.file, _SOLUTIONS[key])
        else:
            key = _format(request["graph"], "CONSTRUCT or DESCRIBE")
            sink = Sink(self._descriptor, f"graph {key}", xml=key == "rdfxml", prefixed=key in PREFIXED)
            if key == "jsonld":
                compaction = Compaction(jsonld_context())
                results.serialize(compaction.file, RdfFormat.JSON_LD)
                sink.write(compaction.document())
            elif key in PREFIXED or key == "rdfxml":
                serialize(results, sink.file, _GRAPHS[key], prefixes=PREFIXES)
            else:
                results.serialize(sink.file, _GRAPHS[key])
        return sink

    def _merge(self, store: Store, path: str, graphs: tuple[str, ...], names: tuple[str, ...]) -> Store:
        """Return a store whose default graph is the RDF merge of `graphs`, beside the named graphs `names`.

        The engine's own union matches a triple once per graph that holds it; SPARQL asks for a merge (Query, 13.1).
        """
        key = (path, graphs, names)
        if self._merged is None or self._merged[0] != key:
            self._merged = None
            merged = Store()
            for name in dict.fromkeys(graphs):
                quads = store.quads_for_pattern(None, None, None, NamedNode(name))
                merged.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
            for node in _nodes(names):
                merged.bulk_extend(store.quads_for_pattern(None, None, None, node))
            self._merged = (key, merged)
        return self._merged[1]

    def _fail(self, code: str, detail: str) -> None:
        send(self._descriptor, pack(FAILURE, json.dumps({"code": code, "detail": detail[:2000]}).encode()))


def _format(key: str | None, form: str) -> str:
    if key is None:
        raise Failure("not-acceptable", form)
    return key


def _default(names: tuple[str, ...]) -> list[NamedNode | BlankNode | DefaultGraph]:
    return [*_nodes(names)]


def _nodes(names: tuple[str, ...]) -> list[NamedNode | BlankNode]:
    return [NamedNode(name) for name in dict.fromkeys(names)]


def _diagnosis(error: Exception) -> tuple[str, str]:
    if isinstance(error, MemoryError):
        return "memory", ""
    if isinstance(error, OSError) and _NETWORK.search(str(error)):
        return "network", ""
    if isinstance(error, OSError):
        return "store", ""
    return "evaluation", str(error)


def _address_space() -> int:
    try:
        with open("/proc/self/statm", "rb") as status:  # noqa: PTH123
            return int(status.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def main() -> None:
    """Set the guard, report it, and answer queries until the server hangs up."""
    descriptor, memory = int(sys.argv[1]), int(sys.argv[2])
    guard = set_guard(memory)
    gc.freeze()
    send(descriptor, pack(READY, json.dumps(guard._asdict()).encode()))
    Worker(descriptor, memory).serve()


if __name__ == "__main__":
    main()
