"""Charts: lengths on a common scale, neighbours that do not cover each other, names cut by their width."""

from itertools import pairwise

from service.pages.charts import Bar, bars, fan, shortened


def test_percentages_stand_on_a_hundred() -> None:
    assert bars([(90.0, None, "AtLeast")], percent=True) == [Bar(0.0, 90.0, True, False, False)]


def test_other_units_stand_on_the_largest_value() -> None:
    found = bars([(50.0, None, "Exactly"), (200.0, None, "About")], percent=False)
    assert [(bar.width, bar.blurred) for bar in found if bar] == [(25.0, False), (100.0, True)]


def test_a_single_value_has_nothing_to_be_compared_with() -> None:
    assert bars([(7.0, None, "Exactly")], percent=False) == [None]


def test_a_magnitude_without_a_value_has_no_bar() -> None:
    assert (
        bars([(None, None, "OrderOfMagnitude"), (1.0, None, "Exactly"), (2.0, None, "Exactly")], percent=False)[0]
        is None
    )


def test_a_range_is_drawn_from_its_lower_to_its_upper_value() -> None:
    found = bars([(5.0, 10.0, "Exactly"), (10.0, None, "Exactly")], percent=False)
    assert found[0] == Bar(50.0, 50.0, False, False, True)


def test_neighbours_of_one_side_stand_apart() -> None:
    item = ("name", "relation", "/x", "Enacted")
    nodes = fan([item] * 11, [item]).nodes
    heights = sorted(node.y for node in nodes if node.side == "left")
    assert all(after - before >= 40 for before, after in pairwise(heights))
    assert all(0 < node.y < fan([item] * 11, [item]).height for node in nodes)


def test_a_name_is_cut_by_its_width_in_columns() -> None:
    assert shortened("人工智能", 8) == "人工智能"
    assert shortened("人工智能法案", 8) == "人工智…"
    assert shortened("short", 8) == "short"
