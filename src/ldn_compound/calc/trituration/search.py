"""A need and the limits within which its weighings are searched."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from .steps import relative_error

__all__ = ["PRINTED_DECIMALS", "Search", "Taken", "error_of", "legal_portions"]

#: Material, totals and portions, in steps.
Taken: TypeAlias = tuple[int, tuple[int, ...], tuple[int, ...]]

#: An error is compared as it is printed, in percent of two decimals.
PRINTED_DECIMALS = 4


@frozen(kw_only=True)
class Search:
    """A need and the limits within which its weighings are searched, in steps.

    Parameters
    ----------
    need
        Material needed.
    low, high
        The least and the most that the portion may carry, as numerator and denominator.
    carries
        The same two.
    lowest
        Least mass that may be weighed.
    largest
        Largest dilution wanted.
    most_portion
        Largest last portion that the batch takes up.
    absolute_error
        Error of one weighing.
    """

    need: float
    low: tuple[int, int]
    high: tuple[int, int]
    carries: tuple[float, float]
    lowest: int
    largest: int
    most_portion: int
    absolute_error: float


def error_of(search: Search, taken: Taken) -> float:
    """Return the combined relative error of weighings, rounding included."""
    return relative_error(search.need, *taken, search.absolute_error)


def legal_portions(search: Search, mass: int, total: int, last: int) -> range:
    """Return the last portions that carry what is needed, within the tolerance.

    Parameters
    ----------
    search
        The need and its limits.
    mass
        Product of all that is diluted.
    total
        Product of all dilutions.
    last
        The last dilution.

    Returns
    -------
    range
        In steps; empty where none does.
    """
    above, below = search.low
    least = -((-total * above) // (mass * below))
    above, below = search.high
    most = (total * above) // (mass * below)
    return range(max(least, search.lowest), min(most, last, search.most_portion) + 1)
