"""Columns: counts of a million orders, worked out again in whole numbers."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from ldn_compound import Balance
from ldn_compound.interop.columns import Found, plan_columns
from tests.interop.columns.test_columns import SHELLS, orders

ROWS = 1_000_000


def in_tenths(drawn: dict[str, np.ndarray]) -> dict[str, list[int]]:
    """Return orders as whole numbers of tenths."""
    return {
        name: np.rint(cells * 10).astype(int).tolist() for name, cells in drawn.items()
    }


def tablets_needed(tenths: dict[str, list[int]]) -> list[tuple[int, int]]:
    """Return the tablets that hold the drug of each row, as two whole numbers.

    In tenths, with the strength D, capsules and spare ones n, overage z, strength S of
    a tablet and assay a: D n (1000 + z) / (10 S a).
    """
    names = (
        "strength",
        "capsules",
        "spare_capsules",
        "drug_overage",
        "tablet_strength",
        "assay",
    )
    return [
        (strength * (capsules + spare) * (1000 + overage), 10 * held * assay)
        for strength, capsules, spare, overage, held, assay in zip(
            *(tenths[name] for name in names), strict=True
        )
    ]


@pytest.mark.requirement("R75")
def test_counts_are_exact() -> None:
    """Of a million orders, no tablet more or fewer, and no shell too full or too small.

    With N / d tablets of M tenths of a mg, N M / (10 d) mg of powder are weighed to 1
    mg, half up, and so many whole tablets are crushed as hold 21 / 20 of that. It
    fits where it is at most what n tenths of a shell of F tenths of a mg hold,
    n F / 100.
    """
    drawn = orders(ROWS, seed=11)
    weighed = plan_columns(drawn, balance=Balance(readability="1 mg"))
    exactly = plan_columns(drawn)
    tenths = in_tenths(drawn)
    rows = zip(
        tablets_needed(tenths),
        tenths["tablet_mass"],
        tenths["tablet_full_fill"],
        (drawn["capsules"] + drawn["spare_capsules"]).tolist(),
        exactly["tablets"].tolist(),
        (exactly["findings"] & int(Found.SHELL_OVERFILLED)).tolist(),
        weighed["powder_to_weigh"].tolist(),
        weighed["tablets"].tolist(),
        strict=True,
    )

    whole = directly = overfull = 0
    for (above, below), mass, full, size, tablets, over, powder, to_crush in rows:
        assert bool(over) == (above * mass > full * size * below)
        if over:
            overfull += 1
            assert tablets != tablets  # noqa: PLR0124 - NaN alone is not itself
            continue
        assert tablets == -(-21 * above // (20 * below))
        whole += 21 * above % (20 * below) == 0
        if to_crush == to_crush:  # noqa: PLR0124 - enough powder to weigh directly
            directly += 1
            shown = (above * mass + 5 * below) // (10 * below)
            assert powder == shown
            assert to_crush == -(-210 * shown // (20 * mass))
    assert whole > 100
    assert directly > 900_000
    assert overfull > 100


@pytest.mark.requirement("R75")
def test_shells_are_exact() -> None:
    """A million orders have the smallest shell that holds the powder, to the last drop.

    N M / (10 d) mg are at most what n shells of V mL hold at r hundredths of a g/mL,
    10 n r V mg.
    """
    drawn = orders(ROWS, seed=12)
    draw = np.random.default_rng(13)
    hundredths = draw.integers(1, 30, ROWS)
    drawn["tablet_mass"] = draw.integers(12, 40, ROWS) * 10.0  # more shells just full
    densities = {
        "tablet_density": hundredths / 100,
        "filler_density": np.full(ROWS, 0.5),
    }
    planned = plan_columns(drawn | densities, shells=SHELLS)
    tenths = in_tenths(drawn)
    volumes = [(each.size, Fraction(each.volume.m_as("mL"))) for each in SHELLS]
    holds = [(size, each.numerator, each.denominator) for size, each in volumes]
    rows = zip(
        tablets_needed(tenths),
        tenths["tablet_mass"],
        hundredths.tolist(),
        (drawn["capsules"] + drawn["spare_capsules"]).tolist(),
        planned["shell"].tolist(),
        strict=True,
    )

    full = 0
    for (above, below), mass, density, size, shell in rows:
        smallest = None
        for name, volume, parts in holds:
            left = 100 * size * density * volume * below - above * mass * parts
            full += left == 0
            if left >= 0:
                smallest = name
                break
        assert shell == smallest
    assert full > 100
