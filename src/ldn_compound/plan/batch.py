"""One batch, worked out from top to bottom."""

from __future__ import annotations

from typing import TypeVar, cast

import attrs

from ..calc.overage import batch_size, drug_needed
from ..calc.rounding import to_readability
from ..calc.weighing import least_mass
from ..checks import all_findings
from ..errors import DoseRangeError, TooLittleToWeighError
from ..model.batch import BatchPlan
from ..model.dilution import TriturationPlan
from ..model.drug import DrugSource
from ..model.equipment import Balance, Tray
from ..model.excipients import Filler
from ..model.fill import Fill, FillByCompletion, FillByPacking, FillToVolume
from ..model.policy import Policy
from ..model.prescription import Prescription
from ..model.request import Request
from ..model.shell import Shell
from ..model.weighing import Weighing
from ..reference import policy as published_policy
from ..units import Q, Quantity
from .fill import fill_shells
from .overage import overage_for
from .source import count_tablets, drug_carried, material_for, source_name
from .trituration import plan_trituration

__all__ = ["plan_batch"]

T = TypeVar("T")

_ONE_CAPSULE = Q("1 capsule")
_BY_PACKING = FillByPacking()


def plan_batch(
    prescription: Prescription,
    *,
    drug: DrugSource,
    filler: Filler | tuple[tuple[Filler, int], ...],
    shell: Shell,
    fill: Fill = _BY_PACKING,
    balance: Balance | None = None,
    tray: Tray | None = None,
    policy: Policy | None = None,
    spare_capsules: int | None = None,
    blend_excess: Quantity | str | None = None,
    drug_overage: Quantity | str | None = None,
) -> BatchPlan:
    """Return the plan of a batch: what to weigh, and what to know before doing so.

    Parameters
    ----------
    prescription
        What is asked for.
    drug
        What carries the naltrexone.
    filler
        What fills the shell: one filler, or pairs of filler and parts by mass.
    shell
        The empty capsule.
    fill
        How the amount of filler is found.
    balance
        The balance; `None` rounds nothing and checks no weighing.
    tray
        The tray; `None` fills all capsules in one load.
    policy
        House rules; `None` takes ``reference.policy("usp")``.
    spare_capsules
        Capsules beyond those dispensed; `None` takes the policy's number.
    blend_excess
        How much more blend than the capsules take; the strength stays. `None` takes
        the policy's figure. [%]
    drug_overage
        How much more drug than the label says; the strength rises. `None` takes the
        policy's figure. [%]

    Returns
    -------
    BatchPlan
        Every amount exact and as weighed, with findings.

    Raises
    ------
    DoseRangeError
        If the strength is outside the limits of the policy.
    TooLittleToWeighError
        If the balance would show nothing.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Balance, Filler, PackStatistic, Prescription, Tablets, reference)
    >>> plan = plan_batch(
    ...     Prescription(strength="4.5 mg", capsules=100),
    ...     drug=Tablets(strength="50 mg", mean_mass="171.2 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("microcrystalline cellulose PH-105",
    ...                   packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"),
    ...     balance=Balance(readability="1 mg"))
    >>> plan.powder.exact, plan.powder.to_weigh, plan.tablets.to_crush
    (Q('1540.8 mg'), Q('1541 mg'), 10)
    """
    request = Request(
        prescription=prescription,
        drug=drug,
        filler=filler,
        shell=shell,
        fill=fill,
        policy=published_policy("usp") if policy is None else policy,
        balance=balance,
        tray=tray,
        spare_capsules=spare_capsules,
        blend_excess=blend_excess,
        drug_overage=drug_overage,
    )
    return _checked(_worked_out(request))


