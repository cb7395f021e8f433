"""The claim page: a claim's parts, its words in context, whether they still stand, how to cite it, its triples."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from service.evidence import Claim, Evidence, Reader, Reference, Text
from service.pages.rows import local
from service.release import Release

__all__ = ["Check", "Context", "context_of", "parts_of", "turtle_of", "verified"]

_AROUND: Final = 90


@dataclass(frozen=True, slots=True)
class Context:
    """A quote in its text: the words before, the quote, the words after; `cut` where the text goes on."""

    before: str
    quote: str
    after: str
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What re-reading the source gave: the words at the offsets now, whether they and the file are as recorded."""

    found: str
    stands: bool
    same_file: bool
    sha256: str


def context_of(text: str, evidence: Evidence) -> Context:
    """Return the quote as the stored text has it, with the words around it."""
    first, last = max(0, evidence.start - _AROUND), min(len(text), evidence.end + _AROUND)
    return Context(
        text[first : evidence.start], text[evidence.start : evidence.end], text[evidence.end : last],
        first > 0, last < len(text),
    )  # fmt: skip


def verified(release: Release, evidence: Evidence) -> Check:
    """Return whether a quote stands, from the source file as it is on disk at this moment.

    Raises OSError where the file cannot be read.
    """
    document = local(evidence.document.iri)
    data = (release.folder / "documents" / f"{document}.txt").read_bytes()
    digest = sha256(data).hexdigest()
    found = data.decode("utf-8", errors="replace")[evidence.start : evidence.end]
    return Check(found, found == evidence.quote, digest == release.documents[document].sha256, digest)


def parts_of(claim: Claim) -> list[tuple[str, str, list[Reference | Text]]]:
    """Return the parts that a claim has, each with its English and Chinese name and its values, in reading order."""
    parts: list[tuple[str, str, list[Reference | Text | None]]] = [
        ("Subject", "主体", [claim.subject]),
        ("Relation", "关系", [claim.predicate]),
        ("Object", "客体", [claim.object, None if claim.date else claim.object_text]),
        ("Speaker", "发言者", [claim.speaker]),
        ("Words", "原话", [claim.utterance]),
        ("About", "对象", list(claim.about)),
        ("Metric", "指标", [claim.metric]),
        ("Left side", "左项", list(claim.left)),
        ("Right side", "右项", list(claim.right)),
        ("Compared by", "对比指标", [claim.compared_metric]),
        ("Compared with", "对比对象", list(claim.compared_with)),
        ("Technology", "技术", [claim.technology]),
        ("Phase", "阶段", [claim.phase]),
        ("Place", "地域", [claim.place]),
        ("Sector", "行业", list(claim.sector)),
        ("Condition", "条件", [Text(value=claim.condition) if claim.condition else None]),
        ("Hedge", "限定语", [Text(value=claim.hedge) if claim.hedge else None]),
    ]
    found = [(en, zh, [value for value in values if value is not None]) for en, zh, values in parts]
    return [part for part in found if part[2]]


def turtle_of(reader: Reader, claim: Claim) -> str:
    """Return the claim and its evidence as Turtle."""
    subjects = [claim.iri, *(evidence.iri for evidence in claim.evidence)]
    triples = {ox.Triple(quad.subject, quad.predicate, quad.object) for s in subjects for quad in reader.outgoing(s)}
    used = {name: iri for name, iri in PREFIXES.items() if any(iri in str(triple) for triple in triples)}
    written = ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.TURTLE, prefixes=used)
    return (written or b"").decode()
