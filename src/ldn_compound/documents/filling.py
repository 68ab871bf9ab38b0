"""Filling: from the weighed powders to the filled shells, by each method."""

from __future__ import annotations

from collections.abc import Iterator

from ..calc.volume import calibration_volume, volume_method
from ..model.batch import BatchPlan
from ..model.fill import FillByCompletion, FillToVolume
from ..model.steps import Load
from ..units import Q, Quantity, shortened
from .content import Paragraph, Part, Table, Task

__all__ = ["BY_TWO", "DONE_BY_TWO", "filling_tasks", "short"]

BY_TWO = ("weighed by", "checked by")
DONE_BY_TWO = ("done by", "checked by")


def filling_tasks(plan: BatchPlan) -> Iterator[Part]:
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


def _mix(plan: BatchPlan) -> Iterator[Part]:
    yield Task(
        "Mix by geometric dilution: add about as much as lies in the mortar, mix until "
        "even, go on. The portions are taken from what was weighed above.",
        ("done by",),
    )
    yield Table(
        ("Add", "In the mortar", "Drug in it", "Item"),
        tuple(
            (str(s.added), str(s.in_mortar), short(s.drug_share), s.item)
            for s in plan.mixing
        ),
    )
    yield Task(
        f"Weigh the blend: {plan.blend_as_weighed} is expected. The rest is "
        f"lost{_allowed_loss(plan)}.",
        ("actual, mg", "lost, mg", *BY_TWO),
    )


def _allowed_loss(plan: BatchPlan) -> str:
    """Return how much of the blend may be lost by the rules, if they say."""
    greatest = plan.request.policy.greatest_loss
    if greatest is None:
        return ""
    mass = short(plan.blend_as_weighed * greatest)
    return f"; {mass}, {greatest}, is the most allowed until the shells are filled"


def _to_volume(plan: BatchPlan) -> Iterator[Part]:
    volume = calibration_volume(
        plan.request.shell.volume / Q("1 capsule"), plan.batch_size
    )
    method = volume_method(volume * plan.powder_share, volume)
    half = "more than half" if method == "A" else "at most half"
    yield Task(
        f"Put the weighed powder into a graduated cylinder. It is expected to take "
        f"{short(volume * plan.powder_share)}, {half} of {volume}: method {method}. "
        f"Add filler up to {volume}.",
        ("volume of the powder, mL", *DONE_BY_TWO),
    )
    yield Task(
        f"Mix, put it back into the cylinder and read it again; make up with filler to "
        f"{volume} until it stays.",
        DONE_BY_TWO,
    )
    yield from _filler_used()


def _by_completion(plan: BatchPlan) -> Iterator[Part]:
    yield Task(
        f"Mix the weighed powder with part of the filler by geometric dilution, and "
        f"spread all of it over all {plan.shells} shells.",
        DONE_BY_TWO,
    )
    yield Task(
        f"Top up all {plan.shells} shells with filler. Empty all of them, mix until "
        f"even.",
        DONE_BY_TWO,
    )
    yield from _filler_used()


def _filler_used() -> Iterator[Part]:
    yield Task(
        "Weigh the vessel of filler again: the difference is the filler used. Weigh "
        "the blend.",
        ("filler used, mg", "blend, mg", *BY_TWO),
    )


def _fill(plan: BatchPlan) -> Iterator[Part]:
    loads = plan.loads
    for number, load in enumerate(loads, start=1):
        spread = f"over all {load.capsules} shells before tamping"
        if number == len(loads) and not plan.blend_excess:
            text = f"All that is left, {_expected(plan, load)}"
            if len(loads) == 1:
                about = "about " if _estimated(plan) else ""
                text = f"All of the blend, {about}{plan.blend_as_weighed}"
            yield Task(f"{text}: spread it {spread}.", ("actual, mg", *BY_TWO))
        else:
            yield Task(
                f"Weigh {_expected(plan, load)} of blend for load {number} of "
                f"{len(loads)}; if the blend weighed above is short, take "
                f"{load.capsules} parts of {plan.shells} of that mass. Spread all of "
                f"this load {spread}.",
                ("actual, mg", *BY_TWO),
            )
    yield Paragraph(
        "If a load does not fill its shells: empty them, add filler, mix, fill again "
        "and record it. Never discard any of a load, never fill fewer capsules: each "
        "would hold more than its label says."
    )


def _expected(plan: BatchPlan, load: Load) -> str:
    """Return the blend of a load; where the filler is estimated, so is the blend."""
    about = "about " if _estimated(plan) else ""
    return f"{about}{load.blend.to_weigh}"


def _estimated(plan: BatchPlan) -> bool:
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
