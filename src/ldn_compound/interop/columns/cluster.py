"""Cluster: the plans of many orders on several processes, or several machines.

A plan of a row knows no other row, so a table may be cut anywhere: each partition is
planned by `plan_columns`, where it lies. Records cross the borders of processes by
pickle. Spark needs nothing of this module; `plan_stream` is what its ``mapInPandas``
takes (docs/how-to/beyond-one-machine.md).
"""

from __future__ import annotations

from typing import Any

from ...errors import FieldError
from ...extras import needs
from .frames import frame_of
from .table import plan_columns
from .units import stated_units

__all__ = ["plan_partitions"]

_TEXT = {"shell": "string"}  # of one type in every partition, also in one of no rows


def plan_partitions(
    frame: Any,  # noqa: ANN401 - a Dask DataFrame, which an extra brings
    **options: Any,  # noqa: ANN401 - those of plan_columns
) -> Any:  # noqa: ANN401 - a Dask DataFrame
    """Return a lazy table of orders with the plan of each beside it.

    Nothing is computed before it is asked for, but a missing column is found at once.

    Parameters
    ----------
    frame
        A Dask DataFrame; its columns are those of `plan_columns`.
    **options
        Options of `plan_columns`, the same for every partition.

    Returns
    -------
    object
        A Dask DataFrame of the same partitions.

    Raises
    ------
    FieldError
        If *frame* is no Dask DataFrame, or a column is missing.

    Examples
    --------
    >>> import pandas
    >>> from dask.dataframe import from_pandas
    >>> orders = pandas.DataFrame({"strength": [4.5, 1.5], "capsules": [100, 100]})
    >>> planned = plan_partitions(from_pandas(orders, npartitions=2), constants={
    ...     "tablet_strength": 50, "tablet_mass": 171.2,
    ...     "tablet_full_fill": 200, "filler_full_fill": 130})
    >>> planned["tablets"].compute(scheduler="sync").tolist()
    [10.0, 4.0]
    """
    dask = needs("dask.dataframe", extra="cluster")
    if not isinstance(frame, dask.DataFrame):
        way_out = "from_pandas() or read_parquet() of dask.dataframe make one"
        raise FieldError("a Dask DataFrame", type(frame).__name__, way_out, "frame")
    no_rows = needs("dask.dataframe.utils", extra="cluster").make_meta(frame)
    said = stated_units(frame_of(no_rows))
    return frame.map_partitions(
        _planned, said, options, meta=_planned(no_rows, said, options)
    )


def _planned(
    partition: Any,  # noqa: ANN401 - a frame of pandas
    said: dict[str, str],
    options: dict[str, Any],
) -> Any:  # noqa: ANN401 - the same
    """Return a partition, planned in the units that the whole table says."""
    whole = partition.copy(deep=False)
    whole.attrs = {**partition.attrs, "units": said}
    planned = plan_columns(whole, **options)
    return planned.astype({name: _TEXT[name] for name in _TEXT if name in planned})
