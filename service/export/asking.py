"""What an export is asked for, over HTTP and on the command line: words of a person, made into options."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from ontology.namespaces import KINDS
from ontology.terms import Status
from service.canned.catalogue import CannedQuery, Catalogue
from service.canned.parameters import InvalidValue, Resolve, Value
from service.errors import BadRequest, NotFound
from service.export.graph import WriteOptions
from service.export.options import Language, Options, View
from service.export.selection import Filters
from service.release import Scope

__all__ = ["Asked", "around_name", "graph_query", "parameters", "resolved"]


class Asked(BaseModel):
    """The parameters of an export. Entities are named by IRI, `kind:slug` or label."""

    lang: Annotated[Language, Field(description="Language of the labels.")] = "en"
    view: Annotated[
        View,
        Field(description="`collapsed`: claims are edges and attributes; `full`: every claim is a node, mentions too."),
    ] = "collapsed"
    kind: Annotated[list[str], Field(description="Only entities of these kinds, such as `policy`.")] = []
    status: Annotated[list[Status], Field(description="Only claims of these statuses.")] = []
    place: Annotated[list[str], Field(description="Only claims about these places or parts of them.")] = []
    sector: Annotated[list[str], Field(description="Only claims about these sectors or parts of them.")] = []
    document: Annotated[list[str], Field(description="Only claims that these documents make.")] = []
    first: Annotated[
        date | None,
        Field(alias="from", description="Only claims whose dates, or else those of their ends, are not before."),
    ] = None
    last: Annotated[date | None, Field(alias="to", description="Only claims whose dates are not after.")] = None
    isolates: Annotated[bool, Field(description="Also entities that nothing links.")] = True
    around: Annotated[list[str], Field(description="Only what surrounds these entities.")] = []
    depth: Annotated[int, Field(ge=1, le=3, description="Steps from the entities of `around`.")] = 1
    query: Annotated[str | None, Field(description="Only what this canned graph query answers; see `/queries`.")] = None
    param: Annotated[list[str], Field(description="A parameter of `query`, as `name=value`.")] = []
    scope: Annotated[
        Scope, Field(description="Claims that count: `reviewed`, or `all` of them, also those nobody has reviewed.")
    ] = "reviewed"
    excel: Annotated[bool, Field(description="`gephi-csv`: with BOM, and nothing that Excel would evaluate.")] = False
    time: Annotated[bool, Field(description="`gexf`: nodes and edges with start, end and spells.")] = False

    @model_validator(mode="after")
    def _one_part(self) -> "Asked":
        if self.query is not None and self.around:
            raise ValueError("ask for `query` or for `around`, not for both")
        return self

    @property
    def written(self) -> WriteOptions:
        """How the file is to be written."""
        return WriteOptions(time=self.time, excel=self.excel)

    def options(self, resolve: Resolve) -> Options:
        """Return the options with every entity resolved. Raises BadRequest where a name fits none."""
        if unknown := [kind for kind in self.kind if kind not in KINDS]:
            raise BadRequest(f"There is no kind of entity {unknown[0][:40]!r}; the kinds are {', '.join(KINDS)}.")
        filters = Filters(
            kinds=frozenset(self.kind),
            statuses=frozenset(status.value for status in self.status),
            places=frozenset(resolved(resolve, self.place, "place")),
            sectors=frozenset(resolved(resolve, self.sector, "sector")),
            documents=frozenset(resolved(resolve, self.document, "document")),
            first=self.first,
            last=self.last,
        )
        return Options(self.lang, self.view, filters, self.isolates)


def resolved(resolve: Resolve, names: Iterable[str], *kinds: str) -> list[str]:
    """Return the IRIs of named entities of some kinds (none: any). Raises BadRequest where a name fits none."""
    try:
        return [resolve(name, kinds) for name in names]
    except InvalidValue as error:
        raise BadRequest(f"{str(error).rstrip('.')}.") from error


def around_name(centres: Iterable[str]) -> str:
    """Return how a neighbourhood is called in a file's name."""
    return "around-" + "-".join(centre.rpartition("/")[2] for centre in list(centres)[:3])


def parameters(pairs: Iterable[str]) -> dict[str, Value]:
    """Return `name=value` pairs as values by name, several of one name as a list.

    Raises BadRequest where a pair has no name.
    """
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or not name:
            raise BadRequest(f"Write a parameter of the query as name=value, not {pair[:40]!r}.")
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def graph_query(catalogue: Catalogue, name: str) -> CannedQuery:
    """Return the canned query of a name. Raises NotFound where there is none, BadRequest where it gives rows."""
    query = catalogue.get(name)
    graphs = [known.name for known in catalogue.values() if known.kind == "graph"]
    if query is None:
        raise NotFound(f"There is no canned query {name[:80]!r}; those that give a graph are {', '.join(graphs)}.")
    if query.kind != "graph":
        raise BadRequest(f"{name} gives rows; those that give a graph are {', '.join(graphs)}.")
    return query
