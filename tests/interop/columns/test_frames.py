"""Column frames: every kind of table gives the plans of the others, in its own kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ldn_compound import Balance, FieldError, reference
from ldn_compound.interop.columns import (
    OUTPUTS,
    bad_cells,
    plan_columns,
    plan_stream,
    totals,
)
from tests.interop.columns.test_columns import GOOD
from tests.lazily import library

dask: Any = library("dask.dataframe")
duckdb: Any = library("duckdb")
pandas: Any = library("pandas")
polars: Any = library("polars")
pyarrow: Any = library("pyarrow")

ORDERS = {**GOOD, "strength": [4.5, None, 0.5], "patient": ["a", "b", None]}
BALANCE = Balance(readability="1 mg")
SHELLS = [reference.shell("3"), reference.shell("0")]


def relation(table: Any) -> Any:
    """Return a table as a relation, in a connection of its own."""
    connection = duckdb.connect()
    connection.register("orders", table)
    return connection.table("orders")


#: How each kind is made, and how it is read as lists by column.
KINDS: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
    "pandas": (
        lambda: pandas.DataFrame(ORDERS),
        lambda frame: frame.to_dict(orient="list"),
    ),
    "polars": (
        lambda: polars.DataFrame(ORDERS),
        lambda frame: frame.to_dict(as_series=False),
    ),
    "polars, lazy": (
        lambda: polars.LazyFrame(ORDERS),
        lambda frame: frame.collect().to_dict(as_series=False),
    ),
    "Arrow": (lambda: pyarrow.table(ORDERS), lambda table: table.to_pydict()),
    "Arrow, a batch": (
        lambda: pyarrow.record_batch(ORDERS),
        lambda batch: batch.to_pydict(),
    ),
    "DuckDB": (
        lambda: relation(pyarrow.table(ORDERS)),
        lambda found: found.to_arrow_table().to_pydict(),
    ),
}


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_table_comes_back_in_its_kind(kind: str) -> None:
    """With the plans that a mapping of arrays has, bit for bit, beside what came."""
    make, lists = KINDS[kind]
    table = make()
    expected = plan_columns(ORDERS, balance=BALANCE)

    planned = plan_columns(table, balance=BALANCE)

    assert type(planned) is type(table)
    found = lists(planned)
    assert list(found) == [*ORDERS, *OUTPUTS]
    for name in OUTPUTS:
        assert np.array_equal(found[name], expected[name], equal_nan=True)
    assert found["patient"][:2] == ["a", "b"]
    assert [error.field for error in bad_cells(planned)] == ["strength[1]"]
    assert totals([planned]) == totals([expected])


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_shell_is_a_text_in_every_kind(kind: str) -> None:
    """The powder of a capsule fits the smaller one."""
    make, lists = KINDS[kind]
    dense = {"tablet_density": 0.6, "filler_density": 0.5}

    planned = lists(plan_columns(make(), constants=dense, shells=SHELLS))

    # 4.5 / 50 x 171.2 mg = 15.4 mg at 0.6 g/mL are 0.026 mL of the 0.3 mL of size 3
    assert [planned["shell"][row] for row in (0, 2)] == ["3", "3"]
    assert planned["shell"][1] is None or planned["shell"][1] != planned["shell"][1]


@pytest.mark.parametrize("kind", ["Arrow", "Arrow, a batch", "DuckDB", "polars, lazy"])
def test_a_table_of_no_rows_comes_back_in_its_kind(kind: str) -> None:
    """No order, no row; the columns are there."""
    make, lists = KINDS[kind]
    table = make()
    none = table.limit(0) if kind in ("DuckDB", "polars, lazy") else table.slice(0, 0)

    planned = plan_columns(none)

    assert type(planned) is type(table)
    assert lists(planned) == {name: [] for name in (*ORDERS, *OUTPUTS)}


def test_a_relation_stays_in_its_connection() -> None:
    """So it can be joined there, also when what it was planned from is gone."""
    connection = duckdb.connect()
    connection.sql(
        "CREATE TABLE orders AS SELECT 4.5 AS strength, 100 AS capsules, 'R-1' AS name"
    )
    connection.sql("CREATE TABLE lots AS SELECT 'R-1' AS name, 'A17' AS lot")
    lot = {
        "tablet_strength": 50,
        "tablet_mass": 171.2,
        "tablet_full_fill": 200,
        "filler_full_fill": 130,
    }

    planned = plan_columns(connection.table("orders"), constants=lot)
    joined = connection.table("lots").join(planned, "name")

    # 100 x 4.5 mg: 9 tablets of 50 mg, with 5 % to be left over 9.45
    assert joined.select("lot, tablets").fetchall() == [("A17", 10.0)]
    assert connection.sql("SHOW TABLES").fetchall() == [("lots",), ("orders",)]


def test_a_connection_that_takes_no_arrow_is_named() -> None:
    """What DuckDB refuses is an error of ours, with the way out."""
    connection = duckdb.connect()
    connection.register("orders", pyarrow.table(GOOD))
    connection.sql("SET python_enable_replacements = false")

    with pytest.raises(FieldError, match=r"table: .*give relation.to_arrow_table\(\)"):
        plan_columns(connection.table("orders"))


def test_a_reader_is_planned_batch_by_batch() -> None:
    """All of it at once may be more than the memory holds."""
    batch = pyarrow.record_batch(ORDERS)
    batches = [batch, batch.slice(0, 1)]

    with pytest.raises(FieldError, match=r"plan_stream\(\) takes its batches"):
        plan_columns(pyarrow.RecordBatchReader.from_batches(batch.schema, batches))
    reader = pyarrow.RecordBatchReader.from_batches(batch.schema, batches)
    planned = list(plan_stream(reader, balance=BALANCE))

    assert [type(each) for each in planned] == [pyarrow.RecordBatch] * 2
    assert totals(planned).rows == 4


def test_a_batch_keeps_what_its_fields_say() -> None:
    """The unit of a field is read, and stays with it."""
    fields = [
        pyarrow.field("strength", pyarrow.float64(), metadata={"unit": "g"}),
        pyarrow.field("capsules", pyarrow.int64()),
    ]
    batch = pyarrow.record_batch([[0.0045], [100]], schema=pyarrow.schema(fields))
    lot = {name: GOOD[name][0] for name in GOOD if name not in batch.schema.names}

    planned = plan_columns(batch, constants=lot)

    assert planned["tablets"].to_pylist() == [10.0]
    assert planned.schema.field("strength").metadata == {b"unit": b"g"}


def test_two_columns_of_one_name_are_refused_in_every_kind() -> None:
    """One of them would be lost."""
    batch = pyarrow.RecordBatch.from_arrays([[4.5], [1.5]], names=["strength"] * 2)

    with pytest.raises(FieldError, match="one column of a name, got several"):
        plan_columns(batch)


def test_other_lazy_tables_are_refused() -> None:
    """Dask has a function of its own."""
    frame = dask.from_pandas(pandas.DataFrame(GOOD), npartitions=1)

    with pytest.raises(FieldError, match="got DataFrame; collect a lazy one"):
        plan_columns(frame)
