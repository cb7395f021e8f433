"""Recommendations: what an article recommends point by point (document → groups → recommendations, number, words)."""

from loaders.claims.model import Inference, Qualifiers, RelationClaim, Text
from loaders.extract.assemble.builder import Builder
from loaders.extract.assemble.owners import Owners
from ontology import iris
from ontology.namespaces import PG
from ontology.terms import Status

__all__ = ["recommendation_claims"]

_RULE = "recommendation-outline"


def recommendation_claims(builder: Builder) -> None:
    """Add which recommendations an article numbers: under which group, with which number and in which words."""
    headings = Owners(builder).outline
    document = iris.document(builder.reading.document)
    for heading in headings:
        entity = heading.entity(builder)
        parent = None if heading.parent is None else headings[heading.parent]
        whole = document if parent is None else parent.entity(builder)
        inferred = [] if parent is None else [Inference(whole, parent.words)]
        builder.utter(RelationClaim(whole, PG + "hasPart", entity), heading.span, _RULE, inferences=inferred)
        number = Text(heading.number, builder.language)
        builder.utter(RelationClaim(entity, PG + "ordinal", number), heading.span, _RULE)
        if heading.complete:
            content = RelationClaim(entity, PG + "content", builder.words(heading.words.start, heading.span.end))
            builder.utter(content, heading.span, _RULE, qualifiers=Qualifiers(status=Status.RECOMMENDATION))
