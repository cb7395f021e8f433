"""Acts: the measures and targets that a claim has introduced, with the entity that stands for each and its status."""

from bisect import bisect_right
from collections.abc import Iterator

from loaders.claims.model import Qualifiers
from loaders.extract.assemble.builder import Builder
from loaders.extract.gazetteer import candidate_iri
from loaders.extract.statements import Measure, Target
from ontology.terms import Status

__all__ = ["introduced_acts", "introduced_targets", "status_at"]


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


def status_at(builder: Builder, place: int) -> Status:
    """Return the status of the measure whose words stand at a place: what a plan says of its parts is planned too."""
    index = bisect_right(builder.acts, place, key=lambda act: act.start) - 1
    if index < 0 or builder.acts[index].end <= place:
        return Status.FACT
    _, how = _introduced(builder, builder.acts[index], "Measure")
    return how.status if how is not None else Status.FACT


def _introduced(builder: Builder, found: Measure | Target, cls: str) -> tuple[str, Qualifiers | None]:
    words = builder.text[found.start : found.end]
    entity = candidate_iri(words, cls, scope=builder.reading.document)
    status = builder.introduced(entity)
    return entity, None if status is None else Qualifiers(status=status)
