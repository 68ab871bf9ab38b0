"""A day's production: many prescriptions become few batches."""

from __future__ import annotations

from .plan import Aim, OnHand, ProductionBatch, ProductionPlan, plans_of
from .planning import plan_production

__all__ = [
    "Aim",
    "OnHand",
    "ProductionBatch",
    "ProductionPlan",
    "plan_production",
    "plans_of",
]
