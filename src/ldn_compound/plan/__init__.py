"""Planning: the only place that knows the order of the steps."""

from __future__ import annotations

from .bench.dose import DoseMade, dose_made
from .bench.rescue import Rescue, rescues
from .dates import beyond_use_of, component_expiries
from .second import double_checked, verify
from .shell import choose_shell
from .stock import capsules_left, remainder
from .trituration import plan_trituration

__all__ = [
    "DoseMade",
    "Rescue",
    "beyond_use_of",
    "capsules_left",
    "choose_shell",
    "component_expiries",
    "dose_made",
    "double_checked",
    "plan_trituration",
    "remainder",
    "rescues",
    "verify",
]
