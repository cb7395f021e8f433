"""Small parts: ready bytes, the budget, the guard's report, problem documents."""

import orjson
import pytest

from service.engine.budget import Budget
from service.errors import BudgetSpent, NotFound
from service.ready import Ready, ReadyAnswer
from service.sparql.results import trimmed


def answer(size: int) -> ReadyAnswer:
    return ReadyAnswer(b'"e"', [], "/x", b"x" * size)


def test_ready_bytes_stay_within_their_capacity_and_drop_the_least_recently_used() -> None:
    ready = Ready(10_000)
    for name in (b"a", b"b", b"c"):
        ready.add((name,), answer(2000))
    assert ready.get((b"a",)) is not None
    ready.add((b"d",), answer(2000))
    assert [ready.get((name,)) is not None for name in (b"a", b"b", b"c", b"d")] == [True, False, True, True]


def test_replacing_an_answer_does_not_count_it_twice() -> None:
    ready = Ready(10_000)
    ready.add((b"b",), answer(100))
    for _ in range(50):
        ready.add((b"a",), answer(2000))
    assert ready.get((b"b",)) is not None


def test_without_capacity_nothing_is_kept() -> None:
    ready = Ready(0)
    ready.add((b"a",), answer(1))
    assert ready.get((b"a",)) is None


def test_a_budget_refills_within_a_minute() -> None:
    now = [0.0]
    budget = Budget(6, clock=lambda: now[0])
    budget.check("c")
    budget.charge("c", 9)
    with pytest.raises(BudgetSpent) as refused:
        budget.check("c")
    wait = int(refused.value.headers["Retry-After"])
    assert wait == 33
    now[0] += wait
    budget.check("c")
    now[0] += 3600
    budget.charge("c", 5.9)
    budget.check("c")


@pytest.mark.parametrize(("seconds", "client"), [(0, "c"), (1, None)])
def test_no_budget_and_no_client_mean_no_limit(seconds: float, client: str | None) -> None:
    budget = Budget(seconds)
    budget.charge(client, 1000)
    budget.check(client)


def test_a_problem_document_has_the_members_of_rfc_9457() -> None:
    body = orjson.loads(NotFound("No such thing.", extra={"near": ["x"]}).body())
    assert body == {
        "type": "https://w3id.org/policygraph/problem/not-found",
        "title": "Not found",
        "status": 404,
        "detail": "No such thing.",
        "near": ["x"],
    }


def test_a_short_turtle_document_names_only_the_prefixes_it_uses() -> None:
    document = b"@prefix a: <http://a/> .\n@prefix b: <http://b/> .\nb:x b:y 1 .\n"
    assert trimmed(document) == b"@prefix b: <http://b/> .\nb:x b:y 1 .\n"
    assert trimmed(b"") == b""
    assert trimmed(b"@prefix a: <http://a/> .\n") == b""
