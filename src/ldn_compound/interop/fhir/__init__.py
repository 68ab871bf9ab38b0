"""FHIR: a batch as the resource `Medication`, and back."""

from __future__ import annotations

from .medication import medication
from .reading import IngredientRecord, MedicationRecord, read_medication
from .text import render_medication

__all__ = [
    "IngredientRecord",
    "MedicationRecord",
    "medication",
    "read_medication",
    "render_medication",
]
