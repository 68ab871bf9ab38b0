"""Columns: the plans of many orders at once, row by row as one plan would have them.

The formulas are those of `ldn_compound.calc`, given arrays instead of quantities. What
branches stands here once more: which rows can be, how many tablets, which shell. A bad
row is flagged, holds no amounts, and touches no other.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ...extras import needs
from ...model.equipment import Balance
from ...model.policy import Policy
from ...model.shell import Shell
from ...reference import policy as published_policy
from .cells import take_cells
from .faults import bad_cells
from .frames import as_it_came, beside, frame_of, refuse_taken
from .limits import RowLimits, limits_of
from .plan import plan_rows
from .problems import Found
from .reading import Cells, Orders, joined, read_constants, read_orders

__all__ = ["OUTPUTS", "Found", "bad_cells", "plan_columns"]

#: The columns that `plan_columns` adds, and the unit of each.
OUTPUTS: Mapping[str, str] = {
    "drug_needed": "mg",
    "tablets": "tablet",
    "powder": "mg",
    "powder_to_weigh": "mg",
    "powder_left": "mg",
    "filler": "mg",
    "filler_to_weigh": "mg",
    "blend_mass": "mg",
    "fill_mass": "mg",
    "strength_achieved": "mg/capsule",
    "label_claim": "%",
    "findings": "bits of `Found`",
}

_CHUNK = 1 << 17  # rows at a time: fewer, and threads wait for one another


def plan_columns(
    table: Any,  # noqa: ANN401 - a mapping, or any data frame
    *,
    columns: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    constants: Mapping[str, float | str] | None = None,
    shells: Iterable[Shell] = (),
    balance: Balance | None = None,
    policy: Policy | None = None,
) -> Any:  # noqa: ANN401 - the kind of table that came
    """Return a table of orders with the plan of each beside it.

    Tablets are the source and shells are filled by packing, as `plan_batch` does it.

    Parameters
    ----------
    table
        A mapping of arrays; a data frame of pandas, polars or Arrow; a record batch, a
        lazy frame of polars or a relation of DuckDB. Columns: ``strength``,
        ``capsules``, ``tablet_strength``, ``tablet_mass``, ``tablet_full_fill``,
        ``filler_full_fill``, and those of `INPUTS` that have a default.
    columns
        What a column is called in the table, by the name here, where that differs.
    units
        Unit of the bare numbers of a column, by the name here, where it is not mg or %.
        A table may say it itself: an array of quantities, the metadata ``unit`` of a
        field of Arrow, the ``attrs["units"]`` of a frame of pandas. A text with its
        unit, such as ``"4.5 mg"``, is in its own.
    constants
        Numbers, or texts with their unit, for columns that the table does not hold, by
        the name here.
    shells
        Shells of which the smallest that fits is chosen; the table then holds
        ``tablet_density`` and ``filler_density`` in g/mL instead of the full fills.
    balance
        The balance; `None` rounds nothing.
    policy
        House rules; `None` takes ``reference.policy("usp")``.

    Returns
    -------
    object
        A table of the same kind: the columns that came, then `OUTPUTS`, and ``shell``
        where shells were given. What a row cannot have is NaN; its findings say why,
        and `bad_cells` names the cells. What came lazy is lazy again, but was planned.
        The columns of a mapping share one block of memory: copy one to keep it alone.

    Raises
    ------
    FieldError
        If a column is missing, given twice, called like one of the plan, or measured
        in what is no unit of it; or if a constant is no number that can be.

    Examples
    --------
    >>> import numpy as np
    >>> planned = plan_columns({
    ...     "strength": np.array([4.5, 1.5, -1]), "capsules": np.array([100, 100, 100]),
    ... }, constants={"tablet_strength": 50, "tablet_mass": 171.2,
    ...               "tablet_full_fill": 200, "filler_full_fill": 130})
    >>> planned["tablets"], planned["powder"]
    (array([10.,  4., nan]), array([1540.8,  513.6,    nan]))
    >>> Found(planned["findings"][2])
    <Found.BAD_STRENGTH: 1>
    """
    frame = frame_of(table)
    rules = published_policy("usp") if policy is None else policy
    sizes = tuple(sorted(shells, key=lambda each: each.volume))
    cells = take_cells(
        frame,
        columns or {},
        units or {},
        constants or {},
        by_volume=bool(sizes),
        rules=rules,
    )
    refuse_taken(frame, [*OUTPUTS, *(["shell"] if sizes else [])], "table")
    planned = _planned(cells, sizes, limits_of(rules, balance))
    if isinstance(frame, Mapping):
        return {**frame, **planned}
    return as_it_came(beside(frame, planned), table)


def _planned(
    cells: Cells, sizes: tuple[Shell, ...], limits: RowLimits
) -> dict[str, Any]:
    """Return the columns that a plan has, in the order of `OUTPUTS`."""
    numpy = needs("numpy", extra="columns")
    # one block of memory: a system gives it in fewer and larger pages
    block = numpy.empty((len(OUTPUTS), cells.rows))
    planned = dict(zip(OUTPUTS, block, strict=True))
    planned["findings"] = planned["findings"].view(numpy.int64)
    if sizes:
        planned["shell"] = numpy.empty(cells.rows, dtype=object)

    cores = _cores()
    # a few for each core, since one may be slower: in whole chunks
    span = _CHUNK * max(1, -(-cells.rows // (2 * cores * _CHUNK)))

    def plan(start: int) -> None:
        stop = min(start + span, cells.rows)
        # what overflows comes from cells that no shell holds, and is flagged so
        with numpy.errstate(over="ignore", invalid="ignore", divide="ignore"):
            _plan_span(cells, range(start, stop), planned, sizes, limits)

    starts = range(0, cells.rows, span)
    workers = min(len(starts), cores)
    if workers <= 1:
        for start in starts:
            plan(start)
    else:  # numpy lets go of the interpreter while it works on a chunk
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(plan, starts))
    return planned


def _plan_span(
    cells: Cells,
    span: range,
    planned: dict[str, Any],
    sizes: tuple[Shell, ...],
    limits: RowLimits,
) -> None:
    """Plan some rows by floats, then exactly those that floats cannot decide."""
    numpy = needs("numpy", extra="columns")
    constants = read_constants(cells)
    waiting: list[tuple[Any, Orders]] = []
    for start in span[::_CHUNK]:
        stop = min(start + _CHUNK, span.stop)
        orders = read_orders(cells, constants, start, stop)
        part = {name: each[start:stop] for name, each in planned.items()}
        doubtful: list[Any] = []
        plan_rows(orders, sizes, limits, part, doubtful)
        rows = numpy.concatenate(doubtful)  # one may stand there twice
        waiting.append((start + rows, orders.some(rows)))
        if sum(each.size for each, _ in waiting) >= _CHUNK or stop == span.stop:
            _decide(waiting, planned, sizes, limits)
            waiting = []


def _decide(
    waiting: list[tuple[Any, Orders]],
    planned: dict[str, Any],
    sizes: tuple[Shell, ...],
    limits: RowLimits,
) -> None:
    """Plan rows exactly where floats cannot decide, into their places."""
    numpy = needs("numpy", extra="columns")
    rows = numpy.concatenate([each for each, _ in waiting])
    if not rows.size:
        return
    decided = {
        name: numpy.empty(rows.size, dtype=each.dtype) for name, each in planned.items()
    }
    plan_rows(joined([each for _, each in waiting]), sizes, limits, decided)
    for name, column in decided.items():
        planned[name][rows] = column


def _cores() -> int:
    """Return how many chunks are worked on at once: a browser starts no threads."""
    return 1 if sys.platform == "emscripten" else os.cpu_count() or 1
