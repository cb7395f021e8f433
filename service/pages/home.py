"""The home page: what the release holds, and questions worth asking."""

from dataclasses import dataclass
from typing import Final

from ontology import iris
from ontology.namespaces import PG, PREFIXES
from service.canned.catalogue import Catalogue
from service.canned.parameters import Bilingual
from service.evidence import Label, Reader, Reference
from service.pages.rows import PageReader
from service.release import Release, Releases

__all__ = [
    "QUESTIONS", "DocumentCard", "Question", "ReleaseCard", "documents_of", "questions_of", "releases_of",
    "statuses_of",
]  # fmt: skip

QUESTIONS: Final = (
    "market-shares", "targets-by-deadline", "support-with-caps", "comparisons-and-gaps", "timeline", "challenges",
)  # fmt: skip
"""The canned queries that the home page asks, each with its first example."""

STATUSES: Final = (
    "StatedFact", "Enacted", "Draft", "Proposal", "Plan", "Recommendation", "Requirement", "Forecast", "Expectation",
    "Opinion", "Example",
)  # fmt: skip


_COUNTS: Final = """PREFIX pg: <https://w3id.org/policygraph/ontology#>
SELECT ?status (COUNT(DISTINCT ?claim) AS ?claims) WHERE { ?claim a pg:Claim ; pg:status ?status } GROUP BY ?status"""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, what its query is called, and where its answer stands."""

    text: Bilingual
    summary: Bilingual
    path: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document with its coverage."""

    document: Reference
    publisher: str
    issued: str
    claimed: int
    total: int


@dataclass(frozen=True, slots=True)
class ReleaseCard:
    """A release that can be read: what it holds, whether the page is about it, and the release before it."""

    id: str
    built_at: str
    claims: int
    documents: int
    shown: bool
    previous: str | None


def questions_of(catalogue: Catalogue) -> list[Question]:
    """Return the questions of the home page that the catalogue can answer."""
    found = []
    for name in QUESTIONS:
        if name in catalogue:
            query = catalogue[name]
            example = query.examples[0]
            text = Bilingual(zh=example.zh, en=example.en)
            found.append(Question(text, query.summary, f"/queries/{name}", dict(example.values)))
    return found


def documents_of(reader: Reader, release: Release) -> list[DocumentCard]:
    """Return the documents of a release in the order of its manifest."""
    return [_card(reader, iris.document(document)) for document in release.documents]


def _card(reader: Reader, iri: str) -> DocumentCard:
    return DocumentCard(
        document=reader.reference(iri),
        publisher=reader.words(iri, PREFIXES["dcterms"] + "publisher") or "",
        issued=reader.words(iri, PREFIXES["dcterms"] + "issued") or "",
        claimed=int(reader.words(iri, PG + "claimedSentenceCount") or 0),
        total=int(reader.words(iri, PG + "sentenceCount") or 0),
    )


def statuses_of(reader: PageReader) -> list[tuple[str, Label, int]]:
    """Return each status that claims of the release have: local name, label, and how many.

    These are the counts of the build; where it made none, a claim of several graphs of the scope counts once.
    """
    if known := reader.release.counts:
        built = known.claims[reader.scope].get("status", {})
        return [(name, reader.label(PG + name), built[name]) for name in STATUSES if name in built]
    counts = {found["status"]: int(found["claims"]) for found in reader.solutions(_COUNTS, "status", "claims")}
    return [(name, reader.label(PG + name), counts[PG + name]) for name in STATUSES if PG + name in counts]


def releases_of(releases: Releases, shown: str) -> list[ReleaseCard]:
    """Return the releases that can be read, the newest first; each but the oldest has the one before it."""
    manifests = releases.manifests()
    before = [*(manifest.release for manifest in manifests[1:]), None]
    return [
        ReleaseCard(m.release, m.built_at, m.counts.get("claims", 0), len(m.documents), m.release == shown, previous)
        for m, previous in zip(manifests, before, strict=True)
    ]
