"""Dates are inclusive intervals of days with a precision."""

from datetime import date

import pytest

from loaders.text.dates import find_dates, parse_interval, states_date
from ontology.terms import Precision


@pytest.mark.parametrize(
    ("notation", "first", "last", "precision"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31), Precision.YEAR),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), Precision.MONTH),
        ("2021-04-21", date(2021, 4, 21), date(2021, 4, 21), Precision.DAY),
        ("2019/..", date(2019, 1, 1), None, Precision.PERIOD),
        ("../2023-06-27", None, date(2023, 6, 27), Precision.PERIOD),
        ("2021/2025", date(2021, 1, 1), date(2025, 12, 31), Precision.PERIOD),
    ],
)
def test_a_notation_means_an_interval(
    notation: str, first: date | None, last: date | None, precision: Precision
) -> None:
    interval = parse_interval(notation)
    assert (interval.first, interval.last, interval.precision) == (first, last, precision)


@pytest.mark.parametrize("notation", ["18", "2018-13", "../..", "2020/2019", "June 2018", "2018-02-30", ""])
def test_what_is_not_a_date_is_refused(notation: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message differs by what is wrong
        parse_interval(notation)


@pytest.mark.parametrize(
    ("text", "notation", "stated"),
    [
        ("2018年4月,欧盟发布", "2018-04", True),
        ("12月,欧盟发布", "2018-12", False),
        ("2021年4月21日,欧盟委员会", "2021-04-21", True),
        ("从2018年开始", "2018/..", True),
        ("在2022年底前投入", "2022-12-31", True),
        ("2023-06-27  融资中国", "2023-06-27", True),
        ("今年1月", "2023-01", False),
        ("12018年", "2018", False),
        ("2018年14月", "2018-04", False),
    ],
)
def test_a_text_states_a_date_only_in_figures_of_its_own(text: str, notation: str, stated: bool) -> None:
    assert states_date(text, notation) is stated


@pytest.mark.parametrize(
    ("text", "words", "notation"),
    [
        ("2018年4月,欧盟发布", "2018年4月", "2018-04"),
        ("12月,欧盟发布", "12月", "2000-12"),
        ("今年1月,美国", "今年1月", "2000-01"),
        ("二〇二三年五月八日", "二〇二三年五月八日", "2023-05-08"),
        ("(2018—2020年)", "2018—2020年", "2018/2020"),
        ("在2022年底前投入", "2022年底", "2022-12-31"),
        ("2023年上半年", "2023年上半年", "2023-01/2023-06"),
        ("2023年第一季度", "2023年第一季度", "2023-01/2023-03"),
        ("5月8日至10日", "5月8日至10日", "2000-05-08/2000-05-10"),
        ("2018年12月1日起", "2018年12月1日", "2018-12-01"),
        ("On June 15, 2023 the", "June 15, 2023", "2023-06-15"),
        ("by 2030.", "2030", "2030"),
        ("2023.6.27", "2023.6.27", "2023-06-27"),
        ("同年,当时的", "同年", "2000"),
    ],
)
def test_a_date_is_found_with_its_parts(text: str, words: str, notation: str) -> None:
    (found,) = find_dates(text)
    assert (text[found.start : found.end], found.notation(found.year or 2000)) == (words, notation)


@pytest.mark.parametrize(
    "text",
    ["12个月", "2035远景目标", "2023全球大会", "每月", "2个月", "约1/6", "12018年", "2023年2月30日", "3月龄", "v2.0"],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text) == ()


def test_a_list_of_years_shares_its_sign() -> None:
    assert [found.year for found in find_dates("2019、2023年又对其进行了更新")] == [2019, 2023]
