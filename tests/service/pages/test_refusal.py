"""A query that was not answered, explained: the word that does not fit, the reason, and what to do, in both languages."""

import re

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from service.errors import BudgetSpent, DeadlinePassed, MemoryExceeded, Overloaded, QueryRefused
from service.pages.refusal import Place, advice_of, place_of, reason_of


def refused(query: str) -> tuple[Place, str]:
    """Return the place and the English reason of a query that the engine does not parse."""
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(query)
    place = place_of(query, str(caught.value))
    assert place is not None
    return place, reason_of(query, str(caught.value), place).en or ""


@pytest.mark.parametrize(
    ("query", "line", "word", "reason"),
    [
        ("SELECT *\nWHERE { ?s foo:bar ?o }", 2, "foo:bar", "prefix foo: is not declared"),
        ("SELECT * { ?s ?p 英伟达 }", 1, "英伟达", "needs a prefix"),
        ("SELECT * { ?x a ?y ", 1, "?y", "ends too early"),
        ("SELECT ?x ?y { ?x ?p ?y } GROUP BY ?x", 1, "?x", "group by it"),
        ("SELECT * { ?s ?p ?o }}", 1, "}", "does not fit"),
        ('SELECT * { ?s ?p "𠮷😀" b }', 1, "}", "does not fit"),
        ("SELECT * { ?s ?p ?o }\n\n\n)", 4, ")", "does not fit"),
    ],
)
def test_the_word_that_does_not_fit_is_named_with_a_reason(query: str, line: int, word: str, reason: str) -> None:
    place, told = refused(query)
    assert (place.line, place.at) == (line, word)
    assert query.split("\n")[line - 1] == place.before + place.at + place.after
    assert query.split("\n")[line - 1][place.start : place.end] == word
    assert reason in told


def test_lines_are_counted_as_the_parser_counts_them() -> None:
    place = place_of("SELECT *\u2028 #\r\nWHERE { ?s ! ?o }", "error at 2:12: expected something")
    assert place == Place(2, 11, "WHERE { ?s ", "!", " ?o }")


@pytest.mark.parametrize("syntax", ["something else", "error at 9:1: x", "error at 0:1: x"])
def test_a_message_without_a_place_marks_nothing(syntax: str) -> None:
    assert place_of("SELECT", syntax) is None


def test_a_place_in_an_empty_line_marks_one_space() -> None:
    place = place_of("\nSELECT", "error at 1:1: x")
    assert place is not None
    assert (place.at, place.start, place.end) == (" ", 0, 1)


@pytest.mark.parametrize(
    "problem", [DeadlinePassed("late"), MemoryExceeded("full"), BudgetSpent("spent"), Overloaded("busy")]
)
def test_every_limit_is_explained_in_both_languages(problem: DeadlinePassed) -> None:
    told = advice_of(problem, 10.0)
    assert told.zh
    assert told.en


def test_the_deadline_names_its_seconds() -> None:
    told = advice_of(DeadlinePassed("late"), 7.5)
    assert "7.5 seconds" in (told.en or "")
    assert "7.5秒" in (told.zh or "")


def test_a_prefix_that_the_graph_uses_is_given_with_its_declaration() -> None:
    assert "PREFIX actor: <https://w3id.org/policygraph/id/actor/>" in refused("SELECT * { actor:nvidia ?p ?o }")[1]


@pytest.mark.parametrize(
    "query", ["SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", "{" * 500, "DELETE WHERE { ?s ?p ?o }"]
)
def test_refusals_without_a_place_are_told_in_chinese_too(browser: TestClient, query: str) -> None:
    page = browser.get("/sparql", params={"lang": "zh", "query": query})
    told = page.text.partition('role="alert"')[2].partition("</div>")[0]
    assert page.status_code in (400, 403)
    assert 'lang="en"' not in told
    assert re.search(r"[\u4e00-\u9fff]{6}", told.partition("</strong>")[2])


def test_a_shorter_deadline_that_was_asked_for_is_the_one_explained(browser: TestClient) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    page = browser.get("/sparql", params={"lang": "en", "query": endless, "timeout": "0.5"})
    assert page.status_code == 504
    assert "longer than 0.5 seconds" in page.text


def test_what_only_the_engine_can_say_is_passed_on() -> None:
    assert (
        advice_of(QueryRefused("Queries cannot reach other servers."), 10).en == "Queries cannot reach other servers."
    )
