"""Amounts with units: exact, guarded, read from text and printed as text."""

from __future__ import annotations

from .units import Q, Quantity, Readable, amount, amounts, same_kind, shortened

__all__ = [
    "Q",
    "Quantity",
    "Readable",
    "amount",
    "amounts",
    "same_kind",
    "shortened",
]
