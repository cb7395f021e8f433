"""The closed vocabularies of the model as Python enumerations; a test holds them equal to terms.ttl.

Each member's value is the local name in `pg:`; `.iri` is the full IRI.
"""

from enum import StrEnum

from ontology.namespaces import PG

__all__ = ["Comparator", "Polarity", "Precision", "Status"]


class _Term(StrEnum):
    @property
    def iri(self) -> str:
        """Return the term's IRI in the `pg:` namespace."""
        return PG + self.value


class Status(_Term):
    """How a claim stands. Only `FACT` and `ENACTED` may become direct triples."""

    FACT = "StatedFact"
    ENACTED = "Enacted"
    DRAFT = "Draft"
    PROPOSAL = "Proposal"
    PLAN = "Plan"
    RECOMMENDATION = "Recommendation"
    REQUIREMENT = "Requirement"
    FORECAST = "Forecast"
    EXPECTATION = "Expectation"
    OPINION = "Opinion"
    EXAMPLE = "Example"


class Polarity(_Term):
    """Whether a claim says that something is so, or that it is not so."""

    AFFIRMED = "Affirmed"
    NEGATED = "Negated"


class Comparator(_Term):
    """How a number is to be compared; `.notation` is the sign that Turtle holds as skos:notation."""

    EXACTLY = "Exactly"
    AT_LEAST = "AtLeast"
    MORE_THAN = "MoreThan"
    AT_MOST = "AtMost"
    LESS_THAN = "LessThan"
    ABOUT = "About"
    ORDER_OF_MAGNITUDE = "OrderOfMagnitude"

    @property
    def notation(self) -> str:
        """Return the sign: `=`, `>=`, `>`, `<=`, `<`, `~` or `^`."""
        return _NOTATIONS[self]


_NOTATIONS = {
    Comparator.EXACTLY: "=",
    Comparator.AT_LEAST: ">=",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "<=",
    Comparator.LESS_THAN: "<",
    Comparator.ABOUT: "~",
    Comparator.ORDER_OF_MAGNITUDE: "^",
}


class Precision(_Term):
    """How precise an interval of dates is."""

    DAY = "Day"
    MONTH = "Month"
    YEAR = "Year"
    PERIOD = "Period"
