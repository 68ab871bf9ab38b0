"""Column export: a table as a CSV or an XLSX that no spreadsheet acts on.

A spreadsheet takes a text that begins with ``=``, ``+``, ``-`` or ``@`` for a formula,
whoever wrote it into a name or a remark. Numbers stay numbers; only texts are changed,
and only as far as `safe_text` says.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from numbers import Integral, Real
from typing import Any, TypeAlias

from ...errors import FieldError
from ...extras import needs
from ...plain.canonical import UNPRINTABLE
from .frames import frame_of

__all__ = ["safe_text", "to_csv", "to_xlsx"]

_Cell: TypeAlias = "str | int | float | bool | None"

# with the wide forms of these signs, which some spreadsheets take for the plain ones
_SIGNS = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
#: Where a text would become a formula; after a semicolon too, which parts the cells of
#: a CSV where the comma is the decimal one.
_FORMULA = re.compile(rf"(?:^|(?<=;))(?=\s*{_SIGNS})")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_BREAKS = re.compile(r"\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(UNPRINTABLE)
_NOTHING = ("NAType", "NaTType")  # what pandas has for a cell that is missing
_MOST_ROWS, _MOST_COLUMNS, _LONGEST = 1 << 20, 1 << 14, 32_767  # of a sheet of Excel
_GREATEST = 1 << 53  # up to it a float is every whole number
_MADE = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - no clock: the same table, the same bytes


def to_csv(table: Any) -> str:  # noqa: ANN401 - a mapping, or any data frame
    r"""Return a table as comma-separated values.

    Parameters
    ----------
    table
        What `plan_columns` or `with_problems` gave, or any table that they take.

    Returns
    -------
    str
        The names of the columns, then the rows; lines end as RFC 4180 has it. Floats
        are written with as many digits as give the same float; a cell that is missing,
        or no number, is empty. Texts are written as `safe_text` has them.

    Raises
    ------
    FieldError
        If it is no table, or its columns are of several lengths.

    Notes
    -----
    Write it with ``encoding="utf-8-sig"`` and ``newline=""``, and Excel reads every
    letter.

    Examples
    --------
    >>> to_csv({"name": ["=1+1", "R-2"], "powder": [1540.8, float("nan")]})
    "name,powder\r\n'=1+1,1540.8\r\nR-2,\r\n"
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    for row in _rows(table):
        writer.writerow([_in_csv(cell) for cell in row])
    return written.getvalue()


def to_xlsx(table: Any) -> bytes:  # noqa: ANN401 - a mapping, or any data frame
    """Return a table as a workbook of Excel with one sheet.

    Parameters
    ----------
    table
        What `plan_columns` or `with_problems` gave, or any table that they take.

    Returns
    -------
    bytes
        The workbook: names of columns in the first row, with a filter. The same table
        gives the same bytes. Numbers are numbers, of sixteen digits, and texts are
        texts: one that looks like a formula is kept as it is, and marked as a text.

    Raises
    ------
    FieldError
        If it is no table, its columns are of several lengths, or it has more than a
        sheet holds.
    MissingExtraError
        If the extra ``columns`` is not installed.

    Examples
    --------
    >>> to_xlsx({"name": ["R-1"], "powder": [1540.8]})[:2]
    b'PK'
    """
    library = needs("xlsxwriter", extra="columns")
    stored = io.BytesIO()
    book = library.Workbook(stored, {"in_memory": True})
    book.set_properties({"created": _MADE})
    head, marked, plain = (
        book.add_format(each)
        for each in ({"bold": True, "quote_prefix": True}, {"quote_prefix": True}, {})
    )
    sheet = book.add_worksheet()
    names: list[_Cell] = []
    rows = 0
    for rows, row in enumerate(_rows(table)):
        names = names or row
        _refuse_more(rows, len(row))
        for column, cell in enumerate(map(_in_sheet, row)):
            if isinstance(cell, str):
                _refuse_long(cell, f"{names[column]}[{rows - 1}]")
                style = marked if safe_text(cell) != cell else plain
                sheet.write_string(rows, column, cell, style if rows else head)
            elif cell is not None:
                sheet.write(rows, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, max(len(names) - 1, 0))
    book.close()
    return stored.getvalue()


