"""The plan of a batch: what users ask for, and hold."""

from __future__ import annotations

from .comparison import FillComparison, compare_fills
from .planning import plan_batch, plan_request
from .record import BatchPlan
from .whole_tablets import plan_whole_tablets

__all__ = [
    "BatchPlan",
    "FillComparison",
    "compare_fills",
    "plan_batch",
    "plan_request",
    "plan_whole_tablets",
]
