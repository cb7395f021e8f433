"""The search index of a release: entities, documents and claims with their forms, as `ontology.search` cuts them.

Written beside the store from the same default graph, and derived from it alone.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import tantivy

from ontology.namespaces import ID, PG, PREFIXES
from ontology.search import COUNTS, FOLDER, GRAMS, VERSION, fold, grams, prefixes, word_prefixes

__all__ = ["Searchable", "searchables", "write_index", "write_search"]

_RDF, _RDFS, _SKOS = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["skos"]
_HEAP: Final = 256 << 20
_FORMS: Final = {
    _RDFS + "label": "label",
    _SKOS + "altLabel": "alias",
}
_NAMING: Final = frozenset(
    {_RDF + "subject", _RDF + "object"}
    | {
        PG + name
        for name in (
            "about", "metric", "place", "sector", "speaker", "technology", "leftSide", "rightSide", "comparedWith",
            "phase", "unit",
        )
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Searchable:
    """One thing to be found: its IRI, its kind, its classes (local names), its forms, and how many claims name it.

    A form is (text, language or an empty string, what it is: label, alias or quote).
    """

    iri: str
    kind: str
    types: tuple[str, ...]
    forms: tuple[tuple[str, str, str], ...]
    weight: int


def write_search(release_folder: Path, default: Iterable[ox.Triple]) -> None:
    """Write the search index of a release's default graph into its folder."""
    write_index(release_folder / FOLDER, searchables(default))


def searchables(default: Iterable[ox.Triple]) -> list[Searchable]:
    """Return what can be found in a default graph, sorted by kind, then English or first label, then IRI."""
    types: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    quotes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    evidence: list[tuple[str, str]] = []
    naming: Counter[str] = Counter()
    for triple in default:
        subject, value, predicate = triple.subject, triple.object, triple.predicate.value
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(ID):
            continue
        if isinstance(value, ox.Literal):
            if predicate in _FORMS:
                forms[subject.value].add((value.value, value.language or "", _FORMS[predicate]))
            elif predicate == PG + "quote":
                quotes[subject.value].add((value.value, value.language or ""))
        elif isinstance(value, ox.NamedNode):
            if predicate == _RDF + "type" and value.value.startswith(PG):
                types[subject.value].add(value.value.removeprefix(PG))
            elif predicate == PG + "evidence":
                evidence.append((subject.value, value.value))
            elif predicate in _NAMING and subject.value.startswith(PREFIXES["claim"]):
                naming[value.value] += 1
    for claim, utterance in evidence:
        forms[claim] |= {(text, language, "quote") for text, language in quotes[utterance]}
    found = [
        Searchable(iri, _kind(iri), tuple(sorted(types[iri])), tuple(sorted(forms[iri])), naming[iri])
        for iri, classes in types.items()
        if classes & {"Entity", "Document", "Claim"}
    ]
    return sorted(found, key=lambda item: (item.kind, _sort_label(item), item.iri))


def write_index(folder: Path, items: Iterable[Searchable]) -> None:
    """Write an index of these items, in their order, and the counts of kinds and types beside it."""
    folder.mkdir(parents=True)
    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer("spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    writer = index.writer(_HEAP, 1)
    kinds: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for order, item in enumerate(items):
        kinds[item.kind] += 1
        types.update(item.types)
        writer.add_document(_document(item, order))
    writer.commit()
    writer.wait_merging_threads()
    counts = {"version": VERSION, "kinds": dict(sorted(kinds.items())), "types": dict(sorted(types.items()))}
    (folder / COUNTS).write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("type", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("exact", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("prefix", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("word", tokenizer_name="spaces", index_option="basic")
    for name in GRAMS:
        builder.add_text_field(name, tokenizer_name="spaces", index_option="basic")
    builder.add_unsigned_field("weight", fast=True)
    builder.add_unsigned_field("order", fast=True)
    builder.add_bytes_field("body", stored=True)
    return builder.build()


def _document(item: Searchable, order: int) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("kind", item.kind)
    for name in item.types:
        document.add_text("type", name)
    for field, terms in _terms(item).items():
        for term in terms:
            document.add_text(field, term)
    document.add_unsigned("weight", item.weight)
    document.add_unsigned("order", order)
    body = [item.iri, item.kind, item.types, item.forms, item.weight]
    document.add_bytes("body", json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
    return document


def _terms(item: Searchable) -> dict[str, Iterable[str]]:
    folded = sorted({fold(text) for text, _, _ in item.forms})
    names = sorted({fold(text) for text, _, what in item.forms if what != "quote"})
    return {
        "exact": names,
        "prefix": sorted({prefix for name in names for prefix in prefixes(name)}),
        "word": [" ".join(sorted({prefix for text in folded for prefix in word_prefixes(text)}))],
        **{name: [" ".join({gram for text in folded for gram in grams(text, size)})] for name, size in GRAMS.items()},
    }


def _kind(iri: str) -> str:
    return iri.removeprefix(ID).partition("/")[0]


def _sort_label(item: Searchable) -> str:
    labels = [text for text, language, what in item.forms if what == "label" and language == "en"]
    return fold(labels[0]) if labels else fold(item.forms[0][0]) if item.forms else ""
