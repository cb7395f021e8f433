"""Agreement: the claims that rules make of an article, against the claims that its curators wrote.

A relation agrees where a curated claim has the same predicate, and the same subject and object: entities are the same
by IRI or by name, described ones (measures, targets) by the words that both quote, dates by their days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.claims.corpus import AnnotatedArticle
from loaders.claims.model import Object, RelationClaim, Span, Text, Utterance
from loaders.extract.annotate.titles import bare_title
from loaders.extract.evaluate import Score
from loaders.extract.extraction import Extraction
from loaders.text.authority import Authority
from loaders.text.dates import DateInterval
from loaders.text.mentions import find_mentions
from ontology.namespaces import ID, PG

__all__ = ["agreement", "without_own_entities"]

_SIMILAR: Mapping[str, frozenset[str]] = {
    PG + "issuedBy": frozenset({PG + "issuedBy", PG + "proposedBy", PG + "publishedBy"}),
    PG + "proposedBy": frozenset({PG + "issuedBy", PG + "proposedBy"}),
    PG + "hasMeasure": frozenset({PG + "hasMeasure", PG + "recommendsMeasure", PG + "hasPenalty", PG + "hasProvision"}),
}
_DESCRIBED = (ID + "measure/", ID + "target/", ID + "penalty/", ID + "provision/", ID + "recommendation/")
_ENTITIES = tuple(f"{ID}{kind}/" for kind in ("actor", "place", "technology", "policy", "facility", "dataset", "event"))
_HALF = 0.5


def agreement(annotated: AnnotatedArticle, found: Extraction) -> Mapping[str, Score]:
    """Return for every rule how many of its claims a curator made too, and how many curated claims it could make."""
    reader = _Reader(annotated, found)
    rules: dict[str, list[Utterance]] = {}
    for utterance in found.utterances:
        rules.setdefault(utterance.method, []).append(utterance)
    return {rule: reader.score(utterances) for rule, utterances in sorted(rules.items())}


def without_own_entities(authority: Authority, measured: str, texts: Mapping[str, str]) -> Authority:
    """Return the authority without the entities that only the measured document names."""
    named: dict[str, set[str]] = {}
    for document, text in texts.items():
        for mention in find_mentions(text, authority.entities.values()):
            named.setdefault(mention.entity, set()).add(document)
    own = {iri for iri, documents in named.items() if documents == {measured} and iri.startswith(_ENTITIES)}
    return Authority({iri: entity for iri, entity in authority.entities.items() if iri not in own}, authority.quads)


@dataclass(frozen=True)
class _Reader:
    annotated: AnnotatedArticle
    found: Extraction

    def score(self, utterances: Iterable[Utterance]) -> Score:
        made = list(utterances)
        text = self.annotated.article.text
        curated = [u for u in self.annotated.utterances if isinstance(u.claim.body, RelationClaim)]
        predicates = {u.claim.body.predicate for u in made if isinstance(u.claim.body, RelationClaim)}
        wanted = [
            u for u in curated if isinstance(u.claim.body, RelationClaim) and u.claim.body.predicate in predicates
        ]
        agreed = [u for u in made if any(self._same(u, other) for other in curated)]
        reached = [u for u in wanted if any(self._same(other, u) for other in made)]
        missed = tuple(_shown(text, u) for u in wanted if u not in reached)
        wrong = tuple(_shown(text, u) for u in made if u not in agreed)
        return Score(len(agreed), len(made), len(made) - len(wrong) + len(missed), wrong, missed)

    def _same(self, made: Utterance, other: Utterance) -> bool:
        a, b = made.claim.body, other.claim.body
        if not isinstance(a, RelationClaim) or not isinstance(b, RelationClaim):
            return False
        if b.predicate not in _SIMILAR.get(a.predicate, {a.predicate}):
            return False
        shared = any(_overlap(x, y) for x in made.spans for y in other.spans)
        return self._thing(a.subject, b.subject, shared=shared) and self._object(a.object, b.object, shared=shared)

    def _object(self, a: Object, b: Object, *, shared: bool) -> bool:
        if isinstance(a, DateInterval) and isinstance(b, DateInterval):
            return (a.first, a.last) == (b.first, b.last)
        if isinstance(a, Text) and isinstance(b, Text):
            return bare_title(a.value) == bare_title(b.value)
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


def _overlap(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared >= _HALF * min(a.end - a.start, b.end - b.start)


def _shown(text: str, utterance: Utterance) -> str:
    span = utterance.spans[0]
    return f"{span.start}: {text[span.start : span.end]}"