def _worked_out(request: Request) -> BatchPlan:
    """Return the plan, its findings still to come."""
    order, rules = request.prescription, request.policy
    _refuse_strength_outside(order, rules)

    spare = _else(request.spare_capsules, rules.spare_capsules)
    excess = _else(request.blend_excess, rules.blend_excess)
    more_drug = overage_for(request)
    size = batch_size(_ONE_CAPSULE * order.capsules, _ONE_CAPSULE * spare, excess)

    drug = drug_needed(order.strength, size, more_drug)
    material = material_for(drug, request)
    filling = fill_shells(request, size, material)
    blend = sum(filling.fillers, material)
    fill_mass = blend / size * _ONE_CAPSULE

    name, least = source_name(request.drug), _least_mass(request.balance, rules)
    trituration = None
    if least is not None and material < least:
        trituration = _triturated(request, name, material, filling.fillers[0], blend)
        powder = attrs.evolve(trituration.dilutions[0].material, exact=material)
        carried = drug_carried(trituration.content, request)
    else:
        powder = _weighing(name, material, request.balance)
        carried = drug_carried(powder.to_weigh, request)
    achieved = carried / size

    return BatchPlan(
        request=request,
        batch_size=size,
        spare_capsules=spare,
        blend_excess=excess,
        drug_overage=more_drug,
        drug_needed=drug,
        tablets=count_tablets(drug, powder.to_weigh, request),
        powder=powder,
        fillers=_filler_weighings(request, filling.fillers, trituration),
        blend_mass=blend,
        fill_mass=fill_mass,
        gross_mass=fill_mass + request.shell.empty_mass,
        powder_share=filling.powder_share.to("%"),
        shell_filled=filling.share.to("%"),
        strength_achieved=achieved,
        label_claim=(achieved / order.strength).to("%"),
        least_mass=least,
        trituration=trituration,
    )


def _refuse_strength_outside(order: Prescription, rules: Policy) -> None:
    """Raise where the strength is outside what the policy allows by name."""
    if rules.refused_below <= order.strength <= rules.refused_above:
        return
    limits = f"{rules.refused_below} to {rules.refused_above}"
    way_out = (
        "check the order for a slip of the point; only a policy with other "
        "refused_below and refused_above makes it"
    )
    raise DoseRangeError(limits, str(order.strength), way_out, "strength")


def _weighing(item: str, exact: Quantity, balance: Balance | None) -> Weighing:
    """Return an amount as its formula gives it and as the display can show it."""
    if balance is None:
        return Weighing(item=item, exact=exact, to_weigh=exact)
    to_weigh = to_readability(exact, balance.readability)
    if exact and not to_weigh:
        expected = f"{balance.readability} or more of {item}"
        got = f"{exact}, which the display shows as 0"
        way_out = "use a finer balance or make more capsules"
        raise TooLittleToWeighError(expected, got, way_out, "balance")
    return Weighing(item=item, exact=exact, to_weigh=to_weigh)


def _triturated(
    request: Request, item: str, needed: Quantity, filler: Quantity, blend: Quantity
) -> TriturationPlan:
    """Return the trituration of the material, diluted with the first filler."""
    balance = cast("Balance", request.balance)  # none is planned without a balance
    left_to_weigh = filler - least_mass(balance, request.policy)
    return plan_trituration(
        needed,
        item=item,
        diluent=request.fillers[0][0].name,
        balance=balance,
        policy=request.policy,
        largest=blend,
        most_diluent=max(left_to_weigh, 0 * filler),
    )


def _filler_weighings(
    request: Request, masses: tuple[Quantity, ...], trituration: TriturationPlan | None
) -> tuple[Weighing, ...]:
    """Return the weighings of the fillers, less what a trituration brings along."""
    names = [filler.name for filler, _ in request.fillers]
    weighings = [
        _weighing(name, mass, request.balance)
        for name, mass in zip(names, masses, strict=True)
    ]
    if trituration is not None:
        rest = _weighing(
            names[0], masses[0] - trituration.diluent_in_portion, request.balance
        )
        weighings[0] = attrs.evolve(rest, exact=masses[0])
    estimated = isinstance(request.fill, (FillToVolume, FillByCompletion))
    return tuple(attrs.evolve(each, estimated=estimated) for each in weighings)


def _least_mass(balance: Balance | None, rules: Policy) -> Quantity | None:
    return None if balance is None else least_mass(balance, rules)


def _else(asked: T | None, policy: T) -> T:
    """Return what was asked, or else the policy's value."""
    return policy if asked is None else asked


def _checked(plan: BatchPlan) -> BatchPlan:
    """Return the plan with all that the checks found."""
    return attrs.evolve(plan, findings=all_findings(plan))
