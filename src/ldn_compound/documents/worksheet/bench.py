"""The bench: the tasks of a worksheet, in the order in which they are done."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.batch import CheckedBatch
from ...model.dilution import TriturationPlan
from ...model.forms import form_name
from ...model.weighing import CrushedTablets, Weighing
from ...quantities.units import Q, shortened
from ...sheets.content import Part, Task
from ...sheets.wording import joined, say
from .filling import BY_TWO, DONE_BY_TWO, filling_tasks, short

__all__ = ["bench_tasks"]


def bench_tasks(plan: CheckedBatch) -> Iterator[Part]:
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


def _balance(plan: CheckedBatch) -> Iterator[Part]:
    balance = plan.request.balance
    if balance is None:
        text = say(
            "Check the balance: level, zero, test mass. None was named in this plan."
        )
    else:
        text = say(
            "Check the balance: level, zero, test mass. It reads to "
            "{readability} and may weigh {least_mass} or more.",
            readability=balance.readability,
            least_mass=plan.least_mass,
        )
    yield Task(text, (say("balance"), say("test mass shown"), *DONE_BY_TWO))


def _tablets(plan: CheckedBatch) -> Iterator[Part]:
    crushed = plan.crushed
    if crushed is None:
        return
    count, mean_mass = crushed.number, crushed.tablets.mean_mass
    change = plan.request.policy.mean_mass_change
    low, high = mean_mass * (1 - change), mean_mass * (1 + change)
    yield Task(
        say(
            "Count {count}, whole, with any coat, and weigh all together: {mass} is "
            "expected.",
            count=count,
            mass=crushed.mass,
        ),
        (say("mass of all, mg"), say("counted by"), say("checked by")),
    )
    figures = {
        "to_crush": crushed.count.to_crush,
        "mean_mass": mean_mass,
        "change": change,
        "low": shortened(low, 1),
        "high": shortened(high, 1),
    }
    text = say(
        "Divide that mass by {to_crush}: {mean_mass} is planned. Stop and plan again "
        "if it differs by more than {change}, outside {low} to {high}.",
        **figures,
    )
    blanks: tuple[str, ...] = (say("mean mass, mg"), *DONE_BY_TWO)
    if plan.weighs_powder:
        text = say(
            "Divide that mass by {to_crush}: {mean_mass} is planned. Stop and plan "
            "again if it differs by more than {change}, outside {low} to {high}. "
            "Within that, the powder to weigh is {in_tablets} x the mean mass.",
            in_tablets=_in_tablets(plan, crushed),
            **figures,
        )
        blanks = (say("mean mass, mg"), say("powder to weigh, mg"), *DONE_BY_TWO)
    yield Task(text, blanks)
    yield Task(
        say(
            "Crush {count} to a fine powder and sieve it. Regrind what the "
            "sieve holds back, flakes of the coat too, until all of it passes. "
            "Discard none.",
            count=count,
        ),
        (say("done by"),),
    )


def _in_tablets(plan: CheckedBatch, crushed: CrushedTablets) -> str:
    """Return the powder to weigh, counted in tablets."""
    if plan.trituration is None:
        return str(crushed.count.exact)
    return str(plan.powder.to_weigh / crushed.tablets.mean_mass)


def _weigh(plan: CheckedBatch) -> Iterator[Part]:
    if plan.weighs_powder:
        yield from _weigh_powder(plan)
    yield from _weigh_others(plan)
    if not plan.weighs_powder:
        yield Task(
            say(
                "Use all of the tablet powder, about {to_weigh}: take none of it "
                "away. Rinse mortar and sieve with part of the filler, and add the "
                "rinsings.",
                to_weigh=plan.powder.to_weigh,
            ),
            DONE_BY_TWO,
        )
    yield Task(
        say(
            "Second check before mixing: item, lot, expiry and mass of every "
            "weighing, against this sheet."
        ),
        (say("checked by"),),
    )
    yield from _mix_fillers(plan)


def _weigh_powder(plan: CheckedBatch) -> Iterator[Part]:
    text = _weigh_one(plan.powder)
    if plan.tablets is not None:
        text = say(
            "Weigh {mass} of {item}; if the mean mass gave another amount, weigh that "
            "instead.",
            mass=plan.powder.to_weigh,
            item=plan.powder.item,
        )
    yield Task(text, (say("actual, mg"), *BY_TWO))
    if plan.trituration is not None:
        yield from _triturate(plan.trituration)


def _weigh_others(plan: CheckedBatch) -> Iterator[Part]:
    premixes = {each.item: each for each in plan.premixes}
    for additive in plan.additives:
        yield Task(_weigh_one(additive), (say("actual, mg"), *BY_TWO))
        if additive.item in premixes:
            yield from _triturate(premixes[additive.item])
    if _takes_mixture(plan):
        yield from _weigh_fillers(plan)
        return
    for filler in plan.fillers:
        if filler.estimated:
            yield Task(
                say(
                    "Weigh a vessel of {item}, with more than {to_weigh} in it: about "
                    "that much is expected to be used. Write down its mass.",
                    item=filler.item,
                    to_weigh=filler.to_weigh,
                ),
                (say("mass before, mg"), *BY_TWO),
            )
        else:
            yield Task(_weigh_one(filler), (say("actual, mg"), *BY_TWO))


def _weigh_fillers(plan: CheckedBatch) -> Iterator[Part]:
    """Yield how much of each filler is weighed for their mixture."""
    for filler in plan.fillers:
        yield Task(
            say(
                "Weigh {mass} of {item}: about that much is expected to be used. Weigh "
                "more than that of each filler, all in the same ratio.",
                mass=filler.to_weigh,
                item=filler.item,
            ),
            (say("actual, mg"), *BY_TWO),
        )


def _mix_fillers(plan: CheckedBatch) -> Iterator[Part]:
    """Yield how several fillers become the one that is added until it is enough."""
    if _takes_mixture(plan):
        yield Task(
            say(
                "Mix the fillers with each other until even: from here on, filler is "
                "this mixture. Weigh it in its vessel, and write down its mass."
            ),
            (say("mass before, mg"), *BY_TWO),
        )


def _takes_mixture(plan: CheckedBatch) -> bool:
    return len(plan.fillers) > 1 and plan.fillers[0].estimated


def _weigh_one(weighing: Weighing) -> str:
    return say("Weigh {mass} of {item}.", mass=weighing.to_weigh, item=weighing.item)


def _triturate(trituration: TriturationPlan) -> Iterator[Part]:
    for each in trituration.dilutions:
        diluent = say(
            "Weigh {mass} of {item} for {trituration}.",
            mass=each.diluent.to_weigh,
            item=each.diluent.item,
            trituration=each.portion.item,
        )
        yield Task(diluent, (say("actual, mg"), *BY_TWO))
        yield Task(
            say(
                "Mix it with the {mass} of {item} by geometric dilution: {total} of "
                "{trituration} is expected.",
                mass=each.material.to_weigh,
                item=each.material.item,
                total=each.total,
                trituration=each.portion.item,
            ),
            DONE_BY_TWO,
        )
        portion = say(
            "Weigh {mass} of {item}. Destroy the rest, or label it as a stock dilution "
            "with its own lot and date; it never returns to stock.",
            mass=each.portion.to_weigh,
            item=each.portion.item,
        )
        yield Task(portion, (say("actual, mg"), *BY_TWO))


def _finish(plan: CheckedBatch) -> Iterator[Part]:
    order = plan.request.prescription
    one = Q("1 capsule")
    masses = {"gross_mass": short(plan.gross_mass), "fill_mass": short(plan.fill_mass)}
    weights = say(
        "Weigh ten filled capsules one by one: {gross_mass} each with the "
        "shell, {fill_mass} without. This checks the weight; it is no test "
        "of content uniformity.",
        **masses,
    )
    numbers = [str(number) for number in range(1, 11)]
    if plan.shells < len(numbers):
        weights = say(
            "Weigh all filled capsules ({shells}) one by one: {gross_mass} each with "
            "the shell, {fill_mass} without. This checks the weight; it is no test "
            "of content uniformity.",
            shells=plan.shells * one,
            **masses,
        )
    yield Task(weights, tuple(numbers[: plan.shells]))
    yield Task(
        say("Count the capsules: {shells} expected.", shells=plan.shells),
        (say("count"), *DONE_BY_TWO),
    )
    yield Task(
        say(
            "Label: {form} {each} in each capsule, {capsules}.",
            form=form_name(order.form),
            each=plan.label.drug,
            capsules=plan.label.capsules * one,
        ),
        DONE_BY_TWO,
    )
    left = [say("what is left in mortar and tray")]
    if plan.blend_excess:
        left.insert(0, say("the blend beyond the loads"))
    if plan.tablets is not None and plan.weighs_powder:
        left.insert(
            0,
            say("{mass} of tablet powder", mass=plan.tablets.powder_left),
        )
    yield Task(
        say("Destroy the remainder: {all}.", all=joined(left, ", ")), DONE_BY_TWO
    )
