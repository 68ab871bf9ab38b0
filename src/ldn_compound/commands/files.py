"""Files: what a command reads beside its options."""

from __future__ import annotations

import csv
import io
from typing import Any

from ..batch_plan import BatchPlan
from ..errors import DocumentError, FieldError, shown
from ..interop.json import loads
from ..orders.toml import parsed_toml
from ..plain.canonical import BYTE_ORDER_MARK
from ..plain.json_text import parsed
from ..plain.places import refuse_faults
from ..reference.tables import unknown
from .parser import read_text

__all__ = ["column_of", "plain_data", "plan_in"]


def plain_data(path: str, option: str) -> tuple[Any, str]:
    """Return what a file of JSON or TOML says; and its text where it is TOML."""
    text = read_text(path, option)
    if not text.lstrip().startswith("{"):
        return parsed_toml(text), text
    data, twice = parsed(text)
    refuse_faults([*twice])
    return data, ""


def plan_in(path: str) -> BatchPlan:
    """Return the plan that a file holds, as ``plan --json`` or ``papers`` wrote it."""
    try:
        plan = loads(read_text(path, "plan"))
    except DocumentError as error:
        raise error.at(path) from None
    if not isinstance(plan, BatchPlan):
        expected, got = "a plan, as `plan --json` writes it", f"a {type(plan).__name__}"
        raise FieldError(expected, got, field="plan")
    return plan


def column_of(path: str, name: str | None) -> list[str]:
    """Return a column of a file of comma-separated values; without a name, the first.

    Parameters
    ----------
    path
        The file.
    name
        The name of the column, in the first line, or `None`.

    Returns
    -------
    list of str
        Its cells; lines with nothing in any column are left out.

    Raises
    ------
    FieldError
        If there is no such file or column, or a line has no value in the column: what
        was not measured would be left out in silence.
    """
    text = read_text(path, "--csv").removeprefix(BYTE_ORDER_MARK)
    reader = csv.reader(io.StringIO(text))
    header = next(reader, [])
    if name is not None and name not in header:
        raise unknown("--column", name, header or ["no column"])
    if header.count(name or "") > 1:
        expected, got = "one column of this name", f"{header.count(name or '')}"
        raise FieldError(expected, got, "name them apart", "--column")
    place = 0 if name is None else header.index(name)
    found = []
    for row in reader:
        cells = [each.strip() for each in row]
        if not any(cells):
            continue
        if not "".join(cells[place : place + 1]):
            got = f"none in line {reader.line_num}"
            way_out = "fill it in, or delete the line if nothing was measured"
            raise FieldError("a value in every line", got, way_out, "--csv")
        found.append(cells[place])
    if not found:
        expected = "a column of values below its name"
        raise FieldError(expected, shown(path), field="--csv")
    return found
