"""Draws the error budget of the plan in the README."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

from ldn_compound import (
    Balance,
    Filler,
    PackStatistic,
    Prescription,
    Tablets,
    plan_batch,
    reference,
)
from ldn_compound.quality import error_budget, plot_budget

mpl.use("Agg")

PLAN = plan_batch(
    Prescription(strength="4.5 mg", capsules=100),
    drug=Tablets(
        strength="50 mg",
        mean_mass="171.2 mg",
        weighed=20,
        packing=PackStatistic("200 mg", size="3"),
    ),
    filler=Filler(
        "microcrystalline cellulose PH-105", packing=PackStatistic("130 mg", size="3")
    ),
    shell=reference.shell("3"),
    balance=Balance(readability="1 mg"),
)

if __name__ == "__main__":
    axes = plot_budget(error_budget(PLAN, fill_rsd="2 %", blend_cv="2.5 %"))
    axes.figure.savefig(Path(__file__).with_suffix(".png"), dpi=110)
