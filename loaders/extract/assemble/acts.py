"""Acts: the measures and targets that a claim has introduced, with the entity that stands for each and its status."""

from collections.abc import Iterator

from loaders.claims.model import Qualifiers
from loaders.extract.assemble.builder import Builder
from loaders.extract.gazetteer import candidate_iri
from loaders.extract.statements import Measure, Target

__all__ = ["introduced_acts", "introduced_targets"]


def introduced_acts(builder: Builder) -> Iterator[tuple[Measure, str, Qualifiers]]:
    """Yield the measures whose owner is known, with their entity and the status that they have of their owner."""
    for measure in builder.acts:
        entity, how = _introduced(builder, measure, "Measure")
        if how is not None:
            yield measure, entity, how


def introduced_targets(builder: Builder) -> Iterator[tuple[Target, str, Qualifiers]]:
    """Yield the targets whose owner is known, with their entity and the status that they have of their owner."""
    for target in builder.targets:
        entity, how = _introduced(builder, target, "Target")
        if how is not None:
            yield target, entity, how


def _introduced(builder: Builder, found: Measure | Target, cls: str) -> tuple[str, Qualifiers | None]:
    words = builder.text[found.start : found.end]
    entity = candidate_iri(words, cls, scope=builder.reading.document)
    status = builder.introduced(entity)
    return entity, None if status is None else Qualifiers(status=status)
