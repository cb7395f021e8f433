"""The claims of rules against those of the curators of the seed articles."""

from functools import cache
from pathlib import Path

from loaders.claims.corpus import AnnotatedArticle, read_corpus
from loaders.extract.agreement import agreement, told_as_done
from loaders.extract.extraction import Extraction, extract

SEEDS = Path(__file__).parents[3] / "seeds"
LEAST = 0.9
FEW = 5


@cache
def _extracted() -> tuple[tuple[AnnotatedArticle, Extraction], ...]:
    corpus = read_corpus(SEEDS)
    return tuple((a, extract(a.article, a.passages, corpus.authority, corpus.schema)) for a in corpus.articles)


def test_nothing_planned_proposed_or_recommended_is_told_as_done() -> None:
    assert [told_as_done(annotated, found) for annotated, found in _extracted()] == [(), ()]


def test_nine_in_ten_claims_of_every_rule_are_ones_that_a_curator_made_too() -> None:
    right: dict[str, int] = {}
    made: dict[str, int] = {}
    for annotated, found in _extracted():
        for rule, score in agreement(annotated, found).items():
            right[rule] = right.get(rule, 0) + score.right
            made[rule] = made.get(rule, 0) + score.found
    assert [rule for rule in made if made[rule] >= FEW and right[rule] < LEAST * made[rule]] == []


def test_every_quote_of_the_seed_articles_passes_the_gate() -> None:
    assert [found.refused for _, found in _extracted()] == [(), ()]
