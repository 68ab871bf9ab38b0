"""Filling: from the weighed powders to the filled shells, by each method."""

from __future__ import annotations

from collections.abc import Iterator

from ...calc.packing import shell_share
from ...calc.volume import calibration_volume, volume_method
from ...model.batch import CheckedBatch
from ...model.fill import FillByCompletion, FillToVolume
from ...model.steps import Load
from ...plan.full_fill import joint_filler_fill
from ...quantities.notation import decimal
from ...quantities.units import Q, Quantity, about, shortened
from ...sheets.content import Paragraph, Part, Table, Task
from ...sheets.wording import joined, say

__all__ = ["BY_TWO", "DONE_BY_TWO", "filling_tasks", "short"]

BY_TWO = (say("weighed by"), say("checked by"))
DONE_BY_TWO = (say("done by"), say("checked by"))


def filling_tasks(plan: CheckedBatch) -> Iterator[Part]:
    """Yield how the powders are mixed and filled.

    Parameters
    ----------
    plan
        The plan.

    Yields
    ------
    Part
        Tasks of the fill method, then of each load of the tray.
    """
    match plan.request.fill:
        case FillToVolume():
            yield from _to_volume(plan)
        case FillByCompletion():
            yield from _by_completion(plan)
        case _:
            yield from _mix(plan)
    yield from _fill(plan)


def _mix(plan: CheckedBatch) -> Iterator[Part]:
    yield Task(
        say(
            "Mix by geometric dilution: add about as much as lies in the "
            "mortar, mix until even, go on. The portions are taken from what "
            "was weighed above."
        ),
        (say("done by"),),
    )
    yield Table(
        (say("Add"), say("In the mortar"), say("Drug in it"), say("Item")),
        tuple(
            (str(s.added), str(s.in_mortar), short(s.drug_share), s.item)
            for s in plan.mixing
        ),
    )
    greatest = plan.request.policy.greatest_loss
    text = say(
        "Weigh the blend: {blend} is expected. The rest is lost.",
        blend=plan.blend_as_weighed,
    )
    if greatest is not None:
        text = say(
            "Weigh the blend: {blend} is expected. The rest is lost; {mass}, "
            "{greatest}, is the most allowed until the shells are filled.",
            blend=plan.blend_as_weighed,
            mass=short(plan.blend_as_weighed * greatest),
            greatest=greatest,
        )
    yield Task(text, (say("actual, mg"), say("lost, mg"), *BY_TWO))


def _to_volume(plan: CheckedBatch) -> Iterator[Part]:
    volume = calibration_volume(
        plan.request.shell.volume / Q("1 capsule"), plan.batch_size
    )
    taken = volume * _share_before_filler(plan)
    figures = {"items": _weighed_in(plan), "taken": short(taken), "volume": volume}
    text = say(
        "Put into a graduated cylinder, as weighed: {items}. It is expected to take "
        "{taken}, at most half of {volume}: method B. Add filler up to {volume}.",
        **figures,
    )
    if volume_method(taken, volume) == "A":
        text = say(
            "Put into a graduated cylinder, as weighed: {items}. It is expected to "
            "take {taken}, more than half of {volume}: method A. Add filler up to "
            "{volume}.",
            **figures,
        )
    yield Task(text, (say("volume of the powder, mL"), *DONE_BY_TWO))
    yield Task(
        say(
            "Mix, put it back into the cylinder and read it again; make up "
            "with filler to {volume} until it stays.",
            volume=volume,
        ),
        DONE_BY_TWO,
    )
    yield from _filler_used()


def _by_completion(plan: CheckedBatch) -> Iterator[Part]:
    shells = plan.shells_at_hand
    yield Task(
        say(
            "Mix with part of the filler by geometric dilution, as weighed: {items}. "
            "Spread all of it over all {shells} shells.",
            items=_weighed_in(plan),
            shells=shells,
        ),
        DONE_BY_TWO,
    )
    yield Task(
        say(
            "Top up all {shells} shells with filler. Empty all of them, mix "
            "until even.",
            shells=shells,
        ),
        DONE_BY_TWO,
    )
    yield from _filler_used()


