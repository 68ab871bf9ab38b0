"""Worked: which function of this library answers which kind of example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from . import worked_batches, worked_formulas, worked_quality
from .examples import Given, Results

__all__ = ["WORKED"]

_MODULES = (worked_formulas, worked_batches, worked_quality)

#: By `what` of the example: from what is given to the figures, by name.
WORKED: Mapping[str, Callable[[Given], Results]] = MappingProxyType(
    {name: getattr(module, name) for module in _MODULES for name in module.__all__}
    | {"fixed_fill": worked_batches.batch}
)
