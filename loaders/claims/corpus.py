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

__all__ = ["AnnotatedArticle", "Corpus", "annotate", "read_corpus"]


@dataclass(frozen=True)
class AnnotatedArticle:
    """One article with everything that is known of it; `authority` holds its own entities and local names too."""

    article: Article
    passages: Passages
    mentions: tuple[Mention, ...]
    curation: Curation
    utterances: tuple[Utterance, ...]
    authority: Authority


@dataclass(frozen=True)
class Corpus:
    """All articles, the authority they share, and the schema they follow."""

    articles: tuple[AnnotatedArticle, ...]
    authority: Authority
    schema: Schema


def read_corpus(seeds: Path, authority_folder: Path = AUTHORITY) -> Corpus:
    """Return the corpus of a folder of articles.

    Raises Refused with every problem of every article: bad files, missing quotes, claims that the gate stops.
    """
    schema, authority = load_schema(), read_authority(authority_folder)
    articles: list[AnnotatedArticle] = []
    problems: list[Problem] = []
    for article in read_articles(seeds):
        try:
            articles.append(annotate(article, authority, schema))
        except Refused as error:
            problems.extend(error.problems)
    if problems:
        raise Refused(problems)
    return Corpus(tuple(articles), authority, schema)


def annotate(article: Article, authority: Authority, schema: Schema) -> AnnotatedArticle:
    """Return one article with passages, mentions and checked claims; raises Refused with all its problems."""
    passages = find_passages(article.text)
    curation = read_curation(article, passages, authority, schema)
    own = authority.extended(curation.entities).with_forms(curation.aliases)
    gate = Gate(article, passages, own, schema)
    utterances: list[Utterance] = []
    problems: list[Problem] = []
    for utterance in curation.utterances:
        completed, found = gate.check(utterance)
        utterances.append(completed)
        problems += found
    if problems:
        raise Refused(problems)
    mentions = find_mentions(article.text, own.entities.values())
    return AnnotatedArticle(article, passages, mentions, curation, tuple(utterances), own)
