"""Can the balance weigh what the worksheet asks for?"""

from __future__ import annotations

from collections.abc import Iterator

from ..calc.weighing import absolute_error, combined_error, weighing_error
from ..model.batch import BatchPlan
from ..model.finding import Finding
from ..model.weighing import Weighing
from ..units import shortened

__all__ = [
    "check_balance",
    "check_capacity",
    "check_least_mass",
    "check_weighing_error",
]


def _all_weighings(plan: BatchPlan) -> Iterator[Weighing]:
    yield plan.powder
    yield from plan.fillers


def check_balance(plan: BatchPlan) -> Iterator[Finding]:
    """Find that no balance was named."""
    if plan.request.balance is None:
        message = "no balance given: nothing is rounded, no weighing is checked"
        yield Finding("no-balance", "note", "balance", message, "unc-weighing")


def check_least_mass(plan: BatchPlan) -> Iterator[Finding]:
    """Find an amount below the least mass that the balance may weigh."""
    if plan.least_mass is None:
        return
    for weighing in _all_weighings(plan):
        if weighing.to_weigh < plan.least_mass and weighing.exact:
            message = (
                f"{weighing.item}: {weighing.to_weigh} is below the least mass of "
                f"this balance, {plan.least_mass}: a trituration is needed"
            )
            yield Finding(
                "below-least-mass",
                "stop",
                "balance",
                message,
                _RULES[plan.request.policy.least_mass_rule],
            )


_RULES = {
    "sensitivity": "basicmedicalkey-weighing",
    "usp-41": "sartorius-usp41",
    "readability": "pta-forum-least-weighing",
}


def check_weighing_error(plan: BatchPlan) -> Iterator[Finding]:
    """Find that weighing the drug-bearing powder moves the dose."""
    balance, powder, rules = plan.request.balance, plan.powder, plan.request.policy
    if balance is None:
        return
    error = combined_error(
        weighing_error(absolute_error(balance, rules), powder.to_weigh),
        powder.to_weigh / powder.exact - 1,
    )
    limit = rules.cautious_error
    if error > limit:
        message = (
            f"{powder.item}: {powder.to_weigh} is weighed to {shortened(error, 2)}, "
            f"rounding included; {limit} calls for a second look"
        )
        yield Finding("weighing-error", "caution", "balance", message, "unc-weighing")


def check_capacity(plan: BatchPlan) -> Iterator[Finding]:
    """Find an amount above what the balance can carry."""
    balance = plan.request.balance
    if balance is None or balance.capacity is None:
        return
    for weighing in _all_weighings(plan):
        if weighing.to_weigh > balance.capacity:
            message = (
                f"{weighing.item}: {weighing.to_weigh} is above the capacity of this "
                f"balance, {balance.capacity}"
            )
            yield Finding("above-capacity", "stop", "balance", message, "house")
