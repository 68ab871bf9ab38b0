"""Columns: the plans of many orders at once."""

from __future__ import annotations

from .cluster import plan_partitions
from .faults import bad_cells
from .problems import Found
from .streaming import Totals, plan_stream, totals
from .table import OUTPUTS, plan_columns

__all__ = [
    "OUTPUTS",
    "Found",
    "Totals",
    "bad_cells",
    "plan_columns",
    "plan_partitions",
    "plan_stream",
    "totals",
]
