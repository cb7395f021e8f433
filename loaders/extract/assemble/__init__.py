"""Assembling: annotations of a sentence become claims; where the words leave an argument open, no claim is made."""

from loaders.extract.assemble.amounts import amount_claims
from loaders.extract.assemble.builder import Assembly, Builder
from loaders.extract.assemble.challenges import challenge_claims
from loaders.extract.assemble.dependences import dependence_claims
from loaders.extract.assemble.events import event_claims
from loaders.extract.assemble.foundings import founding_claims
from loaders.extract.assemble.grounds import ground_claims
from loaders.extract.assemble.jurisdictions import jurisdiction_claims
from loaders.extract.assemble.lists import list_claims
from loaders.extract.assemble.makers import maker_claims
from loaders.extract.assemble.measures import measure_claims
from loaders.extract.assemble.observations import observation_claims
from loaders.extract.assemble.opinions import opinion_claims
from loaders.extract.assemble.parties import party_claims
from loaders.extract.assemble.parts import part_claims
from loaders.extract.assemble.penalties import penalty_claims
from loaders.extract.assemble.policies import policy_claims
from loaders.extract.assemble.promotions import promotion_claims
from loaders.extract.assemble.purposes import purpose_claims
from loaders.extract.assemble.recommendations import recommendation_claims
from loaders.extract.assemble.tables import table_claims
from loaders.extract.assemble.topics import topic_claims
from loaders.extract.assemble.votes import vote_claims
from loaders.extract.reading import Reading
from loaders.text.authority import Authority

__all__ = ["Assembly", "assemble"]

_ASSEMBLERS = (
    policy_claims, jurisdiction_claims, measure_claims, maker_claims, amount_claims, purpose_claims,
    founding_claims, promotion_claims, ground_claims, observation_claims,
    vote_claims, penalty_claims, event_claims, opinion_claims, table_claims, list_claims, challenge_claims,
    recommendation_claims, party_claims, part_claims,
    topic_claims, dependence_claims,
)  # fmt: skip


def assemble(reading: Reading, text: str, language: str, authority: Authority) -> Assembly:
    """Return the claims of a reading, in reading order and each once, with the entities and local names they need."""
    builder = Builder(reading, text, language, authority)
    for claims in _ASSEMBLERS:
        claims(builder)
    return builder.assembly()
