"""Rounding: what the display of a balance shows. The only place that rounds an amount.

Half of a step goes up, as a person reads it; the plan keeps the exact amount beside.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

from ..quantities.units import Quantity, amounts

__all__ = ["to_readability"]


def to_readability(mass: Quantity | str, readability: Quantity | str) -> Quantity:
    """Return the amount that a display can show, nearest to the exact one.

    Parameters
    ----------
    mass
        The exact amount. [mg]
    readability
        Smallest step of the display. [mg]

    Returns
    -------
    Quantity
        A whole number of steps; half a step goes up. [mg]

    Examples
    --------
    >>> to_readability("1540.8 mg", "1 mg"), to_readability("25 mg", "10 mg")
    (Q('1541 mg'), Q('30 mg'))
    """
    mass, readability = amounts(mass, readability)
    steps = (mass / readability).magnitude
    return readability * floor(steps + Fraction(1, 2))
