"""Every claim rule makes of its examples what it says, and nothing of its counter-examples."""

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from loaders.claims.wording import word
from loaders.extract.extraction import Extraction, extract
from loaders.extract.rules import ClaimExample, ClaimRule, load_claim_rules
from loaders.text.articles import Article, Metadata
from loaders.text.authority import Authority, read_authority
from loaders.text.passages import find_passages
from ontology.schema import load_schema

RULES = load_claim_rules().values()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in RULES for n, example in enumerate(rule.examples)
]
COUNTER = [
    pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in RULES for n, text in enumerate(rule.counter_examples)
]


@cache
def _authority() -> Authority:
    return read_authority()


def _extract(text: str) -> Extraction:
    digest = hashlib.sha256(text.encode()).hexdigest()
    metadata = Metadata(title="例", sha256=digest, published=date(2023, 6, 27))
    article = Article("example", Path("example.txt"), text, digest, metadata)
    return extract(article, find_passages(text), _authority(), load_schema())


def _made(rule: ClaimRule, text: str) -> list[str]:
    found = _extract(text)
    return [word(u.claim, found.authority, load_schema()).zh for u in found.utterances if u.method == rule.id]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_claim_rule_makes_what_its_example_says(rule: ClaimRule, example: ClaimExample) -> None:
    published = f"2023-06-27\n{example.text}"
    assert sorted(_made(rule, published)) == sorted(example.claims)


@pytest.mark.parametrize(("rule", "text"), COUNTER)
def test_a_claim_rule_leaves_its_counter_example_alone(rule: ClaimRule, text: str) -> None:
    assert _made(rule, f"2023-06-27\n{text}") == []


def test_every_claim_rule_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "extraction.md").read_text(encoding="utf-8")
    assert [rule.id for rule in RULES if f"`{rule.id}`" not in page] == []
