"""The identity of a claim: what makes two utterances the same claim, and what does not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from loaders.claims.model import Claim, Observation, Qualifiers, RelationClaim
from loaders.text.dates import parse_interval
from ontology.namespaces import ID, PG
from ontology.terms import Comparator, Polarity, Status

OBSERVATION = Observation(
    ID + "metric/m", (ID + "actor/a", ID + "actor/b"), Comparator.AT_LEAST, ID + "unit/u", Decimal(85)
)
CLAIM = Claim(OBSERVATION, Qualifiers(place=ID + "place/p"))
RELATION = Claim(RelationClaim(ID + "policy/p", PG + "issuedBy", ID + "actor/a"))


@pytest.mark.parametrize(
    "same",
    [
        Claim(replace(OBSERVATION, about=OBSERVATION.about[::-1]), CLAIM.qualifiers),
        Claim(replace(OBSERVATION, value=Decimal("85.0")), CLAIM.qualifiers),
        Claim(OBSERVATION, replace(CLAIM.qualifiers, hedge="约")),
    ],
    ids=["order of a joint number", "way of writing the value", "hedge"],
)
def test_what_does_not_belong_to_the_identity_keeps_the_digest(same: Claim) -> None:
    assert same.digest == CLAIM.digest


@pytest.mark.parametrize(
    "other",
    [
        Claim(replace(OBSERVATION, value=Decimal(86)), CLAIM.qualifiers),
        Claim(replace(OBSERVATION, value_max=Decimal(90)), CLAIM.qualifiers),
        Claim(replace(OBSERVATION, comparator=Comparator.EXACTLY), CLAIM.qualifiers),
        Claim(replace(OBSERVATION, unit=ID + "unit/v"), CLAIM.qualifiers),
        Claim(replace(OBSERVATION, about=OBSERVATION.about[:1]), CLAIM.qualifiers),
        Claim(OBSERVATION, replace(CLAIM.qualifiers, status=Status.FORECAST)),
        Claim(OBSERVATION, replace(CLAIM.qualifiers, polarity=Polarity.NEGATED)),
        Claim(OBSERVATION, replace(CLAIM.qualifiers, condition="若")),
        Claim(OBSERVATION, replace(CLAIM.qualifiers, place=None)),
        Claim(OBSERVATION, replace(CLAIM.qualifiers, time=parse_interval("2020"))),
    ],
)
def test_what_belongs_to_the_identity_changes_the_digest(other: Claim) -> None:
    assert other.digest != CLAIM.digest


@pytest.mark.parametrize(
    ("qualifiers", "assertable"),
    [
        (Qualifiers(), True),
        (Qualifiers(status=Status.ENACTED), True),
        (Qualifiers(hedge="相对"), True),
        (Qualifiers(time=parse_interval("2019/..")), True),
        (Qualifiers(time=parse_interval("2016")), False),
        (Qualifiers(polarity=Polarity.NEGATED), False),
        (Qualifiers(condition="若"), False),
        (Qualifiers(place=ID + "place/p"), False),
        (Qualifiers(sector=(ID + "sector/s",)), False),
        *((Qualifiers(status=status), False) for status in Status if status not in (Status.FACT, Status.ENACTED)),
    ],
)
def test_only_an_unbounded_unconditional_affirmed_fact_without_scope_may_become_a_direct_triple(
    qualifiers: Qualifiers, assertable: bool
) -> None:
    assert Claim(RELATION.body, qualifiers).assertable is assertable


def test_a_number_never_becomes_a_direct_triple() -> None:
    assert not CLAIM.assertable
