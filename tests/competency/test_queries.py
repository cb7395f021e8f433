"""The queries are such as a user could write: by what the question names, never by claim, evidence or answer."""

import re

import pyoxigraph as ox
import pytest

from ontology.iris import expand
from ontology.namespaces import ID, PREFIXES
from tests.competency.answers import plain
from tests.competency.questions import FOLDER, QUESTIONS, Question

NUMBER = re.compile(r"(?<![\w:.?-])\d+(?:\.\d+)?(?![\w:-])")
STRING = re.compile(r'"([^"]*)"')
CURIE = re.compile(r"\b([\w-]+:[\w][\w.-]*)")
NAMING = (expand("rdfs:label"), expand("skos:altLabel"))


def body(question: Question) -> str:
    """The query without comments and prefixes."""
    lines = (line.split("# ")[0] for line in question.query.splitlines())
    return "\n".join(line for line in lines if not line.startswith(("PREFIX", "#")))


def answer_names(question: Question) -> set[str]:
    """Every name in the answer that the question does not name itself."""
    asked = plain(question.text)

    def names(item: object) -> set[str]:
        if isinstance(item, dict):
            return set().union(*(names(value) for value in item.values()))
        return {plain(item)} if isinstance(item, str) and not re.fullmatch(r"[\d./-]+|[<>=~^]+", item) else set()

    return {name for name in set().union(*map(names, question.answer)) if name and name not in asked}


def answer_numbers(question: Question) -> set[str]:
    """Every number and year of the answer that the question does not name itself."""
    found = {str(item["value"]) for item in question.answer if isinstance(item.get("value"), int | float)}
    found |= {part for item in question.answer for part in re.findall(r"\d{4}", str(item.get("date", "")))}
    return {number for number in found - {"False", "True"} if number not in question.text}


def test_every_question_has_a_query_and_every_query_a_question() -> None:
    assert {path.stem for path in (FOLDER / "queries").iterdir()} == {question.key for question in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_query_begins_with_its_question(question: Question) -> None:
    first, second = question.query.splitlines()[:2]
    assert f"{first.removeprefix('# ')} {second.removeprefix('# ')}" == question.text


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_query_reads_the_default_graph_alone(question: Question) -> None:
    assert not re.search(r"\b(GRAPH|FROM|SERVICE)\b", body(question))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_query_names_no_claim_and_no_evidence(question: Question) -> None:
    assert not re.search(
        rf"\bclaim:|{ID}(claim|evidence|mention|passage|editorial)/|(?<!_)\b[0-9a-f]{{16}}\b", body(question)
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_query_holds_no_literal_of_its_answer(question: Question) -> None:
    code = body(question)
    numbers = set(NUMBER.findall(STRING.sub("", code))) | set(
        re.findall(r"\d+(?:\.\d+)?", " ".join(STRING.findall(code)))
    )
    assert not numbers & answer_numbers(question)
    asked = plain(question.text)
    strings = {string for string in map(plain, STRING.findall(code)) if string not in asked} - {"zh", "en"}
    names = answer_names(question)
    assert not {(string, name) for string in strings for name in names if string in name or name in string}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_query_names_no_entity_of_its_answer(question: Question, release: ox.Store) -> None:
    asked, names = plain(question.text), answer_names(question)
    for curie in CURIE.findall(STRING.sub("", body(question))):
        if curie.split(":")[0] in PREFIXES:
            entity = ox.NamedNode(expand(curie))
            forms = {
                plain(quad.object.value)
                for predicate in NAMING
                for quad in release.quads_for_pattern(entity, ox.NamedNode(predicate), None, ox.DefaultGraph())
                if isinstance(quad.object, ox.Literal)
            }
            assert not forms & names or any(form in asked for form in forms), curie
