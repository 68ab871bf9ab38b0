"""How many rows a second: columns, a hand-written kernel, and a loop of plans."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pytest

from ldn_compound import (
    Balance,
    Filler,
    PackStatistic,
    Prescription,
    Tablets,
    plan_batch,
)
from ldn_compound.interop.columns import plan_columns
from tests.examples import SHELL

Benchmark: TypeAlias = Any  # pytest-benchmark's fixture, which has no types

ROWS = 1_000_000
FEW = 200
BALANCE = Balance(readability="1 mg")


def orders(rows: int) -> dict[str, Any]:
    """Draw orders of the usual strengths and sizes."""
    draw = np.random.default_rng(1)
    return {
        "strength": draw.integers(5, 46, rows) / 10,
        "capsules": draw.integers(30, 300, rows),
        "tablet_strength": np.full(rows, 50.0),
        "tablet_mass": draw.integers(1500, 4000, rows) / 10,
        "tablet_full_fill": draw.integers(150, 300, rows) / 1.0,
        "filler_full_fill": draw.integers(100, 200, rows) / 1.0,
    }


def kernel(table: dict[str, Any]) -> tuple[Any, ...]:
    """Work out the same columns, with no bad row and no doubtful count in mind."""
    size = table["capsules"]
    drug = table["strength"] * size
    powder = drug * table["tablet_mass"] / table["tablet_strength"]
    filler = table["filler_full_fill"] * (size - powder / table["tablet_full_fill"])
    blend = powder + filler
    shown, filler_shown = np.floor(powder + 0.5), np.floor(filler + 0.5)
    tablets = np.ceil(shown / table["tablet_mass"])
    left = tablets * table["tablet_mass"] - shown
    achieved = shown * table["tablet_strength"] / table["tablet_mass"] / size
    claim = achieved / table["strength"] * 100
    flags = np.where(claim < 90, 1, 0) | np.where(claim > 110, 2, 0)
    flags |= np.where(tablets < 10, 4, 0) | np.where(left < 0.01 * shown, 8, 0)
    flags |= np.where(powder < 20, 16, 0)
    return drug, powder, filler, blend, blend / size, filler_shown, claim, flags


@pytest.mark.benchmark(group="a million rows")
def test_columns(benchmark: Benchmark) -> None:
    """Every column of a plan, bad rows and doubtful counts looked after."""
    planned = benchmark(plan_columns, orders(ROWS), balance=BALANCE)

    assert len(planned["tablets"]) == ROWS


@pytest.mark.benchmark(group="a million rows")
def test_hand_written_kernel(benchmark: Benchmark) -> None:
    """The same arithmetic in plain numpy: the yardstick."""
    benchmark(kernel, orders(ROWS))


@pytest.mark.benchmark(group="two hundred rows")
def test_loop_of_plans(benchmark: Benchmark) -> None:
    """One plan after the other."""
    table = orders(FEW)

    def loop() -> None:
        for row in range(FEW):
            plan_batch(
                Prescription(
                    f"{table['strength'][row]} mg", capsules=int(table["capsules"][row])
                ),
                drug=Tablets(
                    "50 mg",
                    mean_mass=f"{table['tablet_mass'][row]} mg",
                    packing=PackStatistic(
                        f"{table['tablet_full_fill'][row]} mg", size="3"
                    ),
                ),
                filler=Filler(
                    "filler",
                    packing=PackStatistic(
                        f"{table['filler_full_fill'][row]} mg", size="3"
                    ),
                ),
                shell=SHELL,
                balance=BALANCE,
            )

    benchmark.pedantic(loop, rounds=3)


@pytest.mark.benchmark(group="two hundred rows")
def test_two_hundred_rows(benchmark: Benchmark) -> None:
    """The same rows as columns."""
    benchmark(plan_columns, orders(FEW), balance=BALANCE)
