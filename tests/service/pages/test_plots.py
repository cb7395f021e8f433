"""Plots: what the rows of a question give for each kind of chart."""

from typing import Any, cast

from ontology.namespaces import ID, PG
from service.canned.charts import Bars, Chart, Heat, Timeline
from service.evidence import Label, Reader
from service.pages.plots import Plot, plot
from service.pages.rendering import Page

COLUMNS = ("thing", "thingLabel", "sign", "value", "top", "unit", "status", "start", "end", "claim")


class Named:
    """A reader and a page that know every thing by the end of its IRI."""

    language = "en"

    def label(self, iri: str) -> Label:
        return Label(en=iri.rpartition("/")[2].rpartition("#")[2])

    def link(self, iri: str) -> str:
        return "/claims/" + iri


def row(**values: Any) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | {"thing": ID + "place/a", "thingLabel": "A", "claim": "c"} | values


def drawn(chart: Chart, *rows: dict[str, Any]) -> Plot:
    named = Named()
    return plot(chart, COLUMNS, rows, cast(Reader, named), cast(Page, named))


def test_bars_stand_on_one_scale_a_group_the_largest_first() -> None:
    chart = Bars(type="bars", value="value", label=("thing",), group="unit")
    found = drawn(
        chart, row(value=10, unit=ID + "unit/eur"), row(value=30, unit=ID + "unit/eur", sign=">="), row(value=5, unit=ID + "unit/cny")
    )  # fmt: skip
    assert [group.heading for group in found.bars] == ["eur", "cny"]
    assert [(bar.value, bar.bar.width) for bar in found.bars[0].rows if bar.bar] == [("≥ 30", 100.0), ("10", 33.33)]


def test_percentages_keep_their_hundred() -> None:
    chart = Bars(type="bars", value="value", label=("thing",))
    (group,) = drawn(chart, row(value=40, unit=ID + "unit/percent")).bars
    assert [(bar.value, bar.bar.width) for bar in group.rows if bar.bar] == [("40%", 40.0)]


def test_a_row_without_its_value_is_not_drawn() -> None:
    assert not drawn(Bars(type="bars", value="value", label=("thing",)), row(), row())
    assert not drawn(Timeline(type="timeline", start="start", label=("thing",)), row(), row(start="2020-01-01"))


def test_a_field_sums_its_value_or_counts_claims_once() -> None:
    rows = [row(status=PG + "Draft", value=2, claim="1"), row(status=PG + "Draft", value=3, claim="1")]
    summed = drawn(Heat(type="heat", rows="thing", columns="status", value="value"), *rows).heat
    counted = drawn(Heat(type="heat", rows="thing", columns="status"), *rows).heat
    assert summed
    assert counted
    assert [cell.value for cell in summed.cells] == ["5"]
    assert [cell.value for cell in counted.cells] == ["1"]


def test_the_fields_of_a_chart_stand_apart_and_inside() -> None:
    rows = [
        row(thing=f"{ID}place/{n}", thingLabel=str(n), status=PG + name, claim=f"{n}{name}")
        for n in range(9)
        for name in ("Draft", "Plan")
    ]
    heat = drawn(Heat(type="heat", rows="thing", columns="status"), *rows).heat
    assert heat
    places = {(cell.x, cell.y) for cell in heat.cells}
    assert len(places) == 18
    assert all(cell.x >= heat.left and cell.x + 60 <= heat.width and cell.y + 28 <= heat.height for cell in heat.cells)


def test_a_timeline_names_its_rows() -> None:
    chart = Timeline(type="timeline", start="start", end="end", label=("thing", "status"))
    line = drawn(chart, row(start="2020-01-01", status=PG + "Draft"), row(end="2022-01-01")).timeline
    assert line
    assert [mark.item.text for mark in line.marks] == ["A · Draft", "A"]
    assert {mark.item.href for mark in line.marks} == {"/claims/c"}
