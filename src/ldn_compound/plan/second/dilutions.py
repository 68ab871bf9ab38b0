"""Triturations, followed from the first weighing to what the last portion carries."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import sqrt
from typing import cast

from ...model.dilution import TriturationPlan
from ...model.equipment import Balance
from ...model.policy import Policy
from ...model.request import Request
from .numbers import Compared, mg, share
from .scales import error_of_one, least_load

__all__ = ["followed"]

#: Half of the last decimal that the error is stated to, and what a float may lose.
_CLOSE = Fraction(1, 2 * 10**6) + Fraction(1, 10**12)
_PERCENT = 100


def followed(
    path: str,
    plan: TriturationPlan,
    needed: Fraction,
    diluent: str,
    request: Request,
) -> Iterator[Compared]:
    """Yield the figures of a trituration.

    Parameters
    ----------
    path
        Where it stands in the plan.
    plan
        The trituration.
    needed
        What the batch needs of what it carries. [mg]
    diluent
        Name of what dilutes it.
    request
        What was asked: the balance, and the rules of the house.

    Yields
    ------
    Compared
        One figure after the other.
    """
    balance = cast("Balance", request.balance)  # without one, nothing is triturated
    first = plan.dilutions[0].material
    off = error_of_one(balance, request.policy)
    mass = carried = mg(first.to_weigh)
    squares = waste = Fraction(0)
    yield f"{path}.dilutions[0].material.item", first.item, plan.item, ""
    for number, each in enumerate(plan.dilutions):
        here, last = f"{path}.dilutions[{number}]", each is plan.dilutions[-1]
        portion, added = mg(each.portion.to_weigh), mg(each.diluent.to_weigh)
        total = mass + added
        wanted = carried * portion / needed - mass if last else added
        yield f"{here}.material.to_weigh", mg(each.material.to_weigh), mass, "mg"
        yield f"{here}.material.exact", mg(each.material.exact), mass, "mg"
        yield f"{here}.diluent.item", each.diluent.item, diluent, ""
        yield f"{here}.diluent.exact", mg(each.diluent.exact), wanted, "mg"
        yield f"{here}.total", mg(each.total), total, "mg"
        yield f"{here}.portion.exact", mg(each.portion.exact), portion, "mg"
        squares += (off / mass - off / total) ** 2 + (off / total) ** 2
        waste += total - portion
        carried, mass = carried * portion / total, portion
    squares += (off / mass) ** 2 + (carried / needed - 1) ** 2
    brought, stated = mass - carried, share(plan.error)
    yield f"{path}.needed", mg(plan.needed), needed, "mg"
    yield f"{path}.diluent", plan.diluent, diluent, ""
    yield f"{path}.content", mg(plan.content), carried, "mg"
    yield f"{path}.diluent_in_portion", mg(plan.diluent_in_portion), brought, "mg"
    yield f"{path}.waste", mg(plan.waste), waste, "mg"
    yield f"{path}.error", stated * _PERCENT, _root(squares, stated) * _PERCENT, "%"
    yield from _limits(path, plan, needed, balance, request.policy)


def _limits(
    path: str,
    plan: TriturationPlan,
    needed: Fraction,
    balance: Balance,
    policy: Policy,
) -> Iterator[Compared]:
    """Yield the limits that the weighings had to keep."""
    limits, step = plan.limits, mg(balance.readability)
    least, off = least_load(balance, policy), error_of_one(balance, policy)
    slack = share(policy.strength_tolerance)
    yield f"{path}.least_mass", mg(plan.least_mass), least, "mg"
    yield f"{path}.limits.step", mg(limits.step), step, "mg"
    yield f"{path}.limits.need", limits.need, needed / step, ""
    yield f"{path}.limits.least", limits.least, least / step, ""
    yield f"{path}.limits.absolute_error", limits.absolute_error, off / step, ""
    yield f"{path}.limits.tolerance", limits.tolerance, slack, ""


def _root(squares: Fraction, stated: Fraction) -> Fraction:
    """Return the root of squares: as stated, where that is it to its last decimal."""
    root = Fraction(sqrt(squares))
    return stated if abs(stated - root) <= _CLOSE else root
