"""Answers come from claims: without the claims that carry it an answer is gone, and a claim that says so changes a negative one."""

import pytest

from tests.competency.answers import fits, items, statements
from tests.competency.graph import ChangeableGraph
from tests.competency.questions import QUESTIONS, Question
from tests.competency.readings import INSERTIONS, expected

NEGATIVE = [question for question in QUESTIONS if question.key in INSERTIONS]
STATED = [question for question in QUESTIONS if not question.not_stated and "ASK" not in question.query]


@pytest.mark.parametrize("question", STATED, ids=lambda question: question.key)
def test_the_answer_is_gone_without_its_claims(question: Question, changeable: ChangeableGraph) -> None:
    supporting = statements(question, changeable.store)
    assert supporting, "the query names no claim that it rests on"
    with changeable.without(supporting) as store:
        left = items(question, store)
    kept = [(wanted, found) for wanted in expected(question) for found in left if fits(wanted, found)]
    assert not kept


@pytest.mark.parametrize("question", NEGATIVE, ids=lambda question: question.key)
def test_a_negative_answer_changes_where_a_claim_says_otherwise(
    question: Question, changeable: ChangeableGraph
) -> None:
    before = items(question, changeable.store)
    with changeable.with_turtle(INSERTIONS[question.key]) as store:
        after = items(question, store)
    assert after != before
    assert items(question, changeable.store) == before


def test_every_negative_question_has_a_claim_that_would_change_it() -> None:
    negative = {
        question.key
        for question in QUESTIONS
        if question.not_stated or question.query.lstrip().startswith("ASK") or "\nASK" in question.query
    }
    assert negative <= set(INSERTIONS)
