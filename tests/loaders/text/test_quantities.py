"""Numbers as policy texts write them."""

from decimal import Decimal

import pytest

from loaders.text.quantities import find_quantities
from ontology.terms import Comparator


@pytest.mark.parametrize(
    ("text", "value", "value_max", "comparator"),
    [
        ("占我国90%以上份额", "90", None, Comparator.AT_LEAST),
        ("30多个专利", "30", None, Comparator.MORE_THAN),
        ("超过200亿欧元", "20000000000", None, Comparator.MORE_THAN),
        ("约合2.7万亿元人民币", "2700000000000", None, Comparator.ABOUT),
        ("455万亿韩元", "455000000000000", None, Comparator.EXACTLY),
        ("3000万欧元", "30000000", None, Comparator.EXACTLY),
        ("有14197122张图片", "14197122", None, Comparator.EXACTLY),
        ("通常仅1000张左右", "1000", None, Comparator.ABOUT),
        ("准确率需要99.99%", "99.99", None, Comparator.AT_LEAST),
        ("占比高达75%", "75", None, Comparator.EXACTLY),
        ("提供最高1.5个百分点的利息补贴", "1.5", None, Comparator.AT_MOST),
        ("给予重点项目最高200万元经费支持", "2000000", None, Comparator.AT_MOST),
        ("力争三年内形成", "3", None, Comparator.AT_MOST),
        ("在5-10年内", "5", "10", Comparator.AT_MOST),
        ("约为美国的1/6", "0.1667", None, Comparator.ABOUT),
        ("a fine of up to 7 billion euros", "7000000000", None, Comparator.AT_MOST),
        ("12,345 papers", "12345", None, Comparator.EXACTLY),
        ("补贴5-10万元", "50000", "100000", Comparator.EXACTLY),
        ("提高5%-10%", "5", "10", Comparator.EXACTLY),
        ("首批410+家企业", "410", None, Comparator.MORE_THAN),
        ("175B参数", "175000000000", None, Comparator.EXACTLY),
        ("约三分之二", "0.6667", None, Comparator.ABOUT),
        ("超过百分之三十", "30", None, Comparator.MORE_THAN),
        ("1,234.5亿元", "123450000000", None, Comparator.EXACTLY),
        ("近3年", "3", None, Comparator.EXACTLY),
        ("近百家", "100", None, Comparator.ABOUT),
        ("10家国内企业", "10", None, Comparator.EXACTLY),
        ("over 3 billion euros", "3000000000", None, Comparator.MORE_THAN),
        ("nearly 40 percent", "40", None, Comparator.ABOUT),
    ],
)
def test_a_number_is_expanded_to_its_base_unit_with_its_comparator(
    text: str, value: str, value_max: str | None, comparator: Comparator
) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.value == Decimal(value)
    assert quantity.value_max == (Decimal(value_max) if value_max else None)
    assert quantity.comparator is comparator


@pytest.mark.parametrize("text", ["EFLOPS级人工智能计算中心", "支撑千亿级参数量"])
def test_a_bare_magnitude_has_no_value(text: str) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.value is None
    assert quantity.comparator is Comparator.ORDER_OF_MAGNITUDE


def test_percentage_points_are_not_a_hundred() -> None:
    assert [q.value for q in find_quantities("1.5个百分点")] == [Decimal("1.5")]


def test_three_votes_are_three_numbers() -> None:
    found = find_quantities("以499票赞成、28票反对和93票弃权的结果")
    assert [q.value for q in found] == [499, 28, 93]


def test_the_span_of_a_quantity_is_where_it_stands() -> None:
    text = "预计2.7万亿元"
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.end] == "2.7万亿"
    assert quantity.after == "元"
