"""Do the ingredients suit the patient, and the filler the drug?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.batch import Batch
from ..model.finding import Finding, Severity
from ..model.prescription import Prescription
from ..reference import screened
from ..reference.screening import Kind, affirmed
from ..reference.tables import Row
from ..sheets.wording import say

__all__ = [
    "allergens_in",
    "check_allergens",
    "check_conditions",
    "check_drug_tolerated",
    "check_filler_names",
    "check_medicines",
    "check_recognised",
    "check_shell_material",
    "screen",
    "unstated_allergens",
]


def check_medicines(batch: Batch) -> Iterator[Finding]:
    """Find an opioid, or naltrexone once more, among the other medicines."""
    return _screen_medicines(batch.request.prescription)


def check_conditions(batch: Batch) -> Iterator[Finding]:
    """Find a condition that a label of naltrexone warns of, or that must be known."""
    return _screen_conditions(batch.request.prescription)


def check_drug_tolerated(batch: Batch) -> Iterator[Finding]:
    """Find that the patient may not have naltrexone itself."""
    return _screen_drug(batch.request.prescription)


def check_recognised(batch: Batch) -> Iterator[Finding]:
    """Find what was stated and is on no list: that nothing was found proves nothing."""
    order = batch.request.prescription
    unknown = (
        *(one for one in order.other_medicines if not screened("medicine", one)),
        *(one for one in order.conditions if not screened("condition", one)),
        *(one for one in order.intolerances if not _is_recognised(batch, one)),
    )
    if unknown:
        message = say(
            "not known to this library: {names}: screen them by other means",
            names=", ".join(dict.fromkeys(unknown)),
        )
        yield Finding("not-recognised", "note", "prescription", message, "house")


def screen(prescription: Prescription) -> Iterator[Finding]:
    """Find what a prescription itself says, before anything is planned.

    Parameters
    ----------
    prescription
        What is asked for, with the other medicines, the conditions and the
        intolerances stated; of these only one to naltrexone itself is found here.

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
    yield from _screen_drug(prescription)


def _screen_medicines(prescription: Prescription) -> Iterator[Finding]:
    return _by_words("medicine", prescription.other_medicines, "other_medicines")


def _screen_conditions(prescription: Prescription) -> Iterator[Finding]:
    return _by_words("condition", prescription.conditions, "conditions")


def _screen_drug(prescription: Prescription) -> Iterator[Finding]:
    for one in prescription.intolerances:
        if _is_naltrexone(one):
            message = say(
                "{name}: naltrexone by its name, which the patient may not have",
                name=one,
            )
            yield Finding(
                "drug-not-tolerated",
                "stop",
                "intolerances",
                message,
                "naltrexone-label",
            )


def check_filler_names(batch: Batch) -> Iterator[Finding]:
    """Find an excipient that is not advised for low-dose naltrexone."""
    return _by_words("filler", (each.name for each in batch.excipients), "filler")


def check_allergens(batch: Batch) -> Iterator[Finding]:
    """Find what the patient may not have, or may not be known to be absent."""
    return _in_materials(batch, batch.request.prescription.intolerances)


def check_shell_material(batch: Batch) -> Iterator[Finding]:
    """Find that the shell may be made of what the patient may not have."""
    return _by_words("shell", batch.request.prescription.intolerances, "shell")


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
    >>> allergens_in(("lactose",), ("Milchzucker",))
    ('Milchzucker',)
    """
    if contains is None:
        return tuple(refused)
    return tuple(one for one in refused if any(_same(each, one) for each in contains))


def unstated_allergens(name: str, contains: tuple[str, ...] | None) -> tuple[Row, ...]:
    """Return the allergens that a material holds by its name, and nobody stated.

    Parameters
    ----------
    name
        Name of the material.
    contains
        Allergens that were stated; `None` where nothing was.

    Returns
    -------
    tuple of Row
        Rows of the screening table, each with the ``name`` of an allergen.

    Examples
    --------
    >>> [row["name"] for row in unstated_allergens("lactose monohydrate", ())]
    ['lactose']
    >>> unstated_allergens("lactose monohydrate", ("lactose",))
    ()
    """
    stated = contains or ()
    return tuple(
        row
        for row in screened("allergen", name)
        if not allergens_in(stated, (row["name"],))
    )


def _by_words(kind: Kind, names: Iterable[str], field: str) -> Iterator[Finding]:
    for name in names:
        for row in screened(kind, name):
            message = say("{name}: {found}", name=name, found=row["message"])
            yield Finding(row["code"], row["severity"], field, message, row["source"])


def _in_materials(batch: Batch, refused: tuple[str, ...]) -> Iterator[Finding]:
    for each in batch.components:
        yield from _allergens(each.name, each.contains, refused)
        for name in each.excipient_names:
            yield from _named(name, each.contains, refused)


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
        if _same(name, one) and not allergens_in(contains, (one,)):
            message = say(
                "{name} is {allergen} by its name, which the patient may not have, "
                "and which is not among its stated contents",
                name=name,
                allergen=one,
            )
            yield Finding("allergen", "stop", "contains", message, "house")
    for row in unstated_allergens(name, contains):
        if not allergens_in((row["name"],), refused):
            message = say("{name}: {found}", name=name, found=row["message"])
            yield Finding(
                row["code"], row["severity"], "contains", message, row["source"]
            )


def _unknown_contents(name: str, refused: tuple[str, ...]) -> Finding:
    """Return the finding that nobody stated what a material contains."""
    severity: Severity = "stop" if refused else "note"
    message = say("{name}: what it contains is not stated", name=name)
    if refused:
        message = say(
            "{name}: what it contains is not stated; it is treated as containing "
            "{refused}",
            name=name,
            refused=", ".join(refused),
        )
    return Finding("contents-unknown", severity, "contains", message, "dailymed-labels")


def _is_naltrexone(name: str) -> bool:
    return any(row["code"] == "naltrexone-twice" for row in screened("medicine", name))


def _is_recognised(batch: Batch, refused: str) -> bool:
    """Return whether an intolerance is on a list or found in a material.

    Of any other nobody can say whether it is absent, or only called something else.
    """
    if _is_naltrexone(refused) or screened("allergen", refused):
        return True
    if screened("shell", refused):
        return True
    return any(each.severity == "stop" for each in _in_materials(batch, (refused,)))


def _same(one: str, other: str) -> bool:
    """Return whether one name holds the other, or both name one allergen.

    Lactose is in lactose monohydrate, and is milk sugar.
    """
    if not _named_in(one).isdisjoint(_named_in(other)):
        return True
    one, other = (affirmed(each).casefold() for each in (one, other))
    return bool(one and other) and (one in other or other in one)


def _named_in(name: str) -> set[str]:
    """Return the allergens of the screening table that a name says."""
    return {row["name"] for row in screened("allergen", name)}
