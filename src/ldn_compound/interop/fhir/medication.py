"""FHIR: a batch as the resource `Medication`, of R4, R4B or R5, and back.

HL7 means the composition of this resource for preparations of just this kind
[fhir-medication-r5]_. R4 and R4B, which are one here, name its parts otherwise than R5
[fhir-medication-r4]_:

===================  ===========================  ================
what                 R4, R4B                      R5
===================  ===========================  ================
capsules dispensed   ``amount``, a ratio          ``totalVolume``
dosage form          ``form``                     ``doseForm``
ingredient           ``itemCodeableConcept``      ``item.concept``
its strength         ``strength``                 ``strengthRatio``
===================  ===========================  ================

The drug is the one active ingredient, in the form that its strength is stated in, with
the code of that form or none. Excipients hold what the formula gives for one capsule,
rounded half up to a millionth of a milligram; powders whose composition nobody stated,
and fillers that the bench has yet to find, have a name and no amount.

A plan is no batch. Only with its batch number and its beyond-use date is the resource
``active``; without, it has no status. Of a draft none is made.

Numbers are exact decimals, in the resource and in its text. The library
``fhir.resources`` proves each resource, and writes none: it would write floats.

.. [fhir-medication-r4] FHIR R4 Medication (docs/references.md).
.. [fhir-medication-r5] FHIR R5 Medication (docs/references.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, assert_never

from ...batch_plan import BatchPlan
from ...calc.rounding import to_readability
from ...errors import FieldError, shown
from ...model.beyond_use import BeyondUseDate
from ...model.bulk import BulkDrug
from ...model.component import Component
from ...model.dates import Dated, day
from ...model.tablets import Tablets
from ...model.trituration import Trituration
from ...plan.dates import refuse_later_than_lots
from ...quantities.units import Q, Quantity
from ...reference.identifiers import unii
from ..drafts import refuse_draft
from ..ucum import SYSTEM, to_ucum, unit_of
from .reading import IngredientRecord, MedicationRecord, read_medication
from .text import render_medication
from .version import UNII_SYSTEM, Names, Version, names_of, prove

__all__ = [
    "IngredientRecord",
    "MedicationRecord",
    "medication",
    "read_medication",
    "render_medication",
]

_LONGEST_TEXT = 200
_FINEST = Q("0.000001 mg/capsule")
_ONE_CAPSULE = Q("1 capsule")


def medication(
    plan: BatchPlan,
    version: Version,
    *,
    batch_number: str | None = None,
    beyond_use: BeyondUseDate | Dated | None = None,
) -> dict[str, Any]:
    """Return a batch as a FHIR Medication.

    Parameters
    ----------
    plan
        A plan that is ready.
    version
        ``R4``, ``R4B`` or ``R5``.
    batch_number
        The number that the house gave to the batch, or `None`: then it is not made.
    beyond_use
        Its beyond-use date; it goes with the batch number.

    Returns
    -------
    dict
        The resource, proven by ``fhir.resources``; its numbers are decimals. See
        `render_medication` for its text.

    Raises
    ------
    FieldError
        If the plan is a draft, or only one of batch number and date is given.
    UnitError
        If the strength has no finite decimal.
    MissingExtraError
        If ``fhir.resources`` is not installed.

    Examples
    --------
    >>> from ldn_compound import (
    ...     BulkDrug, Filler, PackStatistic, Prescription, plan_batch, reference)
    >>> measured = PackStatistic("130 mg", size="3")
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=BulkDrug("naltrexone hydrochloride", assay="100 %", basis="as is",
    ...                   packing=measured),
    ...     filler=Filler("sucrose", packing=measured), shell=reference.shell("3"))
    >>> made = medication(plan, "R5", batch_number="LDN-17", beyond_use="2025-12-31")
    >>> made["code"]["text"], made["totalVolume"]["value"], made["status"]
    ('naltrexone hydrochloride 4.5 mg capsule (compounded)', Decimal('100'), 'active')
    """
    names = names_of(version)
    refuse_draft(plan)
    batch = _batch(batch_number, beyond_use)
    if beyond_use is not None:
        refuse_later_than_lots(plan, _last_day(beyond_use))
    order = plan.request.prescription
    dose = order.strength * _ONE_CAPSULE
    drug = (order.form, unii(order.form), order.strength)
    ingredients = [_ingredient(names, *drug, active=True)]
    ingredients += [
        _ingredient(names, *excipient, active=False) for excipient in _excipients(plan)
    ]
    resource = {
        "resourceType": "Medication",
        "code": {"text": f"{order.form} {dose} capsule (compounded)"},
        **batch,
        names.form: {"text": "capsule"},
        names.dispensed: _dispensed(order.capsules, version),
        "ingredient": ingredients,
    }
    prove(resource, version)
    return resource


def _batch(number: object, beyond_use: BeyondUseDate | Dated | None) -> dict[str, Any]:
    """Return status and batch of what is made; nothing of what is only planned."""
    if number is None and beyond_use is None:
        return {}
    if number is None or beyond_use is None:
        missing = "batch_number" if number is None else "beyond_use"
        way_out = "give both, or none where the batch is only planned"
        expected = "a batch number with a beyond-use date"
        raise FieldError(expected, "only one of the two", way_out, missing)
    if not (
        isinstance(number, str)
        and number == number.strip()
        and number.isprintable()
        and 0 < len(number) <= _LONGEST_TEXT
    ):
        expected = f"one line of at most {_LONGEST_TEXT} characters"
        raise FieldError(expected, shown(number), field="batch_number")
    last_day = _last_day(beyond_use).isoformat()
    batch = {"lotNumber": number, "expirationDate": last_day}
    return {"status": "active", "batch": batch}


def _last_day(beyond_use: BeyondUseDate | Dated) -> dt.date:
    if isinstance(beyond_use, BeyondUseDate):
        return beyond_use.date
    try:
        return day(beyond_use)
    except FieldError as error:
        raise error.at("beyond_use") from None


def _dispensed(capsules: int, version: Version) -> dict[str, Any]:
    """Return the capsules dispensed, as a quantity or as a ratio to one."""
    quantity = _quantity(capsules * _ONE_CAPSULE)
    if version == "R5":
        return quantity
    return {"numerator": quantity, "denominator": {"value": Decimal(1)}}


def _excipients(plan: BatchPlan) -> Iterator[tuple[str, str | None, Quantity | None]]:
    """Yield name, code and content of one capsule of all that is not the drug."""
    drug = plan.request.drug
    match drug:
        case Tablets():
            yield f"excipients of crushed tablets ({_contents(drug)})", None, None
        case Trituration():
            yield f"diluent of the stock dilution: {drug.diluent}", None, None
        case BulkDrug():
            pass
        case _:
            assert_never(drug)
    for each in plan.excipients:
        yield each.name, unii(each.name), _of_capsule(each, plan)


def _contents(tablets: Tablets) -> str:
    """Return what is known of the allergens in tablets."""
    match tablets.contains:
        case None:
            return "contents not stated"
        case ():
            return "no allergen stated"
        case stated:
            return f"contain {', '.join(stated)}"


def _of_capsule(excipient: Component, plan: BatchPlan) -> Quantity | None:
    """Return what a capsule holds of an excipient, by the formula."""
    if excipient.estimated:
        return None
    return to_readability(excipient.exact / plan.batch_size, _FINEST)


def _ingredient(
    names: Names,
    name: str,
    code: str | None,
    content: Quantity | None,
    *,
    active: bool,
) -> dict[str, Any]:
    concept: dict[str, Any] = {"text": name}
    if code is not None:
        concept = {"coding": [{"system": UNII_SYSTEM, "code": code}], "text": name}
    item: Any = concept
    for part in reversed(names.item):
        item = {part: item}
    ingredient = {**item, "isActive": active}
    if content is not None:
        ratio = {
            "numerator": _quantity(content * _ONE_CAPSULE),
            "denominator": _quantity(_ONE_CAPSULE),
        }
        ingredient[names.strength] = ratio
    return ingredient


def _quantity(amount: Quantity) -> dict[str, Any]:
    digits, code = to_ucum(amount)
    unit = unit_of(code)
    return {"value": Decimal(digits), "unit": unit, "system": SYSTEM, "code": code}
