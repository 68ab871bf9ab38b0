"""Exact counts: whole numbers from columns of floats, as exact as one plan's.

A float is a hair beside the decimal that was meant: 1540.8 / 171.2 comes out above 9,
and a tenth tablet would be crushed for nothing. Where a ratio lies within a hair of a
whole number, it is worked out again with the decimals themselves, in whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from ...extras import needs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Rows: TypeAlias = NDArray[np.intp]
    Numbers: TypeAlias = NDArray[Any]

__all__ = ["SCALE", "ceiling", "decimals", "floor", "less_than"]

#: What `decimals` multiplies by: six places, as many as any balance or label shows.
SCALE = 10**6

_HAIR = 1e-11  # of the ratio: a hundred thousand times a float's own error
_WIDEST = 1e-4  # of a whole number: one row in five thousand, at random
_EXACT = float(2**53)


def decimals(values: Floats) -> Numbers:
    """Return the decimals that floats stand for, times `SCALE`.

    Parameters
    ----------
    values
        Finite numbers.

    Returns
    -------
    numpy.ndarray
        Python ints; a Fraction where a number has more than six places.

    Examples
    --------
    >>> import numpy as np
    >>> decimals(np.array([171.2, 0.1 + 0.2]))
    array([171200000, Fraction(7500000000000001, 25000000000)], dtype=object)
    """
    numpy = needs("numpy", extra="columns")
    scaled = numpy.rint(values * SCALE)
    plain = (scaled / SCALE == values) & (numpy.abs(scaled) < _EXACT)
    exact: Numbers = numpy.where(plain, scaled, 0).astype(numpy.int64).astype(object)
    for row in numpy.flatnonzero(~plain):
        exact[row] = Fraction(repr(float(values[row]))) * SCALE
    return exact


def ceiling(ratio: Floats, exact: Callable[[Rows], tuple[Any, Any]]) -> Floats:
    """Return the smallest whole numbers that are not below a ratio.

    Parameters
    ----------
    ratio
        The ratio, as floats give it.
    exact
        Gives numerator and denominator of some rows, exactly.

    Returns
    -------
    numpy.ndarray
        Whole numbers, as floats.
    """
    numpy = needs("numpy", extra="columns")
    whole: Floats = numpy.ceil(ratio)
    rows = _near(ratio, whole)
    if rows.size:
        above, below = exact(rows)
        whole[rows] = (-(-above // below)).astype(numpy.float64)
    return whole


def floor(ratio: Floats, exact: Callable[[Rows], tuple[Any, Any]]) -> Floats:
    """Return the largest whole numbers that are not above a ratio; see `ceiling`.

    Parameters
    ----------
    ratio
        The ratio, as floats give it.
    exact
        Gives numerator and denominator of some rows, exactly.

    Returns
    -------
    numpy.ndarray
        Whole numbers, as floats.
    """
    numpy = needs("numpy", extra="columns")
    whole: Floats = numpy.floor(ratio)
    rows = _near(ratio, whole)
    if rows.size:
        above, below = exact(rows)
        whole[rows] = (above // below).astype(numpy.float64)
    return whole


def less_than(
    one: Floats, other: Floats, exact: Callable[[Rows], tuple[Any, Any]]
) -> NDArray[np.bool_]:
    """Return where one column is below another, exactly where they nearly meet.

    Parameters
    ----------
    one
        A column.
    other
        Another.
    exact
        Gives both of some rows, exactly.

    Returns
    -------
    numpy.ndarray
        True where *one* is below *other*.
    """
    numpy = needs("numpy", extra="columns")
    below: NDArray[np.bool_] = one < other
    off = one - other
    numpy.abs(off, out=off)
    rows = numpy.flatnonzero(off <= _hair(one))
    if rows.size:
        left, right = exact(rows)
        below[rows] = (left < right).astype(bool)
    return below


def _near(ratio: Floats, whole: Floats) -> Rows:
    """Return the rows whose ratio is within a hair of a whole number, on either side.

    Its distance from the whole number above it, or below, is near nothing or near one:
    as far from a half as can be.
    """
    numpy = needs("numpy", extra="columns")
    off = whole - ratio
    numpy.abs(off, out=off)
    off -= 0.5
    numpy.abs(off, out=off)
    rows: Rows = numpy.flatnonzero(off >= 0.5 - _hair(ratio))
    return rows


def _hair(values: Floats) -> float | Floats:
    """Return the hair of the greatest value, or of each where that would be too wide.

    One hair for all rows is quicker, and takes some more of them to be near.
    """
    numpy = needs("numpy", extra="columns")
    greatest = _HAIR * numpy.abs(values).max(initial=1.0)
    if greatest <= _WIDEST:
        return float(greatest)
    hair: Floats = _HAIR * numpy.maximum(numpy.abs(values), 1.0)
    return hair
