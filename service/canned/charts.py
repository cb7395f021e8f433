"""Charts of canned queries: which columns of an answer are drawn, and how, as the front matter's `chart` says."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Bars", "Chart", "Heat", "Timeline", "columns_of"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bars(_Frozen):
    """A bar a row: its value (to `upper`, where that column has one), named by `label`, on one scale a `group`."""

    type: Literal["bars"]
    value: str
    upper: str | None = None
    label: Annotated[tuple[str, ...], Field(min_length=1)]
    group: str | None = None


class Heat(_Frozen):
    """A field of `rows` by `columns`, the darker the larger the sum of `value`; without it, the number of claims."""

    type: Literal["heat"]
    rows: str
    columns: str
    value: str | None = None


class Timeline(_Frozen):
    """A mark a row, on its day or from `start` to `end`, named by `label`."""

    type: Literal["timeline"]
    start: str
    end: str | None = None
    precision: str | None = None
    label: Annotated[tuple[str, ...], Field(min_length=1)]


Chart = Annotated[Bars | Heat | Timeline, Field(discriminator="type")]


def columns_of(chart: Bars | Heat | Timeline) -> list[str]:
    """Return the columns of an answer that a chart draws."""
    named = [value for name, value in chart if name != "type" and value is not None]
    return [column for value in named for column in ((value,) if isinstance(value, str) else value)]
