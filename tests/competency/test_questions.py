"""Every competency question is answered by its query, on the release built from the seeds."""

import pyoxigraph as ox
import pytest

from tests.competency.answers import items, same
from tests.competency.questions import QUESTIONS, Question
from tests.competency.readings import READINGS, expected


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_the_query_gives_the_answer(question: Question, release: ox.Store) -> None:
    wanted, found = list(expected(question)), items(question, release)
    assert same(wanted, found), f"wanted {wanted}\nfound {found}"


def test_a_reading_keeps_what_the_question_file_says_in_numbers_and_dates() -> None:
    answers = {question.key: question.answer for question in QUESTIONS}
    for (key, index), readings in READINGS.items():
        item = answers[key][index]
        for name in {"value", "comparator", "date"} & set(item):
            assert all(reading[name] == item[name] for reading in readings), (key, index, name)
