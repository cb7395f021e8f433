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


def test_the_end_of_a_month_is_that_of_its_year() -> None:
    assert [found.notation(found.year or 0) for found in find_dates("2023年2月底至2024年2月底")] == [
        "2023-02-28",
        "2024-02-29",
    ]
