"""Quads: annotated articles as RDF, one set of triples a named graph (MODEL §2 and §4).

Everything is a named node; numbers, dates and language tags are written in the form the store keeps, so that what is
hashed is what is served. Superclasses, direct triples and the default graph are added by `materialise`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from loaders.claims.corpus import AnnotatedArticle, Corpus
from loaders.claims.model import (
    CURATED,
    Claim,
    Comparison,
    Inference,
    MaturityAssessment,
    Object,
    Observation,
    Opinion,
    RelationClaim,
    Span,
    Text,
    Utterance,
    decimal_text,
)  # fmt: skip
from loaders.claims.wording import word
from loaders.extract.extraction import Extraction
from loaders.extract.rules import ClaimRule, load_claim_rules
from loaders.release.coverage import Coverage, measure
from loaders.text.authority import Authority, Entity
from loaders.text.dates import DateInterval
from loaders.text.mentions import NAMED_KINDS
from ontology import iris
from ontology.namespaces import PG, PREFIXES
from ontology.schema import ONTOLOGY_FILES, Labels, Schema
from ontology.terms import Comparator

__all__ = ["Graphs", "article_triples", "authority_triples", "auto_triples", "object_term", "ontology_triples"]

Graphs = dict[str, frozenset[ox.Triple]]
"""Named graph IRI → its triples."""

_CONTEXT = 32
_XSD, _OA, _DCT = PREFIXES["xsd"], PREFIXES["oa"], PREFIXES["dcterms"]
_TYPE, _LABEL = ox.NamedNode(PREFIXES["rdf"] + "type"), PREFIXES["rdfs"] + "label"
_STRING = ox.NamedNode(_XSD + "string")


def ontology_triples() -> frozenset[ox.Triple]:
    """Return the triples of the ontology files."""
    return frozenset(quad.triple for path in ONTOLOGY_FILES for quad in ox.parse(path=str(path)))


def authority_triples(corpus: Corpus) -> frozenset[ox.Triple]:
    """Return the triples of the authority files."""
    return frozenset(quad.triple for quad in corpus.authority.quads)


def article_triples(annotated: AnnotatedArticle, schema: Schema) -> frozenset[ox.Triple]:
    """Return the triples of one document's graph: metadata, passages, mentions, own entities and reviewed claims."""
    return frozenset(_Writer(annotated, schema).triples())


def auto_triples(annotated: AnnotatedArticle, extraction: Extraction, schema: Schema) -> frozenset[ox.Triple]:
    """Return the triples of one document's graph of unreviewed claims: claim nodes, their rules and candidates.

    A claim that the document's curator wrote too is reviewed already and not written again.
    """
    return frozenset(_Writer(annotated, schema, extraction.authority).automatic(extraction))


