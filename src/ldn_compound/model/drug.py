"""Drug sources: what on the bench carries the naltrexone."""

from __future__ import annotations

from typing import TypeAlias

from .bulk import BulkDrug
from .tablets import Tablets
from .trituration import Trituration

__all__ = ["DrugSource"]

DrugSource: TypeAlias = Tablets | BulkDrug | Trituration