def _weighed_in(plan: CheckedBatch) -> str:
    """Return what is weighed and goes in before any filler."""
    others = [each for each in plan.mixed_in if not each.estimated]
    masses = [
        say("{mass} of {item}", mass=each.to_weigh, item=each.item)
        for each in (plan.carrier, *others)
    ]
    return joined(masses, ", ")


def _share_before_filler(plan: CheckedBatch) -> Quantity:
    """Return what share of the shells is taken before any filler goes in."""
    full = joint_filler_fill(plan.request, plan.request.shell)
    filler = sum((each.exact for each in plan.fillers), 0 * plan.blend_mass)
    return 1 - shell_share(filler, full) / plan.batch_size


def _filler_used() -> Iterator[Part]:
    yield Task(
        say(
            "Weigh the vessel of filler again: the difference is the filler "
            "used. Weigh the blend."
        ),
        (say("filler used, mg"), say("blend, mg"), *BY_TWO),
    )


def _fill(plan: CheckedBatch) -> Iterator[Part]:
    loads = plan.loads
    for number, load in enumerate(loads, start=1):
        told = _spread(plan, load, number, len(loads))
        yield Task(told, (say("actual, mg"), *BY_TWO))
    yield Paragraph(
        say(
            "If a load does not fill its shells: empty them, add filler, mix, "
            "fill again and record it. Never discard any of a load, never fill "
            "fewer capsules: each would hold more than its label says."
        )
    )


def _spread(plan: CheckedBatch, load: Load, number: int, loads: int) -> str:
    """Return how one load of the tray is filled."""
    if number < loads or plan.blend_excess:
        return _part(plan, load, number)
    if loads == 1:
        return say(
            "All of the blend, {mass}: spread it over all {capsules} shells before "
            "tamping.",
            mass=_expected(plan, plan.blend_as_weighed),
            capsules=load.capsules,
        )
    return say(
        "All that is left, {mass}: spread it over all {capsules} shells before "
        "tamping.",
        mass=_expected(plan, load.blend.to_weigh),
        capsules=load.capsules,
    )


def _part(plan: CheckedBatch, load: Load, number: int) -> str:
    """Return how a load is weighed that does not take all that lies there.

    Without an excess all of the blend goes into the shells, and each load takes its
    share of it. With one, a load takes its share of what went in, so that what was lost
    is lost of the excess; and less only if there is too little for all.
    """
    figures = {
        "mass": _expected(plan, load.blend.to_weigh),
        "number": number,
        "loads": len(plan.loads),
        "capsules": load.capsules,
        "shells": plan.shells,
    }
    if not plan.blend_excess:
        return say(
            "Weigh {mass} of blend for load {number} of {loads}: {capsules} parts of "
            "{shells} of the blend that was weighed above, whatever it weighs. Spread "
            "all of this load over all {capsules} shells before tamping.",
            **figures,
        )
    return say(
        "Weigh {mass} of blend for load {number} of {loads}: {capsules} parts of "
        "{parts} of all that went into it, {all} as planned. Only if the blend weighed "
        "above is less than {shells} parts of that, weigh {capsules} parts of {shells} "
        "of the blend instead. Spread all of this load over all {capsules} shells "
        "before tamping.",
        parts=decimal(plan.batch_size.magnitude),
        all=_expected(plan, plan.blend_as_weighed),
        **figures,
    )


def _expected(plan: CheckedBatch, mass: Quantity) -> str:
    """Return a mass of blend; where the filler is estimated, so is the blend."""
    return about(mass) if _estimated(plan) else str(mass)


def _estimated(plan: CheckedBatch) -> bool:
    return any(each.estimated for each in plan.fillers)


def short(quantity: Quantity) -> str:
    """Return an amount as a person compares it with a display.

    Parameters
    ----------
    quantity
        The amount.

    Returns
    -------
    str
        At most two decimals.
    """
    return shortened(quantity, 2)
