"""Agreement: the claims that rules make of an article, against the claims that its curators wrote.

A relation agrees where a curated claim has the same predicate, and the same subject and object: entities are the same
by IRI or by name, described ones (measures, targets) by the words that both quote, dates by their days, words by their
letters (a particle such as 以 before a purpose aside). A number agrees
where value, comparator and unit are the same and it is about the same things in the same words; what it measures is
compared only where both name a metric of the authority, for else each words it in its own way. An opinion agrees where
the speaker is the same and one utterance holds the other.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from loaders.claims.corpus import AnnotatedArticle
from loaders.claims.model import Object, Observation, Opinion, RelationClaim, Span, Text, Utterance
from loaders.extract.annotate.titles import bare_title
from loaders.extract.evaluate import Score
from loaders.extract.extraction import Extraction
from loaders.text.authority import Authority
from loaders.text.dates import DateInterval
from loaders.text.mentions import find_mentions
from ontology.iris import compact
from ontology.namespaces import ID, PG
from ontology.terms import Status

__all__ = ["agreement", "agreement_by_kind", "told_as_done", "without_own_entities"]

_SIMILAR: Mapping[str, frozenset[str]] = {
    PG + "issuedBy": frozenset({PG + "issuedBy", PG + "proposedBy", PG + "publishedBy"}),
    PG + "proposedBy": frozenset({PG + "issuedBy", PG + "proposedBy"}),
    PG + "hasMeasure": frozenset({PG + "hasMeasure", PG + "recommendsMeasure", PG + "hasPenalty", PG + "hasProvision"}),
}
_DESCRIBED = tuple(
    f"{ID}{kind}/" for kind in ("measure", "target", "penalty", "provision", "recommendation", "challenge", "vote")
)
_ENTITIES = tuple(f"{ID}{kind}/" for kind in ("actor", "place", "technology", "policy", "facility", "dataset", "event"))
_METRIC = ID + "metric/"
_HALF = 0.5


def agreement(annotated: AnnotatedArticle, found: Extraction) -> Mapping[str, Score]:
    """Return for every rule how many of its claims a curator made too, and how many curated claims it could make."""
    reader = _Reader(annotated, found)
    rules: dict[str, list[Utterance]] = {}
    for utterance in found.utterances:
        rules.setdefault(utterance.method, []).append(utterance)
    return {rule: reader.score(utterances) for rule, utterances in sorted(rules.items())}


def agreement_by_kind(annotated: AnnotatedArticle, found: Extraction) -> Mapping[str, Score]:
    """Return the scores of all rules together by kind of claim, also of kinds that no rule makes yet.

    A kind is the predicate of a relation as a CURIE, else the type of the claim (`Observation`, `Opinion` …).
    """
    reader = _Reader(annotated, found)
    kinds = {_kind(utterance) for utterance in (*annotated.utterances, *found.utterances)}
    scores = {kind: reader.score([u for u in found.utterances if _kind(u) == kind], {kind}) for kind in kinds}
    return {compact(kind): score for kind, score in sorted(scores.items())}


def told_as_done(annotated: AnnotatedArticle, found: Extraction) -> tuple[str, ...]:
    """Return the words of claims that are told as facts or as enacted though every curator of them says otherwise."""
    reader = _Reader(annotated, found)
    text, told = annotated.article.text, []
    for made in found.utterances:
        status = made.claim.qualifiers.status
        curated = {other.claim.qualifiers.status for other in reader.same_as(made)}
        if status in _DONE and curated and curated.isdisjoint(_DONE):
            told.append(f"{made.method} {_shown(text, made)}")
    return tuple(told)


def without_own_entities(authority: Authority, measured: str, texts: Mapping[str, str]) -> Authority:
    """Return the authority without the entities that only the measured document names."""
    named: dict[str, set[str]] = {}
    for document, text in texts.items():
        for mention in find_mentions(text, authority.entities.values()):
            named.setdefault(mention.entity, set()).add(document)
    own = {iri for iri, documents in named.items() if documents == {measured} and iri.startswith(_ENTITIES)}
    return Authority({iri: entity for iri, entity in authority.entities.items() if iri not in own}, authority.quads)


_DONE = frozenset({Status.FACT, Status.ENACTED})


@dataclass(frozen=True)
class _Reader:
    annotated: AnnotatedArticle
    found: Extraction

    def score(self, utterances: Iterable[Utterance], kinds: Set[str] = frozenset()) -> Score:
        """Return the score of some claims; recall is over the curated claims of these kinds, else of those made."""
        made = list(utterances)
        text = self.annotated.article.text
        curated = self.annotated.utterances
        kinds = kinds or {_kind(u) for u in made}
        wanted = [u for u in curated if _kind(u) in kinds]
        agreed = [u for u in made if any(self._same(u, other) for other in curated)]
        reached = [u for u in wanted if any(self._same(other, u) for other in made)]
        missed = tuple(_shown(text, u) for u in wanted if u not in reached)
        wrong = tuple(_shown(text, u) for u in made if u not in agreed)
        return Score(len(agreed), len(made), len(made) - len(wrong) + len(missed), wrong, missed)

    def same_as(self, made: Utterance) -> tuple[Utterance, ...]:
        """Return the curated claims that one agrees with."""
        return tuple(other for other in self.annotated.utterances if self._same(made, other))

    def _same(self, made: Utterance, other: Utterance) -> bool:
        a, b = made.claim.body, other.claim.body
        shared = any(_overlap(x, y) for x in made.spans for y in other.spans)
        if isinstance(a, Observation) and isinstance(b, Observation):
            return shared and self._same_number(a, b)
        if isinstance(a, Opinion) and isinstance(b, Opinion):
            return shared and self._same_opinion(a, b)
        if not isinstance(a, RelationClaim) or not isinstance(b, RelationClaim):
            return False
        if b.predicate not in _SIMILAR.get(a.predicate, {a.predicate}):
            return False
        return self._thing(a.subject, b.subject, shared=shared) and self._object(a.object, b.object, shared=shared)

    def _same_number(self, a: Observation, b: Observation) -> bool:
        metrics = [metric for metric in (a.metric, b.metric) if metric.startswith(_METRIC)]
        return (
            (a.value, a.value_max, a.comparator, a.unit) == (b.value, b.value_max, b.comparator, b.unit)
            and (len(metrics) < 2 or a.metric == b.metric)
            and len(a.about) == len(b.about)
            and all(any(self._thing(x, y, shared=True) for y in b.about) for x in a.about)
        )

    def _same_opinion(self, a: Opinion, b: Opinion) -> bool:
        if a.speaker is None or b.speaker is None:
            same = a.speaker == b.speaker
        else:
            same = self._thing(a.speaker, b.speaker, shared=False)
        return same and (a.utterance.value in b.utterance.value or b.utterance.value in a.utterance.value)

    def _object(self, a: Object, b: Object, *, shared: bool) -> bool:
        if isinstance(a, DateInterval) and isinstance(b, DateInterval):
            return (a.first, a.last) == (b.first, b.last)
        if isinstance(a, Text) and isinstance(b, Text):
            return _bare_words(a.value) == _bare_words(b.value)
        return isinstance(a, str) and isinstance(b, str) and self._thing(a, b, shared=shared)

    def _thing(self, a: str, b: str, *, shared: bool) -> bool:
        if a == b:
            return True
        if b.startswith(_DESCRIBED):
            return shared
        ours, theirs = self.found.authority.entities.get(a), self.annotated.authority.entities.get(b)
        if ours is None or theirs is None:
            return False
        return bool({bare_title(f) for f in ours.forms} & {bare_title(f) for f in theirs.forms})


def _bare_words(words: str) -> str:
    """Return words without title marks, and without the particle that may stand before a purpose (以适应…)."""
    return bare_title(words).removeprefix("以").removeprefix("为")


def _kind(utterance: Utterance) -> str:
    """Return what a claim is compared by: the predicate of a relation, else its type."""
    body = utterance.claim.body
    return body.predicate if isinstance(body, RelationClaim) else type(body).__name__


def _overlap(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared >= _HALF * min(a.end - a.start, b.end - b.start)


def _shown(text: str, utterance: Utterance) -> str:
    span = utterance.spans[0]
    return f"{span.start}: {text[span.start : span.end]}"
