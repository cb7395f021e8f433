"""CSV (RFC 4180): one table of rows as UTF-8, exact for machines, or in a variant that Excel opens safely."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from service.export.graph import Scalar, plain_text

__all__ = ["table"]

_ROWS_A_BLOCK: Final = 256
_BOM: Final = "\ufeff"
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")


def table(header: Sequence[str], rows: Iterable[Sequence[Scalar | None]], *, excel: bool = False) -> Iterator[bytes]:
    """Yield a table in blocks; every text is quoted and an absent value is an empty field without quotes.

    With `excel` it begins with a byte order mark, and text that Excel would evaluate has a `'` before it; numbers have
    none. Without, text stands exactly as it is.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    if excel:
        buffer.write(_BOM)
    writer.writerow(header)
    for number, row in enumerate(rows, start=1):
        buffer.write(",".join(_field(value, excel) for value in row) + "\r\n")
        if number % _ROWS_A_BLOCK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _field(value: Scalar | None, excel: bool) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return plain_text(value)
    if excel and value.startswith(_RISKY):
        value = "'" + value
    return '"' + value.replace('"', '""') + '"'
