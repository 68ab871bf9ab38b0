"""The bench: the tasks of a worksheet, in the order in which they are done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ..model.batch import BatchPlan
from ..model.dilution import TriturationPlan
from ..model.tablets import Tablets
from ..model.weighing import Weighing
from ..units import Q, shortened
from ..wording import say
from .content import Part, Task
from .filling import BY_TWO, DONE_BY_TWO, filling_tasks, short

__all__ = ["bench_tasks"]


def bench_tasks(plan: BatchPlan) -> Iterator[Part]:
    """Yield what a person does, in bench order.

    Parameters
    ----------
    plan
        The plan.

    Yields
    ------
    Part
        Tasks with boxes to tick and blanks to fill in, and the tables they need.
    """
    yield from _balance(plan)
    yield from _tablets(plan)
    yield from _weigh(plan)
    yield from filling_tasks(plan)
    yield from _finish(plan)


def _balance(plan: BatchPlan) -> Iterator[Part]:
    balance = plan.request.balance
    if balance is None:
        text = "Check the balance: level, zero, test mass. None was named in this plan."
    else:
        text = (
            f"Check the balance: level, zero, test mass. It reads to "
            f"{balance.readability} and may weigh {plan.least_mass} or more."
        )
    yield Task(text, ("balance", "test mass shown", *DONE_BY_TWO))


def _tablets(plan: BatchPlan) -> Iterator[Part]:
    drug, tablets = plan.request.drug, plan.tablets
    if not isinstance(drug, Tablets) or tablets is None:
        return
    count = Q("1 tablet") * tablets.to_crush
    change = plan.request.policy.mean_mass_change
    low, high = drug.mean_mass * (1 - change), drug.mean_mass * (1 + change)
    yield Task(
        say(
            "Count {count}, whole, with any coat, and weigh all together: {mass} is "
            "expected.",
            count=count,
            mass=count * drug.mean_mass,
        ),
        ("mass of all, mg", "counted by", "checked by"),
    )
    text = (
        f"Divide that mass by {tablets.to_crush}: {drug.mean_mass} is planned. Stop "
        f"and plan again if it differs by more than {change}, outside "
        f"{shortened(low, 1)} to {shortened(high, 1)}."
    )
    blanks: tuple[str, ...] = ("mean mass, mg", *DONE_BY_TWO)
    if plan.weighs_powder:
        text += (
            f" Within that, the powder to weigh is {_in_tablets(plan)} x the mean mass."
        )
        blanks = ("mean mass, mg", "powder to weigh, mg", *DONE_BY_TWO)
    yield Task(text, blanks)
    yield Task(
        f"Crush {count} to a fine powder and sieve it. Regrind what the sieve holds "
        f"back, flakes of the coat too, until all of it passes. Discard none.",
        ("done by",),
    )


def _in_tablets(plan: BatchPlan) -> str:
    """Return the powder to weigh, counted in tablets."""
    drug, tablets = plan.request.drug, plan.tablets
    if plan.trituration is None and tablets is not None:
        return str(tablets.exact)
    return str(plan.powder.to_weigh / cast("Tablets", drug).mean_mass)


def _weigh(plan: BatchPlan) -> Iterator[Part]:
    if plan.weighs_powder:
        yield from _weigh_powder(plan)
    yield from _weigh_others(plan)
    if not plan.weighs_powder:
        yield Task(
            f"Use all of the tablet powder, about {plan.powder.to_weigh}: take none of "
            f"it away. Rinse mortar and sieve with part of the filler, and add the "
            f"rinsings.",
            DONE_BY_TWO,
        )
    yield Task(
        "Second check before mixing: item, lot, expiry and mass of every weighing, "
        "against this sheet.",
        ("checked by",),
    )


def _weigh_powder(plan: BatchPlan) -> Iterator[Part]:
    template = "Weigh {mass} of {item}."
    if plan.tablets is not None:
        template = (
            "Weigh {mass} of {item}; if the mean mass gave another amount, weigh that "
            "instead."
        )
    powder = plan.powder
    yield Task(
        say(template, mass=powder.to_weigh, item=powder.item), ("actual, mg", *BY_TWO)
    )
    if plan.trituration is not None:
        yield from _triturate(plan.trituration)


def _weigh_others(plan: BatchPlan) -> Iterator[Part]:
    premixes = {each.item: each for each in plan.premixes}
    for additive in plan.additives:
        yield Task(_weigh_one(additive), ("actual, mg", *BY_TWO))
        if additive.item in premixes:
            yield from _triturate(premixes[additive.item])
    for filler in plan.fillers:
        if filler.estimated:
            yield Task(
                f"Weigh a vessel of {filler.item}, with more than {filler.to_weigh} in "
                f"it: about that much is expected to be used. Write down its mass.",
                ("mass before, mg", *BY_TWO),
            )
        else:
            yield Task(_weigh_one(filler), ("actual, mg", *BY_TWO))


def _weigh_one(weighing: Weighing) -> str:
    return say("Weigh {mass} of {item}.", mass=weighing.to_weigh, item=weighing.item)


def _triturate(trituration: TriturationPlan) -> Iterator[Part]:
    for number, each in enumerate(trituration.dilutions, start=1):
        diluent = say(
            "Weigh {mass} of {item} for trituration {number}.",
            mass=each.diluent.to_weigh,
            item=each.diluent.item,
            number=number,
        )
        yield Task(diluent, ("actual, mg", *BY_TWO))
        yield Task(
            f"Mix it with the {each.material.to_weigh} of {each.material.item} by "
            f"geometric dilution: {each.total} of trituration {number} is expected.",
            DONE_BY_TWO,
        )
        portion = say(
            "Weigh {mass} of {item}. Destroy the rest, or label it as a stock dilution "
            "with its own lot and date; it never returns to stock.",
            mass=each.portion.to_weigh,
            item=each.portion.item,
        )
        yield Task(portion, ("actual, mg", *BY_TWO))


def _finish(plan: BatchPlan) -> Iterator[Part]:
    order = plan.request.prescription
    each = order.strength * Q("1 capsule")
    yield Task(
        f"Weigh ten filled capsules one by one: {short(plan.gross_mass)} each with "
        f"the shell, {short(plan.fill_mass)} without. This checks the weight; it is "
        f"no test of content uniformity.",
        tuple(str(number) for number in range(1, 11)),
    )
    yield Task(
        f"Count the capsules: {plan.shells} are expected.", ("count", *DONE_BY_TWO)
    )
    yield Task(
        f"Label: {order.form} {each} in each capsule, {order.capsules} capsules.",
        DONE_BY_TWO,
    )
    left = ["what is left in mortar and tray"]
    if plan.blend_excess:
        left.insert(0, "the blend beyond the loads")
    if plan.tablets is not None and plan.weighs_powder:
        left.insert(0, f"{plan.tablets.powder_left} of tablet powder")
    yield Task(f"Destroy the remainder: {', '.join(left)}.", DONE_BY_TWO)
