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


def test_a_short_name_is_the_candidate_of_the_full_name(extraction: Extractor) -> None:
    text = "支持星槎智能科技有限公司(以下简称星槎智能)研发新品。星槎智能近日推出了Gemini。"
    labels = {entity.labels.zh for entity in extraction(text).candidates}
    assert "星槎智能" not in labels


def test_what_is_recommended_point_by_point_is_never_a_fact(extraction: Extractor) -> None:
    found = extraction("(一)完善算法治理\n1.建立评测平台。\n2.加强人才培养。\n(二)推动数据开放,建设公共数据集。")
    statuses = {u.claim.qualifiers.status for u in found.utterances if u.method.startswith("measure")}
    assert statuses == {Status.RECOMMENDATION}


def test_sectors_given_as_examples_are_examples(extraction: Extractor) -> None:
    found = extraction("《算法行动方案》提出,制定重点行业(如金融、医疗等)应用计划。")
    assert {u.claim.qualifiers.status for u in _of(found, "measure-sector")} == {Status.EXAMPLE}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("欧盟希望设立专项基金。", Status.EXPECTATION),
        ("欧盟计划设立专项基金。", Status.PLAN),
        ("欧盟提出了一项专项拨款。", Status.PROPOSAL),
    ],
)
def test_a_measure_stands_as_its_verb_says(extraction: Extractor, sentence: str, status: Status) -> None:
    owners = _of(extraction(sentence), "measure-owner")
    assert {u.claim.qualifiers.status for u in owners} == {status}


def test_a_list_that_counts_wrong_has_no_parts(extraction: Extractor) -> None:
    assert _of(extraction("要加快创新链、资金链“三链融合”。"), "part") == []


def test_a_conditional_lack_is_no_challenge(extraction: Extractor) -> None:
    found = extraction("如果我国算力供给不足,高端人才缺乏,产业将受影响。")
    assert _of(found, "challenge") == []
