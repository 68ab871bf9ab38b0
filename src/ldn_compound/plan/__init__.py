"""Planning: the only place that knows the order of the steps."""

from __future__ import annotations

from .batch import plan_batch
from .comparison import FillComparison, compare_fills
from .rescue import Rescue, rescues, strength_made
from .shell import choose_shell
from .trituration import plan_trituration

__all__ = [
    "FillComparison",
    "Rescue",
    "choose_shell",
    "compare_fills",
    "plan_batch",
    "plan_trituration",
    "rescues",
    "strength_made",
]
