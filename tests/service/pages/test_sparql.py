"""The SPARQL page's pure parts: examples that run, the place of an error, terms with labels."""

import pyoxigraph as ox
import pytest

from service.pages.sparql import EXAMPLES, Example, place_of, with_prefixes


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.label.en)
def test_an_example_parses_with_the_prefixes_it_uses(example: Example) -> None:
    assert isinstance(ox.Store().query(with_prefixes(example.text)), ox.QuerySolutions)


def test_the_place_of_an_error_is_cut_out_of_its_line() -> None:
    place = place_of("SELECT *\nWHERE { ?s ! ?o }", "error at 2:12: expected something")
    assert place is not None
    assert (place.line, place.before, place.at, place.after) == (2, "WHERE { ?s ", "!", " ?o }")


def test_a_message_without_a_place_marks_nothing() -> None:
    assert place_of("SELECT", "something else") is None
    assert place_of("SELECT", "error at 9:1: x") is None
