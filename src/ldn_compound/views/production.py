"""The production sheet: which prescriptions are made together, and of which lots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import FieldError, shown
from ..model.finding import findings_part
from ..model.forms import form_name
from ..quantities.units import Q, shortened
from ..reference.sources import sources_part
from ..regimen import Aim, ProductionBatch, ProductionPlan
from ..sheets.content import Section, Sheet, Table
from ..sheets.wording import joined, say

__all__ = ["DRAFT_PRODUCTION", "production_sheet"]

DRAFT_PRODUCTION = say("DRAFT - NOT FOR COMPOUNDING")

_ONE_CAPSULE = Q("1 capsule")


def production_sheet(plan: ProductionPlan) -> Sheet:
    """Return what the production sheet says.

    Parameters
    ----------
    plan
        The batches of a day.

    Returns
    -------
    Sheet
        Findings, batches with their lots, the orders of each, how sure it is that no
        plan is better, sources. Where a finding says stop, the sheet is a draft.

    Raises
    ------
    FieldError
        If *plan* is no production plan.
    """
    if not isinstance(plan, ProductionPlan):
        raise FieldError("a ProductionPlan", shown(plan), field="plan")
    draft = any(each.severity == "stop" for each in plan.findings)
    sources = {each.source for each in plan.findings}
    return Sheet(
        say(
            "Production: {batches} batches for {orders} prescriptions",
            batches=len(plan.batches),
            orders=sum(len(each.prescriptions) for each in plan.batches),
        ),
        DRAFT_PRODUCTION if draft else None,
        (
            Section(say("Findings"), (findings_part(plan.findings),)),
            Section(say("Batches"), (_batches(plan.batches),)),
            Section(say("Prescriptions"), (_orders(plan.batches),)),
            Section(say("How good the plan is"), tuple(_aims(plan.aims))),
            *([Section(say("Sources"), (sources_part(sources),))] if sources else []),
        ),
    )


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
    left = shortened(batch.powder_left, 1)
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


def _aims(aims: Iterable[Aim]) -> Iterator[Table]:
    names = {
        "batches": say("batches"),
        "expiry": say("earlier expiry dates passed over"),
        "powder": say("tablet powder left over"),
    }
    rows = tuple(
        (
            names[each.name],
            _figure(each, each.value),
            say("proved: none is better")
            if each.optimal
            else say(
                "not proved; none is below {bound}", bound=_figure(each, each.bound)
            ),
        )
        for each in aims
    )
    yield Table((say("Made small"), say("Reached"), say("Proof")), rows)


def _figure(aim: Aim, value: object) -> str:
    """Return the figure of an aim: powder as a mass, else a count."""
    if aim.name == "powder":
        return str(shortened(Q("1 mg") * value, 1))  # type: ignore[operator]
    return str(value)
