"""Building a release: corpus → graphs → proofs → an immutable folder named by its content hash."""

import hashlib
import platform
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from loaders.claims.corpus import Corpus
from loaders.extract.extraction import extract
from loaders.release.counts import counts_of, write_counts
from loaders.release.layout import add_layout
from loaders.release.materialise import direct_triples, introduced_statuses, merged, with_supers
from loaders.release.proofs import ProofFailed, graph_digest, prove, prove_merge, prove_unreviewed
from loaders.release.quads import article_triples, authority_triples, auto_triples, ontology_triples
from loaders.release.search_index import write_index
from loaders.release.searchables import facet_labels, searchables
from loaders.release.workspace import Workspace
from ontology import iris
from ontology.manifest import FORMAT, STORE, STORE_ALL, Document, Graph, Manifest, release_id
from ontology.namespaces import BASE, GRAPH, ID, PG, PREFIXES
from ontology.schema import AUTHORITY, ONTOLOGY_FILES, load_schema

__all__ = ["PROVENANCE", "Built", "build", "build_graphs", "verify"]

PROVENANCE = GRAPH + "provenance"

Triples = frozenset[ox.Triple]
Progress = Callable[[str], None]
"""Called with the name of each step as it begins."""


@dataclass(frozen=True)
class Built:
    """A published release: its manifest, its folder, and whether its content is new to the workspace."""

    manifest: Manifest
    folder: Path
    new: bool


def build(corpus: Corpus, workspace: Workspace, progress: Progress = lambda step: None) -> Built:
    """Build, prove and publish the release of a corpus.

    Raises ProofFailed where a proof does not hold; nothing is published then and the last release stays current.
    """
    progress("writing claims as quads")
    graphs = build_graphs(corpus)
    default = _default(graphs)
    progress("proving quotes, direct triples and shapes")
    texts = {a.article.id: a.article.text for a in corpus.articles}
    prove(default, texts, corpus.schema)
    prove_unreviewed(default, {i: t for i, t in graphs.items() if _is_unreviewed(i)}, texts, corpus.schema)
    progress("hashing")
    described = tuple(Graph(iri=i, sha256=graph_digest(i, t), triples=len(t)) for i, t in sorted(graphs.items()))
    release = release_id((graph.iri, graph.sha256) for graph in described)
    progress("loading the store")
    with workspace.building() as folder:
        _load(folder / STORE, graphs, default)
        unreviewed = merged(triples for iri, triples in graphs.items() if _is_unreviewed(iri))
        if unreviewed:
            _load(folder / STORE_ALL, {}, default | unreviewed)
        documents = folder / "documents"
        documents.mkdir()
        for annotated in corpus.articles:
            (documents / f"{annotated.article.id}.txt").write_bytes(annotated.article.path.read_bytes())
        progress("indexing for search, counting")
        found = searchables(default, unreviewed)
        write_index(folder, found, facet_labels(default))
        write_counts(folder, counts_of(default, unreviewed, found))
        progress("laying out")
        add_layout(folder, default)
        manifest = Manifest(
            format=FORMAT,
            release=release,
            graphs=described,
            default_graph_triples=len(default),
            documents=tuple(_document(corpus)),
            counts=_counts(default),
            derived=tuple(sorted(part.name for part in folder.iterdir() if part.name not in (STORE, "documents"))),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            tools={
                "policygraph": version("policygraph"),
                "pyoxigraph": version("pyoxigraph"),
                "pyshacl": version("pyshacl"),
                "python": platform.python_version(),
            },
        )
        (folder / "manifest.json").write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
        progress("publishing")
        new = workspace.publish(folder, release)
    return Built(manifest, workspace.releases / release, new)


def build_graphs(corpus: Corpus) -> dict[str, Triples]:
    """Return the triples of every named graph, superclasses, superproperties and direct triples included."""
    schema = corpus.schema
    graphs = {GRAPH + "ontology": ontology_triples(), GRAPH + "authority": authority_triples(corpus)}
    for annotated in corpus.articles:
        claims = [utterance.claim for utterance in annotated.utterances]
        derived = frozenset([*direct_triples(claims, schema), *introduced_statuses(claims)])
        graphs[iris.document_graph(annotated.article.id)] = article_triples(annotated, schema) | derived
        found = extract(annotated.article, annotated.passages, corpus.authority, schema)
        if unreviewed := auto_triples(annotated, found, schema):
            graphs[iris.auto_graph(annotated.article.id)] = unreviewed
    graphs = {iri: with_supers(triples, schema) for iri, triples in graphs.items()}
    return {**graphs, PROVENANCE: _provenance(corpus)}


