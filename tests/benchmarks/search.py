"""How fast search is over many labels: `python -m tests.benchmarks.search [labels]`, a million where none are given.

Labels are made up: a place, one to three of 3,000 Han characters, two subjects, a kind of document; in English two words
of forty, a random one, another of forty. So common words stand in nearly a tenth of all labels, far more than in any
real list. Prints the median and the worst time of each kind of query, facets included.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from loaders.release.search_index import Searchable, write_index
from ontology.namespaces import ID
from ontology.search import FOLDER
from service.release import Release
from service.search import Index

PLACES = [
    "北京",
    "上海",
    "深圳",
    "杭州",
    "成都",
    "广州",
    "武汉",
    "南京",
    "西安",
    "重庆",
    "苏州",
    "天津",
    "合肥",
    "长沙",
    "青岛",
    "郑州",
    "厦门",
    "宁波",
]
SUBJECTS = [
    "人工智能",
    "算力",
    "数据",
    "芯片",
    "框架",
    "大模型",
    "机器人",
    "云计算",
    "产业",
    "创新",
    "数字",
    "智能",
    "网络",
    "安全",
    "教育",
    "医疗",
    "交通",
    "金融",
    "能源",
    "制造",
]
KINDS = [
    "计划",
    "方案",
    "办法",
    "中心",
    "平台",
    "公司",
    "研究院",
    "实验室",
    "条例",
    "意见",
    "措施",
    "联盟",
    "基金",
    "行动",
]
WORDS = [
    "artificial",
    "intelligence",
    "compute",
    "data",
    "chip",
    "framework",
    "model",
    "robot",
    "cloud",
    "industry",
    "innovation",
    "digital",
    "smart",
    "network",
    "safety",
    "education",
    "health",
    "transport",
    "finance",
    "energy",
    "manufacturing",
    "plan",
    "notice",
    "measures",
    "centre",
    "platform",
    "institute",
    "alliance",
    "fund",
    "action",
    "national",
    "regional",
    "municipal",
]
QUERIES = {
    "1 Chinese character": ["算", "丰"],
    "2 Chinese characters": ["算力", "芯片", "上海", "教育"],
    "4 Chinese characters": ["人工智能", "算力中心", "智能芯片", "数据安全"],
    "English words, common": ["compute", "framework", "alliance"],
    "English words, rare": [],
    "English substrings": ["ompu", "rame", "qzx", "ndat"],
    "misses": ["龘靐", "魑魅魍魉", "zzzqqq", "xqjz"],
}


class _Folder:
    """What an index needs of a release."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder


def items(count: int, rare: list[str]) -> Iterator[Searchable]:
    """Yield made-up things, the same ones every time; a few of their random words go into `rare`."""
    chance = random.Random(7)
    han = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    for number in range(count):
        subject = chance.choice(SUBJECTS) + chance.choice(SUBJECTS)
        zh = chance.choice(PLACES) + "".join(chance.choices(han, k=chance.randint(1, 3))) + subject
        word = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(4, 9)))
        if number % (count // 4 + 1) == 0:
            rare.append(word)
        en = " ".join([*chance.choices(WORDS, k=2), word, chance.choice(WORDS)]).title()
        forms = ((zh + chance.choice(KINDS), "zh", "label"), (en, "en", "label"))
        kind = chance.choice(("policy", "actor", "measure", "technology"))
        yield Searchable(f"{ID}policy/p{number}", kind, ("Entity",), forms, int(chance.paretovariate(1)) - 1)


def main(count: int) -> None:
    """Build the index, ask, print."""
    queries = {name: list(words) for name, words in QUERIES.items()}
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        write_index(Path(folder) / FOLDER, items(count, queries["English words, rare"]))
        size = sum(path.stat().st_size for path in (Path(folder) / FOLDER).iterdir())
        print(f"{count:,} labels: {time.perf_counter() - began:.0f} s to build, {size / 2**20:.0f} MiB")
        index = Index(cast(Release, _Folder(Path(folder))))
        for name, words in queries.items():
            times = []
            for word in words * 9:
                began = time.perf_counter()
                index.search(word)
                times.append((time.perf_counter() - began) * 1000)
            print(f"{name:24} median {statistics.median(times):6.2f} ms   worst {max(times):6.2f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
