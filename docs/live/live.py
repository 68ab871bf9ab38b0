"""Answers the form of the page: text in, text out, every error as its own message."""

from __future__ import annotations

import json
from typing import Any

from ldn_compound import (
    Balance,
    BatchPlan,
    CompoundError,
    Filler,
    PackStatistic,
    Prescription,
    Tablets,
    plan_batch,
    reference,
)

__all__ = ["answer"]

_FILLER = "microcrystalline cellulose PH-105"


def answer(form: str) -> str:
    """Return the plan that a form asks for, or why there is none, as JSON."""
    try:
        return json.dumps(_shown(_plan(json.loads(form))))
    except CompoundError as error:
        return json.dumps({"error": str(error)})


def _plan(typed: dict[str, str]) -> BatchPlan:
    size = typed["size"]
    if typed["filler_packing"]:
        measured = PackStatistic(typed["filler_packing"], size=size)
        filler = Filler(_FILLER, packing=measured)
    else:
        filler = reference.filler(_FILLER, size=size)
    powder = typed["tablet_packing"]
    return plan_batch(
        Prescription(
            strength=typed["strength"],
            capsules=_count(typed["capsules"]),
            other_medicines=_medicines(typed["other_medicines"]),
        ),
        drug=Tablets(
            strength=typed["tablet_strength"],
            mean_mass=typed["tablet_mass"],
            packing=PackStatistic(powder, size=size) if powder else None,
        ),
        filler=filler,
        shell=reference.shell(size),
        balance=Balance(
            readability=typed["readability"], sensitivity=typed["sensitivity"] or None
        ),
    )


def _medicines(typed: str) -> tuple[str, ...] | None:
    """Return names; ``none`` says that none is taken, nothing that nobody asked."""
    if not typed:
        return None
    return () if typed == "none" else tuple(each.strip() for each in typed.split(","))


def _count(typed: str) -> Any:  # noqa: ANN401 - the record refuses what is no count
    is_count = typed.isascii() and typed.isdigit() and len(typed) <= len("100000")
    return int(typed) if is_count else typed


def _shown(plan: BatchPlan) -> dict[str, Any]:
    return {
        "ready": plan.ready,
        "strength": str(plan.strength_achieved),
        "weighings": [
            (str(each.to_weigh), str(each.exact), each.item) for each in plan.weighings
        ],
        "findings": [
            {"severity": each.severity, "message": str(each.message)}
            for each in plan.findings
        ],
        "worksheet": plan.worksheet(),
    }
