"""What stands in a document, found once per release: claimed spans, reviewed or not, bare sentences, outline."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from ontology import iris
from ontology.namespaces import ID, PG, PREFIXES
from service.pages.marks import Span
from service.pages.rows import PageReader, local

__all__ = ["KINDS", "Claimed", "Section", "claimed_in"]

KINDS: Final = ("RelationClaim", "Observation", "Opinion", "MaturityAssessment", "Comparison")
"""The kinds of claim, each with a colour of its own."""

_TYPE: Final = PREFIXES["rdf"] + "type"
_LONGEST_HEADING: Final = 60
_LONGEST_NUMERAL: Final = 4
_EVIDENCE: Final = re.compile(re.escape(ID) + r"evidence/[^/]+/(\d+)-(\d+)/(\w+)")
"""The IRI of a piece of evidence says where it stands and for which claim (MODEL, section 2): no need to ask."""

_PASSAGES: Final = """PREFIX pg: <https://w3id.org/policygraph/ontology#>
SELECT ?kind ?start ?end ?furniture WHERE {{
  <{iri}> pg:hasPassage ?passage . ?passage a ?kind ; pg:start ?start ; pg:end ?end .
  OPTIONAL {{ ?passage pg:furniture ?furniture }}
}}"""


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the outline: where a section begins, its first line, and how many claims stand in it."""

    start: int
    heading: str
    claims: int


@dataclass(frozen=True)
class Claimed:
    """Everything about a document that does not depend on the reader's choice.

    `spans` has the claims on each span `[start, end)`, `unreviewed` those of them that nobody has reviewed.
    """

    spans: dict[tuple[int, int], tuple[str, ...]]
    unreviewed: frozenset[str]
    marks: tuple[Span, ...]
    sections: tuple[Section, ...]
    uncovered: tuple[tuple[int, int], ...]
    claim_count: int


def claimed_in(reader: PageReader, iri: str, text: str) -> Claimed:
    """Return what stands in the document of this IRI, whose stored text is `text`."""
    spans: dict[tuple[int, int], set[str]] = {}
    kinds: dict[tuple[int, int, bool], set[str]] = {}
    reviewed: set[str] = set()
    kinds_of = {claim: kind for kind in KINDS for claim in reader.subjects(_TYPE, ox.NamedNode(PG + kind))}
    unread = set(reader.subjects(PG + "reviewStatus", ox.NamedNode(PG + "Unreviewed")))
    for evidence in reader.subjects(PG + "document", ox.NamedNode(iri)):
        found = _EVIDENCE.fullmatch(evidence)
        claim = iris.claim(found[3]) if found else ""
        if found is None or claim not in kinds_of:
            continue
        start, end, checked = int(found[1]), int(found[2]), evidence not in unread
        spans.setdefault((start, end), set()).add(claim)
        kinds.setdefault((start, end, checked), set()).add(kinds_of[claim])
        if checked:
            reviewed.add(claim)
    sections, sentences = _passages(reader, iri)
    everything = {claim for claims in spans.values() for claim in claims}
    return Claimed(
        spans={span: tuple(sorted(claims)) for span, claims in sorted(spans.items())},
        unreviewed=frozenset(everything - reviewed),
        marks=tuple(
            Span(start, end, frozenset(kinds[start, end, checked]), checked) for start, end, checked in sorted(kinds)
        ),
        sections=_outline(text, sections, {start for start, _, furniture in sentences if furniture}, spans),
        uncovered=_bare(sentences, sorted(spans)),
        claim_count=len(reviewed),
    )


def _passages(reader: PageReader, iri: str) -> tuple[list[tuple[int, int, bool]], list[tuple[int, int, bool]]]:
    """Return sections and sentences, each as start, end, and whether it is page furniture."""
    found: dict[str, set[tuple[int, int, bool]]] = {"Section": set(), "Sentence": set()}
    for passage in reader.solutions(_PASSAGES.format(iri=iri), "kind", "start", "end", "furniture"):
        if (kind := local(passage["kind"])) in found:
            found[kind].add((int(passage["start"]), int(passage["end"]), bool(passage["furniture"])))
    return sorted(found["Section"]), sorted(found["Sentence"])


def _bare(sentences: Iterable[tuple[int, int, bool]], spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (start, end)
        for start, end, furniture in sentences
        if not furniture and not any(a < end and start < b for a, b in spans)
    )


def _outline(
    text: str, passages: list[tuple[int, int, bool]], furniture: set[int], spans: Mapping[tuple[int, int], set[str]]
) -> tuple[Section, ...]:
    """Return the sections that the article itself has; a bare number belongs to the heading after it."""
    found: list[Section] = []
    numeral: tuple[int, str] | None = None
    for start, end, _ in passages:
        heading = text[start:end].strip().partition("\n")[0].strip(" \r#*_")
        if start in furniture or heading.startswith("|"):
            continue
        if end - start <= _LONGEST_NUMERAL:
            numeral = (start, heading)
            continue
        if numeral is not None:
            heading = f"{numeral[1]} {heading}"
        if len(heading) > _LONGEST_HEADING:
            heading = heading[:_LONGEST_HEADING] + "…"
        claims = {claim for (first, _), named in spans.items() if start <= first < end for claim in named}
        found.append(Section(numeral[0] if numeral else start, heading, len(claims)))
        numeral = None
    return tuple(found)
