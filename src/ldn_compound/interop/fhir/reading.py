"""FHIR reading: what a Medication says, where it says it as those written here do.

A Medication of another shape is refused, with every fault and its path. Nothing that
changes a meaning is passed over: an amount with a comparator, an extension that
modifies or that stands for a value, a name that says another strength, a resource that
was entered in error.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from attrs import frozen

from ...errors import DocumentError, Fault, FieldError, shown
from ...model.dates import iso_day
from ...plain.places import fault, step
from ...quantities.units import Q, Quantity
from ...reference.identifiers import named_by_unii, unii
from .text import parse_medication
from .values import amount_of, line_of, other_masses, refuse_all_but_one, text_of
from .version import UNII_SYSTEM, Names, Version, names_of, prove

__all__ = ["IngredientRecord", "MedicationRecord", "read_medication"]

_Object: TypeAlias = Mapping[str, Any]

_STATUSES = (None, "active", "inactive")
_MODIFIERS = ("modifierExtension", "implicitRules", "comparator")
_ONE_CAPSULE, _A_MASS = Q("1 capsule"), Q("1 mg")


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
        Capsules dispensed.
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
        Beyond-use date, or `None`.
    """

    name: str
    status: str | None
    capsules: int
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
        ``R4B`` or ``R5``; the text does not say.

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
    resource = parse_medication(text)
    prove(resource, version)
    faults: list[Fault] = [*_modifiers(resource, "$")]
    reads = {
        "name": _name,
        "status": _status,
        "capsules": _capsules,
        "drug": _drug,
        "excipients": _excipients,
        "batch": _batch,
    }
    found: dict[str, Any] = {}
    for part, read in reads.items():
        try:
            found[part] = read(resource, names)
        except FieldError as error:
            faults.append(Fault.of(error))
    if "name" in found and "drug" in found:
        faults += _other_strengths(found["name"], found["drug"].content)
    if faults:
        raise DocumentError(tuple(dict.fromkeys(faults)))
    drug, (batch_number, beyond_use) = found["drug"], found["batch"]
    return MedicationRecord(
        name=found["name"],
        status=found["status"],
        capsules=found["capsules"],
        form=drug.name,
        unii=drug.unii,
        strength=drug.content,
        excipients=found["excipients"],
        batch_number=batch_number,
        beyond_use=beyond_use,
    )


def _modifiers(value: object, path: str) -> Iterator[Fault]:
    """Yield a fault for each member that changes what another one means."""
    if isinstance(value, Mapping):
        for key, member in value.items():
            at = path + step(key)
            if key in _MODIFIERS or key.startswith("_"):
                yield fault(
                    at, "no element that changes the meaning of others", shown(member)
                )
            yield from _modifiers(member, at)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _modifiers(each, f"{path}[{place}]")


def _name(resource: _Object, _: Names) -> str:
    return text_of(resource.get("code"), "$.code")


def _other_strengths(name: str, strength: Quantity) -> Iterator[Fault]:
    for said in other_masses(name, strength * _ONE_CAPSULE):
        expected = f"no strength but that of the drug, {strength}"
        yield fault("$.code.text", expected, shown(said))


def _status(resource: _Object, _: Names) -> str | None:
    status: str | None = resource.get("status")
    if status not in _STATUSES:
        expected = "'active', 'inactive' or none"
        raise FieldError(expected, shown(status), field="$.status")
    return status


def _capsules(resource: _Object, names: Names) -> int:
    path, amount = f"$.{names.dispensed}", resource.get(names.dispensed)
    if isinstance(amount, Mapping) and "numerator" in amount:
        refuse_all_but_one(amount.get("denominator"), f"{path}.denominator")
        path, amount = f"{path}.numerator", amount["numerator"]
    capsules = amount_of(amount, path, _ONE_CAPSULE)
    if capsules.magnitude.denominator != 1:
        raise FieldError("whole capsules", str(capsules), field=path)
    return int(capsules.magnitude)


def _drug(resource: _Object, names: Names) -> IngredientRecord:
    """Return the one ingredient that is active, which must have a strength."""
    active = [each for each in _ingredients(resource) if _is_active(*each)]
    if len(active) != 1:
        expected, got = "one active ingredient", f"{len(active)} of them"
        raise FieldError(expected, got, field="$.ingredient")
    path, ingredient = active[0]
    drug = _ingredient(ingredient, names, path)
    if drug.content is None:
        raise FieldError("a strength", "none", field=f"{path}.{names.strength}")
    return drug


def _excipients(resource: _Object, names: Names) -> tuple[IngredientRecord, ...]:
    return tuple(
        _ingredient(each, names, path)
        for path, each in _ingredients(resource)
        if not _is_active(path, each)
    )


def _is_active(path: str, ingredient: _Object) -> bool:
    """Return whether an ingredient is active; a text such as "false" says nothing."""
    active = ingredient.get("isActive", False)
    if not isinstance(active, bool):
        raise FieldError("true or false", shown(active), field=f"{path}.isActive")
    return active


def _batch(resource: _Object, _: Names) -> tuple[str | None, dt.date | None]:
    batch = resource.get("batch") or {}
    number, date = batch.get("lotNumber"), batch.get("expirationDate")
    if number is not None:
        number = line_of(number, "$.batch.lotNumber")
    if date is None:
        return number, None
    try:
        return number, iso_day(date)
    except FieldError as error:
        raise error.at("$.batch.expirationDate") from None


def _ingredients(resource: _Object) -> list[tuple[str, _Object]]:
    """Return every ingredient with its path."""
    ingredients = resource.get("ingredient") or []
    return [(f"$.ingredient[{at}]", each) for at, each in enumerate(ingredients)]


def _ingredient(ingredient: _Object, names: Names, path: str) -> IngredientRecord:
    concept: Any = ingredient
    at = path
    for part in names.item:
        at = f"{at}.{part}"
        concept = concept.get(part) or {}
    name = text_of(concept, at)
    strength = ingredient.get(names.strength)
    content = None
    if strength is not None:
        content = _content(strength, f"{path}.{names.strength}")
    return IngredientRecord(name=name, unii=_unii(concept, name, at), content=content)


def _content(ratio: _Object, path: str) -> Quantity:
    """Return how much of an ingredient one capsule holds."""
    mass = amount_of(ratio.get("numerator"), f"{path}.numerator", _A_MASS)
    per = amount_of(ratio.get("denominator"), f"{path}.denominator", _ONE_CAPSULE)
    if not per:
        raise FieldError("one capsule or more", str(per), field=f"{path}.denominator")
    return mass / per


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
