"""The engine under hostile queries: each is stopped in time, alone, and leaves everything else in order."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, Store

from service.engine.embedded import EmbeddedEngine
from service.engine.port import Answer, Question
from service.engine.process import HELD
from service.errors import (
    BudgetSpent,
    DeadlinePassed,
    MemoryExceeded,
    NotAcceptable,
    Overloaded,
    QueryRefused,
    SparqlOff,
    TransferAborted,
)
from service.release import Release, Releases
from service.settings import Settings

RUNAWAY = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(20)) + "}"
HUNGRY = "SELECT DISTINCT * {" + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(20)) + "} ORDER BY ?s0"
NESTED = "ASK " + "{" * 6000 + "}" * 6000


def rows(digits: int) -> str:
    """Return a query with 10**digits solutions."""
    values = " ".join(map(str, range(10)))
    return "SELECT * {" + " ".join(f"VALUES ?v{i} {{ {values} }}" for i in range(digits)) + "}"


@asynccontextmanager
async def engine_on(home: Path, **settings: object) -> AsyncIterator[tuple[EmbeddedEngine, Release]]:
    chosen: dict[str, object] = {"home": home, "engine_workers": 2, "budget_seconds": 0, **settings}
    engine = EmbeddedEngine(Settings.model_validate(chosen))
    await engine.open()
    releases = Releases(home, 1)
    announced = releases.announced()
    assert announced is not None
    try:
        yield engine, releases.open(announced)
    finally:
        await engine.close()


def run(home: Path, story: Callable[[EmbeddedEngine, Release], Awaitable[None]], **settings: object) -> None:
    async def play() -> None:
        async with engine_on(home, **settings) as (engine, release):
            await story(engine, release)

    asyncio.run(play())


async def collect(answer: Answer, blocks: list[bytes]) -> None:
    async for block in answer:
        blocks.append(block)


async def value(answer: Answer) -> object:
    return orjson.loads(await answer.read())


def test_a_runaway_query_is_dead_soon_after_its_deadline_and_its_place_is_taken(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        began = time.monotonic()
        with pytest.raises(DeadlinePassed, match=r"0\.4 s"):
            await engine.query(release, Question(RUNAWAY, seconds=0.4))
        died = time.monotonic()
        assert died - began < 0.7
        await asyncio.gather(*(engine.query(release, Question("ASK {}")) for _ in range(4)))
        assert time.monotonic() - died < 0.2

    run(home, story)


def test_other_queries_do_not_notice_a_runaway_one(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        runaway = asyncio.create_task(engine.query(release, Question(RUNAWAY, seconds=1.0)))
        times = []
        while not runaway.done():
            began = time.monotonic()
            await engine.query(release, Question("SELECT * { ?s ?p ?o }"))
            times.append(time.monotonic() - began)
        with pytest.raises(DeadlinePassed):
            await runaway
        times.sort()
        assert len(times) > 100
        assert times[int(len(times) * 0.95)] < 0.1

    run(home, story)


def test_queries_that_wait_behind_a_runaway_one_are_given_to_another_worker(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        runaway = asyncio.create_task(engine.query(release, Question(RUNAWAY, seconds=2)))
        await asyncio.sleep(0)
        began = time.monotonic()
        answers = await asyncio.gather(
            *(engine.query(release, Question(f"SELECT ({i} AS ?x) {{}}", solutions="csv")) for i in range(12))
        )
        assert time.monotonic() - began < 1
        assert [answer.whole for answer in answers] == [f"x\r\n{i}\r\n".encode() for i in range(12)]
        runaway.cancel()

    run(home, story)


@pytest.mark.parametrize("text", [NESTED, "ASK { FILTER(" + " || ".join(["true"] * 30000) + ") }"])
def test_a_query_that_crashes_the_engine_costs_a_worker_and_nothing_else(home: Path, text: str) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        with pytest.raises(QueryRefused, match="crashed the engine"):
            await engine.query(release, Question(text))
        assert await value(await engine.query(release, Question("ASK {}"))) == {"head": {}, "boolean": True}

    run(home, story)


def test_a_query_that_eats_memory_is_stopped_by_the_limit(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        with pytest.raises(MemoryExceeded):
            await engine.query(release, Question(HUNGRY, seconds=60))
        await engine.query(release, Question("ASK {}"))

    # The limit is on address space, of which every thread of a fresh worker reserves some before it uses any.
    run(home, story, query_memory=640 << 20)


def test_a_long_answer_streams_whole_and_one_that_fails_late_is_aborted(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        answer = await engine.query(release, Question(rows(5), solutions="csv"))
        assert answer.whole is None
        body = await answer.read()
        assert len(body) > HELD
        assert body.count(b"\r\n") == 100_001
        late = await engine.query(release, Question(rows(8), solutions="csv", seconds=1.0))
        received: list[bytes] = []
        with pytest.raises(TransferAborted):
            await collect(late, received)
        assert sum(map(len, received)) > HELD

    run(home, story)


def test_a_failure_within_the_first_megabyte_is_an_error_not_a_short_answer(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        text = 'SELECT ?x { { VALUES ?x { 1 2 3 } } UNION { BIND("\\u0007" AS ?x) } }'
        with pytest.raises(NotAcceptable, match=r"XML 1\.0"):
            await engine.query(release, Question(text, solutions="xml"))
        answer = await engine.query(release, Question(text))
        assert b"\\u0007" in await answer.read()

    run(home, story)


def test_cancelling_a_query_stops_its_worker(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        before = _workers()
        task = asyncio.create_task(engine.query(release, Question(RUNAWAY, seconds=30)))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.sleep(0.8)
        assert not before <= _workers()
        await engine.query(release, Question("ASK {}"))

    run(home, story)


def test_a_stream_that_nobody_reads_to_its_end_stops_its_worker(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        before = _workers()
        answer = await engine.query(release, Question(rows(8), seconds=30))
        blocks = aiter(answer)
        await anext(blocks)
        await blocks.aclose()
        await asyncio.sleep(0.5)
        assert not before <= _workers()

    run(home, story)


def test_the_queue_is_bounded_and_says_when_to_come_back(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        tasks = [asyncio.create_task(engine.query(release, Question(RUNAWAY, seconds=1))) for _ in range(12)]
        await asyncio.sleep(0.2)
        with pytest.raises(Overloaded) as refused:
            await engine.query(release, Question("ASK {}"))
        assert refused.value.headers["Retry-After"] == "2"
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {DeadlinePassed, Overloaded}

    run(home, story, queue_length=10, queue_seconds=0.5)


def test_a_client_pays_with_its_query_seconds_and_others_do_not(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        with pytest.raises(DeadlinePassed):
            await engine.query(release, Question(RUNAWAY, seconds=0.5), client="greedy")
        with pytest.raises(BudgetSpent) as refused:
            await engine.query(release, Question("ASK {}"), client="greedy")
        assert int(refused.value.headers["Retry-After"]) > 0
        await engine.query(release, Question("ASK {}"), client="modest")

    run(home, story, budget_seconds=0.2)


SERVICE = "SELECT * { SERVICE <http://127.0.0.1:PORT/sparql> { ?s ?p ?o } }"


@pytest.mark.parametrize(
    "text",
    [
        SERVICE,
        "#\r" + SERVICE,
        "# x\r\n#y\n" + SERVICE.replace("SERVICE", "sErViCe"),
        "PREFIX x: <http://127.0.0.1:PORT/> SELECT * { SERVICE x:sparql { ?s ?p ?o } }",
        "BASE <http://127.0.0.1:PORT/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://127.0.0.1:PORT/\\u0073parql> { ?s ?p ?o } }",
        "SELECT * { BIND(<http://127.0.0.1:PORT/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
        SERVICE.replace("SERVICE", "SERVICE SILENT"),
        SERVICE.replace("127.0.0.1", "localhost"),
        "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } }",
    ],
)
def test_no_way_of_writing_a_federated_call_reaches_the_network(home: Path, text: str) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        reached = []

        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            reached.append(await reader.read(100))
            writer.close()

        listener = await asyncio.start_server(accept, "127.0.0.1", 0)
        port = listener.sockets[0].getsockname()[1]
        async with listener:
            outcome = await asyncio.gather(
                engine.query(release, Question(text.replace("PORT", str(port)))), return_exceptions=True
            )
        assert reached == []
        # Within SILENT and EXISTS the engine itself answers as if the other server had failed.
        assert isinstance(outcome[0], QueryRefused) != ("SILENT" in text or "EXISTS" in text)

    run(home, story)


def test_without_a_guard_free_sparql_is_off_and_trusted_queries_run(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        await engine.query(release, Question("ASK {}"))
        engine.pool.guard["network"] = False
        with pytest.raises(SparqlOff):
            await engine.query(release, Question("ASK {}"))
        await engine.query(release, Question("ASK {}", trusted=True))

    run(home, story)


def test_with_the_operators_word_free_sparql_runs_without_a_guard(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        engine.pool.guard["network"] = False
        await engine.query(release, Question("ASK {}"))

    run(home, story, allow_unguarded=True)


@pytest.mark.parametrize(
    ("default", "named", "text", "count"),
    [
        (None, None, "{ ?s ?p ?o }", 6),
        (("one",), None, "{ ?s ?p ?o }", 3),
        (("one", "two"), None, "{ ?s ?p ?o }", 5),
        (("one", "two"), None, "{ GRAPH ?g { ?s ?p ?o } }", 0),
        (("one", "two"), ("two",), "{ GRAPH ?g { ?s ?p ?o } }", 3),
        (("one",), ("two",), "{ GRAPH ?g { ?s ?p ?o } }", 3),
        (None, ("one", "two"), "{ ?s ?p ?o }", 0),
        (None, ("one", "two"), "{ GRAPH ?g { ?s ?p ?o } }", 6),
        (("none",), None, "{ ?s ?p ?o }", 0),
        (("one",), None, "FROM <http://example.org/two> { ?s a ?o }", 0),
    ],
)
def test_the_dataset_is_the_merge_of_the_graphs_asked_for(
    home: Path, default: tuple[str, ...] | None, named: tuple[str, ...] | None, text: str, count: int
) -> None:
    def iris(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if names is None else tuple("http://example.org/" + name for name in names)

    async def story(engine: EmbeddedEngine, release: Release) -> None:
        before, brace, after = text.partition("{")
        question = Question(
            f"SELECT (COUNT(*) AS ?n) {before} {brace}{after}",
            solutions="csv", default_graphs=iris(default), named_graphs=iris(named),
        )  # fmt: skip
        assert (await engine.query(release, question)).whole == f"n\r\n{count}\r\n".encode()

    run(home, story)


def test_answers_over_the_wire_equal_those_of_the_store_in_process(home: Path) -> None:
    texts = [
        "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "ASK { ?s a ?t }", "SELECT ?l { ?s ?p ?l FILTER(isLiteral(?l)) } ORDER BY ?l",
    ]  # fmt: skip

    async def story(engine: EmbeddedEngine, release: Release) -> None:
        store = Store.read_only(str(release.store_folder))
        for text in texts:
            results = store.query(text)
            assert not isinstance(results, QueryTriples)
            expected = results.serialize(format=QueryResultsFormat.JSON)
            assert await (await engine.query(release, Question(text))).read() == expected

    run(home, story)


def test_a_pattern_is_looked_up_in_process(home: Path) -> None:
    async def story(engine: EmbeddedEngine, release: Release) -> None:
        found = list(engine.pattern(release, subject=NamedNode("http://example.org/b")))
        assert sorted(quad.predicate.value for quad in found) == [
            "http://example.org/size", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        ]  # fmt: skip

    run(home, story)


def _workers() -> set[int]:
    me = os.getpid()
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == me and fields[0] != "Z":
            found.add(int(status.parent.name))
    return found
