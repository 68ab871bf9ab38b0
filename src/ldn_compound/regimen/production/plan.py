"""The production plan: which prescriptions are made together, of which lots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from itertools import chain
from typing import Any, cast

from attrs import frozen

from ...model.equipment import Tray
from ...model.excipients import Filler
from ...model.fill import Fill
from ...model.finding import Finding, findings_part
from ...model.forms import form_name
from ...model.lot import Lot
from ...model.policy import Policy
from ...model.prescription import Prescription
from ...model.shell import Shell
from ...model.tablets import Tablets
from ...quantities.kinds import Mass
from ...quantities.units import Q, Quantity, shortened
from ...reference.sources import sources_part
from ...sheets.content import Facts, Section, Table
from ...sheets.sheet import Sheet, Shown
from ...sheets.wording import day_text, joined, say
from .problem import AimName

__all__ = ["DRAFT", "Aim", "ProductionBatch", "ProductionPlan"]

DRAFT = say("DRAFT - NOT FOR COMPOUNDING")

_ONE_CAPSULE = Q("1 capsule")


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

    def __str__(self) -> str:
        return f"{self.name} {_figure(self, self.value)}, {_proof(self)}"


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
            other_medicines=_medicines(self.prescriptions),
            intolerances=_union(each.intolerances for each in self.prescriptions),
            conditions=_union(each.conditions for each in self.prescriptions),
            reference=say("batch {number}", number=self.number),
        )


def _medicines(orders: Iterable[Prescription]) -> tuple[str, ...] | None:
    """Return the medicines of all; `None` where one was not asked and none is named.

    Where one is named, its own finding holds the batch for a person; that another
    patient was not asked stands among the findings of the day.
    """
    stated = [each.other_medicines for each in orders]
    named = _union(each or () for each in stated)
    return None if None in stated and not named else named


def _union(several: Any) -> tuple[str, ...]:  # noqa: ANN401 - an iterable of tuples
    """Return each text once, in the order it came."""
    return tuple(dict.fromkeys(chain.from_iterable(several)))


@frozen(kw_only=True, repr=False)
class ProductionPlan(Shown):
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
    made_on
        Day of making; `None` where a document of an earlier version has none.
    beyond_use
        Last day on which the capsules may be taken: no lot expires before.
    findings
        What a pharmacist must know, the worst first.
    """

    batches: tuple[ProductionBatch, ...]
    aims: tuple[Aim, ...]
    policy: Policy
    fill: Fill
    tray: Tray | None
    made_on: dt.date | None = None
    beyond_use: dt.date | None = None
    findings: tuple[Finding, ...] = ()

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

    def __repr__(self) -> str:
        orders = sum(len(each.prescriptions) for each in self.batches)
        made = f"{len(self.batches)} batches for {orders} prescriptions"
        return f"<ProductionPlan: {'; '.join([made, *map(str, self.aims)])}>"

    def as_sheet(self) -> Sheet:
        """Return the production sheet; where a finding says stop, it is a draft."""
        draft = any(each.severity == "stop" for each in self.findings)
        sources = {each.source for each in self.findings}
        return Sheet(
            say(
                "Production: {batches} batches for {orders} prescriptions",
                batches=len(self.batches),
                orders=sum(len(each.prescriptions) for each in self.batches),
            ),
            DRAFT if draft else None,
            (
                Section(
                    say("Dates"),
                    (
                        Facts(
                            (
                                _dated(say("Date of making"), self.made_on),
                                _dated(say("Use by"), self.beyond_use),
                            )
                        ),
                    ),
                ),
                Section(say("Findings"), (findings_part(self.findings),)),
                Section(say("Batches"), (_batches(self.batches),)),
                Section(say("Prescriptions"), (_orders(self.batches),)),
                Section(say("How good the plan is"), (_aims(self.aims),)),
                *(
                    [Section(say("Sources"), (sources_part(sources),))]
                    if sources
                    else []
                ),
            ),
        )


def _dated(name: str, date: dt.date | None) -> tuple[str, str]:
    """Return a row with a date, or with a blank to fill in."""
    return (name, "" if date is None else day_text(date))


def _batches(batches: Iterable[ProductionBatch]) -> Table:
    header = (
        say("Batch"),
        say("Strength"),
        say("Capsules"),
        say("Loads"),
        say("Tablets, lot"),
        say("Filler, lot"),
        say("Powder left"),
    )
    return Table(header, tuple(map(_batch, batches)))


def _batch(batch: ProductionBatch) -> tuple[str, ...]:
    """Return the row of one batch."""
    capsules = str(batch.capsules)
    if batch.spare_capsules:
        capsules = say(
            "{capsules} + {spare} spare", capsules=capsules, spare=batch.spare_capsules
        )
    left: str = shortened(batch.powder_left, 1)
    if batch.whole_tablets:
        left = say("none: whole tablets")
    return (
        str(batch.number),
        say("{strength} {form}", strength=_held(batch), form=_form(batch)),
        capsules,
        joined(map(str, batch.loads), " + "),
        say(
            "{tablets}, lot {lot}",
            tablets=Q("1 tablet") * batch.to_crush,
            lot=batch.tablets_lot.number,
        ),
        say(
            "{filler}, lot {lot}", filler=batch.filler.name, lot=batch.filler_lot.number
        ),
        left,
    )


def _held(batch: ProductionBatch) -> str:
    return str(batch.strength * _ONE_CAPSULE)


def _form(batch: ProductionBatch) -> str:
    return form_name(batch.prescriptions[0].form)


def _orders(batches: Iterable[ProductionBatch]) -> Table:
    """Return every prescription with its batch; one without a number is a blank."""
    rows = tuple(
        (str(batch.number), order.reference or "", str(order.capsules))
        for batch in batches
        for order in batch.prescriptions
    )
    return Table((say("Batch"), say("Order"), say("Capsules")), rows)


def _aims(aims: Iterable[Aim]) -> Table:
    names = {
        "batches": say("batches"),
        "expiry": say("earlier expiry dates passed over"),
        "powder": say("tablet powder left over"),
    }
    rows = tuple(
        (
            names[each.name],
            _figure(each, each.value),
            _proof(each),
        )
        for each in aims
    )
    return Table((say("Made small"), say("Reached"), say("Proof")), rows)


def _proof(aim: Aim) -> str:
    """Return in words how sure it is that an aim cannot be less."""
    if aim.optimal:
        return say("proved: none is better")
    return say(
        "not proved; none is below {bound}, so {gap} of it may be too much",
        bound=_figure(aim, aim.bound),
        gap=shortened(aim.gap, 1),
    )


def _figure(aim: Aim, value: object) -> str:
    """Return the figure of an aim: powder as a mass, else a count."""
    if aim.name == "powder":
        return shortened(Q("1 mg") * value, 1)  # type: ignore[operator]
    return str(value)
