"""Loads: how the batch is spread over a tray that is filled more than once.

All loads so far are rounded together, not one by one: of 39 loads, each rounded down by
half a step, the last would otherwise be too heavy by twenty.
"""

from __future__ import annotations

from ..calc.loads import load_sizes
from ..calc.rounding import to_readability
from ..model.batch import BatchPlan
from ..model.steps import Load
from ..model.weighing import Weighing
from ..quantities.units import Q
from ..sheets.wording import say

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
        What is rounded in one load is made up in the next, so that the last takes its
        share too.
    """
    tray, balance = plan.request.tray, plan.request.balance
    sizes = load_sizes(plan.shells, tray.holes if tray else plan.shells)
    each = plan.blend_as_weighed / plan.batch_size * Q("1 capsule")
    loads, filled, taken = [], 0, 0 * each
    for number, capsules in enumerate(sizes, start=1):
        filled += capsules
        total = each * filled
        shown = to_readability(total, balance.readability) if balance else total
        item = say(
            "blend for load {number} of {loads}", number=number, loads=len(sizes)
        )
        blend = Weighing(
            item=item, exact=plan.fill_mass * capsules, to_weigh=shown - taken
        )
        loads.append(Load(capsules=capsules, blend=blend))
        taken = shown
    return tuple(loads)
