"""Adopting: quantities of the user's own pint registry, read without trusting it.

Its floats are read by their `repr`, as a person sees them. Its units are checked once:
a registry may define a gram as it likes.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from .errors import UnitError, shown
from .notation import SYMBOLS

__all__ = ["adopted"]

_SHARED = frozenset([*SYMBOLS, "day"])
_MEASURED = ("milligram", "milliliter", "milligram / milliliter", "day")
_CHECKED = (("gram", "milligram"), ("milligram", "microgram"), ("liter", "milliliter"))


def adopted(foreign: Any) -> tuple[Fraction, dict[str, int]]:
    """Return the number and the units of a quantity of another registry.

    Parameters
    ----------
    foreign
        A pint quantity.

    Returns
    -------
    tuple of Fraction and dict
        The exact number, and the names of our units with their powers.

    Raises
    ------
    UnitError
        If it is no amount of ours, or its registry means something else by a unit.
    """
    registry = foreign._REGISTRY
    _check_registry(registry)
    units = dict(foreign.unit_items())
    if not (units and _SHARED.issuperset(units) and {1, -1}.issuperset(units.values())):
        unit = next((u for u in _MEASURED if foreign.is_compatible_with(u)), None)
        if unit is None:
            expected = "a mass, a volume, a density or days"
            way_out = "write it as text, with its unit"
            raise UnitError(expected, shown(foreign), way_out)
        foreign, units = foreign.to(unit), dict(registry.Unit(unit)._units)
    return _digits(foreign.magnitude), {name: int(n) for name, n in units.items()}


@lru_cache(maxsize=8)
def _check_registry(registry: Any) -> None:
    """Refuse a registry in which our units mean something else."""
    for large, small in _CHECKED:
        ratio = registry.Quantity(1, large).m_as(small)
        if abs(ratio - 1000) > 1e-6:  # noqa: PLR2004
            expected = f"a registry in which 1 {large} is 1000 {small}"
            raise UnitError(expected, str(ratio), "write the amount as text")


def _digits(magnitude: object) -> Fraction:
    """Return the number that a magnitude shows, exactly."""
    number = None
    if isinstance(magnitude, float):
        magnitude = Decimal(repr(float(magnitude)))
    if isinstance(magnitude, Decimal) and magnitude.is_finite():
        number = Fraction(magnitude)
    if isinstance(magnitude, (int, Fraction)) and not isinstance(magnitude, bool):
        number = Fraction(magnitude)
    if number is not None and number >= 0:
        return number
    way_out = "write the amount as text, such as '4.5 mg'"
    raise UnitError("a finite number, zero or more", shown(magnitude), way_out)
