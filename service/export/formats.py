"""The formats of exports: key, media type, file name suffix, and the writer of each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from service.export import gexf
from service.export.graph import PropertyGraph, WriteOptions

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format of property graphs: `write` yields the file in blocks of bytes, the same for the same graph."""

    key: str
    title: str
    media_type: str
    suffix: str
    write: Callable[[PropertyGraph, WriteOptions], Iterator[bytes]]

    def file_name(self, graph: PropertyGraph) -> str:
        """Return the name to save the file under."""
        return f"{graph.name}{self.suffix}"


_ALL: Final = (Format("gexf", "GEXF 1.3", "application/gexf+xml", ".gexf", gexf.write),)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({format_.key: format_ for format_ in _ALL})
"""Every format by its key, as it stands in `/export/{format}`."""
