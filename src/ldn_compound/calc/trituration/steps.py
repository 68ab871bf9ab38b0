"""Whole steps to weigh, what they carry and how far they may be off."""

from __future__ import annotations

from math import prod, sqrt

from attrs import frozen

__all__ = ["Steps", "carried", "relative_error"]


@frozen(kw_only=True)
class Steps:
    """What to weigh, in whole steps of a display.

    Parameters
    ----------
    drug
        Material to weigh, *a*.
    totals
        Mass of each dilution, *t*.
    portions
        What is taken of each, *p*.
    error
        Combined relative error, rounding included.
    """

    drug: int
    totals: tuple[int, ...]
    portions: tuple[int, ...]
    error: float

    @property
    def waste(self) -> int:
        """Steps left over from all dilutions."""
        return sum(self.totals) - sum(self.portions)


def relative_error(
    need: float,
    drug: int,
    totals: tuple[int, ...],
    portions: tuple[int, ...],
    absolute_error: float,
) -> float:
    """Return the combined relative error of what the last portion carries.

    Parameters
    ----------
    need
        Material needed. [steps]
    drug
        Material weighed. [steps]
    totals
        Mass of each dilution. [steps]
    portions
        What is taken of each. [steps]
    absolute_error
        Error of one weighing. [steps]

    Returns
    -------
    float
        Root of the sum of squares of weighings and rounding. [ratio]

    Examples
    --------
    >>> round(relative_error(5.136, 36, (350,), (50,), 1.0), 4)
    0.0321
    """
    squares, mass = 0.0, drug
    for total, portion in zip(totals, portions, strict=True):
        squares += (1 / mass - 1 / total) ** 2 + 1 / total**2
        mass = portion
    weighings = (squares + 1 / mass**2) * absolute_error**2
    rounding = carried(drug, totals, portions) / need - 1
    return sqrt(weighings + rounding**2)


def carried(drug: int, totals: tuple[int, ...], portions: tuple[int, ...]) -> float:
    """Return what the last portion carries.

    Parameters
    ----------
    drug
        Material weighed. [steps]
    totals
        Mass of each dilution. [steps]
    portions
        What is taken of each. [steps]

    Returns
    -------
    float
        Material in the last portion. [steps]

    Examples
    --------
    >>> round(carried(36, (350,), (50,)), 6)
    5.142857
    """
    return drug * prod(portions) / prod(totals)