class _Writer:
    def __init__(self, annotated: AnnotatedArticle, schema: Schema, authority: Authority | None = None) -> None:
        self._annotated, self._schema = annotated, schema
        self._authority = authority or annotated.authority
        self._text = annotated.article.text
        self._language = annotated.article.metadata.language
        self._document = iris.document(annotated.article.id)

    def triples(self) -> Iterator[ox.Triple]:
        yield from self._metadata()
        yield from self._passages()
        for entity in self._annotated.curation.entities:
            yield from self._entity(entity)
        for iri, note in self._annotated.curation.notes.items():
            yield from _bilingual(iri, PG + "note", note)
        for mention in self._annotated.mentions:
            iri = iris.mention(self._annotated.article.id, mention.start, mention.end)
            yield _typed(iri, "Mention")
            yield from self._annotation(iri, mention.entity, Span(mention.start, mention.end))
            yield _link(iri, PG + "entity", mention.entity)
            yield _link(self._document, PG + "mentions", mention.entity)
        for named in self._annotated.named:
            if named.startswith(NAMED_KINDS):
                yield _link(self._document, PG + "mentions", named)
        for utterance in self._annotated.utterances:
            yield from self._claim(utterance.claim)
            yield from self._evidence(utterance)

    def automatic(self, extraction: Extraction) -> Iterator[ox.Triple]:
        reviewed = {utterance.claim.digest for utterance in self._annotated.utterances}
        found = [utterance for utterance in extraction.utterances if utterance.claim.digest not in reviewed]
        for utterance in found:
            yield from self._claim(utterance.claim)
            yield from self._evidence(utterance)
        for entity in extraction.candidates:
            yield from self._entity(entity, "FromSource")
        rules = load_claim_rules()
        for method in sorted({utterance.method for utterance in found}):
            yield from _rule(rules[method])

    def _metadata(self) -> Iterator[ox.Triple]:
        article, found = self._annotated.article, measure(self._annotated)
        metadata = article.metadata
        yield _typed(self._document, "Document")
        yield from _bilingual(self._document, _LABEL, Labels(metadata.title, metadata.title_en or metadata.title))
        yield _words(self._document, _DCT + "title", metadata.title, metadata.language)
        yield _link(self._document, PG + "labelSource", PG + "Editorial")
        yield _string(self._document, _DCT + "identifier", article.id)
        yield _string(self._document, _DCT + "language", metadata.language)
        yield _string(self._document, PG + "sha256", article.sha256)
        for predicate, value in (("publisher", metadata.publisher), ("creator", metadata.author),
                                 ("rights", metadata.rights)):  # fmt: skip
            if value:
                yield _words(self._document, _DCT + predicate, value, metadata.language)
        if metadata.published:
            yield _date(self._document, _DCT + "issued", metadata.published)
        for name, count in _counts(len(self._text), found).items():
            yield _integer(self._document, PG + name, count)

    def _passages(self) -> Iterator[ox.Triple]:
        passages = self._annotated.passages
        for kind, found in (("Section", passages.sections), ("Paragraph", passages.paragraphs),
                            ("Sentence", passages.sentences)):  # fmt: skip
            for passage in found:
                iri = iris.passage(self._annotated.article.id, passage.start, passage.end)
                yield _typed(iri, kind)
                yield _link(self._document, PG + "hasPassage", iri)
                yield from self._offsets(iri, Span(passage.start, passage.end))
                if self._annotated.article.is_furniture(self._text[passage.start : passage.end]):
                    yield _triple(iri, PG + "furniture", ox.Literal(True))

    def _entity(self, entity: Entity, source: str = "Editorial") -> Iterator[ox.Triple]:
        for cls in entity.types:
            yield _link(entity.iri, _TYPE.value, cls)
        yield from _bilingual(entity.iri, _LABEL, entity.labels)
        yield _link(entity.iri, PG + "labelSource", PG + source)
        for form in entity.forms - {entity.labels.zh, entity.labels.en}:
            yield _words(entity.iri, PREFIXES["skos"] + "altLabel", form, self._language)

    def _claim(self, claim: Claim) -> Iterator[ox.Triple]:
        iri, q = iris.claim(claim.digest), claim.qualifiers
        yield _typed(iri, type(claim.body).__name__)
        yield from _bilingual(iri, _LABEL, word(claim, self._authority, self._schema))
        yield from self._body(iri, claim)
        yield _link(iri, PG + "status", q.status.iri)
        yield _link(iri, PG + "polarity", q.polarity.iri)
        if q.place:
            yield _link(iri, PG + "place", q.place)
        yield from (_link(iri, PG + "sector", sector) for sector in q.sector)
        if q.condition:
            yield _words(iri, PG + "condition", q.condition, self._language)
        if q.hedge:
            yield _words(iri, PG + "hedge", q.hedge, self._language)
        if q.time:
            yield from _interval(iri, q.time, "valid")

    def _body(self, iri: str, claim: Claim) -> Iterator[ox.Triple]:
        match claim.body:
            case RelationClaim() as body:
                yield _link(iri, PREFIXES["rdf"] + "subject", body.subject)
                yield _link(iri, PREFIXES["rdf"] + "predicate", body.predicate)
                yield _triple(iri, PREFIXES["rdf"] + "object", object_term(body.object, body.predicate, self._schema))
                if isinstance(body.object, DateInterval):
                    yield from _interval(iri, body.object, "date")
            case Observation() as body:
                yield _link(iri, PG + "metric", body.metric)
                yield from (_link(iri, PG + "about", about) for about in body.about)
                yield from (_link(iri, PG + "comparedWith", other) for other in body.compared_with)
                yield from _number(iri, body.value, body.value_max, body.unit)
                yield _link(iri, PG + "comparator", body.comparator.iri)
            case Opinion() as body:
                yield _words(iri, PG + "utterance", body.utterance.value, body.utterance.language)
                yield from (_link(iri, PG + "about", about) for about in body.about)
                if body.speaker:
                    yield _link(iri, PG + "speaker", body.speaker)
            case MaturityAssessment() as body:
                yield _link(iri, PG + "technology", body.technology)
                yield _link(iri, PG + "phase", body.phase)
                if body.unit:
                    yield from _number(iri, body.years, body.years_max, body.unit)
                    yield _link(iri, PG + "comparator", Comparator.EXACTLY.iri)
            case Comparison() as body:
                yield _link(iri, PG + "metric", body.metric)
                yield _link(iri, PG + "comparator", body.comparator.iri)
                yield from (_link(iri, PG + "leftSide", side) for side in body.left)
                yield from (_link(iri, PG + "rightSide", side) for side in body.right)
                if body.compared_metric:
                    yield _link(iri, PG + "comparedMetric", body.compared_metric)

    def _evidence(self, utterance: Utterance) -> Iterator[ox.Triple]:
        digest = utterance.claim.digest
        claim, main = iris.claim(digest), ""
        for index, span in enumerate(utterance.spans):
            iri = iris.evidence(self._annotated.article.id, span.start, span.end, digest)
            yield _typed(iri, "Evidence")
            yield _link(claim, PG + "evidence", iri)
            yield from self._annotation(iri, claim, span)
            curated = utterance.method == CURATED
            yield _link(iri, PG + "method", PG + CURATED if curated else iris.rule(utterance.method))
            yield _link(iri, PG + "reviewStatus", PG + ("Reviewed" if curated else "Unreviewed"))
            if utterance.confidence is not None:
                yield _decimal(iri, PG + "confidence", utterance.confidence)
            if index == 0:
                main = iri
                yield from self._stated(iri, utterance)
            else:
                yield _link(iri, PG + "leadInOf", main)

    def _stated(self, iri: str, utterance: Utterance) -> Iterator[ox.Triple]:
        if utterance.stated_source:
            yield _link(iri, PG + "statedSource", utterance.stated_source)
        if utterance.value_as_stated:
            yield _words(iri, PG + "valueAsStated", utterance.value_as_stated, self._language)
        if utterance.time_as_stated:
            yield _words(iri, PG + "timeAsStated", utterance.time_as_stated, self._language)
        if utterance.note:
            yield from _bilingual(iri, PG + "note", utterance.note)
        for number, inference in enumerate(utterance.inferences, start=1):
            yield from self._inference(iri, f"{iri}#inferred-{number}", inference, utterance.claim)

    def _inference(self, evidence: str, iri: str, inference: Inference, claim: Claim) -> Iterator[ox.Triple]:
        argument = inference.argument
        if argument == "time":
            argument = PG + "validFrom"
        elif argument == "date" and isinstance(claim.body, RelationClaim):
            argument = claim.body.predicate
        yield _typed(iri, "Inference")
        yield _link(evidence, PG + "inference", iri)
        yield _link(iri, PG + "argument", argument)
        yield from self._offsets(iri, inference.span)
        yield self._quote(iri, inference.span)

    def _annotation(self, iri: str, body: str, span: Span) -> Iterator[ox.Triple]:
        """Yield the Web Annotation of a span (W3C oa:) and its short cuts for SPARQL."""
        target, position, exact = f"{iri}#span", f"{iri}#position", f"{iri}#exact"
        yield _link(iri, _OA + "hasBody", body)
        yield _link(iri, _OA + "hasTarget", target)
        yield from self._offsets(iri, span)
        yield self._quote(iri, span)
        yield _link(target, _TYPE.value, _OA + "SpecificResource")
        yield _link(target, _OA + "hasSource", self._document)
        yield _link(target, _OA + "hasSelector", position)
        yield _link(target, _OA + "hasSelector", exact)
        yield _link(position, _TYPE.value, _OA + "TextPositionSelector")
        yield _integer(position, _OA + "start", span.start)
        yield _integer(position, _OA + "end", span.end)
        yield _link(exact, _TYPE.value, _OA + "TextQuoteSelector")
        yield _words(exact, _OA + "exact", self._text[span.start : span.end], self._language)
        before, after = self._text[max(0, span.start - _CONTEXT) : span.start], self._text[span.end :][:_CONTEXT]
        yield _words(exact, _OA + "prefix", before, self._language)
        yield _words(exact, _OA + "suffix", after, self._language)

    def _offsets(self, iri: str, span: Span) -> Iterator[ox.Triple]:
        yield _link(iri, PG + "document", self._document)
        yield _integer(iri, PG + "start", span.start)
        yield _integer(iri, PG + "end", span.end)

    def _quote(self, iri: str, span: Span) -> ox.Triple:
        return _words(iri, PG + "quote", self._text[span.start : span.end], self._language)


