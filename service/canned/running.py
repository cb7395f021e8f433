"""Running a canned query: the values of a request bound, sent to the engine, and whether more rows follow."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson
import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from service.canned.answers import Row, rows_of
from service.canned.catalogue import CannedQuery
from service.canned.parameters import InvalidValue, Resolve, Term, Value
from service.engine.port import Answer, Engine, Question
from service.errors import BadRequest
from service.evidence import Scope
from service.release import Release

__all__ = ["Page", "Run", "prepare", "sentence"]

_INTEGER = ox.NamedNode(PREFIXES["xsd"] + "integer")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows, and whether more follow."""

    rows: list[Row]
    complete: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A canned query with its values, ready to be asked of one release."""

    query: CannedQuery
    terms: Mapping[str, tuple[Term, ...]]
    release: Release
    scope: Scope
    client: str | None = None

    @property
    def text(self) -> str:
        """The query as it is sent: prefixes, values in place."""
        return self.query.bound(self.terms, self.scope)

    @property
    def limit(self) -> int:
        """The most rows that the answer holds."""
        return int(self.terms["limit"][0].value)

    @property
    def offset(self) -> int:
        """How many rows are skipped."""
        return int(self.terms["offset"][0].value)

    async def page(self, engine: Engine) -> Page:
        """Return the rows of a SELECT. Raises what the engine raises."""
        longer = self.within(self.limit + 1, self.offset)
        answer = await engine.query(self.release, longer._question(solutions="json"), client=self.client)
        bindings: list[dict[str, Any]] = orjson.loads(await answer.read())["results"]["bindings"]
        return Page(rows_of(self.query.columns, bindings[: self.limit]), len(bindings) <= self.limit)

    async def answer(self, engine: Engine, key: str) -> tuple[Answer, bool]:
        """Return the answer in a format of `service.sparql.results`, and whether it is all there is.

        Raises what the engine raises.
        """
        kind = "solutions" if self.query.kind == "rows" else "graph"
        asked = engine.query(self.release, self._question(**{kind: key}), client=self.client)
        if kind == "graph":
            return await asked, True
        rest = self.within(1, self.offset + self.limit)._question(solutions="json")
        answer, follow = await asyncio.gather(asked, engine.query(self.release, rest, client=self.client))
        return answer, not orjson.loads(await follow.read())["results"]["bindings"]

    async def beginning(self, engine: Engine, solutions: int) -> Answer:
        """Return the triples of a CONSTRUCT's first solutions as N-Triples. Raises what the engine raises."""
        question = self._question(graph="ntriples")
        shorter = question._replace(text=f"{question.text}LIMIT {int(solutions)}\n")
        return await engine.query(self.release, shorter, client=self.client)

    def within(self, limit: int, offset: int) -> "Run":
        """Return the same run for other rows of its answer."""
        window = {"limit": limit, "offset": offset}
        literals = {name: (ox.Literal(str(number), datatype=_INTEGER),) for name, number in window.items()}
        return replace(self, terms={**self.terms, **literals})

    def _question(self, solutions: str | None = None, graph: str | None = None) -> Question:
        return Question(
            self.text,
            solutions=solutions,
            graph=graph,
            scope=self.scope,
            trusted=True,
        )


def prepare(
    query: CannedQuery,
    values: Mapping[str, Value],
    release: Release,
    scope: Scope,
    resolve: Resolve,
    client: str | None = None,
) -> Run:
    """Return the run of a query for the values of a request. Raises BadRequest where one does not fit."""
    try:
        return Run(query, query.terms(values, resolve), release, "all" if query.scope == "all" else scope, client)
    except InvalidValue as error:
        raise BadRequest(sentence(error), extra={"parameters": list(query.parameters)}) from error


def sentence(error: InvalidValue) -> str:
    text = str(error)
    return text if text.endswith((".", "?")) else f"{text}."
