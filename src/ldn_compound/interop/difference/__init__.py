"""Difference: what changed from one plan to another, in words."""

from __future__ import annotations

from .compare import Difference, diff
from .fields import Change

__all__ = [
    "Change",
    "Difference",
    "diff",
]
