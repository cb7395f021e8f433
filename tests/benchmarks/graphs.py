"""Graphs of any size, shaped like ours, the same for the same size: actors, observations, evidence, direct triples."""

import random
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from ontology.manifest import FORMAT, CurrentPointer, Graph, Manifest, release_id
from ontology.namespaces import GRAPH, ID, PG, PREFIXES

__all__ = ["SEED", "TRIPLES_EACH", "actors", "build", "n_quads"]

SEED = 20260101
TRIPLES_EACH = 25
"""Triples that one actor brings: 8 of its own, 11 of an observation, 6 of its evidence."""

_TYPE = f"<{PREFIXES['rdf']}type>"
_LABEL = f"<{PREFIXES['rdfs']}label>"
_ALT = f"<{PREFIXES['skos']}altLabel>"
_DECIMAL = f"<{PREFIXES['xsd']}decimal>"
_INTEGER = f"<{PREFIXES['xsd']}integer>"
_WORDS = "人工智能产业发展规划政策芯片算力数据平台企业创新中心北京上海美国欧盟投资补贴税收标准人才"


def actors(triples: int) -> int:
    """Return how many actors a graph of about this many triples has."""
    return max(triples // TRIPLES_EACH, 1)


def n_quads(triples: int) -> Iterator[str]:
    """Yield the N-Quads lines of the default graph, a block for each actor."""
    chance = random.Random(SEED)
    total = actors(triples)
    for number in range(total):
        yield "".join(f"{line} .\n" for line in _block(number, total, chance))


def _block(number: int, total: int, chance: random.Random) -> Iterator[str]:
    actor = f"<{ID}actor/a{number}>"
    claim = f"<{ID}claim/{chance.getrandbits(128):032x}>"
    start = chance.randrange(20_000)
    evidence = f"<{ID}evidence/doc/{start}-{start + 40}/{chance.getrandbits(64):016x}>"
    zh = "".join(chance.choices(_WORDS, k=6))
    quote = "".join(chance.choices(_WORDS, k=40))
    for class_ in (f"{PG}Entity", f"{PG}Actor", f"{PG}Company"):
        yield f"{actor} {_TYPE} <{class_}>"
    yield f'{actor} {_LABEL} "{zh}"@zh'
    yield f'{actor} {_LABEL} "Actor {number}"@en'
    yield f'{actor} {_ALT} "A{number}"'
    yield f"{actor} <{PG}competesWith> <{ID}actor/a{chance.randrange(total)}>"
    yield f"{actor} <{PG}locatedIn> <{ID}place/p{chance.randrange(200)}>"
    for class_ in ("Claim", "Observation"):
        yield f"{claim} {_TYPE} <{PG}{class_}>"
    yield f"{claim} <{PG}metric> <{ID}metric/m{chance.randrange(80)}>"
    yield f"{claim} <{PG}about> {actor}"
    yield f'{claim} <{PG}value> "{chance.randrange(100_000) / 10}"^^{_DECIMAL}'
    yield f"{claim} <{PG}comparator> <{PG}{chance.choice(('Exactly', 'AtLeast', 'About'))}>"
    yield f"{claim} <{PG}unit> <{ID}unit/percent>"
    yield f"{claim} <{PG}place> <{ID}place/p{chance.randrange(200)}>"
    yield f"{claim} <{PG}status> <{PG}StatedFact>"
    yield f"{claim} <{PG}polarity> <{PG}Affirmed>"
    yield f"{claim} <{PG}evidence> {evidence}"
    yield f"{evidence} {_TYPE} <{PG}Evidence>"
    yield f"{evidence} <{PG}document> <{ID}document/doc>"
    yield f'{evidence} <{PG}start> "{start}"^^{_INTEGER}'
    yield f'{evidence} <{PG}end> "{start + 40}"^^{_INTEGER}'
    yield f'{evidence} <{PG}quote> "{quote}"@zh'
    yield f"{evidence} <{PG}method> <{PG}Curated>"


def build(home: Path, triples: int) -> Path:
    """Write and publish a release whose default graph has about this many triples; returns its N-Quads file.

    What stands in the folder already is kept: a large graph takes longer to make than to measure.
    """
    source = home / "graph.nq"
    if CurrentPointer(home).read() is not None:
        return source
    home.mkdir(parents=True, exist_ok=True)
    with source.open("w", encoding="utf-8") as file:
        file.writelines(n_quads(triples))
    graph = GRAPH + "document/doc"
    digest = f"{SEED:x}-{triples}"
    identifier = release_id([(graph, digest)])
    folder = home / "releases" / identifier
    folder.mkdir(parents=True)
    store = Store(folder / "store")
    store.bulk_load(path=source, format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    count = len(store)
    del store
    manifest = Manifest(
        format=FORMAT,
        release=identifier,
        graphs=(Graph(iri=graph, sha256=digest, triples=0),),
        default_graph_triples=count,
        documents=(),
        counts={},
        built_at="2026-01-01T00:00:00Z",
        tools={},
    )
    (folder / "manifest.json").write_text(manifest.model_dump_json(), encoding="utf-8")
    CurrentPointer(home).swap(identifier)
    return source
