"""Every rule finds what its examples say, and nothing in its counter-examples."""

import pytest

from loaders.extract.rules import Example, Rule, load_rules

RULES = load_rules()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in RULES for n, example in enumerate(rule.examples)
]
COUNTER = [
    pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in RULES for n, text in enumerate(rule.counter_examples)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_finds_what_its_example_says(rule: Rule, example: Example) -> None:
    matches = list(rule.matches(example.text))
    assert [example.text[match.start : match.end] for match in matches] == list(example.find)
    groups = {name: example.text[start:end] for name, (start, end) in matches[0].groups.items()}
    assert {name: groups.get(name) for name in example.groups} == example.groups


@pytest.mark.parametrize(("rule", "text"), COUNTER)
def test_a_rule_leaves_its_counter_example_alone(rule: Rule, text: str) -> None:
    assert [text[match.start : match.end] for match in rule.matches(text)] == []
