"""FHIR: capsules that are handed over, as a MedicationDispense."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from ldn_compound import FieldError, Prescription
from ldn_compound.interop.fhir import (
    medication,
    medication_dispense,
    read_medication,
    render_medication,
)
from tests.examples import batch

MADE: dict[str, Any] = {"batch_number": "LDN-17", "beyond_use": "2025-12-31"}
TO: dict[str, Any] = {**MADE, "subject": "Patient/17"}


@pytest.mark.requirement("R77")
@pytest.mark.parametrize("version", ["R4", "R4B", "R5"])
def test_what_was_handed_over_is_all_there(version: Any) -> None:
    """Capsules, day, directions, lot and date; the batch is read back from it."""
    plan = batch()

    dispense = medication_dispense(
        plan, version, **TO, handed_over="2025-07-07", directions="one at bedtime"
    )

    assert dispense["status"] == "completed"
    assert dispense["quantity"]["value"] == Decimal(100)
    assert dispense["quantity"]["code"] == "{capsule}"
    assert dispense["whenHandedOver"] == "2025-07-07"
    assert dispense["dosageInstruction"] == [{"text": "one at bedtime"}]
    assert dispense["subject"] == {"reference": "Patient/17"}
    [contained] = json.loads(render_medication(dispense))["contained"]
    assert contained.pop("id") == "batch"
    read = read_medication(json.dumps(contained), version)
    assert (read.batch_number, str(read.beyond_use)) == ("LDN-17", "2025-12-31")
    assert contained == json.loads(render_medication(medication(plan, version, **MADE)))


def test_the_versions_refer_to_the_batch_differently() -> None:
    """R4 has a reference, R5 one in a codeable reference."""
    old, new = (medication_dispense(batch(), each, **TO) for each in ("R4", "R5"))

    assert old["medicationReference"] == {"reference": "#batch"}
    assert new["medication"] == {"reference": {"reference": "#batch"}}


def test_before_it_is_handed_over_it_is_in_preparation() -> None:
    """Nothing that nobody said stands in it."""
    dispense = medication_dispense(batch(), "R4", **MADE)

    assert dispense["status"] == "preparation"
    assert not {"whenHandedOver", "dosageInstruction", "subject"} & dispense.keys()


@pytest.mark.parametrize(
    ("version", "options", "told"),
    [
        ("R5", MADE, "subject: expected a patient, whom R5 needs"),
        ("R4", {**TO, "subject": "a\nb"}, "subject: expected one line"),
        ("R4", {**TO, "batch_number": None}, "batch_number: expected a batch number"),
        ("R4", {**TO, "handed_over": "2026-01-01"}, "handed_over: .* beyond-use date"),
        ("R4", {**TO, "handed_over": "2025-07"}, "handed_over: expected a day"),
        ("R4", {**TO, "directions": " "}, "directions: expected one line"),
        ("R4", {**TO, "directions": 1}, "directions: expected one line"),
        ("R4", {**TO, "directions": "a" * 1001}, "directions: expected one line of"),
        ("R3", TO, "version: expected 'R4'"),
    ],
)
def test_what_cannot_be_handed_over_is_refused(
    version: Any, options: dict[str, Any], told: str
) -> None:
    """One error that names the argument."""
    with pytest.raises(FieldError, match=told):
        medication_dispense(batch(), version, **options)


def test_nothing_is_handed_over_before_it_is_made() -> None:
    """Made on the seventh, it is there on the seventh and not on the sixth."""
    plan = batch(made_on="2025-07-07")

    made = medication_dispense(plan, "R4", **MADE, handed_over="2025-07-07")

    assert made["whenHandedOver"] == "2025-07-07"
    with pytest.raises(FieldError, match=r"handed_over: expected the day of making"):
        medication_dispense(plan, "R4", **MADE, handed_over="2025-07-06")


def test_a_draft_is_not_handed_over() -> None:
    """An opioid among the other medicines stops the plan."""
    order = Prescription("4.5 mg", capsules=100, other_medicines=["oxycodone"])

    with pytest.raises(FieldError, match="plan: expected a plan that is ready"):
        medication_dispense(batch(prescription=order), "R4", **MADE)
