"""FHIR orders: what a MedicationRequest asks for, as an order.

The drug, its strength and a filler come from the Medication that the request contains,
the capsules from ``dispenseRequest.quantity`` or from the amount of the Medication.
``authoredOn`` is the day of the prescription and says nothing of the making. Nobody's
name is taken but the prescriber's, unless the caller asks for it.

A resource that lacks something is refused once, with all that it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import evolve

from ...errors import DocumentError, Fault, FieldError, shown
from ...model.forms import FORMS, Form
from ...orders import Order
from ...plain.places import fault, refuse_faults
from ...quantities.units import Quantity
from ...reference.fillers import filler_names
from ...reference.identifiers import codes, unii
from ..ucum import to_ucum, unit_of
from .forms import form_of
from .reading import (
    active_ingredient,
    capsules_of,
    concept_of,
    content_of,
    excipients_of,
    modifiers,
    other_strengths,
    read_or_note,
    status_of,
    whole_capsules,
)
from .text import parse_resource
from .values import line_of, refuse_all_but_capsules, text_of
from .version import Kind, Names, Version, names_of, prove

__all__ = ["read_order"]

_Object: TypeAlias = Mapping[str, Any]

#: A part of the resource, with its path.
_Place: TypeAlias = tuple[str, _Object]

#: What is asked, by the field of the order: its path in the resource, and its value.
_Asked: TypeAlias = dict[str, tuple[str, Any]]

_KINDS: tuple[Kind, ...] = ("MedicationRequest", "Medication")

_RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
_TABLET = "naltrexone hydrochloride 50 mg oral tablet"

#: What a request must say to be one that may be filled; `None`: nothing.
_ASKS: Mapping[str, tuple[object, ...]] = MappingProxyType(
    {
        "status": ("active",),
        "intent": (
            *("order", "original-order", "reflex-order"),
            *("filler-order", "instance-order"),
        ),
        "doNotPerform": (None, False),
        "reportedBoolean": (None, False),  # R4
        "reported": (None, False),  # R5
        "note": (None,),
    }
)

_NO_NOTE = "read it: an order has no place for it; take it out, or state what it says"
_OUTDATED = ("old", "temp")

_QUANTITY = "$.dispenseRequest.quantity"
_REPEATS = "$.dispenseRequest.numberOfRepeatsAllowed"

#: In place of what is lacking, so that the rest is read too: never returned.
_STAND_IN = MappingProxyType({"strength": "1 mg", "capsules": 1})


def read_order(
    text: str,
    version: Version,
    *,
    form: Form | None = None,
    number_system: str | None = None,
    patient: bool = False,
) -> Order:
    """Return the order that a MedicationRequest, or a Medication alone, asks for.

    Parameters
    ----------
    text
        Its JSON. The Medication stands in ``contained``, with its ingredients.
    version
        ``R4``, ``R4B`` or ``R5``; the text does not say.
    form
        The form that the bare word naltrexone means there; `None` where nobody knows.
    number_system
        The system of the identifier that is the number of the prescription, where there
        are several.
    patient
        Whether the name of the patient is taken, for a label.

    Returns
    -------
    Order
        Strength, capsules, form, filler where one is named, number, prescriber,
        directions and refills.

    Raises
    ------
    DocumentError
        If it is no such resource, lacks something, or says what is not understood here;
        every fault is named with its path.
    FieldError
        If there is no such version or form.
    MissingExtraError
        If ``fhir.resources`` is not installed.

    Examples
    --------
    >>> read_order('{"resourceType": "Medication"}', "R4")
    Traceback (most recent call last):
    ldn_compound.errors.DocumentError: $.ingredient: expected one active ingredient ...
    """
    names = names_of(version)
    if form is not None and form not in FORMS:
        raise FieldError(f"one of {', '.join(FORMS)}", shown(form), field="form")
    resource = parse_resource(text, *_KINDS)
    kind: Kind = resource["resourceType"]
    prove(resource, version, kind)
    faults: list[Fault] = [*modifiers(resource, "$")]
    found: _Place | None = ("$", resource)
    asked: _Asked = {}
    if kind == "MedicationRequest":
        faults += _refusals(resource)
        found = read_or_note(faults, lambda: _medication(resource, names))
        asked = _of_request(resource, number_system, faults, patient=patient)
    if found is not None:
        asked |= _of_medication(found, names, form, faults)
    asked["capsules"] = _capsules(resource, found, names, faults)
    order: Order = _ordered(asked, faults)
    refuse_faults(list(dict.fromkeys(faults)))
    return order


def _ordered(asked: _Asked, faults: list[Fault]) -> Any:  # noqa: ANN401 - an order, or nothing with its faults noted
    """Return the order, by the one door for orders."""
    said = {field: value for field, (_, value) in asked.items() if value is not None}
    try:
        return Order.from_dict({**_STAND_IN, **said})
    except DocumentError as error:
        faults += [evolve(each, path=asked[each.path][0]) for each in error.faults]
        return None


def _refusals(request: _Object) -> Iterator[Fault]:
    """Yield a fault for each member that says not to fill it, or more than we know."""
    for key, allowed in _ASKS.items():
        said = request.get(key)
        if said not in allowed:
            expected = " or ".join(
                "none" if each is None else shown(each) for each in allowed
            )
            way_out = _NO_NOTE if key == "note" else ""
            yield fault(f"$.{key}", expected, shown(said), way_out)


def _medication(request: _Object, names: Names) -> _Place:
    """Return the Medication that a request contains, with its path."""
    reference: Any = request
    for part in names.medication:
        reference = reference.get(part) or {}
    said = reference.get("reference")
    for at, each in enumerate(request.get("contained") or []):
        is_one = each.get("resourceType") == "Medication" and each.get("id")
        if is_one and said == f"#{each['id']}":
            return f"$.contained[{at}]", each
    expected = "a contained Medication with its ingredients"
    way_out = "put it into contained, and refer to it as '#' and its id"
    path = f"$.{'.'.join(names.medication)}"
    raise FieldError(expected, "none" if said is None else shown(said), way_out, path)


def _of_request(
    request: _Object, system: str | None, faults: list[Fault], *, patient: bool
) -> _Asked:
    """Return what a request says beside its Medication, each with its place."""
    asked = {
        "prescription": (
            "$.identifier",
            read_or_note(faults, lambda: _number(request, system)),
        ),
        "prescriber": (
            "$.requester.display",
            (request.get("requester") or {}).get("display"),
        ),
        "directions": (
            "$.dosageInstruction",
            read_or_note(faults, lambda: _directions(request)),
        ),
        "refills": (
            _REPEATS,
            read_or_note(faults, lambda: _refills(request)),
        ),
    }
    if patient:
        asked["patient"] = (
            "$.subject.display",
            read_or_note(faults, lambda: _patient(request)),
        )
    return asked


def _number(request: _Object, system: str | None) -> str | None:
    """Return the number of the prescription, the one identifier that there is."""
    given = {
        each["value"]
        for each in request.get("identifier") or []
        if each.get("value") is not None
        and each.get("use") not in _OUTDATED
        and (system is None or each.get("system") == system)
    }
    if len(given) > 1 or (system is not None and not given):
        expected = "one identifier with the number of the prescription"
        way_out = "say with number_system= which system numbers prescriptions"
        raise FieldError(expected, f"{len(given)} of them", way_out, "$.identifier")
    return next(iter(given), None)


def _directions(request: _Object) -> str | None:
    """Return the directions in words, as one line."""
    lines = []
    for at, each in enumerate(request.get("dosageInstruction") or []):
        words = each.get("text") or each.get("patientInstruction")
        if words is None:
            path = f"$.dosageInstruction[{at}].text"
            way_out = "write the directions in words, as the label prints them"
            raise FieldError("a text", "none", way_out, path)
        lines.append(" ".join(words.split()))
    return " ".join(lines) or None


def _refills(request: _Object) -> int | None:
    repeats = (request.get("dispenseRequest") or {}).get("numberOfRepeatsAllowed")
    if repeats is None:
        return None
    if not isinstance(repeats, Decimal) or repeats != repeats.to_integral_value():
        raise FieldError("a whole number", shown(repeats), field=_REPEATS)
    return int(repeats)


def _patient(request: _Object) -> str:
    path = "$.subject.display"
    return line_of((request.get("subject") or {}).get("display"), path)


def _of_medication(
    found: _Place, names: Names, bare: Form | None, faults: list[Fault]
) -> _Asked:
    """Return drug, strength and filler of a Medication, each with its place."""
    path, medication = found
    code = medication.get("code") or {}
    read_or_note(faults, lambda: status_of(medication, path))
    read_or_note(faults, lambda: _refuse_product(code, f"{path}.code"))
    read_or_note(
        faults,
        lambda: refuse_all_but_capsules(
            medication.get(names.form), f"{path}.{names.form}"
        ),
    )
    filler = read_or_note(faults, lambda: _filler(found, names))
    asked: _Asked = {"filler": (f"{path}.ingredient", filler)}
    drug = read_or_note(faults, lambda: active_ingredient(medication, names, path))
    if drug is None:
        return asked
    at, ingredient = drug
    where, concept = concept_of(ingredient, names, at)
    form = read_or_note(faults, lambda: form_of(concept, where, bare))
    content = read_or_note(faults, lambda: _strength(ingredient, names, at))
    if content is not None:
        for name, place in _names(code, f"{path}.code"):
            faults += other_strengths(name, content, place)
    strength = read_or_note(faults, lambda: _written(content, f"{at}.{names.strength}"))
    return asked | {
        "form": (where, form),
        "strength": (f"{at}.{names.strength}", strength),
    }


def _refuse_product(code: _Object, path: str) -> None:
    """Refuse the code of a tablet that is sold: no capsule of it is asked for."""
    tablets = {each.value for each in codes(_TABLET) if each.system == "rxcui"}
    for at, each in enumerate(code.get("coding") or []):
        if each.get("system") == _RXNORM and each.get("code") in tablets:
            got = f"{shown(each['code'])}, the {_TABLET}"
            expected = "a capsule that is compounded"
            raise FieldError(expected, got, field=f"{path}.coding[{at}].code")


def _names(code: _Object, path: str) -> Iterator[tuple[str, str]]:
    """Yield each name of a Medication, with its place."""
    if code.get("text") is not None:
        yield code["text"], f"{path}.text"
    for at, each in enumerate(code.get("coding") or []):
        if each.get("display") is not None:
            yield each["display"], f"{path}.coding[{at}].display"


def _strength(ingredient: _Object, names: Names, path: str) -> Quantity:
    content = content_of(ingredient, names, path)
    if content is None:
        way_out = "write the drug of one capsule, such as 4.5 mg to 1 capsule"
        raise FieldError("a strength", "none", way_out, f"{path}.{names.strength}")
    return content


def _written(strength: Quantity | None, path: str) -> str | None:
    """Return a strength as an order writes it."""
    if strength is None:
        return None
    try:
        digits, code = to_ucum(strength)
    except FieldError as error:
        raise error.at(path) from None
    return f"{digits} {unit_of(code)}"


def _filler(found: _Place, names: Names) -> str | None:
    """Return the one excipient, which fills the shell; its amount is worked out."""
    path, medication = found
    excipients = excipients_of(medication, names, path)
    if not excipients:
        return None
    if len(excipients) > 1:
        expected, got = "naltrexone and one filler", f"{len(excipients)} other ones"
        way_out = "leave out the others, and state them in the order"
        raise FieldError(expected, got, way_out, f"{path}.ingredient")
    at, ingredient = excipients[0]
    where, concept = concept_of(ingredient, names, at)
    name = text_of(concept, where)
    if ingredient.get("isActive") is None and not _is_excipient(name):
        expected = "naltrexone and no other drug"
        way_out = "say isActive: false where it is a filler"
        raise FieldError(expected, shown(name), way_out, where)
    if any(key in ingredient for key in (names.strength, "strengthQuantity")):
        expected = "no amount of a filler, which is worked out"
        raise FieldError(expected, "one", "leave it out", at)
    return name


def _is_excipient(name: str) -> bool:
    """Return whether a substance that nobody marked is known as an excipient."""
    coded = unii(name) is not None and name.casefold() not in FORMS
    return coded or name.casefold() in map(str.casefold, filler_names())


def _capsules(
    resource: _Object, found: _Place | None, names: Names, faults: list[Fault]
) -> tuple[str, int | None]:
    """Return the capsules that are asked for, with their place."""
    quantity = (resource.get("dispenseRequest") or {}).get("quantity")
    path, before, asked, held = _QUANTITY, len(faults), None, None
    if quantity is not None:
        asked = read_or_note(faults, lambda: whole_capsules(quantity, _QUANTITY))
    if found is not None:
        at, medication = found
        held = read_or_note(faults, lambda: capsules_of(medication, names, at))
        if medication is resource or (asked is None and held is not None):
            path = f"{at}.{names.dispensed}"
    if asked is not None and held not in (None, asked):
        expected = f"{held} capsules, which the Medication holds"
        faults.append(fault(path, expected, f"{asked} capsules"))
    if asked is held is None and len(faults) == before:
        way_out = "write how many, with the unit capsule"
        faults.append(fault(path, "capsules to dispense", "none", way_out))
    return path, held if asked is None else asked
