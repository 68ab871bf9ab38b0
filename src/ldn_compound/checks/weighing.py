"""Can the balance weigh what the bench sheet asks for?"""

from __future__ import annotations

from collections.abc import Iterator

from ..calc.weighing import (
    absolute_error,
    combined_error,
    least_mass_of_additive,
    weighing_error,
)
from ..model.batch import Batch
from ..model.component import of_role
from ..model.finding import Finding
from ..quantities.units import Q, shortened
from ..sheets.wording import say

__all__ = [
    "check_balance",
    "check_capacity",
    "check_least_mass",
    "check_sensitivity",
    "check_trituration",
    "check_weighing_error",
]


def check_balance(batch: Batch) -> Iterator[Finding]:
    """Find that no balance was named."""
    if batch.request.balance is None:
        message = say("no balance given: nothing is rounded, no weighing is checked")
        yield Finding("no-balance", "note", "balance", message, "unc-weighing")


def check_sensitivity(batch: Batch) -> Iterator[Finding]:
    """Find that the step of the display stands for the sensitivity of the balance."""
    balance, rule = batch.request.balance, batch.request.policy.least_mass_rule
    if balance is None or balance.sensitivity is not None or rule != "sensitivity":
        return
    message = say(
        "no sensitivity requirement stated: the readability, {readability}, is used "
        "instead; a class III balance has {class_iii}",
        class_iii=Q("6 mg"),
        readability=balance.readability,
    )
    yield Finding("sensitivity-assumed", "note", "balance", message, _RULES[rule])


def check_least_mass(batch: Batch) -> Iterator[Finding]:
    """Find an amount below the least mass that the balance may weigh."""
    balance, rules = batch.request.balance, batch.request.policy
    if balance is None or batch.least_mass is None:
        return
    of_additive = least_mass_of_additive(balance, rules)
    for each in of_role(batch.components, "drug", "additive", "filler"):
        if each.role == "drug" and not batch.weighs_powder:
            continue
        least = of_additive if each.role == "additive" else batch.least_mass
        for weighing in each.weighings:
            if weighing.to_weigh >= least or not weighing.exact:
                continue
            message = say(
                "{item}: {to_weigh} is below the least mass of this balance, "
                "{least_mass}: it cannot be weighed",
                item=weighing.item,
                to_weigh=weighing.to_weigh,
                least_mass=least,
            )
            rule = _RULES[rules.least_mass_rule]
            yield Finding("below-least-mass", "stop", "balance", message, rule)


_RULES = {
    "sensitivity": "basicmedicalkey-weighing",
    "usp-41": "sartorius-usp41",
    "readability": "pta-forum-least-weighing",
}


def check_weighing_error(batch: Batch) -> Iterator[Finding]:
    """Find that weighing the drug-bearing powder moves the dose."""
    balance, powder, rules = batch.request.balance, batch.powder, batch.request.policy
    if balance is None or not batch.weighs_powder:
        return
    if batch.trituration is not None:
        error, amount = batch.trituration.error, batch.trituration.needed
    else:
        amount = powder.to_weigh
        error = combined_error(
            weighing_error(absolute_error(balance, rules), amount),
            amount / powder.exact - 1,
        )
    limit = rules.cautious_error
    if error > limit:
        figures = {
            "item": powder.item,
            "amount": shortened(amount, 2),
            "error": shortened(error, 2),
            "limit": limit,
        }
        message = say(
            "{item}: weighing {amount} has an error of {error}, rounding included; a"
            " pharmacist checks any above {limit}",
            **figures,
        )
        if batch.trituration is not None:
            message = say(
                "{item}: by the weighings of its trituration, {amount} of it has an "
                "error of {error}; a pharmacist checks any above {limit}",
                **figures,
            )
        yield Finding("weighing-error", "caution", "balance", message, "unc-weighing")


def check_trituration(batch: Batch) -> Iterator[Finding]:
    """Find that drug or additive is weighed by way of a trituration."""
    powder = () if batch.trituration is None else (batch.trituration,)
    for each in (*powder, *batch.premixes):
        needed = shortened(each.needed, 2)
        message = say(
            "{item}: {needed} is below the least mass, {least_mass}: it is "
            "triturated first, and {waste} of that is destroyed, with {material} of "
            "{item} in it",
            item=each.item,
            needed=needed,
            least_mass=each.least_mass,
            waste=each.waste,
            material=shortened(each.material_wasted, 2),
        )
        yield Finding(
            "triturated", "note", "balance", message, "basicmedicalkey-weighing"
        )


def check_capacity(batch: Batch) -> Iterator[Finding]:
    """Find an amount above what the balance can carry."""
    balance = batch.request.balance
    if balance is None or balance.capacity is None:
        return
    for weighing in batch.weighings:
        if weighing.to_weigh > balance.capacity:
            message = say(
                "{item}: {to_weigh} is above the capacity of this balance, {capacity}",
                item=weighing.item,
                to_weigh=weighing.to_weigh,
                capacity=balance.capacity,
            )
            yield Finding("above-capacity", "stop", "balance", message, "house")
