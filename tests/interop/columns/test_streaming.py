"""Streaming: more orders than fit the memory, one table after the other."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from math import fsum
from typing import Any

import numpy as np
import pytest

from ldn_compound import Balance
from ldn_compound.interop.columns import Found, plan_columns
from ldn_compound.interop.columns.streaming import Totals, plan_stream, totals
from tests.benchmarks.hundred_million import run
from tests.interop.columns.test_columns import orders, table

BALANCE = Balance(readability="1 mg")


@pytest.mark.requirement("R75")
def test_a_stream_is_the_table_in_parts() -> None:
    """Cut anywhere, every row has the plan that it has in the whole table."""
    drawn = orders(1000, seed=2)
    whole = plan_columns(drawn, balance=BALANCE)
    cuts = [0, 1, 700, 700, 1000]
    parts = [
        {name: cells[start:stop] for name, cells in drawn.items()}
        for start, stop in pairwise(cuts)
    ]

    planned = list(plan_stream(parts, balance=BALANCE))

    assert len(planned) == 4
    for name, cells in whole.items():
        joined = np.concatenate([each[name] for each in planned])
        assert np.array_equal(joined, cells, equal_nan=True)


def test_no_table_is_taken_before_it_is_asked_for() -> None:
    """One table and its plan are in memory, however many follow."""
    taken = 0

    def days() -> Iterator[dict[str, Any]]:
        nonlocal taken
        while True:
            taken += 1
            yield table()

    stream = plan_stream(days())
    assert taken == 0
    next(stream)
    next(stream)
    assert taken == 2


def test_totals_are_sums_over_the_rows() -> None:
    """Tablets, masses and findings, added up row by row in another way."""
    planned = plan_columns(orders(2000, seed=6), balance=BALANCE)
    rows = [{name: planned[name][number] for name in planned} for number in range(2000)]

    together = totals([planned])

    good = [row for row in rows if not np.isnan(row["powder"])]
    assert together.rows == 2000
    assert together.planned == len(good) < 2000
    weighed = [row["tablets"] for row in good if not np.isnan(row["tablets"])]
    assert together.tablets == sum(int(each) for each in weighed)
    for name in ("drug_needed", "powder", "filler"):
        expected = fsum(row[name] for row in good)
        assert getattr(together, name) == pytest.approx(expected, rel=1e-12)
    for flag in Found:
        number = sum(flag in Found(int(row["findings"])) for row in rows)
        assert together.findings.get(flag, 0) == number
    assert together.findings[Found.FEW_TABLETS] > 100


def test_totals_of_parts_are_those_of_the_whole() -> None:
    """Totals add up, in any order."""
    drawn = [plan_columns(orders(500, seed=seed)) for seed in (1, 2)]
    one, other = (totals([each]) for each in drawn)

    assert totals(drawn) == one + other == other + one
    assert totals([]) == Totals()


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_totals_of_a_frame(library: str) -> None:
    """A data frame has the totals that the same columns have as arrays."""
    module: Any = import_module(library)
    make = module.table if library == "pyarrow" else module.DataFrame

    stream = plan_stream([make(table(strength=[4.5, -1, 0.5]))])

    assert totals(stream) == totals([plan_columns(table(strength=[4.5, -1, 0.5]))])


def test_a_run_of_many_tables_is_bounded_by_one() -> None:
    """A million rows need no more memory at a time than two tables of them.

    6 columns come and 12 are added, of 8 bytes: 65 536 rows have 9.4 MB, and all the
    1 048 576 have 151 MB. A table and its plan, and the next being worked out with as
    much again, stay below 40 MB.
    """
    tracemalloc.start()
    try:
        together, _ = run(1 << 20)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert together.rows == 1 << 20
    assert 9_000_000 < peak < 40_000_000
