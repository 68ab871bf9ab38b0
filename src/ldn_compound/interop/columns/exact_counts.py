"""Exact counts: whole numbers from columns of floats, as exact as one plan's.

A float is a hair beside the decimal that was meant: 1540.8 / 171.2 comes out above 9,
and a tenth tablet would be crushed for nothing. Where a ratio lies within a hair of a
whole number, it is worked out again with the decimals themselves, in whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from .arrays import array_library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Rows: TypeAlias = NDArray[np.intp]
    Numbers: TypeAlias = NDArray[Any]

__all__ = ["SCALE", "ceiling", "decimals", "half_up", "less_than"]

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
    numpy = array_library()
    scaled = numpy.rint(values * SCALE)
    plain = (scaled / SCALE == values) & (numpy.abs(scaled) < _EXACT)
    exact: Numbers = numpy.where(plain, scaled, 0).astype(numpy.int64).astype(object)
    for row in numpy.flatnonzero(~plain):
        exact[row] = Fraction(repr(float(values[row]))) * SCALE
    return exact


def ceiling(
    above: Floats,
    below: Floats,
    exact: Callable[[Rows], tuple[Any, Any]],
    doubtful: list[Rows] | None,
    *,
    times: float,
    out: Floats,
) -> None:
    """Work out the smallest whole numbers that are not below a ratio.

    Parameters
    ----------
    above
        Numerator of the ratio, as floats give it.
    below
        Denominator of the ratio.
    exact
        Gives both of some rows, exactly.
    doubtful
        Takes the rows that floats cannot decide; where it is `None` they are decided.
    times
        What the numerator is multiplied by.
    out
        Takes the whole numbers.
    """
    numpy = array_library()
    ratio = above * times
    ratio /= below
    hair = _hair(ratio)
    numpy.subtract(ratio, hair, out=out)
    numpy.ceil(out, out=out)
    rows = numpy.flatnonzero(numpy.subtract(out, ratio, out=ratio) <= hair)
    if doubtful is not None:
        doubtful.append(rows)
    elif rows.size:
        over, under = exact(rows)
        out[rows] = (-(-over // under)).astype(numpy.float64)


def half_up(
    ratio: Floats,
    exact: Callable[[Rows], tuple[Any, Any]],
    doubtful: list[Rows] | None,
    *,
    out: Floats,
) -> None:
    """Work out the whole numbers that are nearest to a ratio, of two the greater one.

    Parameters
    ----------
    ratio
        The ratio, as floats give it: nothing below zero.
    exact
        Gives numerator and denominator of some rows, exactly, of the ratio and a half.
    doubtful
        Takes the rows that floats cannot decide; where it is `None` they are decided.
    out
        Takes the whole numbers.
    """
    numpy = array_library()
    hair = _hair(ratio)
    numpy.add(ratio, 0.5 - hair, out=out)
    numpy.floor(out, out=out)
    rows = numpy.flatnonzero(ratio - out >= 0.5 - hair)
    if doubtful is not None:
        doubtful.append(rows)
    elif rows.size:
        over, under = exact(rows)
        out[rows] = (over // under).astype(numpy.float64)


def less_than(
    one: Floats,
    other: Floats,
    exact: Callable[[Rows], tuple[Any, Any]],
    doubtful: list[Rows] | None,
) -> NDArray[np.bool_]:
    """Return where one column is below another, exactly where they nearly meet.

    Parameters
    ----------
    one
        A column: nothing below zero.
    other
        Another.
    exact
        Gives both of some rows, exactly.
    doubtful
        Takes the rows that floats cannot decide; where it is `None` they are decided.

    Returns
    -------
    numpy.ndarray
        True where *one* is below *other*.
    """
    numpy = array_library()
    below: NDArray[np.bool_] = one < other
    off = one - other
    numpy.abs(off, out=off)
    rows = numpy.flatnonzero(off <= _hair(one))
    if doubtful is not None:
        doubtful.append(rows)
    elif rows.size:
        left, right = exact(rows)
        below[rows] = (left < right).astype(bool)
    return below


def _hair(values: Floats) -> float | Floats:
    """Return the hair of the greatest value, or of each where that would be too wide.

    One hair for all rows is quicker, and takes some more of them to be near.
    """
    numpy = array_library()
    greatest = _HAIR * values.max(initial=1.0)
    if greatest <= _WIDEST:
        return float(greatest)
    hair: Floats = _HAIR * numpy.maximum(values, 1.0)
    return hair
