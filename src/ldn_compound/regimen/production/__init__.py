"""A day's production: many prescriptions become few batches."""

from __future__ import annotations

from .plan import Aim, ProductionBatch, ProductionPlan
from .planning import plan_production, plans_of
from .stock import OnHand

__all__ = [
    "Aim",
    "OnHand",
    "ProductionBatch",
    "ProductionPlan",
    "plan_production",
    "plans_of",
]
