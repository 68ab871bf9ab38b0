"""NCPDP: the compound segment of a pharmacy claim in the United States (D.0)."""

from __future__ import annotations

from .product import Product
from .segment import (
    CompoundIngredient,
    CompoundSegment,
    compound_segment,
    render_segment,
)

__all__ = [
    "CompoundIngredient",
    "CompoundSegment",
    "Product",
    "compound_segment",
    "render_segment",
]
