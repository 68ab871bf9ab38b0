"""The bench: the tasks of a worksheet, in the order in which they are done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ..model.batch import BatchPlan
from ..model.dilution import TriturationPlan
from ..model.tablets import Tablets
from ..units import Q, Quantity, shortened
from .content import Paragraph, Part, Table, Task

__all__ = ["bench_tasks"]

_BY_TWO = ("weighed by", "checked by")
_DONE_BY_TWO = ("done by", "checked by")


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
    yield from _mix(plan)
    yield from _fill(plan)
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
    yield Task(text, ("balance", "test mass shown", *_DONE_BY_TWO))


def _tablets(plan: BatchPlan) -> Iterator[Part]:
    drug, tablets = plan.request.drug, plan.tablets
    if not isinstance(drug, Tablets) or tablets is None:
        return
    count = Q("1 tablet") * tablets.to_crush
    change = plan.request.policy.mean_mass_change
    low, high = drug.mean_mass * (1 - change), drug.mean_mass * (1 + change)
    yield Task(
        f"Count {count}, whole, with any coat, and weigh all together: "
        f"{count * drug.mean_mass} is expected.",
        ("mass of all, mg", "counted by", "checked by"),
    )
    yield Task(
        f"Divide that mass by {tablets.to_crush}: {drug.mean_mass} is planned. Stop "
        f"and plan again if it differs by more than {change}, outside "
        f"{shortened(low, 1)} to {shortened(high, 1)}. Within that, the powder to "
        f"weigh is {_in_tablets(plan)} x the mean mass.",
        ("mean mass, mg", "powder to weigh, mg", *_DONE_BY_TWO),
    )
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
    other = "; if the mean mass gave another amount, weigh that instead"
    recomputed = other if plan.tablets is not None else ""
    yield Task(
        f"Weigh {plan.powder.to_weigh} of {plan.powder.item}{recomputed}.",
        ("actual, mg", *_BY_TWO),
    )
    if plan.trituration is not None:
        yield from _triturate(plan.trituration)
    for filler in plan.fillers:
        yield Task(
            f"Weigh {filler.to_weigh} of {filler.item}.", ("actual, mg", *_BY_TWO)
        )
    yield Task(
        "Second check before mixing: item, lot, expiry and mass of every weighing, "
        "against this sheet.",
        ("checked by",),
    )


def _triturate(trituration: TriturationPlan) -> Iterator[Part]:
    for number, each in enumerate(trituration.dilutions, start=1):
        yield Task(
            f"Weigh {each.diluent.to_weigh} of {each.diluent.item} for trituration "
            f"{number}.",
            ("actual, mg", *_BY_TWO),
        )
        yield Task(
            f"Mix it with the {each.material.to_weigh} of {each.material.item} by "
            f"geometric dilution: {each.total} of trituration {number} is expected.",
            _DONE_BY_TWO,
        )
        yield Task(
            f"Weigh {each.portion.to_weigh} of {each.portion.item}. Destroy the rest, "
            f"or label it as a stock dilution with its own lot and date; it never "
            f"returns to stock.",
            ("actual, mg", *_BY_TWO),
        )


def _mix(plan: BatchPlan) -> Iterator[Part]:
    yield Task(
        "Mix by geometric dilution: add about as much as lies in the mortar, mix until "
        "even, go on. The portions are taken from what was weighed above.",
        ("done by",),
    )
    yield Table(
        ("Add", "In the mortar", "Drug in it", "Item"),
        tuple(
            (str(s.added), str(s.in_mortar), _short(s.drug_share), s.item)
            for s in plan.mixing
        ),
    )
    yield Task(
        f"Weigh the blend: {plan.blend_as_weighed} is expected. The rest is lost.",
        ("actual, mg", "lost, mg", *_BY_TWO),
    )


def _fill(plan: BatchPlan) -> Iterator[Part]:
    loads = plan.loads
    for number, load in enumerate(loads, start=1):
        spread = f"over all {load.capsules} shells before tamping"
        if number == len(loads) and not plan.blend_excess:
            rest = "all of the blend" if len(loads) == 1 else "all that is left"
            text = f"{rest[0].upper()}{rest[1:]}, {load.blend.to_weigh}"
            yield Task(f"{text}: spread it {spread}.", ("actual, mg", *_BY_TWO))
        else:
            yield Task(
                f"Weigh {load.blend.to_weigh} of blend for load {number} of "
                f"{len(loads)}; if the blend weighed above is short, take "
                f"{load.capsules} parts of {plan.shells} of that mass. Spread all of "
                f"this load {spread}.",
                ("actual, mg", *_BY_TWO),
            )
    yield Paragraph(
        "If a load does not fill its shells: empty them, add filler, mix, fill again "
        "and record it. Never discard any of a load, never fill fewer capsules: each "
        "would hold more than its label says."
    )


def _finish(plan: BatchPlan) -> Iterator[Part]:
    order = plan.request.prescription
    each = order.strength * Q("1 capsule")
    yield Task(
        f"Weigh ten filled capsules one by one: {_short(plan.gross_mass)} each with "
        f"the shell, {_short(plan.fill_mass)} without. This checks the weight; it is "
        f"no test of content uniformity.",
        tuple(str(number) for number in range(1, 11)),
    )
    yield Task(
        f"Count the capsules: {plan.shells} are expected.", ("count", *_DONE_BY_TWO)
    )
    yield Task(
        f"Label: {order.form} {each} in each capsule, {order.capsules} capsules.",
        _DONE_BY_TWO,
    )
    left = ["what is left in mortar and tray"]
    if plan.blend_excess:
        left.insert(0, "the blend beyond the loads")
    if plan.tablets is not None:
        left.insert(0, f"{plan.tablets.powder_left} of tablet powder")
    yield Task(f"Destroy the remainder: {', '.join(left)}.", _DONE_BY_TWO)


def _short(quantity: Quantity) -> str:
    """Return an amount as a person compares it with a display."""
    return shortened(quantity, 2)
