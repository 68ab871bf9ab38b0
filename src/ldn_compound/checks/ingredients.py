"""Do the ingredients suit the patient, and the filler the drug?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from ..model.batch import Batch
from ..model.finding import Finding, Severity
from ..model.prescription import Prescription
from ..reference import screened
from ..reference.screening import Kind, affirmed, denied, refused, understood
from ..reference.tables import Row
from ..sheets.wording import joined, say

__all__ = [
    "allergens_in",
    "check_allergens",
    "check_asked",
    "check_conditions",
    "check_drug_in_excipients",
    "check_filler_names",
    "check_intolerances",
    "check_medicines",
    "check_recognised",
    "check_shell_material",
    "refused_by",
    "screen",
    "unstated_allergens",
]


def check_asked(batch: Batch) -> Iterator[Finding]:
    """Find that nobody asked which other medicines the patient takes."""
    return _screen_asked(batch.request.prescription)


def check_medicines(batch: Batch) -> Iterator[Finding]:
    """Find an opioid, or naltrexone once more, among the other medicines."""
    return _screen_medicines(batch.request.prescription)


def check_conditions(batch: Batch) -> Iterator[Finding]:
    """Find a condition that a label of naltrexone warns of, or that must be known."""
    return _screen_conditions(batch.request.prescription)


def check_intolerances(batch: Batch) -> Iterator[Finding]:
    """Find naltrexone or an opioid among what the patient may not have."""
    return _screen_intolerances(batch.request.prescription)


def check_recognised(batch: Batch) -> Iterator[Finding]:
    """Find what was stated and is on no list: that nothing was found proves nothing."""
    order = batch.request.prescription
    unknown = (
        *(one for one in order.other_medicines or () if not _is_known("medicine", one)),
        *(one for one in order.conditions if not _is_recognised(batch, one)),
        *(one for one in order.intolerances if not _is_recognised(batch, one)),
    )
    if unknown:
        message = say(
            "not known to this library: {names}: screen them by other means",
            names=", ".join(dict.fromkeys(unknown)),
        )
        yield Finding("not-recognised", "caution", "prescription", message, "house")


def screen(prescription: Prescription) -> Iterator[Finding]:
    """Find what a prescription itself says, before anything is planned.

    Parameters
    ----------
    prescription
        What is asked for, with the other medicines, the conditions and the
        intolerances stated; whether the materials hold what is not tolerated is not
        known here.

    Yields
    ------
    Finding
        By the words of the screening table. It knows no patient: where nothing is
        found, nothing is proved.

    Examples
    --------
    >>> order = Prescription("4.5 mg", capsules=30, conditions=("pregnancy",))
    >>> [found.code for found in screen(order)]
    ['not-asked', 'pregnancy']
    """
    yield from _screen_asked(prescription)
    yield from _screen_medicines(prescription)
    yield from _screen_conditions(prescription)
    yield from _screen_intolerances(prescription)


def refused_by(prescription: Prescription) -> tuple[str, ...]:
    """Return what a patient may not have, by the intolerances and the conditions.

    Parameters
    ----------
    prescription
        What is asked for.

    Returns
    -------
    tuple of str
        In the words of the prescription: every intolerance but one that is denied, and
        each condition that names an allergen.

    Examples
    --------
    >>> order = Prescription(
    ...     "4.5 mg", capsules=30, conditions=("galactosaemia", "pregnancy"),
    ...     intolerances=("gelatin", "no gluten intolerance"))
    >>> refused_by(order)
    ('gelatin', 'galactosaemia')
    """
    conditions = (each for each in prescription.conditions if refused(each))
    stated = (each for each in prescription.intolerances if not denied(each))
    return (*stated, *conditions)


def _screen_asked(prescription: Prescription) -> Iterator[Finding]:
    if prescription.other_medicines is None:
        message = say(
            "nobody said whether other medicines were asked for: ask for opioids by "
            "name, and enter what is taken, or that nothing is"
        )
        yield Finding("not-asked", "caution", "other_medicines", message, "house")


def _screen_medicines(prescription: Prescription) -> Iterator[Finding]:
    stated = prescription.other_medicines or ()
    return _by_phrases("medicine", stated, "other_medicines")


def _screen_conditions(prescription: Prescription) -> Iterator[Finding]:
    return _by_phrases("condition", prescription.conditions, "conditions")


def _screen_intolerances(prescription: Prescription) -> Iterator[Finding]:
    return _by_phrases("intolerance", prescription.intolerances, "intolerances")


def check_drug_in_excipients(batch: Batch) -> Iterator[Finding]:
    """Find a drug, by its name, in what goes into the capsules beside the drug."""
    named = (
        *chain.from_iterable(each.excipient_names for each in batch.components),
        *chain.from_iterable(each.contains or () for each in batch.components),
    )
    return _by_words("drug", dict.fromkeys(named), "filler")


def check_filler_names(batch: Batch) -> Iterator[Finding]:
    """Find an excipient that is not advised for low-dose naltrexone."""
    return _by_words("filler", (each.name for each in batch.excipients), "filler")


def check_allergens(batch: Batch) -> Iterator[Finding]:
    """Find what the patient may not have, or may not be known to be absent."""
    return _in_materials(batch, refused_by(batch.request.prescription))


def check_shell_material(batch: Batch) -> Iterator[Finding]:
    """Find that the shell may be made of what the patient may not have."""
    return _by_words("shell", refused_by(batch.request.prescription), "shell")


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


def _by_phrases(kind: Kind, phrases: Iterable[str], field: str) -> Iterator[Finding]:
    for phrase in phrases:
        yield from _by_words(kind, (phrase,), field)
        yield from _by_words("patient", (phrase,), field)


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
            refused=joined(refused, ", "),
        )
    return Finding("contents-unknown", severity, "contains", message, "dailymed-labels")


def _is_known(kind: Kind, phrase: str) -> bool:
    """Return whether something was found in a phrase, or it only denies something."""
    return bool(screened(kind, phrase) or screened("patient", phrase) or denied(phrase))


def _is_recognised(batch: Batch, phrase: str) -> bool:
    """Return whether a condition or an intolerance has a finding, or needs none.

    Of any other nobody can say whether it is absent, or only called something else.
    """
    if _is_known("condition", phrase) or _is_known("intolerance", phrase):
        return True
    if understood(phrase):
        return True
    refused_here = phrase in refused_by(batch.request.prescription)
    if refused_here and screened("shell", phrase):
        return True
    return refused_here and any(
        each.severity == "stop" for each in _in_materials(batch, (phrase,))
    )


def _same(material: str, one: str) -> bool:
    """Return whether one name holds the other, or both name one allergen.

    Lactose is in lactose monohydrate, and is milk sugar.
    """
    held = {row["name"] for row in screened("allergen", material)}
    if not held.isdisjoint(row["name"] for row in refused(one)):
        return True
    material, one = (affirmed(each).strip() for each in (material, one))
    return bool(material and one) and (material in one or one in material)
