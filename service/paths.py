"""Paths: how two entities hang together, step by step, each step a claim with its words."""

from collections import deque
from typing import Annotated, Final

from pydantic import BaseModel, Field

from ontology.namespaces import PG
from service.entities import claims_about, ends_of
from service.evidence import Claim, Reader, Reference, claim_of

__all__ = ["LONGEST", "Path", "Step", "shortest_path"]

LONGEST: Final = 6
"""The most steps a path has."""

_STATUS: Final = PG + "status"
_VISITED: Final = 5000
_WIDEST: Final = 400


class Step(BaseModel):
    """One step: from an entity to an entity, through the claims that name both."""

    start: Reference
    end: Reference
    claims: Annotated[list[Claim], Field(description="Claims that name both ends, facts before the rest.")]


class Path(BaseModel):
    """A shortest path between two entities, or none within the steps allowed.

    `exhausted` says that the search ended at its bound on visited entities before it could tell.
    """

    start: Reference
    end: Reference
    found: bool
    exhausted: bool
    steps: list[Step]


def shortest_path(reader: Reader, start: str, end: str, longest: int, statuses: frozenset[str]) -> Path:
    """Return a shortest path over claims of these statuses (local names; none: any), the first by IRI among equals.

    Entities with more than a few hundred claims are reached but not passed through, so that two things do not hang
    together merely because both are of China.
    """
    came: dict[str, str] = {start: ""}
    queue = deque([(start, 0)])
    exhausted = False
    while queue and end not in came:
        here, depth = queue.popleft()
        if depth == longest:
            continue
        claims = claims_about(reader, here)
        if here != start and len(claims) > _WIDEST:
            continue
        for claim in claims:
            if statuses and not _has(reader, claim, statuses):
                continue
            for other in ends_of(reader, claim):
                if other not in came:
                    came[other] = here
                    queue.append((other, depth + 1))
        if len(came) > _VISITED:
            exhausted = end not in came
            break
    steps = _steps(reader, came, end, statuses) if end in came else []
    return Path(
        start=reader.reference(start), end=reader.reference(end), found=end in came, exhausted=exhausted, steps=steps
    )


def _has(reader: Reader, claim: str, statuses: frozenset[str]) -> bool:
    status = reader.one(claim, _STATUS)
    return status is not None and status.value.rpartition("#")[2] in statuses


def _steps(reader: Reader, came: dict[str, str], end: str, statuses: frozenset[str]) -> list[Step]:
    steps: list[Step] = []
    here = end
    while came[here]:
        before = came[here]
        shared = [claim for claim in claims_about(reader, before) if here in ends_of(reader, claim)]
        wanted = [name for name in shared if not statuses or _has(reader, name, statuses)]
        claims = [claim for name in wanted if (claim := claim_of(reader, name))]
        claims.sort(key=lambda claim: (claim.status.id not in ("pg:StatedFact", "pg:Enacted"), claim.iri))
        steps.append(Step(start=reader.reference(before), end=reader.reference(here), claims=claims[:10]))
        here = before
    return steps[::-1]