def verify(folder: Path, progress: Progress = lambda step: None) -> Manifest:
    """Prove a published release again, from its own folder alone; returns its manifest.

    Raises ProofFailed with every failure: changed bytes of a document, missing parts, quotes, direct triples,
    shapes, hashes.
    """
    manifest = Manifest.read(folder)
    progress("reading the store")
    store = ox.Store.read_only(str(folder / STORE))
    graphs = {
        name.value: frozenset(quad.triple for quad in store.quads_for_pattern(None, None, None, name))
        for name in store.named_graphs()
        if isinstance(name, ox.NamedNode)
    }
    default = frozenset(quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    failures: list[str] = []
    texts: dict[str, str] = {}
    for document in manifest.documents:
        data = (folder / "documents" / f"{document.id}.txt").read_bytes()
        texts[document.id] = data.decode("utf-8", errors="replace")
        if hashlib.sha256(data).hexdigest() != document.sha256:
            failures.append(f"documents: {document.id}.txt is not the text that was published")
    progress("hashing")
    pairs = [(iri, graph_digest(iri, triples)) for iri, triples in graphs.items()]
    if release_id(pairs) != manifest.release or folder.name != manifest.release:
        known = {graph.iri: graph.sha256 for graph in manifest.graphs}
        changed = [iri for iri, digest in pairs if known.get(iri) != digest]
        failures.append(
            f"hashes: the content is not {manifest.release[:12]}; changed: {', '.join(changed) or 'its name'}"
        )
    failures += prove_merge(default, {i: t for i, t in graphs.items() if _is_merged(i)})
    failures += [
        f"parts: {name} is missing; `policygraph build` on the same inputs adds it"
        for name in manifest.derived
        if not (folder / name).exists()
    ]
    unreviewed = {iri: triples for iri, triples in graphs.items() if _is_unreviewed(iri)}
    failures += _prove_all(folder / STORE_ALL, default, unreviewed.values())
    progress("proving quotes, direct triples and shapes")
    schema = load_schema()
    try:
        prove(default, texts, schema)
    except ProofFailed as error:
        failures += error.failures
    try:
        prove_unreviewed(default, unreviewed, texts, schema)
    except ProofFailed as error:
        failures += error.failures
    if failures:
        raise ProofFailed(failures)
    return manifest


def _prove_all(folder: Path, default: Triples, unreviewed: Iterable[Triples]) -> list[str]:
    """Return what is wrong with the store of all claims, where there is one."""
    if not folder.is_dir():
        return []
    found = frozenset(quad.triple for quad in ox.Store.read_only(str(folder)))
    different = len(found ^ merged((default, *unreviewed)))
    return (
        [f"merge: {different} triples of {STORE_ALL} are not those of all claims; delete it and build again"]
        if different
        else []
    )


def _is_unreviewed(graph: str) -> bool:
    return graph.endswith("/auto")


def _is_merged(graph: str) -> bool:
    return graph != PROVENANCE and not _is_unreviewed(graph)


def _default(graphs: Mapping[str, Triples]) -> Triples:
    return merged(triples for iri, triples in graphs.items() if _is_merged(iri))


def _load(folder: Path, graphs: Mapping[str, Triples], default: Triples) -> None:
    """Bulk-load the store from one N-Quads file; quads in sorted order, so that equal releases load alike."""
    store = ox.Store(str(folder))
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".nq", dir=folder.parent, delete=False) as file:
        file.writelines(sorted(f"{triple} .\n" for triple in default))
        for iri, triples in sorted(graphs.items()):
            file.writelines(sorted(f"{triple} <{iri}> .\n" for triple in triples))
    # Lenient: these are terms that were parsed once, and `verify` reads the whole store again.
    store.bulk_load(path=file.name, format=ox.RdfFormat.N_QUADS, lenient=True)
    Path(file.name).unlink()
    store.optimize()
    store.flush()


def _document(corpus: Corpus) -> Iterable[Document]:
    for annotated in corpus.articles:
        article = annotated.article
        yield Document(
            id=article.id,
            sha256=article.sha256,
            characters=len(article.text),
            title=article.metadata.title,
            language=article.metadata.language,
        )


def _counts(default: Triples) -> dict[str, int]:
    instances: dict[str, int] = {}
    for triple in default:
        own = isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(ID)
        if own and triple.predicate.value == PREFIXES["rdf"] + "type" and isinstance(triple.object, ox.NamedNode):
            instances[triple.object.value] = instances.get(triple.object.value, 0) + 1
    wanted = {"claims": "Claim", "evidence": "Evidence", "entities": "Entity", "mentions": "Mention",
              "documents": "Document", "editorial_facts": "EditorialFact"}  # fmt: skip
    return {name: instances.get(PG + cls, 0) for name, cls in wanted.items()}


def _provenance(corpus: Corpus) -> Triples:
    """Return what the release was made of: every input with its sha256. Times stand in the manifest only."""
    inputs = {f"ontology/{path.name}": path for path in ONTOLOGY_FILES}
    inputs |= {f"ontology/authority/{path.name}": path for path in AUTHORITY.glob("*.ttl")}
    for annotated in corpus.articles:
        article = annotated.article
        for path in (article.path, article.path.with_suffix(".yaml"), *article.claim_files):
            kind = "seeds" if article.metadata.source is None else "documents"
            inputs[f"{kind}/{path.name}"] = path
    activity = ox.NamedNode(BASE + "build")
    prov, rdf_type = PREFIXES["prov"], ox.NamedNode(PREFIXES["rdf"] + "type")
    triples = {ox.Triple(activity, rdf_type, ox.NamedNode(prov + "Activity"))}
    for name, path in inputs.items():
        node = ox.NamedNode(f"{BASE}input/{name}")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        triples |= {
            ox.Triple(activity, ox.NamedNode(prov + "used"), node),
            ox.Triple(node, rdf_type, ox.NamedNode(prov + "Entity")),
            ox.Triple(node, ox.NamedNode(PG + "sha256"), ox.Literal(digest)),
        }
    return frozenset(triples)
