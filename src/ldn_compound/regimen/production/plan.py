"""The production plan: which prescriptions are made together, of which lots."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain
from typing import Any, cast

from attrs import field, frozen

from ...batch_plan import BatchPlan, plan_batch, plan_whole_tablets
from ...calc.loads import load_sizes
from ...errors import FieldError, shown
from ...model.equipment import Balance, Tray
from ...model.excipients import Filler
from ...model.fill import Fill
from ...model.finding import Finding
from ...model.lot import Lot
from ...model.notebook import as_html, as_markdown
from ...model.policy import Policy
from ...model.prescription import Prescription
from ...model.shell import Shell
from ...model.tablets import Tablets
from ...quantities.fields import is_a, named
from ...quantities.kinds import AmountOnHand, Mass
from ...quantities.units import Q, Quantity, same_kind
from .question import AimName

__all__ = ["Aim", "OnHand", "ProductionBatch", "ProductionPlan", "loads_of", "plans_of"]


@frozen(field_transformer=named)
class OnHand:
    """One lot on the shelf, and how much is left of it.

    Parameters
    ----------
    material
        Tablets or a filler, with its lot.
    amount
        What is left. [tablet, or g of filler]

    Examples
    --------
    >>> from ldn_compound import Lot
    >>> lot = Lot("A17", expires="2027-06")
    >>> OnHand(Tablets("50 mg", mean_mass="171.2 mg", lot=lot), "300 tablets").amount
    Q('300 tablet')
    """

    material: Tablets | Filler = field(validator=is_a(Tablets, Filler))
    amount: AmountOnHand = field(converter=Q)

    def __attrs_post_init__(self) -> None:
        """Refuse a material without a lot, and an amount that does not suit it."""
        unit = "tablet" if isinstance(self.material, Tablets) else "mg"
        if self.material.lot is None:
            way_out = "an expiry date is needed to take the first first"
            raise FieldError("a material with lot=Lot(...)", "None", way_out, "lot")
        example = "300 tablets" if unit == "tablet" else "250 g"
        whole = unit == "mg" or self.amount.magnitude.denominator == 1
        if not (
            same_kind(self.amount, Q(f"1 {unit}"))
            and self.amount.magnitude >= 0
            and whole
        ):
            raise FieldError(
                f"an amount such as '{example}'", str(self.amount), field="amount"
            )


@frozen(kw_only=True)
class Aim:
    """One thing that the plan makes small, and how sure it is that it cannot be less.

    Parameters
    ----------
    name
        ``batches``: how many there are; ``expiry``: for each batch, the expiry dates
        that come before those of its lots; ``powder``: tablet powder left over.
    value
        What the plan has. [batches, dates, or mg]
    bound
        No plan can come below this, the aims before it kept. [as value]
    """

    name: AimName
    value: Fraction
    bound: Fraction

    @property
    def optimal(self) -> bool:
        """Whether no plan can be better."""
        return self.value <= self.bound

    @property
    def gap(self) -> Quantity:
        """How much of the value may be too much. [%]"""
        if self.optimal:
            return Q("0 %")
        return Q("100 %") * ((self.value - self.bound) / self.value)


@frozen(kw_only=True)
class ProductionBatch:
    """One batch of the day.

    Parameters
    ----------
    number
        Its number in the plan, from 1.
    prescriptions
        What it is made for.
    shell
        The empty capsule.
    tablets
        The lot of tablets.
    filler
        The lot of filler.
    spare_capsules
        Capsules beyond those prescribed.
    to_crush
        Whole tablets to crush.
    powder_left
        Tablet powder that is left over, by the exact amounts. [mg]
    filler_mass
        Filler that it takes. [mg]
    loads
        Capsules in each load of the tray.
    """

    number: int
    prescriptions: tuple[Prescription, ...]
    shell: Shell
    tablets: Tablets
    filler: Filler
    spare_capsules: int
    to_crush: int
    powder_left: Mass
    filler_mass: Mass
    loads: tuple[int, ...]

    @property
    def strength(self) -> Quantity:
        """Drug in one capsule. [mg/capsule]"""
        return self.prescriptions[0].strength

    @property
    def capsules(self) -> int:
        """Capsules prescribed, of all prescriptions together."""
        return sum(each.capsules for each in self.prescriptions)

    @property
    def tablets_lot(self) -> Lot:
        """The lot of tablets, its number and its expiry."""
        return cast("Lot", self.tablets.lot)  # `OnHand` refuses what has none

    @property
    def filler_lot(self) -> Lot:
        """The lot of filler, its number and its expiry."""
        return cast("Lot", self.filler.lot)

    @property
    def whole_tablets(self) -> bool:
        """Whether all the powder of the tablets goes in, and none is weighed back."""
        return not self.powder_left

    @property
    def pooled(self) -> Prescription:
        """All of its prescriptions as one, to plan the batch from.

        What one patient may not have, takes or has holds for the whole batch.
        """
        first = self.prescriptions[0]
        return Prescription(
            first.strength,
            capsules=self.capsules,
            form=first.form,
            other_medicines=_union(each.other_medicines for each in self.prescriptions),
            intolerances=_union(each.intolerances for each in self.prescriptions),
            conditions=_union(each.conditions for each in self.prescriptions),
            reference=f"batch {self.number}",
        )


def _union(several: Any) -> tuple[str, ...]:  # noqa: ANN401 - an iterable of tuples
    """Return each text once, in the order it came."""
    return tuple(dict.fromkeys(chain.from_iterable(several)))


@frozen(kw_only=True)
class ProductionPlan:
    """The batches of a day: made by `plan_production`.

    Parameters
    ----------
    batches
        The batches, by strength, the larger first.
    aims
        What was made small, the most important first.
    policy
        House rules.
    fill
        How the amount of filler is found.
    tray
        The tray, or `None`.
    findings
        What a pharmacist must know, the worst first.
    """

    batches: tuple[ProductionBatch, ...]
    aims: tuple[Aim, ...]
    policy: Policy
    fill: Fill
    tray: Tray | None
    findings: tuple[Finding, ...] = ()

    _repr_html_ = as_html
    _repr_markdown_ = as_markdown

    @property
    def optimal(self) -> bool:
        """Whether it is proved that no plan is better."""
        return all(each.optimal for each in self.aims)

    @property
    def gap(self) -> Quantity:
        """How far the first aim that is not proved may be off. [%]"""
        gaps = [each.gap for each in self.aims if not each.optimal]
        return gaps[0] if gaps else Q("0 %")

    @property
    def powder_left(self) -> Quantity:
        """Tablet powder that is left over in all. [mg]"""
        return sum((each.powder_left for each in self.batches), Q("0 mg"))


def plans_of(
    production: ProductionPlan, *, balance: Balance | None = None
) -> tuple[BatchPlan, ...]:
    """Return the plan of each batch, with its worksheet and its findings.

    Parameters
    ----------
    production
        The batches of a day.
    balance
        The balance; `None` rounds nothing. Where the display shows more than the exact
        amount, a batch may take one tablet more than the production plan counted.

    Returns
    -------
    tuple of BatchPlan
        In the order of the batches; by `plan_whole_tablets` where no powder is left
        over, else by `plan_batch`.

    Raises
    ------
    FieldError
        If *production* is no production plan.
    """
    if not isinstance(production, ProductionPlan):
        raise FieldError("a ProductionPlan", shown(production), field="production")
    return tuple(_plan_of(each, production, balance) for each in production.batches)


def _plan_of(
    batch: ProductionBatch, production: ProductionPlan, balance: Balance | None
) -> BatchPlan:
    arguments: dict[str, Any] = {
        "drug": batch.tablets,
        "filler": batch.filler,
        "shell": batch.shell,
        "fill": production.fill,
        "balance": balance,
        "tray": production.tray,
        "policy": production.policy,
    }
    plan = plan_whole_tablets if batch.whole_tablets else plan_batch
    return plan(batch.pooled, **arguments)


def loads_of(shells: int, tray: Tray | None) -> tuple[int, ...]:
    """Return the capsules in each load; one load where there is no tray.

    Parameters
    ----------
    shells
        Shells to fill.
    tray
        The tray, or `None`.

    Returns
    -------
    tuple of int
        Sizes, the larger first.
    """
    return load_sizes(shells, tray.holes if tray else shells)
