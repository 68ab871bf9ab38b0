"""A batch made as planned: tests change a single thing in what was entered."""

from __future__ import annotations

from typing import Any

from ldn_compound import BatchPlan, Made
from ldn_compound.plan.bench.made import bench_weighings

__all__ = ["as_planned"]


def as_planned(
    plan: BatchPlan, weighed: dict[str, Any] | None = None, **entries: Any
) -> Made:
    """Return entries that keep to a plan, but for some weighings and other entries."""
    targets = {each.letter: each.target for each in bench_weighings(plan)}
    told: dict[str, Any] = {
        "tablets_mass": plan.crushed and plan.crushed.mass,
        "capsules": plan.shells_at_hand,
        "blend_mass": None if weighed else plan.blend_as_weighed,
    }
    return Made(weighed=targets | (weighed or {}), **(told | entries))
