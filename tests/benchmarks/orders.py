"""The orders that the columns are timed with, and the yardsticks beside them."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ldn_compound import (
    Balance,
    Filler,
    PackStatistic,
    Prescription,
    Tablets,
    plan_batch,
)
from tests.examples import SHELL

__all__ = [
    "BALANCE",
    "arithmetic",
    "expressions",
    "kernel",
    "kernel_in_chunks",
    "loop_of_plans",
    "orders",
]

BALANCE = Balance(readability="1 mg")
_CHUNK = 1 << 16


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


def arithmetic(table: dict[str, Any]) -> dict[str, Any]:
    """Work out the eleven amounts in plain numpy, looking at nothing else."""
    size, strength = table["capsules"].astype(np.float64), table["strength"]
    mass = table["tablet_mass"]
    drug = strength * size
    powder = drug * mass / table["tablet_strength"]
    filler = table["filler_full_fill"] * (size - powder / table["tablet_full_fill"])
    blend = powder + filler
    shown = np.floor(powder + 0.5)
    tablets = np.ceil(shown / mass)
    ratio = shown / powder
    return {
        "drug_needed": drug,
        "tablets": tablets,
        "powder": powder,
        "powder_to_weigh": shown,
        "powder_left": tablets * mass - shown,
        "filler": filler,
        "filler_to_weigh": np.floor(filler + 0.5),
        "blend_mass": blend,
        "fill_mass": blend / size,
        "strength_achieved": strength * ratio,
        "label_claim": 100 * ratio,
    }


def kernel(table: dict[str, Any]) -> dict[str, Any]:
    """Work out the twelve columns in plain numpy, as one would by hand.

    Cells that are not finite or not positive are flagged and their rows hold NaN, and
    the same findings are looked for. What it lacks: exact counts where a float is a
    hair off, the range and the whole number of a cell, the fit into the shell, the
    choice of shell, assay and overages, and every check of what it is given.
    """
    amounts = arithmetic(table)
    strength, shown = table["strength"], amounts["powder_to_weigh"]
    claim, tablets = amounts["label_claim"], amounts["tablets"]
    found = np.zeros(len(strength), dtype=np.int64)
    for bit, name in enumerate(table):
        cells = table[name]
        found |= np.where(np.isfinite(cells) & (cells > 0), 0, 1 << bit)
    bad = found != 0
    found |= np.where((strength < 0.1) | (strength > 10), 1 << 12, 0)
    found |= np.where(amounts["powder"] < 20, 1 << 15, 0)
    found |= np.where(amounts["filler_to_weigh"] < 20, 1 << 16, 0)
    found |= np.where(np.abs(claim - 100) > 1, 1 << 18, 0)
    found |= np.where((claim < 90) | (claim > 110), 1 << 19, 0)
    found |= np.where(tablets < 10, 1 << 20, 0)
    found |= np.where(amounts["powder_left"] < 0.01 * shown, 1 << 22, 0)
    for cells in amounts.values():
        cells[bad] = np.nan
    return amounts | {"findings": found}


def kernel_in_chunks(table: dict[str, Any]) -> dict[str, Any]:
    """Work out the same in pieces that fit the cache, as `plan_columns` does."""
    rows = len(table["strength"])
    planned: dict[str, Any] = {}
    for start in range(0, rows, _CHUNK):
        part = {name: cells[start : start + _CHUNK] for name, cells in table.items()}
        for name, cells in kernel(part).items():
            whole = planned.setdefault(name, np.empty(rows, dtype=cells.dtype))
            whole[start : start + _CHUNK] = cells
    return planned


def expressions(frame: pl.DataFrame) -> pl.DataFrame:
    """Work out the same columns as lazy expressions of polars, on all cores."""
    col, bits = pl.col, pl.lit(0, dtype=pl.Int64)
    names = frame.columns
    bad = bits
    for bit, name in enumerate(names):
        good = col(name).is_finite() & (col(name) > 0)
        bad = bad | pl.when(good).then(0).otherwise(1 << bit)
    mass, size = col("tablet_mass"), col("capsules").cast(pl.Float64)
    found = (
        (1 << 12, (col("strength") < 0.1) | (col("strength") > 10)),
        (1 << 15, col("powder") < 20),
        (1 << 16, col("filler") < 20),
        (1 << 18, (col("powder_to_weigh") / col("powder") - 1).abs() > 0.01),
        (1 << 19, (col("label_claim") < 90) | (col("label_claim") > 110)),
        (1 << 20, col("tablets") < 10),
        (1 << 22, col("powder_left") < 0.01 * col("powder_to_weigh")),
    )
    flags = col("findings")
    for bit, rows in found:
        flags = flags | pl.when(rows).then(bit).otherwise(0)
    amounts = (
        "drug_needed",
        "powder",
        "filler",
        "powder_to_weigh",
        "filler_to_weigh",
        "blend_mass",
        "fill_mass",
        "tablets",
        "strength_achieved",
        "label_claim",
        "powder_left",
    )
    ratio = col("powder_to_weigh") / col("powder")
    tablets = (col("powder_to_weigh") / mass).ceil()
    return (
        frame.lazy()
        .with_columns(drug_needed=col("strength") * size, findings=bad)
        .with_columns(powder=col("drug_needed") * mass / col("tablet_strength"))
        .with_columns(
            filler=col("filler_full_fill")
            * (size - col("powder") / col("tablet_full_fill")),
            powder_to_weigh=(col("powder") + 0.5).floor(),
        )
        .with_columns(
            filler_to_weigh=(col("filler") + 0.5).floor(),
            blend_mass=col("powder") + col("filler"),
            fill_mass=(col("powder") + col("filler")) / size,
            tablets=tablets,
            strength_achieved=col("strength") * ratio,
            label_claim=100 * ratio,
        )
        .with_columns(powder_left=col("tablets") * mass - col("powder_to_weigh"))
        .with_columns(
            pl.when(col("findings") == 0).then(col(name)).otherwise(None).alias(name)
            for name in amounts
        )
        .with_columns(findings=flags)
        .collect()
    )


def loop_of_plans(table: dict[str, Any]) -> None:
    """Plan one row after the other."""
    for row in range(len(table["strength"])):
        fills = (table["tablet_full_fill"][row], table["filler_full_fill"][row])
        packing = [PackStatistic(f"{fill} mg", size="3") for fill in fills]
        plan_batch(
            Prescription(
                f"{table['strength'][row]} mg", capsules=int(table["capsules"][row])
            ),
            drug=Tablets(
                "50 mg",
                mean_mass=f"{table['tablet_mass'][row]} mg",
                packing=packing[0],
            ),
            filler=Filler("filler", packing=packing[1]),
            shell=SHELL,
            balance=BALANCE,
        )
