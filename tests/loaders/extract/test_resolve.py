"""Relative dates, resolved against the last year told and the date of the article; each says what it is inferred from."""

from datetime import date

import pytest

from tests.loaders.extract.conftest import Extractor, Reader


@pytest.mark.parametrize(
    ("text", "notations"),
    [
        ("2018年4月,欧盟发布战略。12月,欧盟发布计划。", ["2018-04", "2018-12"]),
        ("今年1月发布。去年底启动。", ["2023-01", "2022-12-31"]),
        ("早在2015年,他表示。他在当年投资了。", ["2015", "2015"]),
        ("到2025年实现目标。\n6月,上海发布通知。", ["2025", "2023-06"]),
        ("2021年提出方案。\n6月15日最新消息", ["2021", "2023-06-15"]),
        ("12月发布", ["2022-12"]),
    ],
)
def test_a_date_without_its_year_takes_the_one_in_scope(reading: Reader, text: str, notations: list[str]) -> None:
    found = reading(text)
    assert [resolved.notation for resolved in found.dates.values()] == notations


def test_without_any_date_a_relative_one_stays_open(reading: Reader) -> None:
    assert reading("今年5月发布。", published=None).dates == {}


def test_an_inferred_date_names_the_words_it_is_inferred_from(extraction: Extractor) -> None:
    text = "2018年4月,欧盟发布《算法战略》。12月,欧盟发布《算法协调计划》。"
    dated = [u for u in extraction(text).utterances if u.method == "policy-issued"]
    assert [[text[i.span.start : i.span.end] for i in u.inferences] for u in dated] == [[], ["2018年4月"]]


def test_a_date_that_no_words_of_the_text_support_makes_no_claim(extraction: Extractor) -> None:
    found = extraction("今年1月,欧盟发布《算法战略》。", published=date(2023, 6, 27))
    assert "policy-issuer" in {u.method for u in found.utterances}
    assert "policy-issued" not in {u.method for u in found.utterances}
    assert len(found.refused) == 1


def test_a_signature_date_does_not_date_the_policies_cited(extraction: Extractor) -> None:
    text = "为落实《算法战略》,制定本办法。\n某市人民政府\n2023年5月8日\n"
    assert [u for u in extraction(text).utterances if u.method == "policy-issued"] == []
