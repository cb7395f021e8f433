"""Every rule of units, and of numbers that count or do not, reads what its examples say and leaves its counter-examples."""

import pytest

from loaders.claims.values import COMPARATOR_WORDS
from loaders.extract.annotations import Annotation
from loaders.text.rules import Example, Grammar, Rule, read_grammar
from tests.loaders.extract.conftest import Reader

UNITS = read_grammar("units", "units-before", "units-figures", "units-words")
COUNTING = read_grammar("asides", "bare-numbers", "idioms")
WORDS = {comparator.value: words for words, comparator in COMPARATOR_WORDS.items()}


def _examples(*grammars: Grammar) -> list[object]:
    rules = [rule for grammar in grammars for rule in grammar.rules]
    return [pytest.param(e, id=f"{rule.id}-{n}") for rule in rules for n, e in enumerate(rule.examples)]


def _counter_examples(grammar: Grammar) -> list[object]:
    return [
        pytest.param(rule, text, id=f"{rule.id}-{n}")
        for rule in grammar.rules
        for n, text in enumerate(rule.counter_examples)
    ]


def _meaning(quantity: Annotation) -> str:
    """Return what a quantity means as a curator would write it: at least 5 to 10 year."""
    comparator, unit = WORDS[quantity.value("comparator") or ""], quantity.value("unit")
    number = " to ".join(end for end in (quantity.value("value"), quantity.value("max")) if end)
    return " ".join(words for words in (comparator if comparator != "exactly" else "", number, unit) if words)


@pytest.mark.parametrize("example", _examples(UNITS, COUNTING))
def test_a_quantity_is_what_the_example_says(reading: Reader, example: Example) -> None:
    found = reading(example.text).annotated.of("quantity")
    assert [(example.text[q.start : q.end], _meaning(q)) for q in found] == list(
        zip(example.find, example.values, strict=True)
    )


@pytest.mark.parametrize(("rule", "text"), _counter_examples(UNITS))
def test_a_unit_is_not_read_from_its_counter_example(reading: Reader, rule: Rule, text: str) -> None:
    units = {quantity.value("unit") for quantity in reading(text).annotated.of("quantity")} - {None}
    assert not units if "unit" not in rule.values else rule.values["unit"] not in units


@pytest.mark.parametrize(("rule", "text"), _counter_examples(COUNTING))
def test_a_rule_of_what_counts_leaves_its_counter_example_alone(reading: Reader, rule: Rule, text: str) -> None:
    counted = bool(reading(text).annotated.of("quantity"))
    assert counted is (rule.values.get("counts") != "yes")
