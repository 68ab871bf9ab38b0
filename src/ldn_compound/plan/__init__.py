"""Planning: the only place that knows the order of the steps."""

from __future__ import annotations

from .batch import plan_batch
from .shell import choose_shell
from .trituration import plan_trituration

__all__ = ["choose_shell", "plan_batch", "plan_trituration"]
