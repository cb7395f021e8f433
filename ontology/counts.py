"""The counts of a release: what facets, pages and VoID say of all of it, counted once, when it is built.

Loaders write them as JSON into the release folder, the manifest names the file among the derived ones.
"""

from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

__all__ = ["COUNTS", "Counts"]

COUNTS: Final = "counts.json"
"""File of the counts inside a release folder."""


class Counts(BaseModel):
    """Counts of a release.

    `classes` are instances by class IRI, `properties` triples by property IRI, `subjects` and `objects` how many
    different ones there are: all of the default graph (VoID). `claims` are claims by scope (`reviewed`, `all`), then by
    status, predicate, type, place, sector, year and document, then by value; `things` the same of everything that can
    be found, by kind and type.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    classes: dict[str, int]
    properties: dict[str, int]
    subjects: int
    objects: int
    claims: dict[str, dict[str, dict[str, int]]]
    things: dict[str, dict[str, dict[str, int]]]

    @classmethod
    def read(cls, release_folder: Path) -> "Counts | None":
        """Return the counts of a release folder, or None where it was built without them."""
        try:
            return cls.model_validate_json((release_folder / COUNTS).read_bytes())
        except FileNotFoundError:
            return None
