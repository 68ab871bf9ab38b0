"""Materials: what goes into the capsules, and what it is made with, for the records."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.batch import CheckedBatch
from ...model.fill import FillToVolume
from ...model.forms import Form, form_name
from ...quantities.notation import decimal
from ...reference import molar_mass
from ...reference.identifiers import unii
from ...sheets.content import Facts
from ...sheets.wording import say

__all__ = ["equipment_facts", "shells_fact", "source_facts"]

Row = tuple[str, str]


def shells_fact(plan: CheckedBatch) -> Facts:
    """Return how many shells are filled, and of which size."""
    shells = say(
        "{shells} of size {size}",
        shells=plan.shells_at_hand,
        size=plan.request.shell.size,
    )
    return Facts(((say("Shells"), shells),))


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


def _molecules(forms: dict[Form, None]) -> Iterator[Row]:
    """Yield molar mass and code of each form that a figure is stated in."""
    for form in forms:
        name = form_name(form)
        yield say("Molar mass of {form}, g/mol", form=name), decimal(molar_mass(form))
        yield say("UNII of {form}", form=name), unii(form) or say("none known")
