"""Rescue: a weighing came out otherwise than planned; what can still be done."""

from __future__ import annotations

from math import floor

from attrs import frozen

from ...errors import FieldError
from ...model.batch import Batch
from ...quantities.kinds import PER_TABLET, Deviation, Mass, PerCapsule
from ...quantities.notation import count_text
from ...quantities.units import Q, Quantity, amounts, shortened
from ...sheets.wording import say
from ..fill import fill_shells
from ..source import drug_carried

__all__ = ["Rescue", "rescues", "strength_made"]

_ONE_CAPSULE = Q("1 capsule")


@frozen(kw_only=True)
class Rescue:
    """One way on from a weighing that is off.

    Parameters
    ----------
    action
        What to do.
    capsules
        Capsules that are made then.
    filler
        Filler that goes with the powder, all fillers together. [mg]
    strength
        Drug in each capsule then. [mg/capsule]
    off
        How far that is from the strength planned. [%]
    allowed
        Whether the policy's tolerance allows it.
    """

    action: str
    capsules: int
    filler: Mass
    strength: PerCapsule
    off: Deviation
    allowed: bool


def strength_made(
    plan: Batch, weighed: Quantity | str, *, mean_mass: Quantity | str | None = None
) -> Quantity:
    """Return the strength of a batch from the powder that went into it.

    Parameters
    ----------
    plan
        The plan that was followed.
    weighed
        Powder that was weighed and mixed. [mg]
    mean_mass
        Mean mass of the tablets that were crushed; `None`: as planned. [mg/tablet]

    Returns
    -------
    Quantity
        Drug in each of the N capsules: calculated, not an assay. [mg/capsule]

    Raises
    ------
    FieldError
        If a mean mass is given where no tablets are crushed, or it is none.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Filler, PackStatistic, Prescription, Tablets, plan_batch, reference)
    >>> plan = plan_batch(
    ...     Prescription(strength="4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="200 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"))
    >>> strength_made(plan, "1.88 g")
    Q('4.7 mg/capsule')
    """
    (powder,) = amounts(weighed)
    found = None if mean_mass is None else PER_TABLET.read(mean_mass)
    return drug_carried(powder, plan.request, found) / plan.batch_size


def rescues(plan: Batch, weighed: Quantity | str) -> tuple[Rescue, ...]:
    """Return what can be done where the powder was weighed otherwise than planned.

    Parameters
    ----------
    plan
        The plan; where the tablets have another mean mass than planned, that which
        was made anew with it.
    weighed
        Powder that lies on the balance or in the mortar. [mg]

    Returns
    -------
    tuple of Rescue
        Before mixing, weigh again; after it, as many whole capsules as the drug gives,
        with filler to match; the filler alone changed; or discard. What the tolerance
        does not allow is shown as such.

    Raises
    ------
    FieldError
        If the powder was to be triturated, or nothing was weighed.
    """
    (powder,) = amounts(weighed)
    if plan.trituration is not None or not plan.weighs_powder:
        got = "a trituration" if plan.weighs_powder else "whole tablets"
        expected, way_out = "a plan whose powder is weighed directly", "begin again"
        raise FieldError(expected, got, way_out, "plan")
    carried = drug_carried(powder, plan.request)
    aim = plan.request.prescription.strength * (1 + plan.drug_overage)
    whole = floor((carried / aim).magnitude)
    if whole < 1:
        raise FieldError("powder for a capsule or more", str(powder), field="weighed")
    more = powder > plan.powder.exact
    again = (
        say("before mixing, take powder off and weigh again")
        if more
        else say("before mixing, add powder and weigh again")
    )
    made = say(
        "after mixing, make {whole} instead of {shells}, with filler to match",
        whole=count_text(whole, "capsule"),
        shells=plan.shells,
    )
    kept = _Way(again, plan.shells, plan.batch_size)
    counted = _Way(made, whole, _ONE_CAPSULE * whole)
    filled = _Way(
        say("after mixing, change only the filler"), plan.shells, plan.batch_size
    )
    return (
        _rescue(plan, plan.powder.to_weigh, kept),
        _rescue(plan, powder, counted),
        _rescue(plan, powder, filled),
        Rescue(
            action=say("discard what was weighed or mixed, and begin again"),
            capsules=0,
            filler=0 * powder,
            strength=0 * aim,
            off=Q("100 %") * -1,
            allowed=True,
        ),
    )


@frozen
class _Way:
    """A way on, before its figures.

    Parameters
    ----------
    action
        What to do.
    capsules
        Capsules that are made then.
    size
        The same, as a batch size. [capsule]
    """

    action: str
    capsules: int
    size: Quantity


def _rescue(plan: Batch, powder: Quantity, way: _Way) -> Rescue:
    """Return where a way leads with the powder it takes."""
    filling = fill_shells(plan.request, way.size, powder)
    strength = drug_carried(powder, plan.request) / way.size
    aim = plan.request.prescription.strength * (1 + plan.drug_overage)
    off = (strength / aim - 1).to("%")
    allowed = abs(off) <= plan.request.policy.strength_tolerance
    action = way.action
    if not allowed:
        action = say(
            "{action}: refused, {off} off", action=way.action, off=shortened(off, 2)
        )
    return Rescue(
        action=action,
        capsules=way.capsules,
        filler=sum(filling.fillers, 0 * powder),
        strength=strength,
        off=off,
        allowed=allowed,
    )
