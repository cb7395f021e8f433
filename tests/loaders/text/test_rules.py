"""Every rule of dates and numbers finds what its examples say, and nothing in its counter-examples."""

import pytest

from loaders.claims.model import decimal_text
from loaders.claims.values import COMPARATOR_WORDS
from loaders.text.dates import DateMention, find_dates
from loaders.text.quantities import Quantity, compared, find_quantities
from loaders.text.rules import Example, Grammar, Rule, expanded, read_grammar
from ontology.terms import Comparator

RULES = read_grammar("dates", "dates-english", "numbers", "ranges", "comparators").rules
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in RULES for n, example in enumerate(rule.examples)
]
COUNTER = [
    pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in RULES for n, text in enumerate(rule.counter_examples)
]
WORDS = {comparator: "" if words == "exactly" else f"{words} " for words, comparator in COMPARATOR_WORDS.items()}


def _finds(rule: Rule, text: str) -> list[tuple[str, str]]:
    """Return the words and the meaning of what a rule has a part in, as examples write them."""
    if rule.type == "date":
        dates = (mention for mention in find_dates(text) if mention.rule.id == rule.id)
        return [(text[mention.start : mention.end], _date(mention)) for mention in dates]
    numbers = (quantity for quantity in find_quantities(text) if _has_part(rule, text, quantity))
    return [(text[quantity.start : quantity.end], _number(text, quantity)) for quantity in numbers]


def _has_part(rule: Rule, text: str, quantity: Quantity) -> bool:
    if rule.type == "range":
        return quantity.value_max is not None
    if rule.type == "comparator":
        return compared(text, quantity) == rule.values["comparator"]
    return quantity.rule.id == rule.id


def _date(mention: DateMention) -> str:
    return mention.notation(mention.relative or mention.year or "XXXX")


def _number(text: str, quantity: Quantity) -> str:
    ends = [decimal_text(end) for end in (quantity.value, quantity.value_max) if end is not None]
    return (WORDS[compared(text, quantity)] + " to ".join(ends)).strip()


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_finds_what_its_example_says(rule: Rule, example: Example) -> None:
    assert _finds(rule, example.text) == list(zip(example.find, example.values, strict=True))


@pytest.mark.parametrize(("rule", "text"), COUNTER)
def test_a_rule_leaves_its_counter_example_alone(rule: Rule, text: str) -> None:
    assert _finds(rule, text) == []


def test_every_comparing_word_says_a_comparator() -> None:
    assert {rule.values["comparator"] for rule in RULES if rule.type == "comparator"} <= set(Comparator)


def test_an_unknown_macro_is_named() -> None:
    with pytest.raises(ValueError, match=r"unknown macro \{NOBODY\}"):
        expanded("a{NOBODY}", {"MONTH": "b"})


def _rule(name: str, pattern: str) -> Rule:
    label = {"zh": "例", "en": "an example"}
    examples = (Example(text="", find=()),)
    return Rule(id=f"rule-{name}", type="test", label=label, pattern=pattern, examples=examples, counter_examples=("",))


def test_at_each_place_the_first_rule_that_fits_is_taken() -> None:
    grammar = Grammar((_rule("long", "ab"), _rule("short", "(?P<letter>[abc])")))
    found = [(f.rule.id, f.start, f.end, dict(f.groups)) for f in grammar.find("cabb")]
    assert found == [
        ("rule-short", 0, 1, {"letter": "c"}),
        ("rule-long", 1, 3, {}),
        ("rule-short", 3, 4, {"letter": "b"}),
    ]


def test_branches_name_their_groups_alike_and_repeat_their_own() -> None:
    grammar = Grammar((_rule("pair", "(?P<x>a)-(?P=x)|(?P<x>b)[+](?P=x)"),))
    assert [found.groups["x"] for found in grammar.find("a-a b+b a-b b+a")] == ["a", "b"]


def test_the_best_rule_is_the_first_of_the_grammar_wherever_it_fits() -> None:
    grammar = Grammar((_rule("first", "b"), _rule("second", "a")), begins="[ab]")
    best = grammar.best("ab")
    assert best is not None
    assert best.id == "rule-first"
    assert grammar.best("c") is None
    assert (grammar.fits("xa"), grammar.fits("x")) == (True, False)
