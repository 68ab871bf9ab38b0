"""How many rows a second: columns, and the yardsticks beside them."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import polars as pl
import pytest

from ldn_compound.interop.columns import plan_columns
from tests.benchmarks.orders import (
    BALANCE,
    expressions,
    kernel,
    loop_of_plans,
    orders,
)

Benchmark: TypeAlias = Any  # pytest-benchmark's fixture, which has no types

ROWS = 1_000_000
FEW = 200


@pytest.mark.benchmark(group="a million rows")
def test_columns(benchmark: Benchmark) -> None:
    """Every column of a plan, bad rows and doubtful counts looked after."""
    planned = benchmark(plan_columns, orders(ROWS), balance=BALANCE)

    assert len(planned["tablets"]) == ROWS


@pytest.mark.benchmark(group="a million rows")
def test_hand_written_kernel(benchmark: Benchmark) -> None:
    """The same columns in plain numpy; all but a few counts are the same."""
    planned = benchmark(kernel, orders(ROWS))

    ours = plan_columns(orders(ROWS), balance=BALANCE)
    for name, cells in planned.items():
        assert np.isclose(ours[name], cells, rtol=1e-9, atol=1e-6).mean() > 0.99


@pytest.mark.benchmark(group="a million rows")
def test_expressions_of_polars(benchmark: Benchmark) -> None:
    """The same columns as expressions, on all cores."""
    planned = benchmark(expressions, pl.DataFrame(orders(ROWS)))

    ours = plan_columns(orders(ROWS), balance=BALANCE)
    for name in ("tablets", "filler_to_weigh", "label_claim", "findings"):
        cells = planned[name].to_numpy()
        assert np.isclose(ours[name], cells, rtol=1e-9, atol=1e-6).mean() > 0.99


@pytest.mark.benchmark(group="two hundred rows")
def test_loop_of_plans(benchmark: Benchmark) -> None:
    """One plan after the other."""
    benchmark.pedantic(loop_of_plans, args=(orders(FEW),), rounds=3)


@pytest.mark.benchmark(group="two hundred rows")
def test_two_hundred_rows(benchmark: Benchmark) -> None:
    """The same rows as columns."""
    benchmark(plan_columns, orders(FEW), balance=BALANCE)
