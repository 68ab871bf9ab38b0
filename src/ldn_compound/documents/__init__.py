"""Documents: what is printed of a plan, each a `Sheet` for any renderer."""

from __future__ import annotations

from .explained.capsule_plot import plot_capsule
from .explained.mixing_plot import plot_mixing
from .papers import Papers, PaperStyle, papers
from .patient.label import container_label
from .patient.leaflet import patient_leaflet
from .records.master_formulation_record import master_formulation_record
from .worksheet.measuring import packing_form, tablets_form
from .worksheet.sheet import bench_sheet

__all__ = [
    "PaperStyle",
    "Papers",
    "bench_sheet",
    "container_label",
    "master_formulation_record",
    "packing_form",
    "papers",
    "patient_leaflet",
    "plot_capsule",
    "plot_mixing",
    "tablets_form",
]
