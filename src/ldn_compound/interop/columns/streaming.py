"""Streaming: more orders than fit the memory, one table after the other.

What is in memory is one table and its plan, however many there are. `Totals` are what
is left of the rows: they add up, so that totals of parts are those of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from ...extras import needs
from .cells import column_of
from .frames import frame_of
from .table import Found, plan_columns

__all__ = ["Totals", "plan_stream", "totals"]

_MASSES = ("drug_needed", "powder", "filler")


def plan_stream(
    tables: Iterable[Any],
    **options: Any,  # noqa: ANN401 - those of plan_columns
) -> Iterator[Any]:
    """Yield each table of orders with the plan of each order beside it.

    Parameters
    ----------
    tables
        Tables as `plan_columns` takes them, such as the batches of a Parquet file; one
        is taken when its plan is asked for.
    **options
        Options of `plan_columns`, the same for every table.

    Yields
    ------
    Any
        The table planned, of the kind that came.

    Examples
    --------
    >>> import numpy as np
    >>> days = ({"strength": np.array([4.5]), "capsules": np.array([each])}
    ...         for each in (100, 200))
    >>> planned = plan_stream(days, constants={
    ...     "tablet_strength": 50, "tablet_mass": 171.2,
    ...     "tablet_full_fill": 200, "filler_full_fill": 130})
    >>> [table["tablets"].tolist() for table in planned]
    [[10.0], [19.0]]
    """
    for table in tables:
        yield plan_columns(table, **options)


@frozen(kw_only=True)
class Totals:
    """What planned orders come to together; totals of parts add up by ``+``.

    Parameters
    ----------
    rows
        Orders.
    planned
        Those of them that have a plan.
    tablets
        Tablets to crush, of all that are weighed directly.
    drug_needed
        Drug in all that are planned. [mg]
    powder
        Powder of them. [mg]
    filler
        Filler of them. [mg]
    findings
        Rows in which each flag was found; those that never were are not listed.

    Examples
    --------
    >>> nothing = Totals()
    >>> nothing.rows, nothing + nothing == nothing
    (0, True)
    """

    rows: int = 0
    planned: int = 0
    tablets: int = 0
    drug_needed: float = 0.0
    powder: float = 0.0
    filler: float = 0.0
    findings: Mapping[Found, int] = field(factory=dict)

    def __add__(self, other: Totals) -> Totals:
        counts = {
            flag: self.findings.get(flag, 0) + other.findings.get(flag, 0)
            for flag in Found
        }
        return Totals(
            rows=self.rows + other.rows,
            planned=self.planned + other.planned,
            tablets=self.tablets + other.tablets,
            drug_needed=self.drug_needed + other.drug_needed,
            powder=self.powder + other.powder,
            filler=self.filler + other.filler,
            findings={flag: number for flag, number in counts.items() if number},
        )


def totals(planned: Iterable[Any]) -> Totals:
    """Return what planned tables come to, keeping none of them.

    Counts are exact. Masses are sums of floats: of a hundred million rows, good to
    about 1e-12 of the sum.

    Parameters
    ----------
    planned
        Tables that `plan_columns` or `plan_stream` gave.

    Returns
    -------
    Totals
        Their totals.

    Examples
    --------
    >>> import numpy as np
    >>> orders = {"strength": np.array([4.5, -1]), "capsules": np.array([100, 100])}
    >>> together = totals(plan_stream([orders, orders], constants={
    ...     "tablet_strength": 50, "tablet_mass": 171.2,
    ...     "tablet_full_fill": 200, "filler_full_fill": 130}))
    >>> together.rows, together.planned, together.tablets, together.drug_needed
    (4, 2, 20, 900.0)
    >>> together.findings[Found.BAD_STRENGTH]
    2
    """
    together = Totals()
    for table in planned:
        together += _of(table)
    return together


def _of(table: Any) -> Totals:  # noqa: ANN401 - a mapping, or any data frame
    """Return the totals of one table."""
    numpy = needs("numpy", extra="columns")
    frame = frame_of(table)
    found = column_of(frame, "findings")
    tablets = column_of(frame, "tablets")
    masses = {name: column_of(frame, name) for name in _MASSES}
    counts = {flag: int(numpy.count_nonzero(found & int(flag))) for flag in Found}
    return Totals(
        rows=len(found),
        planned=int(numpy.count_nonzero(~numpy.isnan(masses["drug_needed"]))),
        tablets=int(numpy.nansum(tablets)),
        findings={flag: number for flag, number in counts.items() if number},
        **{name: float(numpy.nansum(masses[name])) for name in _MASSES},
    )
