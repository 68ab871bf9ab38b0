"""Planning: a batch worked out, calculated a second time, and checked."""

from __future__ import annotations

from ..checks import all_findings
from ..model.dates import Dated
from ..model.dilution import Preference
from ..model.drug import DrugSource
from ..model.equipment import Balance, Tray
from ..model.excipients import Additive, Filler
from ..model.fill import Fill, FillByPacking
from ..model.policy import Policy
from ..model.prescription import Prescription
from ..model.request import Request
from ..model.shell import Shell
from ..plan.batch import plan_amounts
from ..plan.second import double_checked
from ..quantities.units import Quantity
from ..reference import policy as published_policy
from .record import BatchPlan

__all__ = ["plan_batch", "plan_request"]

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
    made_on: Dated | None = None,
    pool: Quantity | str | int | None = None,
    prefer: Preference = "least error",
    most_error: Quantity | str | None = None,
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
    made_on
        Day of making: a lot that is out of date then is a stop, and the bench sheet
        has the beyond-use date. `None`: not known yet.
    pool
        Tablets to crush at least, such as ``"10 tablet"``: their powder is mixed, and
        only what is needed of it is weighed. `None` takes the policy's number.
    prefer
        Which trituration to take where the drug-bearing powder is too little to weigh:
        that of the ``"least error"``, or of the ``"least waste"`` of it within
        *most_error*.
    most_error
        Combined error allowed for a trituration; `None` takes what the policy allows
        for one weighing. [%]

    Returns
    -------
    BatchPlan
        Every amount exact and as weighed, with findings.

    Raises
    ------
    DoseRangeError
        If the strength is outside the limits of the policy.
    FieldError
        If shells are to be topped up, and a blend excess asks for a part of one; or if
        tablets are to be pooled, and the source is none.
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
        made_on=made_on,
        pool=pool,
        prefer=prefer,
        most_error=most_error,
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
    batch = double_checked(plan_amounts(request))
    return BatchPlan.of(batch, all_findings(batch))
