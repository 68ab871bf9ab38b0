r"""Chi-square: how the variance of a small sample falls about the true one.

For :math:`n` normal values of the variance :math:`\sigma^2`,
:math:`(n - 1) s^2 / \sigma^2` has this distribution with :math:`n - 1` degrees of
freedom. For whole degrees of freedom :math:`f` the chance of at most :math:`x` is

.. math:: 1 - Q\left(\frac f2, \frac x2\right), \qquad
    Q(a + 1, y) = Q(a, y) + \frac{y^a e^{-y}}{\Gamma(a + 1)}, \qquad
    Q(1, y) = e^{-y}, \quad Q(\tfrac12, y) = \operatorname{erfc}\sqrt y.

It is worked out here, without a library, so that a test at the bench and a stored
verdict need none.
"""

from __future__ import annotations

from math import erfc, exp, lgamma, log, sqrt

__all__ = ["chi_square_quantile", "chi_square_share"]

_HALVINGS = 200


def chi_square_share(value: float, freedom: int) -> float:
    """Return the chance that a chi-square variable is at most a value.

    Parameters
    ----------
    value
        The value.
    freedom
        Degrees of freedom, one or more.

    Returns
    -------
    float
        The chance, from 0 to 1.

    Examples
    --------
    >>> round(chi_square_share(3.3251, 9), 4)
    0.05
    """
    if value <= 0:
        return 0.0
    half = value / 2
    above = erfc(sqrt(half)) if freedom % 2 else exp(-half)
    for twice in range(1 + (freedom + 1) % 2, freedom, 2):
        shape = twice / 2
        above += exp(shape * log(half) - half - lgamma(shape + 1))
    return max(0.0, 1 - above)


def chi_square_quantile(share: float, freedom: int) -> float:
    """Return the value that a chi-square variable exceeds with the rest of the chance.

    Parameters
    ----------
    share
        Chance of at most the value, above 0 and below 1.
    freedom
        Degrees of freedom, one or more.

    Returns
    -------
    float
        The value.

    Examples
    --------
    >>> round(chi_square_quantile(0.05, 9), 3), round(chi_square_quantile(0.95, 9), 3)
    (3.325, 16.919)
    """
    low, high = 0.0, float(freedom)
    while chi_square_share(high, freedom) < share:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if chi_square_share(middle, freedom) < share:
            low = middle
        else:
            high = middle
    return high
