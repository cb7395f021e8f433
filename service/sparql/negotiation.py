"""Content negotiation by RFC 9110, section 12.5.1: which of our formats a client gets, or that none fits."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from service.errors import BadRequest
from service.sparql.results import FORMATS, Format

__all__ = ["Choice", "choose", "choose_media_type", "named_format", "parse_accept", "refusal"]

_ITEM: Final = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETER: Final = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;"]*)')
_RANGE: Final = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)")
_PROFILE: Final = "http://www.w3.org/ns/json-ld#"
_COMPACTED: Final = frozenset((_PROFILE + "compacted", _PROFILE + "flattened"))


class Range(NamedTuple):
    """One media range: lower-cased type and subtype, its weight in thousandths, and its JSON-LD profile."""

    type: str
    subtype: str
    weight: int
    profile: str = ""

    def precision(self, media_type: str) -> int:
        """Return how precisely the range names a media type: 3 exactly, 2 its type, 1 anything, 0 not at all."""
        kind, _, subtype = media_type.partition("/")
        if self.type == "*":
            return 1 if self.subtype == "*" else 0
        if self.type != kind:
            return 0
        if self.subtype == "*":
            return 2
        return 3 if self.subtype == subtype and self._acceptable_profile(media_type) else 0

    def _acceptable_profile(self, media_type: str) -> bool:
        if not self.profile or media_type != "application/ld+json":
            return True
        return _COMPACTED.issuperset(self.profile.split())


class Choice(NamedTuple):
    """The format a client gets and the media type it is called by, which is one that the client named."""

    key: str
    content_type: str


@lru_cache(maxsize=512)
def parse_accept(header: str) -> tuple[Range, ...]:
    """Return the media ranges of an Accept header; what does not parse is left out.

    An empty header, or one of which nothing parses, accepts anything.
    """
    ranges = []
    for item in _ITEM.findall(header):
        named = _RANGE.match(item)
        if named is None:
            continue
        parameters = {name.lower(): value.strip('"') for name, value in _PARAMETER.findall(item)}
        ranges.append(
            Range(named[1].lower(), named[2].lower(), _weight(parameters.get("q", "1")), parameters.get("profile", ""))
        )
    return tuple(ranges) or (Range("*", "*", 1000),)


def _weight(value: str) -> int:
    try:
        weight = float(value)
    except ValueError:
        return 0
    return round(min(max(weight, 0.0), 1.0) * 1000) if weight == weight else 0


def choose_media_type(accept: str | None, offers: Iterable[str]) -> str | None:
    """Return the offered media type that the client wants most, or None where it accepts none.

    The weight of an offer is that of the most precise range that names it; among equals the one named most
    precisely wins, then the one offered first.
    """
    ranges = parse_accept(accept or "")
    best: tuple[int, int] = (0, 0)
    chosen: str | None = None
    for offer in offers:
        precision = max(range_.precision(offer) for range_ in ranges)
        if not precision:
            continue
        weight = max(range_.weight for range_ in ranges if range_.precision(offer) == precision)
        if weight and (weight, precision) > best:
            best, chosen = (weight, precision), offer
    return chosen


@lru_cache(maxsize=2048)
def choose(accept: str, offers: Sequence[str]) -> Choice | None:
    """Return the format, of those whose keys are offered, that the client wants most; None where it accepts none.

    A format is also found by its other media types, and then is called by the one that the client named.
    """
    names: dict[str, Format] = {}
    for key in offers:
        names.setdefault(FORMATS[key].media_type, FORMATS[key])
    for key in offers:
        for alias in FORMATS[key].aliases:
            names.setdefault(alias, FORMATS[key])
    found = choose_media_type(accept, names)
    if found is None:
        return None
    format_ = names[found]
    if found == format_.media_type:
        return Choice(format_.key, format_.content_type)
    return Choice(format_.key, f"{found}; charset=utf-8" if found.startswith("text/") else found)


def named_format(name: str, offers: Sequence[str]) -> Choice | None:
    """Return the format that `?format=` names by key or media type; None where it is known but not offered.

    Raises BadRequest where no format has that name.
    """
    for format_ in FORMATS.values():
        if name.lower() in (format_.key, format_.media_type):
            return Choice(format_.key, format_.content_type) if format_.key in offers else None
    raise BadRequest(f"There is no format {name[:40]!r}; those that can be asked for are {', '.join(FORMATS)}.")


def refusal(offers: Sequence[str]) -> str:
    """Return the sentence for a 406: what could have been had."""
    return "This can be had as " + ", ".join(FORMATS[key].media_type for key in offers) + "."