def object_term(value: Object, predicate: str, schema: Schema) -> ox.NamedNode | ox.Literal:
    """Return a relation claim's object as a term: a node, words with their language, or the notation of a date."""
    if isinstance(value, Text):
        plain = schema.properties[predicate].range == _XSD + "string"
        return ox.Literal(value.value) if plain else ox.Literal(value.value, language=value.language)
    return ox.Literal(value.notation) if isinstance(value, DateInterval) else ox.NamedNode(value)


def _counts(characters: int, found: Coverage) -> dict[str, int]:
    return {
        "characters": characters,
        "sentenceCount": found.shares["sentences"].total,
        "claimedSentenceCount": found.shares["sentences"].claimed,
        "contentCharacterCount": found.shares["characters"].total,
        "claimedCharacterCount": found.shares["characters"].claimed,
    }


def _triple(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


def _link(subject: str, predicate: str, value: str) -> ox.Triple:
    return _triple(subject, predicate, ox.NamedNode(value))


def _typed(subject: str, name: str) -> ox.Triple:
    return _link(subject, _TYPE.value, PG + name)


def _words(subject: str, predicate: str, value: str, language: str) -> ox.Triple:
    return _triple(subject, predicate, ox.Literal(value, language=language))


def _bilingual(subject: str, predicate: str, labels: Labels) -> Iterable[ox.Triple]:
    return _words(subject, predicate, labels.zh, "zh"), _words(subject, predicate, labels.en, "en")


def _string(subject: str, predicate: str, value: str) -> ox.Triple:
    return _triple(subject, predicate, ox.Literal(value, datatype=_STRING))


def _integer(subject: str, predicate: str, value: int) -> ox.Triple:
    return _triple(subject, predicate, ox.Literal(str(value), datatype=ox.NamedNode(_XSD + "integer")))


def _date(subject: str, predicate: str, value: date) -> ox.Triple:
    return _triple(subject, predicate, ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "date")))


