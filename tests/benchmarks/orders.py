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
    "as_texts",
    "at_whole_tablets",
    "beside_half_steps",
    "expressions",
    "kernel",
    "loop_of_plans",
    "orders",
]

BALANCE = Balance(readability="1 mg")
_CHUNK = 1 << 14

AMOUNTS = (
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


def at_whole_tablets(rows: int) -> dict[str, Any]:
    """Draw orders whose drug is that of whole tablets: every count is a hair off."""
    draw = np.random.default_rng(2)
    tablets = draw.integers(2, 12, rows)
    return orders(rows) | {"strength": np.full(rows, 2.5), "capsules": 20 * tablets}


def beside_half_steps(rows: int) -> dict[str, Any]:
    """Draw orders whose powder is a float beside half a step: no decimal is so long."""
    draw = np.random.default_rng(3)
    tablets = 2 * draw.integers(1, 6, rows) + 1
    halves = draw.integers(150, 400, rows) + 0.5
    few = {"strength": np.full(rows, 2.5), "capsules": 20 * tablets}
    return orders(rows) | few | {"tablet_mass": np.nextafter(halves, np.inf)}


def as_texts(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table with every cell as text, as a CSV without types has it."""
    return {
        name: np.array([repr(cell) for cell in cells.tolist()], dtype=object)
        for name, cells in table.items()
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
    """Work out the twelve columns in plain numpy, as a careful hand writes them.

    Pieces that fit the cache, every result in its place, no array made twice; what is
    in no row costs one look. Cells that are not finite or not positive are flagged,
    their rows hold NaN, and the same findings are looked for. What it lacks: exact
    counts where a float is a hair off, the range and the whole number of a cell, the
    fit into the shell, the choice of shell, assay and overages, and every check of
    what it is given.
    """
    rows = len(table["strength"])
    planned = {name: np.empty(rows) for name in AMOUNTS}
    findings = np.zeros(rows, dtype=np.int64)
    for start in range(0, rows, _CHUNK):
        part = slice(start, start + _CHUNK)
        cells = {name: column[part] for name, column in table.items()}
        amounts = {name: column[part] for name, column in planned.items()}
        _work_out(cells, amounts)
        _flag(cells, amounts, findings[part])
    return planned | {"findings": findings}


def _work_out(cells: dict[str, Any], amounts: dict[str, Any]) -> None:
    """Fill in the amounts of a piece."""
    strength, mass = cells["strength"], cells["tablet_mass"]
    size = cells["capsules"].astype(np.float64)
    drug = np.multiply(strength, size, out=amounts["drug_needed"])
    powder = np.multiply(drug, mass, out=amounts["powder"])
    powder /= cells["tablet_strength"]
    filler = np.divide(powder, cells["tablet_full_fill"], out=amounts["filler"])
    np.subtract(size, filler, out=filler)
    filler *= cells["filler_full_fill"]
    blend = np.add(powder, filler, out=amounts["blend_mass"])
    np.divide(blend, size, out=amounts["fill_mass"])
    for exact in ("powder", "filler"):
        shown = np.add(amounts[exact], 0.5, out=amounts[f"{exact}_to_weigh"])
        np.floor(shown, out=shown)
    shown = amounts["powder_to_weigh"]
    tablets = np.divide(shown, mass, out=amounts["tablets"])
    np.ceil(tablets, out=tablets)
    left = np.multiply(tablets, mass, out=amounts["powder_left"])
    left -= shown
    claim = np.divide(shown, powder, out=amounts["label_claim"])
    np.multiply(strength, claim, out=amounts["strength_achieved"])
    claim *= 100


def _flag(cells: dict[str, Any], amounts: dict[str, Any], found: Any) -> None:
    """Flag what is the matter with the rows of a piece, and hide the bad ones."""
    for bit, column in enumerate(cells.values()):
        if not (column.min() > 0 and column.max() < np.inf):
            found |= ~(np.isfinite(column) & (column > 0)) * np.int64(1 << bit)
    if found.any():
        for column in amounts.values():
            column[found != 0] = np.nan
    claim, nothing_above = amounts["label_claim"], np.inf
    for bit, values, low, high in (
        (12, cells["strength"], 0.1, 10),
        (15, amounts["powder"], 20, nothing_above),
        (16, amounts["filler_to_weigh"], 20, nothing_above),
        (18, claim, 99, 101),
        (19, claim, 90, 110),
        (20, amounts["tablets"], 10, nothing_above),
    ):
        if not (values.min() >= low and values.max() <= high):
            found |= ((values < low) | (values > high)) * np.int64(1 << bit)


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
    )
    flags = col("findings")
    for bit, rows in found:
        flags = flags | pl.when(rows).then(bit).otherwise(0)
    ratio = col("powder_to_weigh") / col("powder")
    tablets = (col("powder_to_weigh") * 1.05 / mass).ceil()
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
            for name in AMOUNTS
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
