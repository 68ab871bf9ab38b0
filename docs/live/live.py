"""Answers the form of the page: text in, text out, every error as its own message."""

from __future__ import annotations

import json
from typing import Any

from ldn_compound import BatchPlan, CompoundError, Order

__all__ = ["answer"]

_FILLER = "microcrystalline cellulose PH-105"


def answer(form: str) -> str:
    """Return the plan that a form asks for, or why there is none, as JSON."""
    try:
        return json.dumps(_shown(_plan(json.loads(form))))
    except CompoundError as error:
        return json.dumps({"error": str(error)})


def _plan(typed: dict[str, str]) -> BatchPlan:
    size, packing = typed["size"], _packing(typed["filler_packing"], typed["size"])
    tablets = {
        "kind": "tablets",
        "strength": typed["tablet_strength"],
        "mean_mass": typed["tablet_mass"],
        "packing": _packing(typed["tablet_packing"], size),
    }
    order = {
        "strength": typed["strength"],
        "capsules": _count(typed["capsules"]),
        "other_medicines": _medicines(typed["other_medicines"]),
        "source": tablets,
        "filler": {"kind": "filler", "name": _FILLER, "packing": packing},
        "shell": size,
        "balance": {
            "readability": typed["readability"],
            "sensitivity": typed["sensitivity"] or None,
        },
    }
    return Order.from_dict(order).plan()


def _packing(mass: str, size: str) -> dict[str, str]:
    return {size: mass} if mass else {}


def _medicines(typed: str) -> list[str] | None:
    """Return names; ``none`` says that none is taken, nothing that nobody asked."""
    if not typed:
        return None
    return [] if typed == "none" else [each.strip() for each in typed.split(",")]


def _count(typed: str) -> int | str:
    is_count = typed.isascii() and typed.isdigit() and len(typed) <= len("100000")
    return int(typed) if is_count else typed  # what is no count is refused


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
