"""One batch as it should be: tests change a single thing in it."""

from __future__ import annotations

from typing import Any

from ldn_compound import (
    Balance,
    BatchPlan,
    BulkDrug,
    Filler,
    Finding,
    PackStatistic,
    Prescription,
    Tablets,
    plan_batch,
    reference,
)

__all__ = ["BULK", "FILLER", "ORDER", "SHELL", "TABLETS", "batch", "codes", "finding"]

ORDER = Prescription("4.5 mg", capsules=100, other_medicines=())
TABLETS = Tablets(
    "50 mg",
    mean_mass="171.2 mg",
    packing=PackStatistic("200 mg", size="3"),
    weighed=20,
    mass_sd="2 mg",
    assay="100 %",
    coat="none",
    contains=(),
)
BULK = BulkDrug(
    "naltrexone hydrochloride",
    assay="100 %",
    basis="as is",
    packing=PackStatistic("200 mg", size="3"),
)
FILLER = Filler("sucrose", packing=PackStatistic("130 mg", size="3"), contains=())
SHELL = reference.shell("3")


def batch(**changes: Any) -> BatchPlan:
    """Plan the example batch, which has no finding at all, with some changes."""
    arguments: dict[str, Any] = {
        "prescription": ORDER,
        "drug": TABLETS,
        "filler": FILLER,
        "shell": SHELL,
        "balance": Balance(readability="1 mg", sensitivity="1 mg"),
        "spare_capsules": 3,
    }
    return plan_batch(**(arguments | changes))


def codes(plan: BatchPlan) -> list[str]:
    """List the codes of all that was found in a plan."""
    return [found.code for found in plan.findings]


def finding(plan: BatchPlan, code: str) -> Finding:
    """Return the one finding of a code."""
    (found,) = [each for each in plan.findings if each.code == code]
    return found
