"""Loads: how the batch is spread over a tray that is filled more than once."""

from __future__ import annotations

from collections.abc import Iterable

from ..calc.loads import load_sizes
from ..calc.rounding import to_readability
from ..model.component import Component, blend_as_weighed
from ..model.request import Request
from ..model.steps import Load
from ..model.weighing import Weighing
from ..quantities.units import Q, Quantity
from ..sheets.wording import say

__all__ = ["plan_loads"]

_ONE_CAPSULE = Q("1 capsule")


def plan_loads(
    request: Request,
    components: Iterable[Component],
    *,
    batch_size: Quantity,
    fill_mass: Quantity,
    shells: int,
) -> tuple[Load, ...]:
    """Return the loads of the tray, as few and as equal as it allows.

    Parameters
    ----------
    request
        What was asked: the tray and the balance.
    components
        The components of the batch.
    batch_size
        Capsules that the batch is worked out for. [capsule]
    fill_mass
        Blend in one capsule, exact. [mg]
    shells
        Shells to fill.

    Returns
    -------
    tuple of Load
        One load where there is no tray. A load is weighed as its share of the blend as
        weighed, so that no load gets the rounding of all; what rounding takes from a
        load is made up in the next, so that the last takes its share too.
    """
    tray, balance = request.tray, request.balance
    sizes = load_sizes(shells, tray.holes if tray else shells)
    each = blend_as_weighed(components) / batch_size * _ONE_CAPSULE
    loads, filled, taken = [], 0, 0 * each
    for number, capsules in enumerate(sizes, start=1):
        filled += capsules
        total = each * filled
        shown = to_readability(total, balance.readability) if balance else total
        item = say(
            "blend for load {number} of {loads}", number=number, loads=len(sizes)
        )
        blend = Weighing(item=item, exact=fill_mass * capsules, to_weigh=shown - taken)
        loads.append(Load(capsules=capsules, blend=blend))
        taken = shown
    return tuple(loads)
