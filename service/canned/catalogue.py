"""The catalogue of canned queries: every `.rq` file under `queries/`, read, checked and proven to parse.

A file is a SPARQL query after comment lines that begin with `#+`: YAML front matter as grlc has it. One broken file
stops the start, naming file and line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal

import pyoxigraph as ox
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ontology.namespaces import sparql_prologue
from service.canned.binding import bind, occurrences
from service.canned.charts import Chart, columns_of
from service.canned.parameters import STANDARD, Bilingual, InvalidValue, Parameter, Resolve, Term, Value, Written, terms
from service.release import Scope

__all__ = ["QUERIES", "BrokenQuery", "CannedQuery", "Catalogue", "read_catalogue", "read_query"]

QUERIES: Final = Path(__file__).resolve().parent.parent.parent / "queries"
"""The shipped queries."""

SCOPE: Final = "scope"
"""What every query may use without declaring it: the scope it is asked with, for addresses that lead on."""

_MARK: Final = "#+"
_PLACE: Final = re.compile(r"error at (\d+):\d+: ")
_PREFIX: Final = re.compile(r"(?<![\w-])([a-z][\w-]*):(?=[A-Za-z])")


class BrokenQuery(ValueError):
    """A query file that cannot be served; the message begins with file and line."""


class Example(BaseModel):
    """Values that show what the query is for, and the question they answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]
    values: dict[str, Written] = {}


