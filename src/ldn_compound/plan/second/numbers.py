"""Bare numbers: each amount read once, in the one unit that the sums below count in."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from ...quantities.units import Quantity

__all__ = ["Compared", "mg", "share", "shown"]

#: A figure: its name, as stated, as recomputed, and the unit of both.
Compared: TypeAlias = "tuple[str, Fraction | int | str, Fraction | int | str, str]"

_PERCENT = 100


def mg(mass: Quantity) -> Fraction:
    """Return a mass as a bare number.

    Parameters
    ----------
    mass
        The mass. [mg]

    Returns
    -------
    Fraction
        Milligrams.
    """
    return mass.m_as("mg")


def share(part: Quantity | None, *, unless: int = 0) -> Fraction:
    """Return a percentage as a share of one.

    Parameters
    ----------
    part
        The percentage, or `None` where there is none. [%]
    unless
        The share where there is none.

    Returns
    -------
    Fraction
        The share.
    """
    return Fraction(unless) if part is None else part.m_as("%") / _PERCENT


def shown(mass: Fraction, step: Fraction | None) -> Fraction:
    """Return what a display shows: the whole steps in a mass, and one for half a step.

    Parameters
    ----------
    mass
        Mass on the balance. [mg]
    step
        Step of the display; `None` shows all. [mg]

    Returns
    -------
    Fraction
        What it shows. [mg]
    """
    if step is None:
        return mass
    whole, rest = divmod(mass, step)
    return step * (whole + (rest + rest >= step))
