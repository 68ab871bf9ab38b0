"""Difference: what changed from one plan to another, in words."""

from __future__ import annotations

from .compare import Change, Difference, diff

__all__ = [
    "Change",
    "Difference",
    "diff",
]
