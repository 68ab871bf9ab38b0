"""Column frames: tables of any kind as columns, and the answer in the kind that came.

What is lazy is worked out here, since a plan reads every row: a `LazyFrame` of polars
by polars, a relation by DuckDB.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from ...errors import FieldError
from ...extras import needs

__all__ = ["as_it_came", "beside", "frame_of", "refuse_taken"]

_BATCH, _READER = ("pyarrow", "RecordBatch"), ("pyarrow", "RecordBatchReader")
_LAZY, _RELATION = ("polars", "LazyFrame"), ("duckdb", "DuckDBPyRelation")
_PLANNED = "ldn_compound_planned"


def frame_of(table: Any) -> Any:  # noqa: ANN401 - any table
    """Return a table as columns are taken from it.

    Parameters
    ----------
    table
        A mapping of arrays, a data frame, a record batch of Arrow, a lazy frame of
        polars or a relation of DuckDB.

    Returns
    -------
    object
        The mapping itself, or an eager narwhals data frame.

    Raises
    ------
    FieldError
        If it is none of them, or two of its columns have one name.
    """
    if isinstance(table, Mapping):
        return table
    narwhals = needs("narwhals.stable.v2", extra="columns")
    expected, way_out = "a mapping of arrays, or a data frame", "collect a lazy one"
    if _is(table, *_READER):
        way_out = "plan_stream() takes its batches"
    elif _is(table, *_BATCH):
        table = sys.modules["pyarrow"].Table.from_batches([table])
    try:
        if _is(table, *_LAZY):
            return narwhals.from_native(table).collect()
        if _is(table, *_RELATION):
            return narwhals.from_native(table).collect("pyarrow")
        return narwhals.from_native(table, eager_only=True)
    except TypeError as error:
        raise FieldError(expected, type(table).__name__, way_out, "table") from error
    except narwhals.exceptions.DuplicateError as error:
        raise FieldError("one column of a name", "several", field="table") from error


def refuse_taken(table: Any, added: Iterable[str], path: str) -> None:  # noqa: ANN401 - any table
    """Refuse a table that has a column already which is to be added to it."""
    columns = table if isinstance(table, Mapping) else table.columns
    taken = set(added).intersection(columns)
    if taken:
        expected, got = "no column that is added", ", ".join(sorted(taken))
        raise FieldError(expected, got, "drop or rename them", path)


def beside(frame: Any, added: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any data frame
    """Return a data frame of its own kind with more columns, and its own metadata."""
    narwhals = needs("narwhals.stable.v2", extra="columns")
    backend = frame.implementation
    native = frame.with_columns(
        *(
            narwhals.new_series(
                name,
                each,
                # also where there is no row, or no text in any
                narwhals.String if each.dtype == object else None,
                backend=backend,
            )
            for name, each in added.items()
        )
    ).to_native()
    if backend.is_pandas():
        native.attrs.update(frame.to_native().attrs)
    return native


def as_it_came(planned: Any, table: Any) -> Any:  # noqa: ANN401 - any table
    """Return a planned table in the kind of the one that came.

    Parameters
    ----------
    planned
        The data frame that was made of *table*, with more columns.
    table
        What `frame_of` took.

    Returns
    -------
    object
        A record batch, a lazy frame or a relation for each of these; else *planned*.

    Raises
    ------
    FieldError
        If a connection of DuckDB does not take a table of Arrow.
    """
    if _is(table, *_BATCH):
        cells = [each.combine_chunks() for each in planned.columns]
        return type(table).from_arrays(cells, schema=planned.schema)
    if _is(table, *_LAZY):
        return planned.lazy()
    if not _is(table, *_RELATION):
        return planned
    try:  # in the connection of the relation, which finds *planned* by its name
        return table.query(_PLANNED, "SELECT * FROM planned")
    except sys.modules["duckdb"].CatalogException as error:
        expected, got = "a connection that finds tables of Arrow by name", "another"
        way_out = "set python_enable_replacements, or give relation.to_arrow_table()"
        raise FieldError(expected, got, way_out, "table") from error


def _is(table: Any, module: str, name: str) -> bool:  # noqa: ANN401 - any table
    """Return whether a table is of a class of a library: then that is imported."""
    imported = sys.modules.get(module)
    return imported is not None and isinstance(table, getattr(imported, name))
