"""XLSX (ECMA-376): sheets of nodes and edges for Excel and LibreOffice. Text is text: no cell is ever a formula.

Written row by row without a library, because those known keep a workbook in memory or in temporary files.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from service.export.archive import archive
from service.export.graph import PropertyGraph, Scalar, WriteOptions, plain_text
from service.export.markup import Escaper, blocks

__all__ = ["LONGEST_TEXT", "MOST_ROWS", "write"]

LONGEST_TEXT: Final = 32_767
"""UTF-16 units that a cell holds; longer text is cut and says so."""
MOST_ROWS: Final = 1_048_576
"""Rows that a sheet holds; more go on in `edges 2` and so on."""

_CUT: Final = " … [cut: Excel holds 32767 characters; the other formats have the whole]"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SHEET_HEAD: Final = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>\n'
)
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
Row = Sequence[Scalar | None]


def write(graph: PropertyGraph, options: WriteOptions) -> Iterator[bytes]:
    """Yield the workbook; its sheet `about` says what it holds and how many characters had to be replaced."""
    return archive(_members(graph))


def _members(graph: PropertyGraph) -> Iterator[tuple[str, Iterable[bytes]]]:
    nodes = ["iri", "label", "x", "y", *(c.name for c in graph.node_columns if c.name != "iri")]
    edges = ["source", "target", "label", "iri", *(column.name for column in graph.edge_columns)]
    names: list[str] = []
    escape = Escaper()
    for name, header, rows in (("nodes", nodes, _nodes(graph)), ("edges", edges, _edges(graph))):
        sheets = _Sheets(header, rows, escape)
        while sheets.more:
            names.append(name if sheets.written == 0 else f"{name} {sheets.written + 1}")
            yield f"xl/worksheets/sheet{len(names)}.xml", blocks(sheets.sheet())
    names.append("about")
    about: list[Row] = [[graph.description], [f"replaced characters: {escape.replaced}"]]
    yield f"xl/worksheets/sheet{len(names)}.xml", blocks(_Sheets([graph.name], iter(about), escape).sheet())
    for path, text in _package(names):
        yield path, [text.encode()]


def _nodes(graph: PropertyGraph) -> Iterator[Row]:
    columns = [column.name for column in graph.node_columns if column.name != "iri"]
    for node in graph.nodes:
        place = node.position or (None, None)
        yield [node.id, node.label, *place, *(node.attributes.get(name) for name in columns)]


def _edges(graph: PropertyGraph) -> Iterator[Row]:
    columns = [column.name for column in graph.edge_columns]
    for edge in graph.edges:
        yield [edge.source, edge.target, edge.label, edge.id, *(edge.attributes.get(name) for name in columns)]


class _Sheets:
    """Rows dealt out to as many sheets as they need; `more` says whether another has to be written."""

    def __init__(self, header: Sequence[str], rows: Iterator[Row], escape: Escaper) -> None:
        self.more = True
        self.written = 0
        self._header, self._rows, self._escape = header, rows, escape
        self._next: Row | None = None

    def sheet(self) -> Iterator[str]:
        """Yield the parts of the next sheet."""
        yield _SHEET_HEAD
        yield self._row(1, self._header)
        number = 1
        row = self._next or next(self._rows, None)
        while row is not None and number < MOST_ROWS:
            number += 1
            yield self._row(number, row)
            row = next(self._rows, None)
        self._next, self.more = row, row is not None
        self.written += 1
        yield "</sheetData></worksheet>\n"

    def _row(self, number: int, row: Row) -> str:
        cells = (
            self._cell(f"{_letters(place)}{number}", value) for place, value in enumerate(row) if value is not None
        )
        return f'<row r="{number}">{"".join(cells)}</row>\n'

    def _cell(self, place: str, value: Scalar) -> str:
        if isinstance(value, bool):
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        if not isinstance(value, str):
            return f'<c r="{place}"><v>{plain_text(value)}</v></c>'
        text = self._escape(_ESCAPED.sub("_x005F_", _fitting(value)))
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letters(place: int) -> str:
    """Return a column's name: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(65 + letter) + name
    return name


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT


def _package(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the parts that tie the sheets into a workbook."""
    numbers = range(1, len(names) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = "".join(f'<sheet name="{names[n - 1]}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    tied = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in numbers
    )
    yield "xl/workbook.xml", f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    yield "xl/_rels/workbook.xml.rels", f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{tied}</Relationships>'
    yield (
        "_rels/.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{sheets}</Types>',
    )
