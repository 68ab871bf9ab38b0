"""FHIR: batches out as Medication and MedicationDispense, and requests in as orders."""

from __future__ import annotations

from .dispense import medication_dispense
from .medication import medication
from .order import read_order
from .reading import IngredientRecord, MedicationRecord, read_medication
from .text import render_medication

__all__ = [
    "IngredientRecord",
    "MedicationRecord",
    "medication",
    "medication_dispense",
    "read_medication",
    "read_order",
    "render_medication",
]
