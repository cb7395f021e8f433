"""Evaluation counts what is right, wrong and missed; confidence is the lower bound of what was measured."""

from decimal import Decimal
from pathlib import Path

import pytest

from loaders.errors import Refused
from loaders.extract.confidence import wilson
from loaders.extract.evaluate import evaluate
from loaders.extract.gold import read_gold
from tests.loaders.extract.conftest import Reader

TEXT = "2018年4月,欧盟委员会发布《算法战略》,投入15亿欧元。\n"
GOLD = """
published: 2023-06-27
spans:
  - {kind: title, quote: 《算法战略》, issuer: 欧盟委员会}
  - {kind: date, quote: 2018年4月, value: 2018-05}
  - {kind: quantity, quote: 15亿欧元, value: 1500000000, unit: eur, comparator: about}
  - {kind: organisation, quote: 欧盟}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.gold.yaml").write_text(GOLD, encoding="utf-8")
    return tmp_path


def test_each_kind_counts_right_found_and_gold(folder: Path, reading: Reader) -> None:
    scores = evaluate(reading(TEXT), read_gold(folder / "a.gold.yaml"))
    counts = {kind: (score.right, score.found, score.gold) for kind, score in scores.items()}
    assert counts == {
        "title": (1, 1, 1),
        "issuer": (1, 1, 1),
        "date": (0, 1, 1),
        "quantity": (1, 1, 1),
        "value+unit": (1, 1, 1),
        "comparator": (0, 1, 1),
        "organisation": (0, 1, 1),
        "technology": (0, 0, 0),
        "target": (0, 0, 0),
        "measure": (0, 1, 0),
    }
    assert scores["organisation"].wrong == ("8: 欧盟委员会",)
    assert scores["organisation"].missed == ("8: 欧盟",)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("{kind: title, quote: 《没有》}", "does not stand in the text"),
        ("{kind: quantity, quote: 年, occurrence: 3}", "there is no occurrence 3"),
        ("{kind: organisation, quote: 欧, occurrence: 1, in: 欧}", "both have to be once"),
        ("{kind: colour, quote: 欧盟}", "Input should be"),
    ],
)
def test_an_annotation_that_does_not_stand_is_named(folder: Path, entry: str, reason: str) -> None:
    (folder / "a.gold.yaml").write_text(f"spans:\n  - {entry}\n", encoding="utf-8")
    with pytest.raises(Refused, match=reason):
        read_gold(folder / "a.gold.yaml")


@pytest.mark.parametrize(("correct", "n", "bound"), [(19, 19, "0.832"), (3, 4, "0.301"), (0, 0, "0"), (0, 5, "0.0")])
def test_confidence_is_the_wilson_lower_bound(correct: int, n: int, bound: str) -> None:
    assert wilson(correct, n) == Decimal(bound)
