"""Tables: the names that stand in the cells below a heading, in the tables of Markdown."""

import re
from collections.abc import Iterator

__all__ = ["cells_below"]

_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
_CELL = re.compile(r"[^|]+")
_RULED = re.compile(r"[\s:|-]+")
_PART = re.compile(r"[^、,;/\s](?:[^、,;/]*[^、,;/\s])?")


def cells_below(masked: str, heading: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield `[start, end)` of every part of a cell (parted by 、 , ; /) in the columns under such a heading."""
    columns: tuple[int, ...] = ()
    end_of_last = -2
    for row in _ROW.finditer(masked):
        inside = masked.index("|", row.start()), masked.rindex("|", row.start(), row.end())
        cells = [cell.span() for cell in _CELL.finditer(masked, *inside)]
        if row.start() - end_of_last > 1:
            columns = tuple(n for n, (a, b) in enumerate(cells) if heading.fullmatch(masked[a:b].strip()))
        elif not _RULED.fullmatch(masked[row.start() : row.end()]):
            for n in columns:
                if n < len(cells):
                    yield from (part.span() for part in _PART.finditer(masked, *cells[n]))
        end_of_last = row.end()
