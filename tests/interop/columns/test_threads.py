"""Threads: a large table is planned in chunks at once, and comes out as its parts."""

from __future__ import annotations

import numpy as np
import pytest

from ldn_compound.interop.columns import plan_columns, table
from tests.benchmarks.orders import BALANCE, orders


@pytest.mark.parametrize("cores", [None, 1, 2, 7])
def test_chunks_at_once_are_those_one_by_one(
    cores: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell, bit for bit, of a table whose last chunk is short."""
    drawn = orders(1_003)
    parts = [
        plan_columns(
            {name: cells[start : start + 100] for name, cells in drawn.items()},
            balance=BALANCE,
        )
        for start in range(0, 1_003, 100)
    ]
    monkeypatch.setattr(table, "_CHUNK", 100)
    monkeypatch.setattr("os.cpu_count", lambda: cores)

    whole = plan_columns(drawn, balance=BALANCE)

    for name, cells in whole.items():
        np.testing.assert_array_equal(
            cells, np.concatenate([each[name] for each in parts])
        )
