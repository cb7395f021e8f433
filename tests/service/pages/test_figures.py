"""Numbers and dates in the words of either language."""

import pytest

from service.evidence import Amount, Interval, Label, Reference
from service.pages.figures import amount_words, grouped, interval_words, scaled
from service.pages.languages import Language

ONTOLOGY = "https://w3id.org/policygraph/ontology#"
UNITS = {
    "percent": Label(zh="百分比", en="percent"),
    "cny": Label(zh="人民币元", en="Chinese yuan"),
    "person": Label(zh="人", en="person"),
    "rank": Label(zh="名次", en="rank"),
    "ratio": Label(zh="比值", en="ratio"),
    "year": Label(zh="年", en="year"),
    "exaflops": Label(zh="每秒百亿亿次浮点运算", en="exaflops"),
}


def amount(value: float | None, comparator: str, unit: str, high: float | None = None) -> Amount:
    return Amount(
        value=value,
        value_max=high,
        comparator=Reference(iri=ONTOLOGY + comparator, id=f"pg:{comparator}", label=Label()),
        unit=Reference(iri=f"https://w3id.org/policygraph/id/unit/{unit}", id=f"unit:{unit}", label=UNITS[unit]),
    )


@pytest.mark.parametrize(
    ("given", "english", "chinese"),
    [
        (amount(90, "AtLeast", "percent"), "at least 90%", "至少90%"),
        (amount(100_000_000_000, "Exactly", "cny"), "CNY 100 billion", "1,000亿人民币元"),
        (amount(2_000_000, "AtMost", "cny"), "at most CNY 2 million", "至多200万人民币元"),
        (amount(196, "Exactly", "person"), "196 people", "196人"),
        (amount(1, "Exactly", "year"), "1 year", "1年"),
        (amount(5, "Exactly", "year", 10), "5–10 years", "5–10年"),
        (amount(2, "Exactly", "rank"), "rank 2", "第2名"),
        (amount(0.25, "About", "ratio"), "about 0.25", "约0.25"),
        (amount(None, "OrderOfMagnitude", "exaflops"), "on the order of exaflops", "量级为每秒百亿亿次浮点运算"),
    ],
)
def test_an_amount_is_said_with_comparator_and_unit(given: Amount, english: str, chinese: str) -> None:
    assert amount_words(given, "en") == english
    assert amount_words(given, "zh") == chinese


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        (14_197_122, "en", "14,197,122"),
        (14_197_122, "zh", "1,419.7122万"),
        (1_500_000_000, "en", "1.5 billion"),
        (1_500_000_000, "zh", "15亿"),
        (99.99, "en", "99.99"),
    ],
)
def test_a_number_is_scaled_only_where_nothing_is_lost(value: float, language: Language, words: str) -> None:
    assert scaled(value, language) == words


def test_grouping_keeps_the_decimals_there_are() -> None:
    assert [grouped(v) for v in (1234567, 2.0, 0.5, 1234.25)] == ["1,234,567", "2", "0.5", "1,234.25"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Interval(start="2018-04-01", end="2018-04-30", precision="Month"), "2018-04"),
        (Interval(start="2018-01-01", end="2018-12-31", precision="Year"), "2018"),
        (Interval(start="2023-06-14", end="2023-06-14", precision="Day"), "2023-06-14"),
        (Interval(start="2023-06-14", end="2023-06-14"), "2023-06-14"),
        (Interval(start="2024-02-01", end="2024-02-29"), "2024-02"),
        (Interval(start="2024-02-01", end="2024-02-28"), "2024-02-01 – 2024-02-28"),
        (Interval(start="2023-01-01", end="2025-12-31", precision="Period"), "2023–2025"),
        (Interval(start="2019-01-01", precision="Period"), "from 2019-01-01"),
        (Interval(end="2025-12-31", precision="Period"), "until 2025-12-31"),
    ],
)
def test_an_interval_is_said_as_precisely_as_it_is_known(given: Interval, words: str) -> None:
    assert interval_words(given, "en") == words
