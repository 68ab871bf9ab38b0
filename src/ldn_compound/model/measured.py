r"""Measured: the mean and the spread of single masses, as figures that a record holds.

Of :math:`n` masses :math:`x_i`

.. math:: \bar x = \frac{1}{n} \sum x_i, \qquad
          s = \sqrt{\frac{\sum (x_i - \bar x)^2}{n - 1}}.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, isqrt

from ..errors import FieldError, shown
from ..quantities.fields import several
from ..quantities.units import Q, Quantity, same_kind

__all__ = ["mean_of", "read_masses", "sd_of"]

_ONE = Q("1 mg")
_DECIMALS = 10**3


def read_masses(values: object, field: str) -> tuple[Quantity, ...]:
    """Return single masses, each above zero.

    Parameters
    ----------
    values
        The masses, or texts such as ``"171.2 mg"``.
    field
        What the caller calls them.

    Returns
    -------
    tuple of Quantity
        In their order. [mg]

    Raises
    ------
    FieldError
        If they are none, or one of them is no mass above zero.

    Examples
    --------
    >>> read_masses(["170 mg", "0.172 g"], "masses")
    (Q('170 mg'), Q('172 mg'))
    """
    given = several(values)
    if given is None:
        expected = "masses, such as ['170.9 mg', '171.5 mg']"
        raise FieldError(expected, shown(values), field=field)
    masses = tuple(Q(each) for each in given)
    for each in masses:
        if not same_kind(each, _ONE) or each.magnitude <= 0:
            expected = "masses above zero, such as '171.2 mg'"
            raise FieldError(expected, str(each), field=field)
    return tuple(each.to("mg") for each in masses)


def mean_of(masses: tuple[Quantity, ...]) -> Quantity:
    """Return the mean of one mass or more. [mg]"""
    return sum(masses[1:], masses[0]) / len(masses)


def sd_of(masses: tuple[Quantity, ...]) -> Quantity:
    """Return the standard deviation of two masses or more, to a microgram. [mg]"""
    mean = mean_of(masses).magnitude
    squares = sum((each.magnitude - mean) ** 2 for each in masses)
    variance = Fraction(squares, len(masses) - 1) * _DECIMALS**2
    half_up = (isqrt(floor(4 * variance)) + 1) // 2
    return _ONE * Fraction(half_up, _DECIMALS)
