"""Rows together: whatever stands beside it, a row has the plan that it has alone.

Floats plan many rows at once, and rows that they cannot decide are planned again
exactly; a table of one row is looked at in full.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import evolve

from ldn_compound import Balance, Policy, reference
from ldn_compound.interop.columns import Found, plan_columns, table
from ldn_compound.interop.columns.flags import Flags
from tests.interop.columns.test_columns import SHELLS, orders

ROWS = 150
USP = reference.policy("usp")
BENCHES: list[tuple[Balance | None, Policy]] = [
    (None, USP),
    (Balance(readability="1 mg"), USP),
    (Balance(readability="0.5 mg", capacity="20 g"), reference.policy("dac-nrf")),
    (
        Balance(readability="10 mg", sensitivity="10 mg"),
        evolve(
            USP,
            name="ours",
            reserve_tablets=1,
            pool_tablets=4,
            least_powder_left="0 %",
            least_capsules=60,
            strength_tolerance="0 %",
            refused_above="400 mg",
            double_check=False,
        ),
    ),
]


def mixed(seed: int) -> dict[str, Any]:
    """Draw orders of every kind: whole tablets, slips of the point, bad cells."""
    draw = np.random.default_rng(seed)
    drawn: dict[str, Any] = {
        name: np.asarray(cells, dtype=float)
        for name, cells in orders(ROWS, seed).items()
    }
    drawn["blend_excess"] = draw.choice([0.0, 5.0, 12.0], ROWS)
    for name, cells in drawn.items():
        slips = draw.random(ROWS) < 0.05
        if name not in ("capsules", "spare_capsules"):
            cells[slips] *= 10.0 ** draw.integers(-2, 3, slips.sum())
        cells[draw.random(ROWS) < 0.01] = draw.choice([np.nan, -1.0, 0.0, 1e300, 0.3])
    drawn["capsules"][:30] = draw.integers(1, 5, 30)
    drawn["drug_overage"][40:50] = 30  # far more than a capsule may hold
    return drawn


@pytest.mark.requirement("R75")
@pytest.mark.parametrize("bench", BENCHES, ids=["none", "1 mg", "0.5 mg", "10 mg"])
@pytest.mark.parametrize("by_density", [False, True])
def test_a_row_among_others_is_the_row_alone(
    bench: tuple[Balance | None, Policy],
    by_density: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Bit for bit, in chunks that are small and that are large."""
    drawn = mixed(7)
    given: dict[str, Any] = {"balance": bench[0], "policy": bench[1]}
    if by_density:
        draw = np.random.default_rng(8)
        drawn["tablet_density"] = draw.integers(1, 300, ROWS) / 100
        drawn["filler_density"] = draw.integers(1, 300, ROWS) / 100
        given["shells"] = SHELLS
    alone = [
        plan_columns({name: cells[[row]] for name, cells in drawn.items()}, **given)
        for row in range(ROWS)
    ]

    whole = plan_columns(drawn, **given)
    monkeypatch.setattr(table, "_CHUNK", 16)
    parts = plan_columns(drawn, **given)

    for name, cells in whole.items():
        expected = np.concatenate([each[name] for each in alone])
        np.testing.assert_array_equal(cells, expected)
        np.testing.assert_array_equal(parts[name], expected)
    assert np.unique(whole["findings"]).size > 20


def test_flags_add_up_however_many_there_are() -> None:
    """Eight of them fill a byte; one in every row, or in none, fills nothing."""
    draw = np.random.default_rng(9)
    flags, expected = Flags(50, int(Found.RULES_CHANGED)), np.zeros(50, dtype=int)
    for flag in list(Found)[:20]:
        rows = draw.random(50) < 0.3
        flags.add(rows, flag)
        expected |= rows * int(flag)
    flags.add(np.array([True]), Found.DRUG_OVERAGE)
    flags.add(np.array([False]), Found.NO_LOSS_ALLOWANCE)
    flags.add(np.zeros(50, dtype=bool), Found.FIGURE_UNUSUAL)
    some = np.array([3, 7])
    flags.add_some(some, np.array([False, True]), Found.WEIGHING_ERROR)
    flags.add_some(some, np.array([False, False]), Found.ABOVE_CAPACITY)
    expected[7] |= int(Found.WEIGHING_ERROR)
    found = np.empty(50, dtype=np.int64)

    flags.write(found)

    always = int(Found.RULES_CHANGED | Found.DRUG_OVERAGE)
    assert (found == (expected | always)).all()
    assert flags.anywhere & Found.DRUG_OVERAGE
    assert not flags.anywhere & int(Found.NO_LOSS_ALLOWANCE | Found.ABOVE_CAPACITY)


def test_no_flag_leaves_what_is_in_every_row() -> None:
    """Nothing at all, where that is nothing."""
    found = np.empty(3, dtype=np.int64)

    Flags(3, 0).write(found)
    assert found.tolist() == [0, 0, 0]
    Flags(3, 5).write(found)
    assert found.tolist() == [5, 5, 5]
