"""Materials: what goes into the capsules, and what it is made with, for the records."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.batch import CheckedBatch
from ...model.component import Component
from ...model.fill import FillToVolume
from ...model.forms import Form, form_name
from ...model.lot import Lot
from ...quantities.notation import decimal
from ...quantities.units import about
from ...reference import molar_mass
from ...reference.identifiers import unii
from ...sheets.content import Facts, Table
from ...sheets.wording import say
from ..product import ROLES

__all__ = ["components_table", "equipment_facts", "lots_table", "source_facts"]

Row = tuple[str, str]


def components_table(plan: CheckedBatch) -> Table:
    """Return every component with its amount and what it is there for.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Table
        What to weigh, what the blend holds, role and name.
    """
    rows: list[tuple[str, ...]] = [
        (_to_weigh(plan, each), str(each.exact), ROLES[each.role], each.name)
        for each in plan.components
    ]
    shells = say("{shells} pieces", shells=plan.shells_at_hand)
    size = say("empty shells of size {size}", size=plan.request.shell.size)
    rows.append((shells, "-", say("Shells"), size))
    header = say("To weigh"), say("In the blend"), say("Role"), say("Component")
    return Table(header, tuple(rows))


def lots_table(plan: CheckedBatch) -> Table:
    """Return which delivery of each component is used, blank where no lot was given.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Table
        Lot, expiry, maker and name.
    """
    rows = tuple(
        (
            lot.number if lot else "",
            lot.expires.isoformat() if lot else "",
            (lot.maker or "") if lot else maker,
            name,
        )
        for name, lot, maker in _deliveries(plan)
    )
    header = say("Lot"), say("Expires"), say("Maker"), say("Component")
    return Table(header, rows)


def source_facts(plan: CheckedBatch) -> Facts:
    """Return what is known of the drug source, and of the forms of naltrexone in it.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Facts
        Strength, assay with what it is stated on, water, solvents, and the forms that
        are converted into one another.
    """
    drug, stated = plan.request.drug, plan.request.prescription.form
    rows = list(drug.facts())
    rows.append((say("Strength stated as"), form_name(stated)))
    return Facts((*rows, *_molecules(dict.fromkeys((stated, drug.form)))))


def equipment_facts(plan: CheckedBatch) -> Facts:
    """Return what the batch is made with.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Facts
        Balance, mortar, sieve, cylinder where one is used, capsule machine, container.
    """
    request = plan.request
    balance = say("none was named in the plan")
    if request.balance is not None:
        balance = say(
            "reads to {readability}, may weigh {least_mass} or more",
            readability=request.balance.readability,
            least_mass=plan.least_mass,
        )
    tray = say("any capsule machine; count its holes")
    if request.tray is not None:
        tray = say("capsule machine with {holes} holes", holes=request.tray.holes)
    rows = [
        (say("Balance"), balance),
        (say("Mortar, pestle, sieve"), say("clean and dry")),
        (say("Tray"), tray),
    ]
    if isinstance(request.fill, FillToVolume):
        rows.append((say("Graduated cylinder"), say("clean and dry")))
    container = say("tight, light-resistant, with a child-resistant closure")
    return Facts((*rows, (say("Container"), container)))


def _to_weigh(plan: CheckedBatch, component: Component) -> str:
    if component.role == "drug" and not plan.weighs_powder:
        return say("all of it")
    if component.role == "diluent":
        return say("with the trituration")
    if component.estimated:
        return about(component.to_weigh)
    return str(component.to_weigh)


def _deliveries(plan: CheckedBatch) -> Iterator[tuple[str, Lot | None, str]]:
    """Yield each component, its lot, and who made it where no lot says."""
    for each in plan.components:
        yield each.name, each.lot, ""
    shell = plan.request.shell
    yield say("empty shells of size {size}", size=shell.size), None, shell.maker or ""
    yield say("container and closure"), None, ""


def _molecules(forms: dict[Form, None]) -> Iterator[Row]:
    """Yield molar mass and code of each form that a figure is stated in."""
    for form in forms:
        name = form_name(form)
        yield say("Molar mass of {form}, g/mol", form=name), decimal(molar_mass(form))
        yield say("UNII of {form}", form=name), unii(form) or say("none known")
