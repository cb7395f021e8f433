"""Acts: the measures that a claim has introduced, each with the entity that stands for it and how it stands."""

from collections.abc import Iterator

from loaders.claims.model import Qualifiers
from loaders.extract.assemble.builder import Builder
from loaders.extract.gazetteer import candidate
from loaders.extract.statements import Measure

__all__ = ["introduced_acts"]


def introduced_acts(builder: Builder) -> Iterator[tuple[Measure, str, Qualifiers]]:
    """Yield the measures whose owner is known, with their entity and the status that they have of their owner."""
    for measure in builder.acts:
        words = builder.text[measure.start : measure.end]
        entity = candidate(words, "Measure", scope=builder.reading.document).iri
        status = builder.introduced(entity)
        if status is not None:
            yield measure, entity, Qualifiers(status=status)
