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
        ("2018年4月发布。去年7月修订。9月5日,公司表示", ["2018-04", "2022-07", "2023-09-05"]),
        ("截至今年5月底,本月增长;上半年收入", ["2023-05-31", "2023-06", "2023-01/2023-06"]),
        ("The plan of March 2021 was amended in June and last November.", ["2021-03", "2021-06", "2022-11"]),
        ("By the end of next year, and in Q4 2024 or FY2025.", ["2024-12-31", "2024-10/2024-12", "2025"]),
        (
            "It met on 22 April and on May 3, then in the first half of 2028.",
            ["2023-04-22", "2023-05-03", "2028-01/2028-06"],
        ),
        (
            "From March to May 2026, or between 2020 and 2025, or 2021–25.",
            ["2026-03/2026-05", "2020/2025", "2021/2025"],
        ),
        ("The bill may march on; over 2000 firms sold 2025 GPUs.", []),
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