def safe_text(text: str) -> str:
    """Return a text as it may stand in a cell of a CSV.

    Parameters
    ----------
    text
        The text.

    Returns
    -------
    str
        It, with an apostrophe before what would be a formula, a space for a tab or a
        break of line, and the code of each other sign that is not to be seen.

    Examples
    --------
    >>> safe_text("@SUM(A1)"), safe_text("-1.5"), safe_text("4.5 mg")
    ("'@SUM(A1)", '-1.5', '4.5 mg')
    """
    plain = _visible(text)
    return plain if _PLAIN.fullmatch(plain) else _FORMULA.sub("'", plain)


def _visible(text: str) -> str:
    """Return a text in one line, with the code of each sign that is not to be seen."""
    line = _BREAKS.sub(" ", text)
    return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line)


def _rows(table: Any) -> Iterator[list[_Cell]]:  # noqa: ANN401 - any table
    """Yield the names of the columns, then each row."""
    frame = frame_of(table)
    names = [*(frame if isinstance(frame, Mapping) else frame.columns)]
    columns = [_cells(frame[name]) for name in names]
    lengths = {len(each) for each in columns}
    if len(lengths) > 1:
        got = f"columns of {sorted(lengths)} rows"
        raise FieldError("columns of one length", got, field="table")
    yield [str(name) for name in names]
    for row in zip(*columns, strict=True):
        yield [_cell(each) for each in row]


def _cells(column: Any) -> list[Any]:  # noqa: ANN401 - any array
    """Return the cells of a column as objects of Python."""
    numpy = needs("numpy", extra="columns")
    if isinstance(column, numpy.ndarray) and column.dtype.kind in "mM":
        return [None if numpy.isnat(each) else str(each) for each in column]
    cells = column.to_list() if hasattr(column, "to_list") else column
    listed = cells.tolist() if hasattr(cells, "tolist") else cells
    return [each.item() if isinstance(each, numpy.generic) else each for each in listed]


def _cell(cell: Any) -> _Cell:  # noqa: ANN401 - whatever stands in a table
    """Return a cell as a text, a number, a truth or nothing."""
    if cell is None or type(cell).__name__ in _NOTHING:
        return None
    if isinstance(cell, bool | str):
        return cell
    if isinstance(cell, Integral):
        return int(cell)
    if isinstance(cell, Real | Decimal):
        return _number(cell)
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


def _number(cell: Real | Decimal) -> float | str | None:
    """Return a number as a float; a text for what no float holds."""
    try:
        number = float(cell)
    except OverflowError:
        return str(cell)
    if math.isnan(number):
        return None
    return number if math.isfinite(number) else str(cell)


def _in_csv(cell: _Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case str():
            return safe_text(cell)
        case _:
            return repr(cell)


def _in_sheet(cell: _Cell) -> _Cell:
    """Return a cell as a sheet holds it: its numbers are floats."""
    if isinstance(cell, int) and abs(cell) > _GREATEST:
        return str(cell)
    return (_visible(cell) or None) if isinstance(cell, str) else cell


def _refuse_long(text: str, path: str) -> None:
    """Refuse a text that a cell of a sheet does not hold."""
    if len(text) > _LONGEST:
        expected, got = f"a text of at most {_LONGEST} characters", f"{len(text)}"
        raise FieldError(expected, got, "shorten it, or write a CSV", path)


def _refuse_more(row: int, width: int) -> None:
    """Refuse what a sheet does not hold: it would be left out in silence."""
    if row >= _MOST_ROWS or width > _MOST_COLUMNS:
        expected = f"at most {_MOST_ROWS - 1} rows and {_MOST_COLUMNS} columns"
        way_out = "write several workbooks, or a CSV"
        raise FieldError(expected, "more", way_out, "table")
