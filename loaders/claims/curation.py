"""Curation: the YAML that a curator writes, turned into utterances of claims and entities of the document.

Offsets are computed here, never typed. Every problem of a file is reported, with its line; whether a quote really
carries its claim is the gate's business (`loaders.claims.gate`).
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from loaders.claims.entries import (
    ClaimEntry,
    ClaimFile,
    ComparisonEntry,
    EntityEntry,
    MaturityEntry,
    ObservationEntry,
    OpinionEntry,
    PassageEntry,
    QuoteRef,
    RelationEntry,
    status_of,
)  # fmt: skip
from loaders.claims.model import (
    Body,
    Claim,
    Comparison,
    Inference,
    MaturityAssessment,
    Object,
    Observation,
    Opinion,
    Qualifiers,
    RelationClaim,
    Span,
    Text,
    Utterance,
)  # fmt: skip
from loaders.claims.quotes import QuoteError, locate, occurrences
from loaders.claims.values import COMPARATOR_WORDS, parse_value
from loaders.errors import Problem
from loaders.text.articles import Article
from loaders.text.authority import Authority, Entity
from loaders.text.dates import parse_interval
from loaders.text.passages import Passages
from ontology import iris
from ontology.namespaces import PG
from ontology.schema import Labels, Schema
from ontology.terms import Polarity

__all__ = ["Curation", "read_curation"]

_Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Curation:
    """What the curators wrote of one article: its own entities, its local names, its claims, and notes on entities."""

    entities: tuple[Entity, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    utterances: tuple[Utterance, ...] = ()
    notes: Mapping[str, Labels] = field(default_factory=dict)


def read_curation(
    article: Article, passages: Passages, authority: Authority, schema: Schema
) -> tuple[Curation, tuple[Problem, ...]]:
    """Return the curated claims of an article, from all its claim files, and every problem found in them.

    A problem has file and line and, for names and quotes, near matches; what has none is read all the same.
    """
    files = [(path, _ClaimFile(path)) for path in article.claim_files]
    problems = [problem for _, file in files for problem in file.problems]
    entities: dict[str, Entity] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    notes: dict[str, Labels] = {}
    for _, file in files:
        for curie, entry in file.model.entities.items():
            iri = iris.expand(curie)
            where = file.problem(("entities", curie))
            if iri in authority or iri in entities:
                problems.append(where(f"{curie} is defined already"))
            for name in entry.type:
                if PG + name not in schema.classes:
                    problems.append(where(f"no class pg:{name}; near: {_near(PG + name, schema.classes)}"))
            problems += [
                where(f"{curie}: its text “{t}” is not in the article") for t in entry.text if t not in article.text
            ]
            entities[iri] = _entity(iri, entry)
            if entry.note:
                notes[iri] = Labels(entry.note.zh, entry.note.en)
        for curie, names in file.model.aliases.items():
            where = file.problem(("aliases", curie))
            problems += [where(f"alias “{name}” is not in the article") for name in names if name not in article.text]
            aliases[iris.expand(curie)] = (*aliases.get(iris.expand(curie), ()), *names)
    known = authority.extended(entities.values())
    problems += [Problem(article.path, 0, f"alias of unknown {iris.compact(i)}") for i in aliases if i not in known]
    utterances: list[Utterance] = []
    for _, file in files:
        reader = _Reader(article, passages, known, schema, file)
        utterances += reader.utterances()
        problems += reader.problems
    ordered = sorted(set(problems), key=lambda p: (str(p.path), p.line, p.message))
    return Curation(tuple(entities.values()), aliases, tuple(utterances), notes), tuple(ordered)


class _ClaimFile:
    """One YAML file: its model, and the line of every path in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.model = ClaimFile()
        self.problems: list[Problem] = []
        self._lines: dict[_Path, int] = {}
        text = path.read_text(encoding="utf-8")
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
            if root is not None:
                self._lines = dict(_lines(root))
            self.model = ClaimFile.model_validate(yaml.safe_load(text) or {})
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            self.problems.append(Problem(path, line, f"not YAML: {error.problem}"))
        except ValidationError as error:
            self.problems += [
                Problem(path, self.line(tuple(e["loc"])), f"{'.'.join(map(str, e['loc']))}: {e['msg']}")
                for e in _own_errors(error)
            ]

    def line(self, path: _Path) -> int:
        """Return the line of a path, or of its nearest parent that has one."""
        known = [part for part in path if not isinstance(part, str) or part not in _TAGS]
        while known and tuple(known) not in self._lines:
            known.pop()
        return self._lines.get(tuple(known), 0)

    def problem(self, path: _Path) -> "_Where":
        return _Where(self.path, self.line(path))


