"""Regimen: the patient's course, and the capsules that cover it."""

from __future__ import annotations

from .checking import check_doses
from .combine import Combination, combine, nearest_doses
from .export import to_csv, to_ics
from .kit import Kit, plan_kit
from .making import Making, makings
from .phase import Phase
from .production import (
    Aim,
    OnHand,
    ProductionBatch,
    ProductionPlan,
    batch_plans,
    plan_production,
)
from .schedule import Schedule
from .schedule_sheet import dose_table, render_schedule, schedule_sheet
from .supply import Dispensing, Supply, dispensings, refills, supply

__all__ = [
    "Aim",
    "Combination",
    "Dispensing",
    "Kit",
    "Making",
    "OnHand",
    "Phase",
    "ProductionBatch",
    "ProductionPlan",
    "Schedule",
    "Supply",
    "batch_plans",
    "check_doses",
    "combine",
    "dispensings",
    "dose_table",
    "makings",
    "nearest_doses",
    "plan_kit",
    "plan_production",
    "refills",
    "render_schedule",
    "schedule_sheet",
    "supply",
    "to_csv",
    "to_ics",
]
