"""Column faults: what the bad cells of a planned table hold, each with its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...errors import FieldError, shown
from ...extras import needs
from .cells import column_of
from .frames import frame_of
from .inputs import BAD, INPUTS, wanted

__all__ = ["bad_cells"]


def bad_cells(
    planned: Any,  # noqa: ANN401 - a mapping, or any data frame narwhals reads
    *,
    columns: Mapping[str, str] | None = None,
) -> Iterator[FieldError]:
    """Yield an error for each bad cell of a planned table, row by row.

    None is raised: the good rows have their plans.

    Parameters
    ----------
    planned
        What `plan_columns` gave.
    columns
        What a column is called in the table, as `plan_columns` was told.

    Yields
    ------
    FieldError
        Its ``field`` is the path of the cell: the column, as the table calls it, and
        the row, counted from 0.

    Raises
    ------
    FieldError
        If the table was not planned.

    Examples
    --------
    >>> import numpy as np
    >>> from ldn_compound.interop.columns import plan_columns
    >>> planned = plan_columns({
    ...     "strength": np.array([4.5, -1]), "capsules": np.array([100, 2.5]),
    ... }, constants={"tablet_strength": 50, "tablet_mass": 171.2,
    ...               "tablet_full_fill": 200, "filler_full_fill": 130})
    >>> for error in bad_cells(planned):
    ...     print(error)
    strength[1]: expected a number above 0, up to 1e+09 mg/capsule, got -1.0
    capsules[1]: expected a whole number above 0, up to 100000 capsule, got 2.5
    """
    numpy = needs("numpy", extra="columns")
    frame, called = frame_of(planned), columns or {}
    found = column_of(frame, "findings")
    if found is None:
        way_out = "plan it by plan_columns()"
        raise FieldError("a column 'findings'", "none", way_out, "planned")
    cells: dict[str, Any] = {}
    for row in numpy.flatnonzero(found & sum(BAD.values())).tolist():
        for name in INPUTS:
            if found[row] & BAD[name]:
                path = called.get(name, name)
                if name not in cells:
                    cells[name] = column_of(frame, path)
                got = shown(cells[name][row : row + 1].tolist()[0])
                yield FieldError(wanted(name), got, field=f"{path}[{row}]")
