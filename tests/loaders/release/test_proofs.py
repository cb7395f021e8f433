"""Each proof, broken once: a release that does not hold is not published (MODEL §5)."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.claims.corpus import Corpus
from loaders.release.build import build, build_graphs, verify
from loaders.release.materialise import merged
from loaders.release.proofs import ProofFailed, prove_direct_triples, prove_merge, prove_quotes
from loaders.release.workspace import Workspace
from ontology.manifest import CurrentPointer
from ontology.namespaces import ID, PG
from tests.loaders.conftest import TEXT

CLAIMS = """
entities:
  measure:list: {type: Measure, zh: 领域清单, en: List of fields, text: 领域包括}
passages:
  - quote: 2018年4月,欧盟发布《欧洲人工智能战略》
    claims:
      - relation: policy:strategy issuedBy place:eu
      - relation: policy:strategy issued 2018-04
  - quote: 华为推出昇腾
    occurrence: all
    claims: [{relation: technology:ascend developedBy actor:huawei}]
  - quote: 最高补贴200万元
    claims: [{metric: metric:cap, about: place:china, value: at most 2000000 cny, inferred: {place:china: 占中国}}]
  - quote: 领域包括教育、医疗
    status: recommendation
    claims: [{relation: measure:list sector, objects: [sector:education, sector:healthcare]}]
