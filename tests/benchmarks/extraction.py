"""How fast texts are read: `python -m tests.benchmarks.extraction [--rounds 7]`.

Read are the two seed articles one after the other, and one long text of both seeds and the development texts of tests/gold
three times over, ingested as `policygraph add` does. Prints, in kB (of UTF-8) a second of processor time, how fast a text is
annotated and its dates resolved, and how fast it goes the whole way: passages, annotations, claims, gate. Of several rounds the
best counts, for what else a machine does can only make a round worse. Rules and authority are read before.
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from loaders.extract.extraction import extract, read
from loaders.extract.ingest import ingest
from loaders.text.articles import Article, read_articles
from loaders.text.authority import read_authority
from loaders.text.passages import find_passages
from ontology.schema import load_schema

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD = Path(__file__).parents[1] / "gold"
TIMES = 3
ROUNDS = 7


def main(rounds: int) -> None:
    """Read the texts and print the table."""
    seeds = read_articles(SEEDS)
    texts = [article.text for article in seeds]
    texts += [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("dev-*.txt"))]
    long = _article("\n".join(texts * TIMES))
    print(f"{os.cpu_count()} cores, load average when the run began: {os.getloadavg()[0]:.2f}\n")
    print("| text | kB | claims | annotated, kB/s | whole way, kB/s |\n|---|--:|--:|--:|--:|")
    for name, articles in (("the seed articles", seeds), ("long text", (long,))):
        _report(name, articles, rounds)


def _article(text: str) -> Article:
    ingested = ingest(Path("long.txt"), text.encode(), {})
    return Article(ingested.id, Path("long.txt"), ingested.text, ingested.metadata.sha256, ingested.metadata)


def _report(name: str, articles: Sequence[Article], rounds: int) -> None:
    """Print the row of some articles."""
    authority, schema = read_authority(), load_schema()
    passages = [find_passages(article.text) for article in articles]

    def annotated() -> None:
        for article, found in zip(articles, passages, strict=True):
            read(article, found, authority)

    def whole() -> int:
        made = (extract(article, find_passages(article.text), authority, schema) for article in articles)
        return sum(len(extraction.utterances) for extraction in made)

    size = sum(len(article.text.encode()) for article in articles) / 1000
    claims = whole()
    print(
        f"| {name} | {size:.0f} | {claims:,} | {size / _best(annotated, rounds):.0f} | {size / _best(whole, rounds):.0f} |"
    )


def _best(call: Callable[[], object], rounds: int) -> float:
    """Return the least processor time of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return min(times)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is done")
    main(parser.parse_args().rounds)