def _own_errors(error: ValidationError) -> Iterator[ErrorDetails]:
    """Yield the errors, but not that a list is too short because its bad items were left out."""
    places = [tuple(e["loc"]) for e in error.errors()]
    for e in error.errors():
        loc = tuple(e["loc"])
        if e["type"] != "too_short" or not any(p[: len(loc)] == loc and p != loc for p in places):
            yield e


_TAGS = frozenset({"relation", "metric", "opinion", "maturity", "comparison"})


@dataclass(frozen=True, slots=True)
class _Where:
    path: Path
    line: int

    def __call__(self, message: str) -> Problem:
        return Problem(self.path, self.line, message)


def _lines(node: yaml.Node, path: _Path = ()) -> Iterator[tuple[_Path, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), key.start_mark.line + 1
            yield from ((p, n) for p, n in _lines(value, (*path, key.value)) if p != (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*path, index))


def _entity(iri: str, entry: EntityEntry) -> Entity:
    return Entity(
        iri=iri,
        types=frozenset(PG + name for name in entry.type),
        labels=Labels(entry.zh, entry.en),
        forms=frozenset(entry.text),
        introduced_as=entry.text[0],
    )


def _near(name: str, names: Iterable[str]) -> str:
    matches = difflib.get_close_matches(name, list(names), n=3, cutoff=0.6)
    return ", ".join(iris.compact(match) for match in matches) or "none"


class _Reader:
    """Reads the passages of one file; collects problems instead of stopping at the first."""

    def __init__(
        self, article: Article, passages: Passages, authority: Authority, schema: Schema, file: _ClaimFile
    ) -> None:
        self.article, self.passages, self.authority, self.schema, self.file = article, passages, authority, schema, file
        self.problems: list[Problem] = []

    def utterances(self) -> Iterator[Utterance]:
        for index, passage in enumerate(self.file.model.passages):
            where = self.file.problem(("passages", index))
            try:
                spans = self._spans(passage)
            except QuoteError as error:
                self.problems.append(where(str(error)))
                continue
            for number, entry in enumerate(passage.claims):
                at = self.file.problem(("passages", index, "claims", number))
                for span in spans:
                    try:
                        yield from self._read(passage, entry, span, at)
                    except ValueError as error:
                        self.problems.append(at(str(error)))

    def _spans(self, passage: PassageEntry) -> tuple[Span, ...]:
        if passage.occurrence == "all":
            spans = occurrences(self.article.text, passage.quote)
            if len(spans) < 2:
                raise QuoteError(f"“{passage.quote}” stands {len(spans)} times; “occurrence: all” needs two or more")
            return spans
        return (locate(self.article.text, passage.quote, passage.occurrence),)

    def _locate(self, reference: str | QuoteRef, near: Span) -> Span:
        if isinstance(reference, QuoteRef):
            return locate(self.article.text, reference.quote, reference.occurrence)
        around = [p for p in self.passages.paragraphs if p.covers(near.start, near.end)]
        return locate(self.article.text, reference, within=around)

    def _read(self, passage: PassageEntry, entry: ClaimEntry, span: Span, at: _Where) -> Iterator[Utterance]:
        inferred = {**passage.inferred, **entry.inferred}
        inferences = tuple(
            Inference(name if name in ("date", "time") else self._iri(name), self._locate(reference, span))
            for name, reference in inferred.items()
        )
        source = entry.source or passage.source
        for body in self._bodies(entry):
            yield Utterance(
                claim=Claim(body, self._qualifiers(passage, entry)),
                document=self.article.id,
                spans=(span, *(self._locate(lead, span) for lead in passage.lead)),
                inferences=inferences,
                stated_source=iris.expand(source) if source else None,
                value_as_stated=entry.stated if isinstance(entry, (ObservationEntry, MaturityEntry)) else None,
                time_as_stated=None if isinstance(entry, (ObservationEntry, MaturityEntry)) else entry.stated,
                note=Labels(entry.note.zh, entry.note.en) if entry.note else None,
                origin=(str(at.path), at.line),
            )

    def _qualifiers(self, passage: PassageEntry, entry: ClaimEntry) -> Qualifiers:
        time = entry.time or passage.time
        place = entry.place or passage.place
        return Qualifiers(
            status=status_of(entry.status or passage.status or self.file.model.defaults.status),
            polarity=Polarity.NEGATED if entry.negated else Polarity.AFFIRMED,
            condition=entry.condition,
            hedge=entry.hedge,
            place=self._iri(place) if place else None,
            sector=tuple(self._iri(curie) for curie in entry.sector),
            time=parse_interval(time) if time else None,
        )

    def _bodies(self, entry: ClaimEntry) -> Iterator[Body]:
        match entry:
            case RelationEntry():
                yield from self._relations(entry)
            case ObservationEntry():
                value = parse_value(entry.value)
                yield Observation(
                    metric=self._iri(entry.metric),
                    about=self._iris(entry.about),
                    comparator=value.comparator,
                    unit=self._known(value.unit),
                    value=value.low,
                    value_max=value.high,
                    compared_with=self._iris(entry.compared_with),
                )
            case OpinionEntry():
                speaker = self._iri(entry.speaker) if entry.speaker else None
                yield Opinion(speaker, Text(entry.opinion, self.article.metadata.language), self._iris(entry.about))
            case MaturityEntry():
                term = parse_value(entry.value) if entry.value else None
                yield MaturityAssessment(
                    technology=self._iri(entry.maturity),
                    phase=self._iri(entry.phase),
                    years=term.low if term else None,
                    years_max=term.high if term else None,
                    unit=self._known(term.unit) if term else None,
                )
            case ComparisonEntry():
                yield Comparison(
                    metric=self._iri(entry.comparison),
                    left=self._iris(entry.left),
                    comparator=COMPARATOR_WORDS[entry.is_],
                    right=self._iris(entry.right),
                    compared_metric=self._iri(entry.right_metric) if entry.right_metric else None,
                )

    def _relations(self, entry: RelationEntry) -> Iterator[Body]:
        words = entry.relation.split()
        objects: list[Object] = [self._iri(curie) for curie in entry.objects]
        if len(words) < 2 or len(words) + bool(objects) + (entry.text is not None) != 3:
            raise ValueError(
                "a relation is “subject predicate object”, or “subject predicate” with `objects` or `text`"
            )
        subject, predicate = self._iri(words[0]), PG + words[1]
        known = self.schema.properties.get(predicate)
        if known is None or not known.claimable:
            claimable = [p.iri for p in self.schema.properties.values() if p.claimable]
            raise ValueError(f"no claim property pg:{words[1]}; near: {_near(predicate, claimable)}")
        if entry.text is not None:
            objects = [Text(entry.text, self.article.metadata.language)]
        elif not objects:
            objects = [parse_interval(words[2]) if known.dates else self._iri(words[2])]
        yield from (RelationClaim(subject, predicate, item) for item in objects)

    def _iris(self, curies: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._iri(curie) for curie in curies)

    def _iri(self, curie: str) -> str:
        iri = iris.expand(curie)
        return iri if iri == iris.document(self.article.id) else self._known(iri)

    def _known(self, iri: str) -> str:
        if iri not in self.authority:
            near = _near(iri, self.authority.entities)
            raise ValueError(
                f"unknown entity {iris.compact(iri)}; near: {near}. Add it to ontology/authority or entities"
            )
        return iri
