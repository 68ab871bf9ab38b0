"""Do the ingredients suit the patient, and the filler the drug?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.batch import BatchPlan
from ..model.bulk import BulkDrug
from ..model.finding import Finding, Severity
from ..model.prescription import Prescription
from ..model.trituration import Trituration
from ..reference import screened
from ..wording import say

__all__ = [
    "allergens_in",
    "check_allergens",
    "check_conditions",
    "check_filler_names",
    "check_medicines",
    "check_shell_material",
    "screen",
]


def check_medicines(plan: BatchPlan) -> Iterator[Finding]:
    """Find an opioid, or naltrexone once more, among the other medicines."""
    return _screen_medicines(plan.request.prescription)


def check_conditions(plan: BatchPlan) -> Iterator[Finding]:
    """Find a condition that a label of naltrexone warns of, or that must be known."""
    return _screen_conditions(plan.request.prescription)


def screen(prescription: Prescription) -> Iterator[Finding]:
    """Find what a prescription itself says, before anything is planned.

    Parameters
    ----------
    prescription
        What is asked for, with the other medicines and the conditions stated.

    Yields
    ------
    Finding
        By the words of the screening table. It knows no patient: where nothing is
        found, nothing is proved.

    Examples
    --------
    >>> order = Prescription("4.5 mg", capsules=30, conditions=("pregnancy",))
    >>> [found.code for found in screen(order)]
    ['pregnancy']
    """
    yield from _screen_medicines(prescription)
    yield from _screen_conditions(prescription)


def _screen_medicines(prescription: Prescription) -> Iterator[Finding]:
    for name in prescription.other_medicines:
        for row in screened("medicine", name):
            message = say("{name}: {found}", name=name, found=row["message"])
            yield Finding(
                row["code"], row["severity"], "other_medicines", message, row["source"]
            )


def _screen_conditions(prescription: Prescription) -> Iterator[Finding]:
    for name in prescription.conditions:
        for row in screened("condition", name):
            message = say("{name}: {found}", name=name, found=row["message"])
            yield Finding(
                row["code"], row["severity"], "conditions", message, row["source"]
            )


def check_filler_names(plan: BatchPlan) -> Iterator[Finding]:
    """Find an excipient that is not advised for low-dose naltrexone."""
    for excipient in plan.excipients:
        for row in screened("filler", excipient.name):
            message = say("{name}: {found}", name=excipient.name, found=row["message"])
            yield Finding(
                row["code"], row["severity"], "filler", message, row["source"]
            )


def check_allergens(plan: BatchPlan) -> Iterator[Finding]:
    """Find what the patient may not have, or may not be known to be absent."""
    drug, refused = plan.request.drug, plan.request.prescription.intolerances
    if not isinstance(drug, BulkDrug):
        yield from _allergens(plan.powder.item, drug.contains, refused)
    if isinstance(drug, Trituration):
        yield from _named(drug.diluent, drug.contains, refused)
    for excipient in plan.excipients:
        yield from _allergens(excipient.name, excipient.contains, refused)
        yield from _named(excipient.name, excipient.contains, refused)


def check_shell_material(plan: BatchPlan) -> Iterator[Finding]:
    """Find that the shell may be made of what the patient may not have."""
    for one in plan.request.prescription.intolerances:
        for row in screened("shell", one):
            message = say("{name}: {found}", name=one, found=row["message"])
            yield Finding(row["code"], row["severity"], "shell", message, row["source"])


def allergens_in(
    contains: tuple[str, ...] | None, refused: Iterable[str]
) -> tuple[str, ...]:
    """Return what a patient may not have and a material holds, or may hold.

    Parameters
    ----------
    contains
        Allergens in the material; `None` is unknown and counts as containing.
    refused
        What the patient may not have.

    Returns
    -------
    tuple of str
        In the patient's words; empty where the material suits.

    Examples
    --------
    >>> allergens_in(("lactose monohydrate",), ("lactose", "gluten"))
    ('lactose',)
    >>> allergens_in(None, ("lactose",))
    ('lactose',)
    """
    if contains is None:
        return tuple(refused)
    return tuple(one for one in refused if any(_same(each, one) for each in contains))


def _allergens(
    name: str, contains: tuple[str, ...] | None, refused: tuple[str, ...]
) -> Iterator[Finding]:
    if contains is None:
        yield _unknown_contents(name, refused)
        return
    for each in contains:
        if allergens_in((each,), refused):
            message = say(
                "{name} contains {allergen}, which the patient may not have",
                name=name,
                allergen=each,
            )
            yield Finding("allergen", "stop", "contains", message, "house")
        else:
            message = say(
                "{name} contains {allergen}: the label must say so",
                name=name,
                allergen=each,
            )
            yield Finding("contains", "note", "contains", message, "dailymed-labels")


def _named(
    name: str, contains: tuple[str, ...] | None, refused: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield what a name says, where the contents that were stated say nothing of it."""
    if contains is None:
        return  # counts as containing it already
    for one in refused:
        if one.casefold() in name.casefold() and not allergens_in(contains, (one,)):
            message = say(
                "{name} is {allergen} by its name, which the patient may not have, "
                "and which is not among its stated contents",
                name=name,
                allergen=one,
            )
            yield Finding("allergen", "stop", "contains", message, "house")


def _unknown_contents(name: str, refused: tuple[str, ...]) -> Finding:
    """Return the finding that nobody stated what a material contains."""
    severity: Severity = "stop" if refused else "note"
    message = say("{name}: what it contains is not stated", name=name)
    if refused:
        message = say(
            "{name}: what it contains is not stated; it counts as containing {refused}",
            name=name,
            refused=", ".join(refused),
        )
    return Finding("contents-unknown", severity, "contains", message, "dailymed-labels")


def _same(one: str, other: str) -> bool:
    """Return whether one name holds the other: lactose is in lactose monohydrate."""
    one, other = one.casefold(), other.casefold()
    return one in other or other in one
