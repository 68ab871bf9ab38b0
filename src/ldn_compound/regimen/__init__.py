"""Regimen: the patient's course, and the capsules that cover it."""

from __future__ import annotations

from .checking import check_doses
from .combine import Combination, combine, nearest_doses
from .kit import Kit, plan_kit
from .making import Making, makings
from .phase import Phase
from .production import plan_production
from .production.plan import Aim, OnHand, ProductionBatch, ProductionPlan, plans_of
from .schedule import Schedule
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
    "check_doses",
    "combine",
    "dispensings",
    "makings",
    "nearest_doses",
    "plan_kit",
    "plan_production",
    "plans_of",
    "refills",
    "supply",
]
