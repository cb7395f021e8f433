"""Each SHACL shape, broken once: exactly that shape fires (MODEL §5.3)."""

from collections.abc import Callable, Iterable

import pyoxigraph as ox
import pytest
import rdflib

from loaders.claims.corpus import Corpus
from loaders.release.build import build_graphs
from loaders.release.materialise import merged
from loaders.release.shapes import SHAPES, violations
from ontology.namespaces import PG, PREFIXES

Triples = frozenset[ox.Triple]
RDF, RDFS, XSD, OA, SKOS = (PREFIXES[name] for name in ("rdf", "rdfs", "xsd", "oa", "skos"))

CLAIMS = """
entities:
  phase:top: {type: Phase, zh: 顶峰, en: peak, text: 领域}
  measure:list: {type: Measure, zh: 领域清单, en: List of fields, text: 领域包括}
passages:
  - quote: 2018年4月,欧盟发布《欧洲人工智能战略》
    claims:
      - {relation: policy:strategy issuedBy place:eu, condition: 欧盟, sector: [], place: place:eu, time: 2018-04}
      - relation: policy:strategy issued 2018-04
      - {opinion: 欧盟发布, speaker: place:eu}
      - {metric: metric:cap, about: place:eu, value: 2018 to 2019 cny}
  - quote: 甲框架和乙框架合计占85%左右
    claims:
      - {metric: metric:share, about: [technology:a, technology:b], value: about 85 percent}
      - {comparison: metric:share, left: technology:a, is: more than, right: technology:b}
      - {maturity: technology:a, phase: phase:top}
  - quote: 参数为千亿级参数
    claims: [{metric: metric:cap, about: technology:a, value: magnitude parameter, inferred: {technology:a: 甲框架}}]
"""


def _graph(small_corpus: Callable[[str], Corpus]) -> Triples:
    claims = CLAIMS.replace("      - {metric: metric:cap, about: place:eu, value: 2018 to 2019 cny}\n", "")
    graphs = build_graphs(small_corpus(claims))
    triples = merged(t for iri, t in graphs.items() if not iri.endswith("provenance"))
    editorial = "https://w3id.org/policygraph/id/editorial/one"
    fact: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF + "type", _iri(PG + "EditorialFact")), (PG + "origin", _iri(PG + "Editorial")),
        (RDFS + "label", ox.Literal("一", language="zh")), (RDFS + "label", ox.Literal("one", language="en")),
    ]  # fmt: skip
    policy = _iri("https://w3id.org/policygraph/id/policy/plan")
    dates = [
        ox.Triple(policy, _iri(f"{PG}{name}{end}"), ox.Literal(f"20{18 + i}-01-01", datatype=_iri(XSD + "date")))
        for name in ("deadline", "occurred")
        for i, end in enumerate(("From", "To"))
    ]
    return triples | {ox.Triple(_iri(editorial), _iri(p), o) for p, o in fact} | frozenset(dates)


@pytest.fixture
def sound(small_corpus: Callable[[str], Corpus]) -> Triples:
    return _graph(small_corpus)


def _iri(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _instance(triples: Triples, cls: str) -> ox.NamedNode:
    wanted = (t.subject for t in triples if t.predicate.value == RDF + "type" and t.object == _iri(PG + cls))
    return sorted((s for s in wanted if isinstance(s, ox.NamedNode)), key=str)[0]


def _without(triples: Triples, cls: str, predicate: str) -> Triples:
    node = _instance(triples, cls)
    gone = {t for t in triples if t.subject == node and t.predicate.value == predicate}
    assert gone, (cls, predicate)
    return triples - gone


def _with(triples: Triples, cls: str, predicate: str, value: ox.NamedNode | ox.Literal) -> Triples:
    return triples | {ox.Triple(_instance(triples, cls), _iri(predicate), value)}


def _subject_of(triples: Triples, predicate: str) -> ox.NamedNode:
    found = sorted((t.subject for t in triples if t.predicate.value == predicate), key=str)
    assert isinstance(found[0], ox.NamedNode)
    return found[0]


def _earlier(triples: Triples, first: str, last: str) -> Triples:
    node = _subject_of(triples, last)
    kept = {t for t in triples if not (t.subject == node and t.predicate.value == last)}
    return frozenset(kept | {ox.Triple(node, _iri(last), ox.Literal("1990-01-01", datatype=_iri(XSD + "date")))})


def _fired(triples: Iterable[ox.Triple]) -> set[str]:
    return {violation.shape for violation in violations(triples)}


MUTATIONS: dict[str, Callable[[Triples], Triples]] = {
    "ClaimShape": lambda g: _without(g, "Claim", PG + "polarity"),
    "LabelShape": lambda g: _with(g, "Opinion", RDFS + "label", ox.Literal("又一", language="zh")),
    "RelationClaimShape": lambda g: _without(g, "RelationClaim", RDF + "object"),
    "ObservationShape": lambda g: _without(g, "Observation", PG + "metric"),
    "ValueShape": lambda g: frozenset(t for t in g if t.predicate.value != PG + "value"),
    "RangeShape": lambda g: g | {
        ox.Triple(_subject_of(g, PG + "value"), _iri(PG + "valueMax"), ox.Literal("1", datatype=_iri(XSD + "decimal")))
    },
    "OpinionShape": lambda g: _without(g, "Opinion", PG + "utterance"),
    "MaturityAssessmentShape": lambda g: _without(g, "MaturityAssessment", PG + "phase"),
    "ComparisonShape": lambda g: _without(g, "Comparison", PG + "rightSide"),
    "EvidenceShape": lambda g: _without(g, "Evidence", PG + "method"),
    "MentionShape": lambda g: _without(g, "Mention", OA + "hasBody"),
    "SpanShape": lambda g: _without(g, "Evidence", PG + "start"),
    "SelectorShape": lambda g: frozenset(t for t in g if t.predicate.value != OA + "exact"),
    "InferenceShape": lambda g: _without(g, "Inference", PG + "argument"),
    "DocumentShape": lambda g: _without(g, "Document", PG + "sha256"),
    "EditorialFactShape": lambda g: _with(g, "EditorialFact", PG + "quote", ox.Literal("x", language="zh")),
    "IssuedShape": lambda g: _earlier(g, PG + "issuedFrom", PG + "issuedTo"),
    "DeadlineShape": lambda g: _earlier(g, PG + "deadlineFrom", PG + "deadlineTo"),
    "OccurredShape": lambda g: _earlier(g, PG + "occurredFrom", PG + "occurredTo"),
    "ValidityShape": lambda g: _earlier(g, PG + "validFrom", PG + "validTo"),
    "TermShape": lambda g: frozenset(
        t for t in g if not (t.subject == _iri(PG + "Measure") and t.predicate.value == SKOS + "definition")
    ),
}  # fmt: skip


def test_a_sound_graph_conforms(sound: Triples) -> None:
    assert violations(sound) == ()


@pytest.mark.parametrize("shape", sorted(MUTATIONS))
def test_breaking_one_thing_fires_exactly_its_shape(sound: Triples, shape: str) -> None:
    assert _fired(MUTATIONS[shape](sound)) == {shape}


def test_every_shape_has_its_mutation() -> None:
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    node_shape = rdflib.URIRef("http://www.w3.org/ns/shacl#NodeShape")
    names = {str(shape).rpartition("#")[2] for shape in shapes.subjects(rdflib.RDF.type, node_shape)}
    assert names == set(MUTATIONS)
