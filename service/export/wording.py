"""The words of an export in its language: names of predicates, and the marks of claims that are not facts."""

from functools import lru_cache
from typing import Final

from ontology.iris import compact
from ontology.namespaces import PG, PREFIXES
from ontology.schema import Labels, Schema
from service.export.options import Language
from service.export.statements import Statement

__all__ = ["Wording"]

_RDF, _SKOS = PREFIXES["rdf"], PREFIXES["skos"]
_OTHER_LABELS: Final = {
    _SKOS + "broader": Labels("上位概念", "broader"),
    _SKOS + "related": Labels("相关概念", "related"),
    _RDF + "subject": Labels("主语", "subject"),
    _RDF + "object": Labels("宾语", "object"),
}
_CONDITIONAL: Final = Labels("有条件", "conditional")


class Wording:
    """The words of one language."""

    def __init__(self, schema: Schema, language: Language) -> None:
        self.language = language
        self._schema = schema
        self.name = lru_cache(None)(self._name)
        """Gives the name of a predicate or class by its IRI."""

    def _name(self, predicate: str) -> str:
        known = self._schema.properties.get(predicate) or self._schema.classes.get(predicate)
        labels = known.labels if known else _OTHER_LABELS.get(predicate)
        return self._of(labels) if labels else compact(predicate)

    def concept(self, iri: str) -> str | None:
        """Return the name of a concept, or None where there is none of this IRI."""
        concept = self._schema.concepts.get(iri)
        return self._of(concept) if concept else None

    def mark(self, claim: Statement) -> str:
        """Return what a label adds for a claim that is not a fact, such as ` [recommendation]`; empty for a fact."""
        if claim.is_fact:
            return ""
        words = [*self._standing(claim), *self._review(claim)]
        return self._bracketed(words)

    def marked(self, text: str, claim: Statement) -> str:
        """Return a text with how the claim stands; a claim's own words begin with that, except for its review."""
        if text.startswith(("[", "［")):
            return text + self._bracketed(self._review(claim))
        return text + self.mark(claim)

    def _standing(self, claim: Statement) -> list[str]:
        marks = [] if claim.status in ("StatedFact", "Enacted") else [PG + claim.status]
        marks += [PG + "Negated"] if claim.negated else []
        words = [word for word in map(self.concept, marks) if word]
        return [*words, self._of(_CONDITIONAL)] if claim.conditional else words

    def _review(self, claim: Statement) -> list[str]:
        word = None if claim.reviewed else self.concept(PG + "Unreviewed")
        return [word] if word else []

    def _bracketed(self, words: list[str]) -> str:
        if not words:
            return ""
        return f"［{'、'.join(words)}］" if self.language == "zh" else f" [{', '.join(words)}]"

    def _of(self, labels: Labels) -> str:
        return labels.zh if self.language == "zh" else labels.en
