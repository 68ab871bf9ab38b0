"""Stock: what a bottle still makes, and what is left of a trituration."""

from __future__ import annotations

from ..calc.tablets import capsules_from
from ..errors import FieldError
from ..model.batch import Batch
from ..model.drug import DrugSource
from ..model.lot import Lot
from ..model.policy import Policy
from ..model.prescription import Prescription
from ..model.tablets import Tablets
from ..model.trituration import Trituration
from ..quantities.units import Q, Quantity, amounts, same_kind
from ..reference import policy as published_policy
from .source import drug_in

__all__ = ["capsules_left", "remainder"]


def capsules_left(
    prescription: Prescription,
    *,
    drug: DrugSource,
    stock: Quantity | str,
    policy: Policy | None = None,
    drug_overage: Quantity | str = "0 %",
) -> int:
    """Return how many whole capsules a lot still makes, loss not counted.

    Parameters
    ----------
    prescription
        Strength and form of the capsules; their number plays no part.
    drug
        The lot.
    stock
        What is left of it. [tablet or mg]
    policy
        House rules; `None` takes ``reference.policy("usp")``.
    drug_overage
        How much more drug than the label says. [%]

    Returns
    -------
    int
        Capsules, rounded down: none is filled with less.

    Raises
    ------
    FieldError
        If *stock* is no mass, nor a number of tablets where the lot is tablets.

    Examples
    --------
    >>> from ldn_compound import Prescription, Tablets
    >>> capsules_left(Prescription("4.5 mg", capsules=1),
    ...               drug=Tablets("50 mg", mean_mass="171.2 mg"), stock="30 tablets")
    333
    """
    left, overage = amounts(stock, drug_overage)
    if isinstance(drug, Tablets) and same_kind(left, Q("1 tablet")):
        left = left * drug.mean_mass
    if not same_kind(left, Q("1 mg")) or left < 0 * left:
        expected = "a mass, or a number of tablets such as '30 tablets'"
        raise FieldError(expected, str(stock), "tablets= counts for Tablets", "stock")
    rules = published_policy("usp") if policy is None else policy
    carried = drug_in(left, drug, prescription.form, rules)
    return capsules_from(carried, prescription.strength, overage)


def remainder(plan: Batch, lot: Lot) -> Trituration:
    """Return what is left of a plan's trituration, as a stock dilution of its own.

    It is a lot of its own, with its own number and date, and it never returns to the
    stock of either ingredient. What it holds is calculated from the weights; packing,
    and an assay if there is one, are for the house to add with `attrs.evolve`.

    Parameters
    ----------
    plan
        The plan that was made.
    lot
        Number and date given to it.

    Returns
    -------
    Trituration
        The last dilution, as a drug source for later batches.

    Raises
    ------
    FieldError
        If the plan has no trituration.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Balance, BulkDrug, Filler, PackStatistic, Prescription, plan_batch,
    ...     reference)
    >>> plan = plan_batch(
    ...     Prescription("0.5 mg", capsules=30),
    ...     drug=BulkDrug("naltrexone hydrochloride", assay="100 %", basis="as is"),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"), balance=Balance(readability="1 mg"))
    >>> stock = remainder(plan, Lot("T-7", expires="2027-03-31"))
    >>> stock.drug_fraction == plan.trituration.content / plan.carrier.to_weigh
    True
    """
    if plan.trituration is None:
        way_out = "nothing is left over where the powder is weighed directly"
        raise FieldError("a plan with a trituration", repr(plan), way_out, "plan")
    order = plan.request.prescription
    carried = drug_in(
        plan.trituration.content, plan.request.drug, order.form, plan.request.policy
    )
    diluent = next(
        each for each in plan.excipients if each.name == plan.trituration.diluent
    )
    contains = (plan.drug.contains, diluent.contains)
    known = [each for each in contains if each is not None]
    return Trituration(
        carried / plan.trituration.portion.to_weigh,
        diluent=plan.trituration.diluent,
        form=order.form,
        contains=sum(known, ()) if len(known) == len(contains) else None,
        lot=lot,
    )
