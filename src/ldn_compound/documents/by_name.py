"""Records: every document that a plan can be printed as, by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ..model.batch import CheckedBatch
from ..reference.tables import unknown
from ..sheets.sheet import Sheet
from .patient.label import container_label
from .patient.leaflet import patient_leaflet
from .records.master_formulation_record import master_formulation_record
from .worksheet.sheet import bench_sheet

__all__ = ["DOCUMENTS", "document"]

#: Each takes a plan, and options that it names.
DOCUMENTS: Mapping[str, Callable[..., Sheet]] = MappingProxyType(
    {
        "worksheet": bench_sheet,
        "master formulation record": master_formulation_record,
        "label": container_label,
        "leaflet": patient_leaflet,
    }
)


def document(name: str, plan: CheckedBatch, **options: Any) -> Sheet:  # noqa: ANN401 - those of the document named, which checks them
    """Return what one document of a plan says.

    Parameters
    ----------
    name
        Its name, one of `DOCUMENTS`.
    plan
        The plan.
    **options
        What that document takes beside the plan, such as ``beyond_use``.

    Returns
    -------
    Sheet
        Its content, for any renderer.

    Raises
    ------
    UnknownNameError
        If there is no such document.

    Examples
    --------
    >>> list(DOCUMENTS)[-2:]
    ['label', 'leaflet']
    """
    if name not in list(DOCUMENTS):
        raise unknown("name", name, DOCUMENTS)
    return DOCUMENTS[name](plan, **options)
