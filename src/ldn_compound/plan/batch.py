"""One batch, worked out from top to bottom."""

from __future__ import annotations

from typing import TypeVar

import attrs

from ..calc.overage import batch_size, drug_needed
from ..calc.weighing import least_mass
from ..checks import all_findings
from ..errors import DoseRangeError, FieldError
from ..model.batch import BatchPlan
from ..model.dilution import TriturationPlan
from ..model.drug import DrugSource
from ..model.equipment import Balance, Tray
from ..model.excipients import Additive, Filler
from ..model.fill import Fill, FillByCompletion, FillByPacking
from ..model.policy import Policy
from ..model.prescription import Prescription
from ..model.request import Request
from ..model.shell import Shell
from ..model.weighing import Weighing
from ..quantities.units import Q, Quantity
from ..reference import policy as published_policy
from .fill import fill_shells
from .overage import overage_for
from .second import double_checked
from .source import (
    count_tablets,
    drug_carried,
    material_for,
    powder_of_whole_tablets,
    source_name,
)
from .weighings import filler_weighings, premixed, triturated, weighing

__all__ = ["plan_batch", "plan_request"]

T = TypeVar("T")

_ONE_CAPSULE = Q("1 capsule")
_HALF_A_TABLET = Q("25 mg/capsule")
_BY_PACKING = FillByPacking()


def plan_batch(
    prescription: Prescription,
    *,
    drug: DrugSource,
    filler: Filler | tuple[tuple[Filler, int], ...],
    shell: Shell,
    fill: Fill = _BY_PACKING,
    additives: Additive | tuple[Additive, ...] = (),
    diluent: Filler | None = None,
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
    additives
        A little of other excipients: shares of the blend, or masses.
    diluent
        What a drug-bearing powder too little to weigh is triturated with; `None` takes
        the first filler.
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
    FieldError
        If shells are to be topped up, and a blend excess asks for a part of one.
    TooLittleToWeighError
        If the balance would show nothing.
    DoubleCheckError
        If the policy asks for a second calculation, and it finds another figure: a
        fault of this library.

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
        additives=additives,
        diluent=diluent,
        policy=published_policy("usp") if policy is None else policy,
        balance=balance,
        tray=tray,
        spare_capsules=spare_capsules,
        blend_excess=blend_excess,
        drug_overage=drug_overage,
    )
    return plan_request(request)


def plan_request(request: Request) -> BatchPlan:
    """Return the plan of a request, with all that the checks found.

    Parameters
    ----------
    request
        What was asked.

    Returns
    -------
    BatchPlan
        As `plan_batch` gives it.
    """
    plan = double_checked(_worked_out(request))
    return attrs.evolve(plan, findings=all_findings(plan))


def _worked_out(request: Request) -> BatchPlan:
    """Return the plan, its findings still to come."""
    order, rules = request.prescription, request.policy
    _refuse_strength_outside(order, rules)

    spare = _else(request.spare_capsules, rules.spare_capsules)
    excess = _else(request.blend_excess, rules.blend_excess)
    more_drug = overage_for(request)
    size = batch_size(_ONE_CAPSULE * order.capsules, _ONE_CAPSULE * spare, excess)

    _refuse_parts_of_shells(request, size)

    drug = drug_needed(order.strength, size, more_drug)
    name, all_powder = source_name(request.drug), powder_of_whole_tablets(request)
    material = material_for(drug, request) if all_powder is None else all_powder
    filling = fill_shells(request, size, material)

    trituration, diluent = triturated(request, name, material, filling), None
    if all_powder is not None:
        powder = attrs.evolve(weighing(name, all_powder, None), estimated=True)
        carried = drug_carried(all_powder, request)
    elif trituration is None:
        powder = weighing(name, material, request.balance)
        carried = drug_carried(powder.to_weigh, request)
    else:
        powder = attrs.evolve(trituration.dilutions[0].material, exact=material)
        carried = drug_carried(trituration.content, request)
        diluent = _other_diluent(request, trituration)
    if diluent is not None:
        filling = fill_shells(request, size, material, diluent=diluent.exact)
    additives = premixed(request, filling, trituration)
    fill_mass = filling.blend / size * _ONE_CAPSULE
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
        additives=additives.weighings,
        fillers=filler_weighings(request, filling, trituration, additives.triturations),
        diluent=diluent,
        blend_mass=filling.blend,
        fill_mass=fill_mass,
        gross_mass=fill_mass + request.shell.empty_mass,
        powder_share=filling.powder_share.to("%"),
        shell_filled=filling.share.to("%"),
        strength_achieved=achieved,
        label_claim=(achieved / order.strength).to("%"),
        least_mass=_least_mass(request.balance, rules),
        trituration=trituration,
        premixes=additives.triturations,
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
    if order.strength >= _HALF_A_TABLET:
        way_out = (
            f"25 mg and 50 mg are doses of naltrexone tablets, not of LDN: make sure "
            f"which one is meant; {way_out}"
        )
    raise DoseRangeError(limits, str(order.strength), way_out, "strength")


def _refuse_parts_of_shells(request: Request, size: Quantity) -> None:
    """Raise where shells are topped up, and an excess asks for a part of one."""
    completes = isinstance(request.fill, FillByCompletion)
    if completes and size.magnitude.denominator != 1:
        expected = "an excess that makes whole shells, all of which are topped up"
        way_out = "use spare_capsules instead"
        raise FieldError(expected, str(size), way_out, "blend_excess")


def _other_diluent(request: Request, trituration: TriturationPlan) -> Weighing | None:
    """Return what a portion brings along of a diluent that is none of the fillers."""
    fillers = [filler for filler, _ in request.fillers]
    if request.diluent is None or request.diluent in fillers:
        return None
    mass = trituration.diluent_in_portion
    return Weighing(item=request.diluent.name, exact=mass, to_weigh=mass)


def _least_mass(balance: Balance | None, rules: Policy) -> Quantity | None:
    return None if balance is None else least_mass(balance, rules)


def _else(asked: T | None, policy: T) -> T:
    """Return what was asked, or else the policy's value."""
    return policy if asked is None else asked
