"""How fast search is over many labels: `python -m tests.benchmarks.search [--labels 1000000] [--folder FOLDER]`.

Labels are made up: a place, one to three of 3,000 Han characters, two subjects, a kind of document; in English two words
of thirty-three, a random one, another of thirty-three. So common words stand in nearly a tenth of all labels, far more
than in any real list. Every thing has a place, two years and a document, most a sector and a status, so that every search
counts all facets. Prints, as the table of docs/benchmarks.md, the median of time and of processor time, the 95th percentile and
the worst time of each kind of query, and how many were found in the middle.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from loaders.release.search_index import write_index
from loaders.release.searchables import Searchable
from ontology.namespaces import ID
from ontology.search import INDEX
from ontology.terms import Status
from service.release import Release
from service.search import Hit, Index, Results

PLACES = (
    "北京", "上海", "深圳", "杭州", "成都", "广州", "武汉", "南京", "西安", "重庆", "苏州", "天津", "合肥", "长沙",
    "青岛", "郑州", "厦门", "宁波",
)  # fmt: skip
SUBJECTS = (
    "人工智能", "算力", "数据", "芯片", "框架", "大模型", "机器人", "云计算", "产业", "创新", "数字", "智能",
    "网络", "安全", "教育", "医疗", "交通", "金融", "能源", "制造",
)  # fmt: skip
KINDS = (
    "计划", "方案", "办法", "中心", "平台", "公司", "研究院", "实验室", "条例", "意见", "措施", "联盟", "基金",
    "行动",
)  # fmt: skip
WORDS = (
    "artificial", "intelligence", "compute", "data", "chip", "framework", "model", "robot", "cloud", "industry",
    "innovation", "digital", "smart", "network", "safety", "education", "health", "transport", "finance", "energy",
    "manufacturing", "plan", "notice", "measures", "centre", "platform", "institute", "alliance", "fund", "action",
    "national", "regional", "municipal",
)  # fmt: skip
STATUSES = tuple(status.value for status in Status)
QUERIES: dict[str, list[str]] = {
    "1 Chinese character": ["算", "丰", "北"],
    "2 Chinese characters": ["算力", "芯片", "上海", "教育"],
    "4 Chinese characters": ["人工智能", "算力芯片", "智能芯片", "数据安全"],
    "English words, common": ["compute", "framework", "alliance", "intelligence"],
    "English words, rare": [],
    "two English words": ["compute framework", "national alliance", "robot energy"],
    "English substrings": ["ompu", "rame", "qzx", "ndat"],
    "Chinese and English": ["上海 compute", "芯片 national"],
    "misses": ["龘靐", "魑魅魍魉", "zzzqqq", "xqjz", "compute 魑魅"],
}
ROUNDS = 9


class _Folder:
    """What an index needs of a release."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder


def items(count: int, rare: list[str]) -> Iterator[Searchable]:
    """Yield made-up things, the same ones every time; a few of their random words go into `rare`."""
    chance = random.Random(7)
    han = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    for number in range(count):
        place, subjects = chance.choice(PLACES), chance.choices(SUBJECTS, k=2)
        zh = place + "".join(chance.choices(han, k=chance.randint(1, 3))) + "".join(subjects) + chance.choice(KINDS)
        word = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(4, 9)))
        if number % (count // 4 + 1) == 0:
            rare.append(word)
        en = " ".join([*chance.choices(WORDS, k=2), word, chance.choice(WORDS)]).title()
        kind = chance.choice(("policy", "actor", "measure", "technology", "claim"))
        year, weight = chance.randint(1990, 2029), int(chance.paretovariate(1)) - 1
        facets = {
            "kind": frozenset((kind,)),
            "type": frozenset((kind.title(), "Claim" if kind == "claim" else "Entity")),
            "place": frozenset((f"place:{PLACES.index(place)}", "place:china")),
            "sector": frozenset(f"sector:{SUBJECTS.index(subject)}" for subject in subjects[: number % 3]),
            "status": frozenset(chance.choices(STATUSES, k=number % 3)),
            "year": frozenset((str(year), str(year + 1))),
            "document": frozenset((f"document:{int(chance.paretovariate(0.5)) % 10_000}",)),
        }
        forms = ((zh, "zh", "label"), (en, "en", "label"))
        yield Searchable(f"{ID}{kind}/p{number}", kind, ("Entity",), forms, weight, weight, facets, facets)


def main(count: int, folder: Path) -> None:
    """Build the index where the folder has none, ask, print."""
    queries = {name: list(words) for name, words in QUERIES.items()}
    made = list(items(count, queries["English words, rare"]))
    if not (folder / INDEX).exists():
        began = time.perf_counter()
        write_index(folder, made, {})
        print(f"built in {time.perf_counter() - began:.0f} s")
    del made
    began = time.perf_counter()
    index = Index(cast(Release, _Folder(folder)))
    opened = time.perf_counter() - began
    size = (folder / INDEX).stat().st_size / 2**20
    print(f"{count:,} things, {2 * count:,} labels: {size:.0f} MiB, {opened * 1000:.0f} ms to open\n")
    _ask(index, queries, count)


def _ask(index: Index, queries: dict[str, list[str]], count: int) -> None:
    print("| query | found | median ms | of the processor | 95 % ms | worst ms |\n|---|--:|--:|--:|--:|--:|")
    for name, words in queries.items():
        _report(name, [partial(index.search, word) for word in words])
    chosen = {"place": ["place:1"], "status": ["Draft"]}
    _report("narrowed by two facets", [partial(index.search, word, chosen) for word in ("算力", "compute", "人工智能")])
    _report("list of everything, its middle", [partial(index.listing, offset=count // 2)])
    _report("list narrowed by two facets", [partial(index.listing, chosen)])
    _report("names while typing", [partial(index.suggest, word) for word in ("c", "co", "compu", "上", "上海")])
    _report(
        "names like a misspelt one",
        [partial(index.similar, "artifcial inteligence"), partial(index.similar, "robto")],
    )


def _report(name: str, calls: Sequence[Callable[[], Results | list[Hit]]]) -> None:
    """Print a row: every call made several times."""
    times, busy, found = [], [], []
    for call in list(calls) * ROUNDS:
        began, before = time.perf_counter(), time.process_time()
        answer = call()
        times.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - before) * 1000)
        found.append(answer.total if isinstance(answer, Results) else len(answer))
    times.sort()
    medians = f"{statistics.median(times):.2f} | {statistics.median(busy):.2f}"
    figures = f"{medians} | {times[int(len(times) * 0.95)]:.2f} | {times[-1]:.2f}"
    print(f"| {name} | {int(statistics.median(found)):,} | {figures} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=1_000_000, help="how many things, two labels each")
    parser.add_argument("--folder", type=Path, help="where the index is, or is to be kept; else it is thrown away")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        main(arguments.labels, arguments.folder or Path(temporary))