"""

Triples = frozenset[ox.Triple]


@pytest.fixture
def corpus(small_corpus: Callable[[str], Corpus]) -> Corpus:
    return small_corpus(CLAIMS)


@pytest.fixture
def default(corpus: Corpus) -> Triples:
    graphs = build_graphs(corpus)
    return merged(triples for iri, triples in graphs.items() if not iri.endswith(("provenance", "/auto")))


def _node(path: str) -> ox.NamedNode:
    return ox.NamedNode(ID + path)


def _pg(name: str) -> ox.NamedNode:
    return ox.NamedNode(PG + name)


def _one(triples: Triples, predicate: str) -> ox.Triple:
    return sorted((t for t in triples if t.predicate == _pg(predicate)), key=str)[0]


def test_a_sound_corpus_proves(corpus: Corpus, default: Triples) -> None:
    texts = {"small": TEXT}
    assert list(prove_quotes(default, texts)) == []
    assert list(prove_direct_triples(default, corpus.schema)) == []


def test_a_claim_without_evidence_is_found(default: Triples) -> None:
    link = _one(default, "evidence")
    claims = {t for t in default if t.subject == link.subject and t.predicate == _pg("evidence")}
    assert any("has no evidence" in failure for failure in prove_quotes(default - claims, {"small": TEXT}))


def test_a_quote_that_does_not_stand_at_its_offsets_is_found(default: Triples) -> None:
    (failure, *_) = prove_quotes(default, {"small": "二" + TEXT})
    assert "the text has" in failure


def test_a_quote_of_a_document_that_is_not_there_is_found(default: Triples) -> None:
    (failure, *_) = prove_quotes(default, {})
    assert "no document of this release" in failure


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("technology/ascend", "developedBy", _node("actor/nvidia")),
        ("measure/list", "sector", _node("sector/education")),
        ("policy/plan", "issuedFrom", ox.Literal("2018-12-01")),
    ],
    ids=["no claim at all", "only recommended", "a date nobody stated"],
)
def test_a_direct_triple_without_its_permitted_claim_is_found(
    corpus: Corpus, default: Triples, subject: str, predicate: str, value: ox.NamedNode | ox.Literal
) -> None:
    forged = ox.Triple(_node(subject), _pg(predicate), value)
    (failure,) = prove_direct_triples(default | {forged}, corpus.schema)
    assert "has no permitted claim" in failure


def test_a_permitted_claim_without_its_direct_triple_is_found(corpus: Corpus, default: Triples) -> None:
    direct = ox.Triple(_node("technology/ascend"), _pg("developedBy"), _node("actor/huawei"))
    assert direct in default
    (failure,) = prove_direct_triples(default - {direct}, corpus.schema)
    assert "did not become one" in failure


def test_a_default_graph_that_is_not_the_merge_is_found(default: Triples) -> None:
    extra = ox.Triple(_node("actor/huawei"), _pg("competesWith"), _node("actor/nvidia"))
    assert any("no named graph" in f for f in prove_merge(default | {extra}, {"g": default}))
    assert any("is missing" in f for f in prove_merge(default, {"g": default | {extra}}))


def test_what_is_recommended_is_no_direct_triple_but_its_claim_is_there(default: Triples) -> None:
    assert not [t for t in default if t.subject == _node("measure/list") and t.predicate == _pg("sector")]
    claimed = [t for t in default if t.predicate.value.endswith("#object") and t.object == _node("sector/education")]
    assert len(claimed) == 1


def test_a_claim_made_twice_is_one_claim_with_two_evidences(default: Triples) -> None:
    subject = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject")
    (claim,) = {
        t.subject for t in default
        if t.predicate == subject and t.object == _node("technology/ascend") and "/claim/" in str(t.subject)
    }  # fmt: skip
    assert len([t for t in default if t.subject == claim and t.predicate == _pg("evidence")]) == 2


def test_two_builds_give_the_same_release_in_two_places(corpus: Corpus, tmp_path: Path) -> None:
    first = build(corpus, Workspace(tmp_path / "one"))
    second = build(corpus, Workspace(tmp_path / "two"))
    assert first.manifest.release == second.manifest.release
    assert _sorted_quads(first.folder) == _sorted_quads(second.folder)


def _sorted_quads(folder: Path) -> list[str]:
    store = ox.Store.read_only(str(folder / "store"))
    return sorted(str(quad) for quad in store.quads_for_pattern(None, None, None, None))


def test_a_published_release_verifies_and_a_tampered_one_does_not(corpus: Corpus, tmp_path: Path) -> None:
    built = build(corpus, Workspace(tmp_path))
    assert verify(built.folder).release == built.manifest.release
    text = built.folder / "documents" / "small.txt"
    text.write_text(TEXT.replace("200万", "300万"), encoding="utf-8")
    with pytest.raises(ProofFailed, match="is not the text that was published") as caught:
        verify(built.folder)
    assert any("the text has “最高补贴300万元”" in failure for failure in caught.value.failures)


def test_a_changed_store_no_longer_has_its_name(corpus: Corpus, tmp_path: Path) -> None:
    built = build(corpus, Workspace(tmp_path))
    store = ox.Store(str(built.folder / "store"))
    store.add(ox.Quad(_node("actor/huawei"), _pg("note"), ox.Literal("x", language="en"), _node("document/small")))
    store.flush()
    del store
    with pytest.raises(ProofFailed, match="hashes"):
        verify(built.folder)


def test_an_interrupted_build_leaves_the_last_release_serving(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    built = build(corpus, workspace)

    def interrupted(step: str) -> None:
        if step == "publishing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(corpus, workspace, interrupted)
    assert CurrentPointer(tmp_path).read() == built.manifest.release
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [built.manifest.release]
    verify(built.folder)


def test_leftovers_of_a_killed_build_are_swept_by_the_next(corpus: Corpus, tmp_path: Path) -> None:
    leftover = tmp_path / "releases" / ".building-999999999"
    leftover.mkdir(parents=True)
    (leftover / "half").write_text("x")
    build(corpus, Workspace(tmp_path))
    assert not leftover.exists()


def test_building_the_same_again_publishes_nothing_new(corpus: Corpus, tmp_path: Path) -> None:
    assert build(corpus, Workspace(tmp_path)).new
    assert not build(corpus, Workspace(tmp_path)).new


def test_a_release_published_again_gains_the_derived_parts_that_it_lacked(corpus: Corpus, tmp_path: Path) -> None:
    built = build(corpus, Workspace(tmp_path))
    index, everything = built.folder / "search.sqlite", built.folder / "store-all"
    index.unlink()
    shutil.rmtree(everything)
    before = (built.folder / "manifest.json").read_bytes()
    with pytest.raises(ProofFailed) as failed:
        verify(built.folder)
    assert [line.partition(" is missing")[0] for line in failed.value.failures] == [
        "parts: search.sqlite", "parts: store-all",
    ]  # fmt: skip
    assert not build(corpus, Workspace(tmp_path)).new
    assert index.is_file()
    assert everything.is_dir()
    verify(built.folder)
    assert (built.folder / "manifest.json").read_bytes() == before


def test_a_document_without_unreviewed_claims_has_no_graph_of_them(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert any(iri.endswith("/auto") for iri in build_graphs(corpus))
    monkeypatch.setattr("loaders.release.build.auto_triples", lambda *_: frozenset())
    assert not any(iri.endswith("/auto") for iri in build_graphs(corpus))
