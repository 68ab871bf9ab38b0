"""Columns: the plans of many orders at once."""

from __future__ import annotations

from .cluster import plan_partitions
from .export import to_csv, to_xlsx
from .faults import bad_cells
from .problems import Found
from .streaming import Totals, plan_stream, totals
from .table import OUTPUTS, plan_columns
from .words import PROBLEMS, with_problems

__all__ = [
    "OUTPUTS",
    "PROBLEMS",
    "Found",
    "Totals",
    "bad_cells",
    "plan_columns",
    "plan_partitions",
    "plan_stream",
    "to_csv",
    "to_xlsx",
    "totals",
    "with_problems",
]
