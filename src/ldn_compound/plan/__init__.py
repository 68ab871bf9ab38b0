"""Planning: the only place that knows the order of the steps."""

from __future__ import annotations

from .batch import plan_batch
from .bench.rescue import Rescue, rescues, strength_made
from .comparison import FillComparison, compare_fills
from .dates import beyond_use_of, component_expiries
from .second import double_checked, verify
from .shell import choose_shell
from .stock import capsules_left, remainder
from .trituration import plan_trituration
from .whole_tablets import plan_whole_tablets

__all__ = [
    "FillComparison",
    "Rescue",
    "beyond_use_of",
    "capsules_left",
    "choose_shell",
    "compare_fills",
    "component_expiries",
    "double_checked",
    "plan_batch",
    "plan_trituration",
    "plan_whole_tablets",
    "remainder",
    "rescues",
    "strength_made",
    "verify",
]
