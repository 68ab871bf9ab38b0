"""FHIR dispensing: capsules handed over, as the resource `MedicationDispense`.

The batch stands in it as a contained Medication, with its number and its beyond-use
date. R5 asks whom the capsules are for: a reference that the caller gives, and that
goes into the resource alone.
"""

from __future__ import annotations

from typing import Any

from ...batch_plan import BatchPlan
from ...errors import FieldError, shown
from ...model.beyond_use import BeyondUseDate
from ...model.dates import Dated, day
from ..drafts import refuse_draft
from .medication import medication
from .values import line_of
from .version import Version, names_of, prove

__all__ = ["medication_dispense"]

_LONGEST_DIRECTIONS = 1000


def medication_dispense(
    plan: BatchPlan,
    version: Version,
    *,
    batch_number: str,
    beyond_use: BeyondUseDate | Dated,
    handed_over: Dated | None = None,
    directions: str | None = None,
    subject: str | None = None,
) -> dict[str, Any]:
    """Return the capsules of a batch as a FHIR MedicationDispense.

    Parameters
    ----------
    plan
        A plan that is ready.
    version
        ``R4``, ``R4B`` or ``R5``.
    batch_number
        The number that the house gave to the batch.
    beyond_use
        Its beyond-use date.
    handed_over
        The day on which they were handed over, or `None`: then they are in preparation.
    directions
        How to take them, as the label prints it.
    subject
        A reference to the patient, such as ``Patient/17``; R5 needs it.

    Returns
    -------
    dict
        The resource, proven by ``fhir.resources``; its numbers are decimals. See
        `render_medication` for its text.

    Raises
    ------
    FieldError
        If the plan is a draft, a batch number or a date cannot be, the capsules were
        handed over before they were made or after they could be used, or R5 comes
        without a subject.
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
    >>> dispense = medication_dispense(
    ...     plan, "R4", batch_number="LDN-17", beyond_use="2025-12-31")
    >>> dispense["status"], dispense["quantity"]["value"]
    ('preparation', Decimal('100'))
    """
    names = names_of(version)
    refuse_draft(plan)
    if version == "R5" and subject is None:
        way_out = "give subject=, a reference such as 'Patient/17'"
        raise FieldError("a patient, whom R5 needs", "none", way_out, "subject")
    batch = medication(plan, version, batch_number=batch_number, beyond_use=beyond_use)
    dispensed = batch[names.dispensed]
    reference: Any = {"reference": "#batch"}
    for part in reversed(names.medication):
        reference = {part: reference}
    resource = {
        "resourceType": "MedicationDispense",
        "contained": [{"resourceType": "Medication", "id": "batch", **batch}],
        "status": "preparation" if handed_over is None else "completed",
        **reference,
        **({} if subject is None else {"subject": {"reference": _line(subject)}}),
        "quantity": dispensed.get("numerator", dispensed),
        **_handed_over(plan, handed_over, batch["batch"]["expirationDate"]),
        **_dosage(directions),
    }
    prove(resource, version, "MedicationDispense")
    return resource


def _line(subject: object) -> str:
    return line_of(subject, "subject")


def _handed_over(
    plan: BatchPlan, handed_over: Dated | None, last_day: str
) -> dict[str, Any]:
    """Return the day of handing over, which lies within the life of the batch."""
    if handed_over is None:
        return {}
    try:
        on = day(handed_over)
    except FieldError as error:
        raise error.at("handed_over") from None
    made_on = plan.request.made_on
    if made_on is not None and on < made_on:
        expected = f"the day of making, {made_on}, or later"
        raise FieldError(expected, on.isoformat(), field="handed_over")
    if on.isoformat() > last_day:
        expected = f"a day up to the beyond-use date, {last_day}"
        raise FieldError(expected, on.isoformat(), field="handed_over")
    return {"whenHandedOver": on.isoformat()}


def _dosage(directions: object) -> dict[str, Any]:
    if directions is None:
        return {}
    is_line = isinstance(directions, str) and directions.isprintable()
    if not is_line or not 0 < len(str(directions).strip()) <= _LONGEST_DIRECTIONS:
        expected = f"one line of at most {_LONGEST_DIRECTIONS} characters"
        raise FieldError(expected, shown(directions), field="directions")
    return {"dosageInstruction": [{"text": directions}]}
