"""Filters of lists: the facets of search and look-ups as query parameters, each of them repeatable."""

from collections.abc import Callable, Sequence
from typing import Annotated, Final

from fastapi import Query

from ontology.iris import compact
from ontology.namespaces import KINDS, PG
from ontology.schema import load_schema
from service.canned.parameters import SCHEMES, InvalidValue, Parameter, term
from service.canned.running import sentence
from service.errors import BadRequest
from service.evidence import Reader, Scope
from service.facets import Chosen
from service.names import near, resolver
from service.release import Release
from service.search import index_of

__all__ = ["Filters", "ScopeParameter"]

ScopeParameter = Annotated[
    Scope, Query(description="Claims that count: `reviewed`, or `all` of them, also those nobody has reviewed.")
]
_STATUS: Final = Parameter(name="status", type="enum", scheme="status", zh="状态。", en="Status.")
_STATUSES: Final = ", ".join(SCHEMES["status"])
_THING: Final = "IRI, CURIE, or name in Chinese or English"

Values = list[str] | None


class Filters:
    """What of each facet was chosen. Of one facet any value will do; every facet must fit."""

    def __init__(
        self,
        kind: Annotated[Values, Query(description="Only these kinds: of entity, `document` or `claim`.")] = None,
        type: Annotated[Values, Query(description="Only these classes, such as `City` or `Observation`.")] = None,
        place: Annotated[Values, Query(description=f"Only of these places or parts of them: {_THING}.")] = None,
        sector: Annotated[Values, Query(description=f"Only of these sectors or parts of them: {_THING}.")] = None,
        status: Annotated[
            Values, Query(description=f"Only claims of these statuses, and what they name: {_STATUSES}.")
        ] = None,
        year: Annotated[Values, Query(description="Only what has a date in these years, such as `2023`.")] = None,
        document: Annotated[Values, Query(description=f"Only what these documents say: id, {_THING}.")] = None,
    ) -> None:
        self.given: dict[str, Sequence[str]] = {
            "kind": kind or (), "type": type or (), "place": place or (), "sector": sector or (),
            "status": status or (), "year": year or (), "document": document or (),
        }  # fmt: skip

    def chosen(self, release: Release, scope: Scope) -> Chosen:
        """Return the values of facets that are meant. Raises BadRequest, with near matches, for one that is none."""
        known = index_of(release).facets[scope]
        resolve = resolver(Reader(release, scope))

        def thing(kind: str) -> Callable[[str], str]:
            return lambda value: compact(resolve(value, (kind,)))

        def status(value: str) -> str:
            return term(_STATUS, value).value.removeprefix(PG)

        def listed(what: str, vocabulary: Sequence[str]) -> Callable[[str], str]:
            return lambda value: _listed(what, value.removeprefix("pg:"), vocabulary)

        classes = [name.removeprefix(PG) for name in load_schema().classes if name.startswith(PG)]
        kinds = list(dict.fromkeys((*KINDS, *known.values("kind"))))
        readings: dict[str, Callable[[str], str]] = {
            "kind": listed("kind", kinds), "type": listed("class", classes), "place": thing("place"),
            "sector": thing("sector"), "status": status, "year": _year, "document": thing("document"),
        }  # fmt: skip
        try:
            return {field: [readings[field](v) for v in values] for field, values in self.given.items() if values}
        except InvalidValue as error:
            raise BadRequest(sentence(error)) from error


def _listed(what: str, value: str, vocabulary: Sequence[str]) -> str:
    found = {name.lower(): name for name in vocabulary}
    if value.lower() not in found:
        known = f" The kinds are {', '.join(vocabulary)}." if what == "kind" else near(value, found)
        raise InvalidValue(f"There is no {what} {value[:40]!r}.{known}")
    return found[value.lower()]


def _year(value: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) == 4):
        raise InvalidValue(f"`year` is a year of four digits such as 2023, not {value[:40]!r}")
    return value
