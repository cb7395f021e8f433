"""The formats of answers: which media types they have, and which name stands for them in `?format=`.

Plain data and standard library only, because workers read it too.
"""

from typing import Final, NamedTuple

__all__ = ["BOOLEANS", "DATASETS", "FORMATS", "GRAPHS", "PREFIXED", "SOLUTIONS", "Format", "trimmed"]


class Format(NamedTuple):
    """One format: the key used in `?format=` and on the wire, its media type, and the names it also answers to."""

    key: str
    media_type: str
    aliases: tuple[str, ...] = ()
    charset: bool = False

    @property
    def content_type(self) -> str:
        """The Content-Type header: with a charset where the media type's default is not UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


_FORMATS: Final = (
    Format("json", "application/sparql-results+json", ("application/json",)),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Format("csv", "text/csv", (), True),
    Format("tsv", "text/tab-separated-values", (), True),
    Format("turtle", "text/turtle", ("application/x-turtle",), True),
    Format("ntriples", "application/n-triples", ("text/plain",)),
    Format("jsonld", "application/ld+json", ("application/json",)),
    Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml")),
    Format("trig", "application/trig"),
    Format("nquads", "application/n-quads"),
)

FORMATS: Final[dict[str, Format]] = {format.key: format for format in _FORMATS}
"""Every format by its key, as `?format=` takes it."""

SOLUTIONS: Final = ("json", "xml", "csv", "tsv")
"""What SELECT can be written in; the first is our choice where the client has none."""

BOOLEANS: Final = ("json", "xml")
"""What ASK can be written in: CSV and TSV are defined for solutions only."""

GRAPHS: Final = ("turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads")
"""What CONSTRUCT and DESCRIBE, and a single graph, can be written in."""

PREFIXED: Final = frozenset(("turtle", "trig"))
"""What begins with a line for every prefix."""

DATASETS: Final = ("trig", "nquads")
"""What holds named graphs."""


def trimmed(document: bytes) -> bytes:
    """Return a whole Turtle or TriG document without the leading prefixes that it does not use."""
    lines = []
    rest = document
    while rest.startswith(b"@prefix "):
        line, _, rest = rest.partition(b"\n")
        lines.append(line)
    kept = [line + b"\n" for line in lines if line.split(b" ", 2)[1] in rest]
    return b"".join(kept) + rest
