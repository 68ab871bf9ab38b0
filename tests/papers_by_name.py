"""Every paper of a plan by its name, for tests that go through all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ldn_compound import BatchPlan
from ldn_compound.documents import (
    bench_sheet,
    container_label,
    master_formulation_record,
    patient_leaflet,
)
from ldn_compound.sheets import Sheet

__all__ = ["DOCUMENTS", "document"]

#: Each takes a plan, and options that it names.
DOCUMENTS: Final[Mapping[str, Callable[..., Sheet]]] = {
    "worksheet": bench_sheet,
    "master formulation record": master_formulation_record,
    "label": container_label,
    "leaflet": patient_leaflet,
}


def document(name: str, plan: BatchPlan, **options: Any) -> Sheet:
    """Return what one paper of a plan says."""
    return DOCUMENTS[name](plan, **options)
