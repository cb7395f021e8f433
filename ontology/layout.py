"""The layout of a release: where its entities stand in pictures. Derived data beside the store, outside the hash.

`layout.json` in the release folder; a release without one is as good, its exports only have no coordinates.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

__all__ = ["FILE", "Positions", "read_layout", "write_layout"]

FILE: Final = "layout.json"
Positions = Mapping[str, tuple[float, float]]
"""Entity IRI → x and y; y grows upwards, and the unit is such that neighbours are some tens apart."""


def write_layout(release_folder: Path, positions: Positions, method: str) -> None:
    """Write a layout; `method` says what made it, with its version and seed."""
    document = {"method": method, "positions": dict(sorted(positions.items()))}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
    (release_folder / FILE).write_text(text, encoding="utf-8")


def read_layout(release_folder: Path) -> dict[str, tuple[float, float]]:
    """Return the layout of a release; empty where it has none. Raises ValueError where the file is damaged."""
    try:
        text = (release_folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return {iri: (float(x), float(y)) for iri, (x, y) in json.loads(text)["positions"].items()}
