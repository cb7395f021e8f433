"""Confidence: the Wilson lower bound of each rule's measured precision, kept in `confidence.yaml`."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Final

import yaml

__all__ = ["MEASURED", "confidence", "measured", "wilson", "write_measured"]

MEASURED: Final = Path(__file__).with_name("confidence.yaml")
_Z = 1.96


@cache
def wilson(correct: int, n: int) -> Decimal:
    """Return the lower bound of the 95 % Wilson score interval of `correct` out of `n`, to three places; 0 for none."""
    if n == 0:
        return Decimal(0)
    share, z2 = correct / n, _Z * _Z
    bound = (share + z2 / (2 * n) - _Z * sqrt((share * (1 - share) + z2 / (4 * n)) / n)) / (1 + z2 / n)
    return Decimal(str(round(max(bound, 0.0), 3)))


@cache
def measured(path: Path = MEASURED) -> dict[str, tuple[int, int]]:
    """Return how many findings of each rule were right, and how many were judged."""
    table = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {rule: (row["correct"], row["n"]) for rule, row in table.items()}


def write_measured(table: Mapping[str, tuple[int, int]], path: Path = MEASURED) -> None:
    """Keep how many findings of each rule were right, and how many were judged."""
    head = "# Rule → findings judged right, findings judged (`policygraph evaluate seeds --write`).\n"
    rows = {rule: {"correct": correct, "n": n} for rule, (correct, n) in sorted(table.items())}
    path.write_text(head + yaml.safe_dump(rows, default_flow_style=None), encoding="utf-8")
    measured.cache_clear()


def confidence(rule: str) -> Decimal | None:
    """Return a rule's confidence from 0 to 1, or None where nothing it found was ever judged."""
    correct, n = measured().get(rule, (0, 0))
    return wilson(correct, n) if n else None
