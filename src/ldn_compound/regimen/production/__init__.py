"""A day's production: many prescriptions become few batches."""

from __future__ import annotations

from .plan import Aim, ProductionBatch, ProductionPlan
from .planning import batch_plans, plan_production
from .stock import OnHand

__all__ = [
    "Aim",
    "OnHand",
    "ProductionBatch",
    "ProductionPlan",
    "batch_plans",
    "plan_production",
]
