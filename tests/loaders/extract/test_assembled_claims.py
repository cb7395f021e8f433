"""What rules make of whole sentences: nothing leaks from one part to another, and what is not said stays unsaid."""

from datetime import date

import pytest

from loaders.claims.model import Observation, Opinion, RelationClaim, Utterance
from loaders.extract.extraction import Extraction
from ontology.namespaces import PG
from ontology.terms import Status
from tests.loaders.extract.conftest import Extractor

FULL_WIDTH = "２０２２年，我国人工智能核心产业规模达到５０８０亿元，同比增长１８％。欧洲议会以４９９票赞成、２８票反对通过《算法法案》。"
CITING = "为落实《算法战略》《数据治理办法》,制定本办法。\n某市人民政府\n2023年5月8日\n"


def _of(found: Extraction, rule: str) -> list[Utterance]:
    return [utterance for utterance in found.utterances if utterance.method.startswith(rule)]


def _numbers(found: Extraction) -> list[Observation]:
    return [u.claim.body for u in found.utterances if isinstance(u.claim.body, Observation)]


def test_full_width_digits_make_the_same_numbers_and_dates(extraction: Extractor) -> None:
    found = extraction(FULL_WIDTH)
    assert found.refused == ()
    assert {str(number.value) for number in _numbers(found)} == {"508000000000", "18", "499", "28"}
    (value,) = _of(found, "observation-value")
    assert value.value_as_stated == "５０８０亿元"
    assert value.time_as_stated == "２０２２年"


def test_a_signature_date_dates_no_policy_that_the_text_cites(extraction: Extractor) -> None:
    found = extraction(CITING, published=date(2023, 5, 8))
    predicates = {u.claim.body.predicate for u in found.utterances if isinstance(u.claim.body, RelationClaim)}
    assert predicates.isdisjoint({PG + "issued", PG + "issuedBy", PG + "stage", PG + "deadline", PG + "occurred"})


@pytest.mark.parametrize(
    "sentence",
    [
        "预计2025年我国算力规模将超过300EFLOPS。",
        "据清华大学预测,2025年我国算力规模有望达到300EFLOPS。",
        "2025年,我国算力规模将达300EFLOPS。",
    ],
)
def test_a_forecast_stays_a_forecast(extraction: Extractor, sentence: str) -> None:
    (found,) = _of(extraction(sentence), "observation-value")
    assert found.claim.qualifiers.status is Status.FORECAST


def test_a_year_to_come_without_a_word_of_forecast_makes_no_number(extraction: Extractor) -> None:
    assert _numbers(extraction("2025年,我国算力规模为300EFLOPS。")) == []


def test_subject_and_year_reach_the_next_clause_but_not_the_next_sentence(extraction: Extractor) -> None:
    found = extraction("2022年,我国算力规模为180EFLOPS,存力规模为900EFLOPS。产业规模为300亿元。")
    assert [u.time_as_stated for u in _of(found, "observation-value")] == ["2022年", "2022年"]


def test_a_source_that_the_sentence_names_is_its_source(extraction: Extractor) -> None:
    named = _of(extraction("据清华大学统计,2022年我国算力规模为180EFLOPS。"), "observation-value")
    unnamed = _of(extraction("据统计,2022年我国算力规模为180EFLOPS。"), "observation-value")
    assert (named[0].stated_source or "").endswith("actor/tsinghua-university")
    assert unnamed[0].stated_source == PG + "UnnamedStatistics"


def test_who_is_not_named_has_no_opinion(extraction: Extractor) -> None:
    found = extraction("一位业内人士认为人工智能的监管过于严格。专家指出,算法治理仍有不足之处。")
    assert [u for u in found.utterances if isinstance(u.claim.body, Opinion)] == []


def test_two_runs_give_the_same_claims(extraction: Extractor) -> None:
    assert extraction(FULL_WIDTH).utterances == extraction(FULL_WIDTH).utterances
