"""Materials: what goes into the capsules, and what it is made with, for the records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ...model.batch import BatchPlan
from ...model.bulk import BulkDrug
from ...model.fill import FillToVolume
from ...model.forms import basis_name, form_name
from ...model.lot import Lot
from ...model.prescription import Form
from ...model.tablets import Tablets
from ...model.trituration import Trituration
from ...model.weighing import Weighing
from ...quantities.notation import decimal
from ...reference import molar_mass
from ...reference.identifiers import unii
from ...sheets.content import Facts, Table
from ...sheets.wording import say

__all__ = ["components_table", "equipment_facts", "lots_table", "source_facts"]

Row = tuple[str, str]


def components_table(plan: BatchPlan) -> Table:
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
    drug = say("Drug source"), (plan.powder,)
    others = [
        (say("Additive"), plan.additives),
        (say("Filler"), plan.fillers),
        (say("Diluent"), () if plan.diluent is None else (plan.diluent,)),
    ]
    rows = [
        (_to_weigh(plan, each), str(each.exact), role, each.item)
        for role, weighings in (drug, *others)
        for each in weighings
    ]
    shells = say("{shells} pieces", shells=plan.shells_at_hand)
    size = say("empty shells of size {size}", size=plan.request.shell.size)
    rows.append((shells, "-", say("Shells"), size))
    header = say("To weigh"), say("In the blend"), say("Role"), say("Component")
    return Table(header, tuple(rows))


def lots_table(plan: BatchPlan) -> Table:
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


def source_facts(plan: BatchPlan) -> Facts:
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
    match drug:
        case Tablets():
            rows = [
                (
                    say("Tablets"),
                    say(
                        "{strength} of {form}",
                        strength=drug.strength,
                        form=form_name(drug.form),
                    ),
                ),
                (say("Mean mass of a tablet"), str(drug.mean_mass)),
                (say("Assay"), _assay(drug)),
            ]
        case BulkDrug():
            rows = [
                (say("Bulk powder"), form_name(drug.form)),
                (
                    say("Assay"),
                    say(
                        "{assay}, {basis}",
                        assay=drug.assay,
                        basis=basis_name(drug.basis),
                    ),
                ),
                (say("Water"), str(drug.water) if drug.water else say("not stated")),
                (
                    say("Solvents"),
                    str(drug.solvents) if drug.solvents else say("not stated"),
                ),
            ]
        case Trituration():
            rows = [
                (
                    say("Stock dilution"),
                    say(
                        "{share} of {form} in {diluent}",
                        share=drug.drug_fraction,
                        form=form_name(drug.form),
                        diluent=drug.diluent,
                    ),
                ),
                (say("Assay"), _assay(drug)),
            ]
        case _:
            assert_never(drug)
    rows.append((say("Strength stated as"), form_name(stated)))
    return Facts((*rows, *_molecules(dict.fromkeys((stated, drug.form)))))


def equipment_facts(plan: BatchPlan) -> Facts:
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


def _to_weigh(plan: BatchPlan, weighing: Weighing) -> str:
    if weighing is plan.powder and not plan.weighs_powder:
        return say("all of it")
    if weighing is plan.diluent:
        return say("with the trituration")
    if weighing.estimated:
        return say("about {mass}", mass=weighing.to_weigh)
    return str(weighing.to_weigh)


def _deliveries(plan: BatchPlan) -> Iterator[tuple[str, Lot | None, str]]:
    """Yield each component, its lot, and who made it where no lot says."""
    yield plan.powder.item, plan.request.drug.lot, ""
    for each in plan.excipients:
        yield each.name, each.lot, ""
    shell = plan.request.shell
    yield say("empty shells of size {size}", size=shell.size), None, shell.maker or ""
    yield say("container and closure"), None, ""


def _assay(drug: Tablets | Trituration) -> str:
    if drug.assay is None:
        return say("none stated: the label is taken")
    return say("{assay} of the label", assay=drug.assay)


def _molecules(forms: dict[Form, None]) -> Iterator[Row]:
    """Yield molar mass and code of each form that a figure is stated in."""
    for form in forms:
        name = form_name(form)
        yield say("Molar mass of {form}, g/mol", form=name), decimal(molar_mass(form))
        yield say("UNII of {form}", form=name), unii(form) or say("none known")
