"""FHIR reading: what a Medication says, and with which faults it is refused.

Medications of other systems are read for what they have: codes of HL7 for capsules,
names as displays, no count, a month as expiry, one drug that nobody marked as active.
Nothing that changes a meaning is passed over: an amount with a comparator, an extension
that modifies or that stands for a value, a name that says another strength, a dosage
form that is no capsule, a resource that was entered in error.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from attrs import frozen

from ...errors import DocumentError, Fault, FieldError, shown
from ...plain.places import fault, step
from ...quantities.units import Q, Quantity
from ...reference.identifiers import named_by_unii, unii
from .forms import is_naltrexone
from .text import parse_resource
from .values import (
    amount_of,
    last_day_of,
    line_of,
    other_masses,
    refuse_all_but_capsules,
    refuse_all_but_one,
    text_of,
)
from .version import UNII_SYSTEM, Names, Version, names_of, prove

__all__ = [
    "IngredientRecord",
    "MedicationRecord",
    "active_ingredient",
    "capsules_of",
    "concept_of",
    "content_of",
    "excipients_of",
    "modifiers",
    "other_strengths",
    "read_medication",
    "read_or_note",
    "status_of",
    "whole_capsules",
]

_Object: TypeAlias = Mapping[str, Any]

_STATUSES = (None, "active", "inactive")
_STRENGTH_QUANTITY = "strengthQuantity"  # of R5, beside the ratio
_MODIFIERS = ("modifierExtension", "implicitRules", "comparator")
_ONE_CAPSULE, _A_MASS, _PER_CAPSULE = Q("1 capsule"), Q("1 mg"), Q("1 mg/capsule")


@frozen(kw_only=True)
class IngredientRecord:
    """One excipient of a Medication.

    Parameters
    ----------
    name
        What it is.
    unii
        Its UNII, or `None`.
    content
        What one capsule holds of it, or `None`. [mg/capsule]
    """

    name: str
    unii: str | None
    content: Quantity | None


@frozen(kw_only=True)
class MedicationRecord:
    """What a Medication says.

    Parameters
    ----------
    name
        What it is called.
    status
        ``active``, ``inactive``, or `None`.
    capsules
        Capsules dispensed, or `None`.
    form
        The drug: the chemical form that *strength* is stated in.
    unii
        UNII of that form, or `None`.
    strength
        Drug in one capsule. [mg/capsule]
    excipients
        The other ingredients, in their order.
    batch_number
        Batch number, or `None`.
    beyond_use
        Beyond-use date, or `None`; where only a month is stated, its last day.
    """

    name: str
    status: str | None
    capsules: int | None
    form: str
    unii: str | None
    strength: Quantity
    excipients: tuple[IngredientRecord, ...]
    batch_number: str | None
    beyond_use: dt.date | None


def read_medication(text: str, version: Version) -> MedicationRecord:
    """Return what a Medication says.

    Parameters
    ----------
    text
        Its JSON.
    version
        ``R4``, ``R4B`` or ``R5``; the text does not say.

    Returns
    -------
    MedicationRecord
        Drug, strength, capsules, excipients, batch number and beyond-use date.

    Raises
    ------
    DocumentError
        If it is no such resource, or says what is not understood here; every fault is
        named with its path.
    FieldError
        If there is no such version.
    MissingExtraError
        If ``fhir.resources`` is not installed.

    Examples
    --------
    >>> read_medication('{"resourceType": "Medication", "status": "entered-in-error"}',
    ...                 "R5")
    Traceback (most recent call last):
    ldn_compound.errors.DocumentError: $.status: expected 'active', 'inactive' ...
    """
    names = names_of(version)
    resource = parse_resource(text, "Medication")
    prove(resource, version)
    faults: list[Fault] = [*modifiers(resource, "$")]
    name = read_or_note(faults, lambda: text_of(resource.get("code"), "$.code"))
    status = read_or_note(faults, lambda: status_of(resource, "$"))
    read_or_note(faults, lambda: _refuse_form(resource, names))
    capsules = read_or_note(faults, lambda: capsules_of(resource, names, "$"))
    drug = read_or_note(faults, lambda: _drug(resource, names))
    excipients = read_or_note(faults, lambda: _excipients(resource, names))
    batch = read_or_note(faults, lambda: _batch(resource))
    if name is not None and drug is not None:
        faults += other_strengths(name, drug.content, "$.code.text")
    if faults:
        raise DocumentError(tuple(dict.fromkeys(faults)))
    batch_number, beyond_use = batch
    return MedicationRecord(
        name=name,
        status=status,
        capsules=capsules,
        form=drug.name,
        unii=drug.unii,
        strength=drug.content,
        excipients=excipients,
        batch_number=batch_number,
        beyond_use=beyond_use,
    )


def read_or_note(faults: list[Fault], read: Callable[[], Any]) -> Any:  # noqa: ANN401 - what it reads
    """Return what is read, or note what is wrong with it and return nothing."""
    try:
        return read()
    except FieldError as error:
        faults.append(Fault.of(error))
        return None


def modifiers(value: object, path: str) -> Iterator[Fault]:
    """Yield a fault for each member that changes what another one means."""
    if isinstance(value, Mapping):
        for key, member in value.items():
            at = path + step(key)
            if key in _MODIFIERS or key.startswith("_"):
                yield fault(
                    at, "no element that changes the meaning of others", shown(member)
                )
            yield from modifiers(member, at)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from modifiers(each, f"{path}[{place}]")


def other_strengths(name: str, strength: Quantity, path: str) -> Iterator[Fault]:
    """Yield a fault for each mass in a name that is not the strength."""
    for said in other_masses(name, strength * _ONE_CAPSULE):
        expected = f"no strength but that of the drug, {strength}"
        yield fault(path, expected, shown(said))


def status_of(medication: _Object, path: str) -> str | None:
    """Return the status of a Medication; of an error nothing is read."""
    status: str | None = medication.get("status")
    if status not in _STATUSES:
        expected = "'active', 'inactive' or none"
        raise FieldError(expected, shown(status), field=f"{path}.status")
    return status


def capsules_of(medication: _Object, names: Names, path: str) -> int | None:
    """Return how many capsules a Medication says that it is, if it says so."""
    path, amount = f"{path}.{names.dispensed}", medication.get(names.dispensed)
    if amount is None:
        return None
    if "numerator" in amount:
        refuse_all_but_one(amount.get("denominator"), f"{path}.denominator")
        path, amount = f"{path}.numerator", amount["numerator"]
    return whole_capsules(amount, path)


def whole_capsules(amount: object, path: str) -> int:
    """Return the number of capsules that a FHIR quantity says."""
    capsules = amount_of(amount, path, _ONE_CAPSULE)
    if capsules.magnitude.denominator != 1:
        raise FieldError("whole capsules", str(capsules), field=path)
    return int(capsules.magnitude)


def active_ingredient(
    medication: _Object, names: Names, path: str
) -> tuple[str, _Object]:
    """Return the one ingredient that is active, with its path.

    Where nobody says whether one is, naltrexone is.
    """
    active = [
        (at, each)
        for at, each in _ingredients(medication, path)
        if _is_active(at, each, names)
    ]
    if len(active) != 1:
        expected, got = "one active ingredient", f"{len(active)} of them"
        raise FieldError(expected, got, field=f"{path}.ingredient")
    return active[0]


def excipients_of(
    medication: _Object, names: Names, path: str
) -> list[tuple[str, _Object]]:
    """Return the ingredients that are not active, each with its path."""
    return [
        (at, each)
        for at, each in _ingredients(medication, path)
        if not _is_active(at, each, names)
    ]


def _ingredients(medication: _Object, path: str) -> list[tuple[str, _Object]]:
    """Return every ingredient with its path."""
    ingredients = medication.get("ingredient") or []
    return [(f"{path}.ingredient[{at}]", each) for at, each in enumerate(ingredients)]


def concept_of(ingredient: _Object, names: Names, path: str) -> tuple[str, _Object]:
    """Return what an ingredient is, a concept with its path; an empty one if none."""
    concept: Any = ingredient
    for part in names.item:
        path = f"{path}.{part}"
        concept = concept.get(part) or {}
    return path, concept


def content_of(ingredient: _Object, names: Names, path: str) -> Quantity | None:
    """Return how much of an ingredient one capsule holds, or `None`."""
    quantity = ingredient.get(_STRENGTH_QUANTITY)
    if quantity is not None:
        return amount_of(quantity, f"{path}.{_STRENGTH_QUANTITY}", _PER_CAPSULE)
    ratio = ingredient.get(names.strength)
    if ratio is None:
        return None
    path = f"{path}.{names.strength}"
    mass = amount_of(ratio.get("numerator"), f"{path}.numerator", _A_MASS)
    per = amount_of(ratio.get("denominator"), f"{path}.denominator", _ONE_CAPSULE)
    if not per:
        raise FieldError("one capsule or more", str(per), field=f"{path}.denominator")
    return mass / per


def _refuse_form(medication: _Object, names: Names) -> None:
    refuse_all_but_capsules(medication.get(names.form), f"$.{names.form}")


def _drug(resource: _Object, names: Names) -> IngredientRecord:
    """Return the one ingredient that is active, which must have a strength."""
    path, ingredient = active_ingredient(resource, names, "$")
    drug = _ingredient(ingredient, names, path)
    if drug.content is None:
        raise FieldError("a strength", "none", field=f"{path}.{names.strength}")
    return drug


def _excipients(resource: _Object, names: Names) -> tuple[IngredientRecord, ...]:
    return tuple(
        _ingredient(each, names, path)
        for path, each in excipients_of(resource, names, "$")
    )


def _is_active(path: str, ingredient: _Object, names: Names) -> bool:
    """Return whether an ingredient is active; a text such as "false" says nothing."""
    active = ingredient.get("isActive")
    if active is None:
        return is_naltrexone(concept_of(ingredient, names, path)[1])
    if not isinstance(active, bool):
        raise FieldError("true or false", shown(active), field=f"{path}.isActive")
    return active


def _batch(resource: _Object) -> tuple[str | None, dt.date | None]:
    batch = resource.get("batch") or {}
    number, date = batch.get("lotNumber"), batch.get("expirationDate")
    if number is not None:
        number = line_of(number, "$.batch.lotNumber")
    if date is None:
        return number, None
    return number, last_day_of(date, "$.batch.expirationDate")


def _ingredient(ingredient: _Object, names: Names, path: str) -> IngredientRecord:
    at, concept = concept_of(ingredient, names, path)
    name = text_of(concept, at)
    content = content_of(ingredient, names, path)
    return IngredientRecord(name=name, unii=_unii(concept, name, at), content=content)


def _unii(concept: _Object, name: str, path: str) -> str | None:
    """Return the code of a substance; one of another form of it is a fault."""
    given = [
        (f"{path}.coding[{at}].code", each.get("code"))
        for at, each in enumerate(concept.get("coding") or [])
        if each.get("system") == UNII_SYSTEM
    ]
    first, known = next((code for _, code in given), None), unii(name)
    for at, code in given:
        if known is not None and code != known:
            raise FieldError(f"{known}, the UNII of {name}", shown(code), field=at)
        if code != first:
            raise FieldError(f"{first}, as before it", shown(code), field=at)
        if known is None and (meant := named_by_unii(code)) is not None:
            expected = f"{meant}, whose UNII stands beside it"
            raise FieldError(expected, shown(name), field=f"{path}.text")
    return first
