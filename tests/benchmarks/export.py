"""How long an export of many claims takes and what memory it needs: `python -m tests.benchmarks.export`.

`--claims 1000000 --formats gexf graphml` says how many claims and which formats; `--view full` makes every claim a node.
The claims are made up, the same for the same number, in the shape and proportions of the seeds': of a hundred, 87 link
two things, 8 say a literal, 3 are a number of one thing, 1 of two, 1 is an opinion; each has one utterance, every tenth
two. Things are a tenth as many, some far more spoken of than others, in a thousandth as many documents. Selectors of
evidence are left out, which no property graph reads. Every format is projected and written in a process of its own;
its memory is the most that was resident, beside what the same process needs for a hundred claims.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, Store

from ontology.namespaces import ID, PG, PREFIXES
from service.export import FORMATS, Match, Options, WriteOptions, project
from service.export.options import View

__all__ = ["Sizes", "load", "match_of", "n_triples"]

SEED = 20260101
_FEWEST = 100
_KINDS = ("actor", "policy", "measure", "place", "technology", "challenge")
_STATUSES = ("StatedFact",) * 6 + ("Enacted", "Plan", "Recommendation", "Draft")
_PREDICATES = ("issuedBy", "hasMeasure", "promotes", "concerns", "developedBy", "appliesTo")
_WORDS = "人工智能产业发展规划政策芯片算力数据平台企业创新中心北京上海美国欧盟投资补贴税收标准人才"
_TYPE, _LABEL = f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['rdfs']}label>"
_INTEGER, _DECIMAL = f"<{PREFIXES['xsd']}integer>", f"<{PREFIXES['xsd']}decimal>"
_DATE = f"<{PREFIXES['xsd']}date>"


class Sizes:
    """How many claims, things and documents a made-up graph has."""

    def __init__(self, claims: int) -> None:
        self.claims = claims
        self.things = max(claims // 10, 20)
        self.documents = max(claims // 1000, 2)


def n_triples(claims: int) -> Iterator[str]:
    """Yield the lines of a graph with so many claims, a block for each thing, document and claim."""
    sizes, chance = Sizes(claims), random.Random(SEED)
    for number in range(sizes.documents):
        yield _lines(f"<{ID}document/d{number}>", _named(chance, "Document", f"Document {number}"))
    for number in range(sizes.things):
        thing = _thing(number)
        kind = thing[len(ID) + 1 :].partition("/")[0]
        facts = _named(chance, "Entity", f"Thing {number}")
        facts += [(_TYPE, f"<{PG}{kind.capitalize()}>"), (f"<{PREFIXES['skos']}altLabel>", f'"T{number}"')]
        if kind == "policy":
            facts += [(f"<{PG}issuedFrom>", f'"{2000 + number % 25}-01-01"^^{_DATE}')]
        yield _lines(thing, facts)
    for number in range(claims):
        yield from _claim(f"{number:08x}{chance.getrandbits(32):08x}", sizes, chance)


def _thing(number: int) -> str:
    return f"<{ID}{_KINDS[number % len(_KINDS)]}/t{number}>"


def _any_thing(sizes: Sizes, chance: random.Random) -> str:
    return _thing(int(sizes.things * chance.random() ** 3))


def _named(chance: random.Random, cls: str, name: str) -> list[tuple[str, str]]:
    words = "".join(chance.choices(_WORDS, k=8))
    return [(_TYPE, f"<{PG}{cls}>"), (_LABEL, f'"{words}"@zh'), (_LABEL, f'"{name}"@en')]


def _claim(key: str, sizes: Sizes, chance: random.Random) -> Iterator[str]:
    claim, share = f"<{ID}claim/{key}>", chance.randrange(100)
    rdf = PREFIXES["rdf"]
    cls = "RelationClaim" if share < 95 else "Observation" if share < 99 else "Opinion"
    facts = _named(chance, "Claim", f"Claim {key} says so")
    facts += [(_TYPE, f"<{PG}{cls}>"), (f"<{PG}polarity>", f"<{PG}Affirmed>")]
    facts.append((f"<{PG}status>", f"<{PG}{chance.choice(_STATUSES)}>"))
    if share < 87:
        facts += [
            (f"<{rdf}subject>", _any_thing(sizes, chance)),
            (f"<{rdf}predicate>", f"<{PG}{chance.choice(_PREDICATES)}>"),
            (f"<{rdf}object>", _any_thing(sizes, chance)),
        ]
    elif share < 95:
        facts += [
            (f"<{rdf}subject>", _any_thing(sizes, chance)),
            (f"<{rdf}predicate>", f"<{PG}aim>"),
            (f"<{rdf}object>", f'"{"".join(chance.choices(_WORDS, k=20))}"@zh'),
        ]
    elif share < 99:
        facts += [(f"<{PG}about>", _any_thing(sizes, chance)) for _ in range(1 if share < 98 else 2)]
        facts.append((f"<{PG}value>", f'"{chance.randrange(100_000) / 10}"^^{_DECIMAL}'))
    else:
        facts.append((f"<{PG}speaker>", _any_thing(sizes, chance)))
        facts.append((f"<{PG}utterance>", f'"{"".join(chance.choices(_WORDS, k=30))}"@zh'))
    for _ in range(1 if chance.random() < 0.9 else 2):
        document, start = chance.randrange(sizes.documents), chance.randrange(20_000)
        evidence = f"<{ID}evidence/d{document}/{start}-{start + 40}/{key}>"
        facts.append((f"<{PG}evidence>", evidence))
        yield _lines(
            evidence,
            [
                (_TYPE, f"<{PG}Evidence>"),
                (f"<{PREFIXES['oa']}hasBody>", claim),
                (f"<{PREFIXES['oa']}hasTarget>", f"{evidence[:-1]}#span>"),
                (f"<{PG}document>", f"<{ID}document/d{document}>"),
                (f"<{PG}start>", f'"{start}"^^{_INTEGER}'),
                (f"<{PG}end>", f'"{start + 40}"^^{_INTEGER}'),
                (f"<{PG}quote>", f'"{"".join(chance.choices(_WORDS, k=40))}"@zh'),
                (f"<{PG}method>", f"<{PG}Curated>"),
                (f"<{PG}reviewStatus>", f"<{PG}Reviewed>"),
            ],
        )
    yield _lines(claim, facts)


def _lines(subject: str, facts: list[tuple[str, str]]) -> str:
    return "".join(f"{subject} {predicate} {value} .\n" for predicate, value in facts)


def load(folder: Path, claims: int) -> None:
    """Write a store whose default graph has so many claims."""
    source = folder / "graph.nt"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(n_triples(claims))
    store = Store(folder / "store")
    store.bulk_load(path=source, format=RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()
    source.unlink()


def match_of(folder: Path) -> Match:
    """Return the pattern look-up of a store that `load` wrote."""
    store, default = Store.read_only(str(folder / "store")), DefaultGraph()
    return lambda subject, predicate, value: store.quads_for_pattern(subject, predicate, value, default)


def measure(folder: Path, key: str, view: View) -> dict[str, float]:
    """Return seconds of the projection and of the writer, bytes written, and the most memory that was resident."""
    began = time.perf_counter()
    graph = project(match_of(folder), Options(view=view))
    projected = time.perf_counter()
    size = sum(map(len, FORMATS[key].write(graph, WriteOptions())))
    written = time.perf_counter()
    return {"projection": projected - began, "writer": written - projected, "bytes": size, "mebibytes": _most_memory()}


def _most_memory() -> float:
    """Return the most memory in MiB that this program had, without what the one that started it had."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _measured(folder: Path, key: str, view: View) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.export", "--measure", str(folder), "--formats", key]
    run = subprocess.run([*command, "--view", view], capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def main(claims: int, formats: list[str], view: View) -> None:
    """Load both stores, export each format of both, print a table."""
    with tempfile.TemporaryDirectory() as home:
        few, many = Path(home) / "few", Path(home) / "many"
        for folder, count in ((few, _FEWEST), (many, claims)):
            folder.mkdir()
            began = time.perf_counter()
            load(folder, count)
        triples = len(Store.read_only(str(many / "store")))
        print(f"{claims:,} claims, {triples:,} triples, loaded in {time.perf_counter() - began:.0f} s\n")
        print(
            "| format | projection s | writer s | file MiB | memory MiB | for 100 claims |\n|---|--:|--:|--:|--:|--:|"
        )
        for key in formats:
            least, found = _measured(few, key, view), _measured(many, key, view)
            times = f"{found['projection']:.1f} | {found['writer']:.1f} | {found['bytes'] / 2**20:.0f}"
            print(f"| {key} | {times} | {found['mebibytes']:.0f} | {least['mebibytes']:.0f} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000, help="how many claims")
    parser.add_argument("--formats", nargs="+", choices=list(FORMATS), default=list(FORMATS))
    parser.add_argument("--view", choices=["collapsed", "full"], default="collapsed")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure is None:
        main(asked.claims, asked.formats, asked.view)
    else:
        print(json.dumps(measure(asked.measure, asked.formats[0], asked.view)))
