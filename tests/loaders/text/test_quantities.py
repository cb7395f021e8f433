"""Numbers as policy texts write them."""

import pytest

from loaders.text.quantities import find_quantities, ratio


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十二", 12),
        ("二十", 20),
        ("二百五十", 250),
        ("三千零五", 3005),
        ("两万亿", 2 * 10**12),
        ("一万二千", 12000),
        ("二〇二五", 2025),
        ("百万", 10**6),
    ],
)
def test_a_chinese_numeral_is_worked_out(numeral: str, value: int) -> None:
    assert [quantity.value for quantity in find_quantities(numeral)] == [value]


def test_a_fraction_is_rounded_half_even_to_four_places() -> None:
    assert [str(ratio(1, 6)), str(ratio(2, 3)), str(ratio(1, 4))] == ["0.1667", "0.6667", "0.25"]


def test_the_lower_end_of_a_range_takes_the_scale_of_the_upper_only_where_it_has_none() -> None:
    low = [q.value for q in find_quantities("5-10万元;5千-10万元;80-1亿")]
    assert low == [50000, 5000, 80]


@pytest.mark.parametrize(
    "text", ["1" * 5000 + "/2", "3/" + "1" * 5000, "三" * 5000 + "分之" + "二" * 5000, "9" * 40 + "/7"]
)
def test_a_fraction_that_nobody_would_write_is_no_error(text: str) -> None:
    assert all(quantity.value != 0 for quantity in find_quantities(text))


def test_the_span_of_a_quantity_is_where_it_stands() -> None:
    text = "预计2.7万亿元"
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.end] == "2.7万亿"
