"""A finding: something a pharmacist must know before making the batch."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from .notebook import as_html, as_markdown

__all__ = ["Finding", "Severity"]

#: ``stop``: not for compounding; ``caution``: a pharmacist initials; ``note``: know it
Severity: TypeAlias = Literal["stop", "caution", "note"]


@frozen
class Finding:
    """Something a pharmacist must know before making the batch.

    Parameters
    ----------
    code
        Stable name of what was found.
    severity
        ``stop``, ``caution`` or ``note``.
    field
        The input it is about.
    message
        What was found, with its figures.
    source
        Key of the source (`reference.source`); ``house`` for a rule of this library.
    """

    code: str
    severity: Severity
    field: str
    message: str
    source: str

    _repr_html_ = as_html
    _repr_markdown_ = as_markdown
