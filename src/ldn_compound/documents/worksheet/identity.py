"""Identity: which batch a sheet is about, of which materials and lots."""

from __future__ import annotations

from ...model.batch import CheckedBatch
from ...model.forms import form_name
from ...model.lot import Lot
from ...sheets.content import Facts
from ...sheets.wording import Wording, joined, say
from ..product import ROLES, each_capsule

__all__ = ["identity"]


def identity(plan: CheckedBatch) -> Facts:
    """Return what the batch is called and what it is made of.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Facts
        Order, batch and materials; blank where nobody has said it yet.
    """
    request, order = plan.request, plan.request.prescription
    preparation = say(
        "{form} capsules {each}", form=form_name(order.form), each=each_capsule(plan)
    )
    capsules = say(
        "{capsules} to dispense, {spare} spare",
        capsules=order.capsules,
        spare=plan.spare_capsules,
    )
    rows = [
        (say("Preparation"), preparation),
        (say("Capsules"), capsules),
        (say("Order"), order.reference or ""),
        (say("Prescriber"), order.prescriber or ""),
        (say("Batch number"), ""),
        (say("Date and time"), ""),
        *_material(ROLES["drug"], plan.drug.name, plan.drug.lot),
    ]
    for each in plan.excipients:
        rows += _material(ROLES[each.role], each.name, each.lot)
    shells: str = say(
        "{shells} of size {size}", shells=plan.shells_at_hand, size=request.shell.size
    )
    if request.shell.maker:
        shells = joined((shells, request.shell.maker), ", ")
    rows += _material(say("Shells"), shells, None)
    rows.append((say("House rules"), request.policy.name))
    return Facts(tuple(rows))


def _material(role: Wording, name: str, lot: Lot | None) -> list[tuple[str, str]]:
    """Return the lines that say which lot of a material is used."""
    return [
        (role, name),
        (say("{role}, lot", role=role), lot.number if lot else ""),
        (say("{role}, expires", role=role), lot.expires.isoformat() if lot else ""),
    ]
