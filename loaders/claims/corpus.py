"""The corpus: every article with its passages, mentions and the claims that passed the gate."""

from dataclasses import dataclass
from pathlib import Path

from loaders.claims.curation import Curation, read_curation
from loaders.claims.gate import Gate
from loaders.claims.model import Utterance
from loaders.errors import Problem, Refused
from loaders.text.articles import Article, read_articles
from loaders.text.authority import Authority, read_authority
from loaders.text.mentions import Mention, find_mentions
from loaders.text.passages import Passages, find_passages
from ontology.schema import AUTHORITY, Schema, load_schema

__all__ = ["AnnotatedArticle", "Corpus", "annotate", "read_corpus", "survey_corpus"]


@dataclass(frozen=True)
class AnnotatedArticle:
    """One article with everything that is known of it.

    `authority` holds the article's own entities and local names too; `named` are the entities that the quotes of its
    claims name, also where a longer name around theirs takes the mention (上海 in 上海市发改委).
    """

    article: Article
    passages: Passages
    mentions: tuple[Mention, ...]
    curation: Curation
    utterances: tuple[Utterance, ...]
    authority: Authority
    named: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Corpus:
    """All articles, the authority they share, and the schema they follow."""

    articles: tuple[AnnotatedArticle, ...]
    authority: Authority
    schema: Schema


def read_corpus(seeds: Path, authority_folder: Path = AUTHORITY, documents: Path | None = None) -> Corpus:
    """Return the corpus of a folder of articles, with those that a workspace added in `documents`.

    Raises Refused with every problem of every article: bad files, missing quotes, claims that the gate stops.
    """
    corpus, problems = survey_corpus(seeds, authority_folder, documents)
    if problems:
        raise Refused(problems)
    return corpus


def survey_corpus(
    seeds: Path, authority_folder: Path = AUTHORITY, documents: Path | None = None
) -> tuple[Corpus, tuple[Problem, ...]]:
    """Return the corpus of what is sound so far, and every problem: for a curator at work, never for a release.

    Raises Refused where an article or the authority itself cannot be read.
    """
    schema, authority = load_schema(), read_authority(authority_folder)
    articles = read_articles(seeds)
    if documents is not None and any(documents.glob("*.txt")):
        articles = (*articles, *read_articles(documents))
    surveyed = [annotate(article, authority, schema) for article in articles]
    problems = tuple(problem for _, found in surveyed for problem in found)
    return Corpus(tuple(annotated for annotated, _ in surveyed), authority, schema), problems


def annotate(article: Article, authority: Authority, schema: Schema) -> tuple[AnnotatedArticle, tuple[Problem, ...]]:
    """Return one article with passages, mentions and the claims that passed the gate, and every problem found."""
    passages = find_passages(article.text)
    curation, found = read_curation(article, passages, authority, schema)
    own = authority.extended(curation.entities).with_forms(curation.aliases)
    gate = Gate(article, passages, own, schema)
    checked = [gate.check(utterance) for utterance in curation.utterances]
    problems = (*found, *(problem for _, stopped in checked for problem in stopped))
    passed = tuple(utterance for utterance, stopped in checked if not stopped)
    mentions = find_mentions(article.text, own.entities.values())
    named = frozenset(iri for utterance in passed for iri in gate.named(utterance))
    return AnnotatedArticle(article, passages, mentions, curation, passed, own, named), problems
