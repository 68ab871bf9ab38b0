"""Rescue: a weighing came out otherwise than planned; what can still be done."""

from __future__ import annotations

from math import floor

from attrs import frozen

from ...errors import FieldError
from ...model.batch import Batch
from ...model.made import Made
from ...quantities.kinds import Deviation, Mass, PerCapsule
from ...quantities.notation import count_text
from ...quantities.units import Q, Quantity, shortened
from ...sheets.wording import say
from ..fill import fill_shells
from .blend import drug_and_blend
from .made import bench_weighings

__all__ = ["Rescue", "rescues"]

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


def rescues(plan: Batch, made: Made) -> tuple[Rescue, ...]:
    """Return what can be done where the powder was weighed otherwise than planned.

    Parameters
    ----------
    plan
        The plan.
    made
        What was entered so far: the powder that lies on the balance or in the mortar,
        and the tablets, where they have another mean mass than planned.

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

    Examples
    --------
    >>> from ldn_compound import (
    ...     Filler, PackStatistic, Prescription, Tablets, plan_batch, reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="200 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"))
    >>> _, counted, _, _ = rescues(plan, Made(weighed={"A": "1.88 g"}))
    >>> counted.capsules, counted.allowed
    (104, True)
    """
    if plan.trituration is not None or not plan.weighs_powder:
        got = "a trituration" if plan.weighs_powder else "whole tablets"
        expected, way_out = "a plan whose powder is weighed directly", "begin again"
        raise FieldError(expected, got, way_out, "plan")
    weighed = bench_weighings(plan, made)[0]
    if weighed.entry is None:
        way_out = "such as Made(weighed={'A': '1.6 g'})"
        raise FieldError("the powder weighed", "no entry of it", way_out, "weighed")
    carried, _ = drug_and_blend(plan, made)
    aim = plan.request.prescription.strength * (1 + plan.drug_overage)
    whole = floor((carried / aim).magnitude)
    if whole < 1:
        got = str(weighed.mass)
        raise FieldError("powder for a capsule or more", got, field="weighed")
    again = (
        say("before mixing, take powder off and weigh again")
        if weighed.mass > weighed.target
        else say("before mixing, add powder and weigh again")
    )
    fewer = say(
        "after mixing, make {whole} instead of {shells}, with filler to match",
        whole=count_text(whole, "capsule"),
        shells=plan.shells,
    )
    on_target = carried * (weighed.target / weighed.mass)
    kept = _Way(again, plan.shells, plan.batch_size)
    counted = _Way(fewer, whole, _ONE_CAPSULE * whole)
    filled = _Way(
        say("after mixing, change only the filler"), plan.shells, plan.batch_size
    )
    return (
        _rescue(plan, weighed.target, on_target, kept),
        _rescue(plan, weighed.mass, carried, counted),
        _rescue(plan, weighed.mass, carried, filled),
        Rescue(
            action=say("discard what was weighed or mixed, and begin again"),
            capsules=0,
            filler=0 * carried,
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


def _rescue(plan: Batch, powder: Quantity, drug: Quantity, way: _Way) -> Rescue:
    """Return where a way leads with the powder it takes, and the drug in that."""
    filling = fill_shells(plan.request, way.size, powder)
    strength = drug / way.size
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
