"""The product: what the capsules are, how they look, and what they may contain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ..checks.ingredients import allergens_in, unstated_allergens
from ..errors import FieldError, shown
from ..model.batch import CheckedBatch
from ..model.component import Role
from ..model.forms import form_name
from ..model.tablets import Tablets
from ..model.trituration import Trituration
from ..quantities.units import Q, Quantity
from ..sheets.content import Facts
from ..sheets.wording import Wording, joined, say

__all__ = [
    "ROLES",
    "allergens",
    "described",
    "each_capsule",
    "form_of",
    "held",
    "other_ingredients",
    "product_facts",
]

#: What sheets call the roles of components.
ROLES: Mapping[Role, Wording] = MappingProxyType(
    {
        "drug": say("Drug source"),
        "additive": say("Additive"),
        "filler": say("Filler"),
        "diluent": say("Diluent"),
    }
)


def each_capsule(plan: CheckedBatch) -> Quantity:
    """Return the drug in one capsule, as a label states it.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Quantity
        The strength times one capsule. [mg]
    """
    return plan.on_label.drug


def form_of(plan: CheckedBatch) -> str:
    """Return the chemical form that the strength is stated in, never mistaken."""
    return form_name(plan.request.prescription.form)


def other_ingredients(plan: CheckedBatch) -> str:
    """Return what else is in the capsules, by name."""
    drug = plan.request.drug
    others = [each.item for each in (*plan.additives, *plan.fillers)]
    if isinstance(drug, Tablets):
        tablets = say("other contents of the tablets")
        of_product = say("other contents of {product}", product=drug.product or "")
        others.append(of_product if drug.product else tablets)
    if isinstance(drug, Trituration):
        others.append(drug.diluent)
    return joined(dict.fromkeys(others), ", ")


def held(plan: CheckedBatch, quantity: int | None) -> Quantity:
    """Return the capsules in a container, no more than are dispensed."""
    most = plan.request.prescription.capsules
    count = most if quantity is None else quantity
    if count > most:
        expected = f"1 to {most} capsules, as many as are dispensed"
        raise FieldError(expected, shown(quantity), field="quantity")
    return Q("1 capsule") * count


def allergens(plan: CheckedBatch) -> Iterator[str]:
    """Yield what a patient must know of what is in the capsules.

    Parameters
    ----------
    plan
        The plan.

    Yields
    ------
    str
        What they contain, as stated or by a name; what they may contain, since nobody
        stated the contents of a material. Nothing where all is known and there is none.
    """
    contents = list(_contents(plan))
    known = dict.fromkeys(name for each in contents for name in each or ())
    if known:
        yield say("Contains {allergens}.", allergens=joined(known, ", "))
    if None not in contents:
        return
    if allergens_in(tuple(known), ("lactose",)):
        yield say("May contain other allergens: not all contents are known.")
    else:
        yield say("May contain lactose or other allergens: not all contents are known.")


def described(plan: CheckedBatch) -> str:
    """Return how the finished capsules look.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    str
        Shell and powder, and the specks that a coat leaves.
    """
    size = plan.request.shell.size
    coat = "none" if plan.crushed is None else plan.crushed.tablets.coat
    if coat == "film":
        return say(
            "Hard capsules of size {size}, filled with a powder that is even in color "
            "but for specks of the tablet coat.",
            size=size,
        )
    if coat is None:
        return say(
            "Hard capsules of size {size}, filled with a powder that is even in color "
            "but for specks of the tablet coat, if there is one.",
            size=size,
        )
    return say(
        "Hard capsules of size {size}, filled with a powder that is even in color.",
        size=size,
    )


def product_facts(plan: CheckedBatch) -> Facts:
    """Return what is made: name, strength, form, and what a patient must know of it.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Facts
        The lines of a record.
    """
    order, shell = plan.request.prescription, plan.request.shell
    contained = list(allergens(plan)) or [say("nothing that a label must name")]
    return Facts(
        (
            (say("Name"), say("naltrexone capsules, low dose (NOT naloxone)")),
            (
                say("Strength"),
                say(
                    "{each} of {form} in each capsule",
                    each=each_capsule(plan),
                    form=form_of(plan),
                ),
            ),
            (say("Dosage form"), say("hard capsules, to take by mouth")),
            (
                say("Number of capsules"),
                say(
                    "{capsules} to dispense, {spare_capsules} spare",
                    capsules=order.capsules,
                    spare_capsules=plan.spare_capsules,
                ),
            ),
            (
                say("Shells"),
                say(
                    "size {size}, {volume}, {empty_mass} empty",
                    size=shell.size,
                    volume=shell.volume,
                    empty_mass=shell.empty_mass,
                ),
            ),
            (say("Color and material of the shells"), ""),
            (say("Description"), described(plan)),
            (say("Allergens"), joined(contained, " ")),
        )
    )


def _contents(plan: CheckedBatch) -> Iterator[tuple[str, ...] | None]:
    """Yield what each component contains, as stated and by its name."""
    for each in plan.components:
        yield each.contains
        for name in each.excipient_names:
            yield _by_name(name, each.contains)


def _by_name(name: str, contains: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(row["name"] for row in unstated_allergens(name, contains))
