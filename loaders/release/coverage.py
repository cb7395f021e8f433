"""Coverage: what of an article is claimed and what is not, sentence by sentence.

Shares are counted over the article's content: everything but page furniture and the connectives that a curator
marked. A character, number, 《title》 or known entity counts as claimed where the quote of a claim covers it; a list
item only where a claim on that quote names that item.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.claims.corpus import AnnotatedArticle
from loaders.claims.model import Claim, Observation, Opinion, RelationClaim, Span, Text, Utterance
from loaders.text.articles import Article
from loaders.text.authority import Authority
from loaders.text.mentions import names
from loaders.text.passages import Passage
from loaders.text.quantities import find_quantities

__all__ = ["Coverage", "SentenceCoverage", "Share", "measure"]

_TITLE = re.compile(r"《[^《》]+》")
_LIST = re.compile(r"[^。！？!?;；,，:：\s]+(?:、[^。！？!?;；,，:：、\s]+)+")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a document's things are claimed."""

    claimed: int
    total: int

    @property
    def ratio(self) -> float:
        """Return the share as a number from 0 to 1; nothing to claim counts as all claimed."""
        return self.claimed / self.total if self.total else 1.0


@dataclass(frozen=True)
class SentenceCoverage:
    """One content sentence: the utterances on it, and the parts of it that no quote covers."""

    sentence: Passage
    utterances: tuple[Utterance, ...]
    uncovered: tuple[Span, ...]


@dataclass(frozen=True)
class Coverage:
    """The coverage of one article; `missing` lists what is not claimed, by kind."""

    sentences: tuple[SentenceCoverage, ...]
    shares: dict[str, Share]
    missing: dict[str, tuple[str, ...]]


def measure(annotated: AnnotatedArticle) -> Coverage:
    """Return the coverage of an article by its claims."""
    text = annotated.article.text
    content = [s for s in annotated.passages.sentences if not _set_aside(annotated.article, s)]
    claimed = _claimed_characters(len(text), annotated.utterances)
    sentences = tuple(
        SentenceCoverage(s, tuple(_on(annotated.utterances, s)), tuple(_gaps(text, s, claimed))) for s in content
    )
    in_content = [False] * len(text)
    for sentence in content:
        in_content[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
    things: dict[str, list[tuple[Span, bool]]] = {
        "sentences": [(Span(s.sentence.start, s.sentence.end), bool(s.utterances)) for s in sentences],
        "numbers": _things(((q.start, q.end) for q in find_quantities(text) if _is_figure(text, q.start)), claimed),
        "titles": _things((m.span() for m in _TITLE.finditer(text)), claimed),
        "entities": _things(((m.start, m.end) for m in annotated.mentions), claimed),
        "list items": [(item, _names_item(annotated, item)) for item in _list_items(text)],
    }
    kept = {kind: [t for t in found if in_content[t[0].start]] for kind, found in things.items()}
    characters = [i for i, inside in enumerate(in_content) if inside and text[i].isalnum()]
    shares = {"characters": Share(sum(claimed[i] for i in characters), len(characters))}
    shares |= {kind: Share(sum(ok for _, ok in found), len(found)) for kind, found in kept.items()}
    missing = {kind: tuple(text[span.start : span.end] for span, ok in found if not ok) for kind, found in kept.items()}
    return Coverage(sentences, shares, missing)


def _set_aside(article: Article, sentence: Passage) -> bool:
    words = article.text[sentence.start : sentence.end]
    return article.is_furniture(words) or any(words in line for line in article.metadata.connectives)


def _claimed_characters(length: int, utterances: Iterable[Utterance]) -> list[bool]:
    claimed = [False] * length
    for utterance in utterances:
        for span in utterance.spans:
            claimed[span.start : span.end] = [True] * (span.end - span.start)
    return claimed


def _on(utterances: Iterable[Utterance], passage: Passage) -> Iterator[Utterance]:
    for utterance in utterances:
        if passage.covers(utterance.spans[0].start, utterance.spans[0].end):
            yield utterance


def _gaps(text: str, sentence: Passage, claimed: list[bool]) -> Iterator[Span]:
    start: int | None = None
    for i in range(sentence.start, sentence.end + 1):
        open_here = i < sentence.end and not claimed[i]
        if open_here and start is None:
            start = i
        elif not open_here and start is not None:
            if any(character.isalnum() for character in text[start:i]):
                yield Span(start, i)
            start = None


def _things(spans: Iterable[tuple[int, int]], claimed: list[bool]) -> list[tuple[Span, bool]]:
    return [(Span(start, end), all(claimed[start:end])) for start, end in spans]


def _is_figure(text: str, start: int) -> bool:
    """Say whether a number is written in figures; 一 and 三 are words of the language more often than numbers."""
    return text[start].isascii() and text[start].isdigit()


def _list_items(text: str) -> Iterator[Span]:
    for match in _LIST.finditer(text):
        start = match.start()
        for item in match[0].split("、"):
            yield Span(start, start + len(item))
            start += len(item) + 1


def _names_item(annotated: AnnotatedArticle, item: Span) -> bool:
    words = annotated.article.text[item.start : item.end]
    return any(
        any(span.start <= item.start and item.end <= span.end for span in utterance.spans)
        and _says(utterance.claim, words, annotated.authority)
        for utterance in annotated.utterances
    )


def _says(claim: Claim, words: str, authority: Authority) -> bool:
    if any(words in said or said in words for said in _verbatim(claim)):
        return True
    forms = (form for iri in _entities(claim) if iri in authority for form in authority[iri].forms)
    return any(names(form, words) or (len(words) > 1 and words in form) for form in forms)


def _verbatim(claim: Claim) -> Iterator[str]:
    if isinstance(claim.body, Opinion):
        yield claim.body.utterance.value
    if isinstance(claim.body, RelationClaim) and isinstance(claim.body.object, Text):
        yield claim.body.object.value
    if claim.qualifiers.condition:
        yield claim.qualifiers.condition


def _entities(claim: Claim) -> Iterator[str]:
    for name in claim.body.__slots__:
        value = getattr(claim.body, name)
        yield from (item for item in (value if isinstance(value, tuple) else (value,)) if isinstance(item, str))
    yield from claim.qualifiers.sector
    if isinstance(claim.body, Observation):
        yield claim.body.metric
