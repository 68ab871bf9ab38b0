"""Interop: plans and lots in the languages of other systems."""

from __future__ import annotations

from ..plan.digest import digest_of
from .columns import bad_cells, plan_columns, plan_partitions, plan_stream
from .difference import diff
from .fhir import (
    medication,
    medication_dispense,
    read_medication,
    read_order,
    render_medication,
)
from .gs1 import read_gs1
from .json import dumps, loads
from .json.schema import json_schema, render_schema
from .ncpdp import compound_segment, render_segment
from .ucum import from_ucum, to_ucum

__all__ = [
    "bad_cells",
    "compound_segment",
    "diff",
    "digest_of",
    "dumps",
    "from_ucum",
    "json_schema",
    "loads",
    "medication",
    "medication_dispense",
    "plan_columns",
    "plan_partitions",
    "plan_stream",
    "read_gs1",
    "read_medication",
    "read_order",
    "render_medication",
    "render_schema",
    "render_segment",
    "to_ucum",
]
