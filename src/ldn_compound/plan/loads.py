"""Loads: how the batch is spread over a tray that is filled more than once."""

from __future__ import annotations

from ..calc.loads import load_sizes
from ..calc.rounding import to_readability
from ..model.batch import BatchPlan
from ..model.steps import Load
from ..model.weighing import Weighing
from ..wording import say

__all__ = ["plan_loads"]


def plan_loads(plan: BatchPlan) -> tuple[Load, ...]:
    """Return the loads of the tray, each with its own blend to weigh.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    tuple of Load
        Loads that differ by at most one capsule; one load where no tray was given.
    """
    tray, balance = plan.request.tray, plan.request.balance
    sizes = load_sizes(plan.shells, tray.holes if tray else plan.shells)
    loads = []
    for number, capsules in enumerate(sizes, start=1):
        exact = plan.fill_mass * capsules
        shown = to_readability(exact, balance.readability) if balance else exact
        item = say(
            "blend for load {number} of {loads}", number=number, loads=len(sizes)
        )
        blend = Weighing(item=item, exact=exact, to_weigh=shown)
        loads.append(Load(capsules=capsules, blend=blend))
    return tuple(loads)