def _decimal(subject: str, predicate: str, value: Decimal) -> ox.Triple:
    return _triple(subject, predicate, ox.Literal(decimal_text(value), datatype=ox.NamedNode(_XSD + "decimal")))


def _rule(rule: ClaimRule) -> Iterator[ox.Triple]:
    """Yield a rule as a method that evidence may name."""
    iri = iris.rule(rule.id)
    yield _typed(iri, "Method")
    yield from _bilingual(iri, _LABEL, Labels(rule.label["zh"], rule.label["en"]))
    yield _string(iri, PREFIXES["skos"] + "notation", f"{rule.id}/{rule.version}")


def _number(iri: str, value: Decimal | None, high: Decimal | None, unit: str) -> Iterator[ox.Triple]:
    if value is not None:
        yield _decimal(iri, PG + "value", value)
    if high is not None:
        yield _decimal(iri, PG + "valueMax", high)
    yield _link(iri, PG + "unit", unit)


def _interval(iri: str, interval: DateInterval, name: str) -> Iterator[ox.Triple]:
    if interval.first:
        yield _date(iri, f"{PG}{name}From", interval.first)
    if interval.last:
        yield _date(iri, f"{PG}{name}To", interval.last)
    yield _link(iri, f"{PG}{name}Precision", interval.precision.iri)