class _FrontMatter(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    summary: Bilingual
    description: Bilingual
    tags: Annotated[tuple[str, ...], Field(min_length=1)]
    scope: Scope = "reviewed"
    parameters: tuple[Parameter, ...] = ()
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]
    chart: Chart | None = None

    @field_validator("parameters", mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        return [{"name": name, **about} for name, about in value.items()] if isinstance(value, dict) else value


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """One canned query. `text` is the file's SPARQL with its parameters open, `prologue` the prefixes before it.

    `kind` says whether it answers with rows (SELECT) or a graph (CONSTRUCT). With `scope` all it is always asked of all
    claims, reviewed or not.
    """

    name: str
    group: str
    kind: Literal["rows", "graph"]
    summary: Bilingual
    description: Bilingual
    tags: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    examples: tuple[Example, ...]
    text: str
    columns: tuple[str, ...]
    chart: Chart | None
    scope: Scope = "reviewed"

    def terms(self, values: Mapping[str, Value], resolve: Resolve | None = None) -> dict[str, tuple[Term, ...]]:
        """Return the terms of every parameter for the given values.

        Raises InvalidValue where a value does not fit, a needed one is missing, or a name is none of the parameters.
        """
        for name in values:
            if name not in self.parameters:
                raise InvalidValue(f"{self.name} has no parameter `{name}`; it has {', '.join(self.parameters)}")
        return {name: terms(p, values.get(name), resolve) for name, p in self.parameters.items()}

    def bound(self, terms: Mapping[str, tuple[Term, ...]], scope: Scope = "reviewed") -> str:
        """Return the query with these terms in place, prefixes included, ready to run and to copy."""
        lines = bind(self.text, {**terms, SCOPE: (ox.Literal(scope),)}).split("\n")
        return _prologue(self.text) + "\n".join(line for line in lines if line.strip()) + "\n"


Catalogue = Mapping[str, CannedQuery]
"""The canned queries by name, sorted by group and name."""


def _prologue(text: str) -> str:
    """Return declarations of the prefixes that a query text uses, in one block."""
    used = set(_PREFIX.findall(text))
    lines = sparql_prologue().splitlines(keepends=True)
    return "".join(line for line in lines if line.split()[1].removesuffix(":") in used)


def read_catalogue(folder: Path = QUERIES) -> Catalogue:
    """Return every query under `folder`.

    Raises BrokenQuery naming file and line for the first file that cannot be served.
    """
    found: dict[str, CannedQuery] = {}
    for path in sorted(folder.rglob("*.rq")):
        query = read_query(path, folder)
        if query.name in found:
            raise BrokenQuery(f"{path}:1: there is another query {query.name!r} in {found[query.name].group}/")
        found[query.name] = query
    return MappingProxyType(found)


def read_query(path: Path, folder: Path) -> CannedQuery:
    """Return the query in one file. Raises BrokenQuery naming file and line."""
    source = path.read_text(encoding="utf-8")
    lines = source.split("\n")
    count = next((i for i, line in enumerate(lines) if not line.startswith(_MARK)), len(lines))
    matter = _front_matter(path, [line[len(_MARK) :] for line in lines[:count]])
    text = "\n".join(lines[count:]).strip("\n") + "\n"
    first = count + 1 + next((i for i, line in enumerate(lines[count:]) if line.strip()), 0)
    parameters = _parameters(path, matter, text, first)
    kind, columns = _parse(path, matter, parameters, text, first)
    _check_chart(path, matter, columns, "\n".join(line[len(_MARK) :] for line in lines[:count]))
    return CannedQuery(
        name=path.stem,
        group=path.parent.relative_to(folder).as_posix(),
        kind=kind,
        summary=matter.summary,
        description=matter.description,
        tags=matter.tags,
        parameters=MappingProxyType(parameters),
        examples=matter.examples,
        text=text,
        columns=columns,
        chart=matter.chart,
        scope=matter.scope,
    )


def _check_chart(path: Path, matter: _FrontMatter, columns: tuple[str, ...], front: str) -> None:
    """Raise BrokenQuery where the chart draws a column that the answer does not have."""
    for column in columns_of(matter.chart) if matter.chart else ():
        if column not in columns:
            raise BrokenQuery(f"{path}:{_line_of(front, ['chart'])}: the chart's `{column}` is no column of the answer")


def _front_matter(path: Path, lines: list[str]) -> _FrontMatter:
    if not lines:
        raise BrokenQuery(f"{path}:1: the file must begin with front matter, lines that start with {_MARK}")
    text = "\n".join(lines)
    try:
        data = yaml.safe_load(text)
        return _FrontMatter.model_validate(data)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BrokenQuery(f"{path}:{line}: {error.problem}") from error
    except ValidationError as error:
        first = max(error.errors(), key=lambda each: each["type"] == "extra_forbidden")
        where = [str(part) for part in first["loc"]]
        raise BrokenQuery(f"{path}:{_line_of(text, where)}: {'.'.join(where)}: {first['msg']}") from error


def _line_of(text: str, where: list[str]) -> int:
    """Return the line of the deepest part of a path that the YAML text has."""
    node = yaml.compose(text)
    line = 1
    for part in where:
        step: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            keys = [(key.value, key.start_mark.line, value) for key, value in node.value]
            position = int(part) if part.isdigit() else -1
            for index, (key, at, value) in enumerate(keys):
                if key == part or index == position:
                    line, step = at + 1, value
        elif isinstance(node, yaml.SequenceNode) and part.isdigit() and int(part) < len(node.value):
            step = node.value[int(part)]
            line = step.start_mark.line + 1
        if step is None:
            break
        node = step
    return line


def _parameters(path: Path, matter: _FrontMatter, text: str, first: int) -> dict[str, Parameter]:
    """Return the parameters by name, the standard ones last. Raises BrokenQuery where text and declarations differ."""
    declared = {parameter.name: parameter for parameter in matter.parameters}
    if reserved := declared.keys() & {*STANDARD, "scope", "format", "release"}:
        raise BrokenQuery(f"{path}:1: `{min(reserved)}` is a parameter that every query has; do not declare it")
    used: set[str] = set()
    for found in occurrences(text):
        if found.name == SCOPE:
            continue
        line = first + found.line - 1
        parameter = declared.get(found.name) or STANDARD.get(found.name)
        if parameter is None:
            raise BrokenQuery(f"{path}:{line}: ${found.name} is not declared in the front matter")
        if (parameter.optional or parameter.many) and found.block is None:
            raise BrokenQuery(
                f"{path}:{line}: ${found.name} may be absent or several; write VALUES ?variable {{ ${found.name} }}"
            )
        used.add(found.name)
    if unused := declared.keys() - used:
        raise BrokenQuery(f"{path}:1: the parameter `{min(unused)}` is declared but never used as ${min(unused)}")
    return declared | {name: parameter for name, parameter in STANDARD.items() if name in used}


def _parse(
    path: Path, matter: _FrontMatter, parameters: dict[str, Parameter], text: str, first: int
) -> tuple[Literal["rows", "graph"], tuple[str, ...]]:
    """Return kind and columns of the query, after running it with its defaults and each example on an empty store."""
    prologue = _prologue(text)
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | None = None
    for values in _trials(matter, parameters):
        try:
            unknown = values.keys() - parameters.keys()
            if unknown:
                raise InvalidValue(f"an example gives `{min(unknown)}`, which is no parameter")
            bound = {name: terms(p, values.get(name)) for name, p in parameters.items()}
            query = bind(text, {**bound, SCOPE: (ox.Literal("reviewed"),)})
            results = ox.Store().query(prologue + query)
        except InvalidValue as error:
            raise BrokenQuery(f"{path}:1: {error}") from error
        except SyntaxError as error:
            place = _PLACE.match(str(error.msg))
            line = first + (int(place[1]) - 1 - prologue.count("\n") if place else 0)
            message = " ".join(_PLACE.sub("", str(error.msg)).split())
            raise BrokenQuery(f"{path}:{line}: {message}") from error
    if isinstance(results, ox.QuerySolutions):
        columns = tuple(variable.value for variable in results.variables)
        if missing := [name for name in STANDARD if name not in parameters]:
            raise BrokenQuery(f"{path}:{first}: a query that answers with rows must use ${missing[0]}")
        return "rows", columns
    if isinstance(results, ox.QueryTriples):
        return "graph", ()
    raise BrokenQuery(f"{path}:{first}: a canned query is a SELECT or a CONSTRUCT")


def _trials(matter: _FrontMatter, parameters: dict[str, Parameter]) -> Iterator[dict[str, Value]]:
    yield {name: p.example for name, p in parameters.items() if p.required and p.example is not None}
    yield {name: p.example for name, p in parameters.items() if p.example is not None}
    for example in matter.examples:
        yield example.values
