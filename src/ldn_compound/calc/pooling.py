r"""Pooling: how the content of crushed tablets evens out when several are mixed.

The content of one tablet scatters around that of its lot with the standard deviation
:math:`s`. The mean of :math:`n` tablets, taken as normal, lies from :math:`l` to
:math:`h` with the chance

.. math:: P = \Phi\left(\frac{(h - m) \sqrt{n}}{s}\right)
   - \Phi\left(\frac{(l - m) \sqrt{n}}{s}\right),

where :math:`m` is the content that the plan counts on, 100 %.
"""

from __future__ import annotations

from math import erf, sqrt

__all__ = ["chance_mean_within"]

_MEAN = 100.0


def chance_mean_within(sd: float, tablets: int, low: float, high: float) -> float:
    """Return the chance that the mean content of some tablets is within limits.

    Parameters
    ----------
    sd
        Standard deviation of the content of single tablets, :math:`s`. [% of label]
    tablets
        Tablets that are crushed and mixed, :math:`n`.
    low
        Lower limit of the mean, :math:`l`. [% of label]
    high
        Upper limit of the mean, :math:`h`. [% of label]

    Returns
    -------
    float
        From 0 to 1.

    Notes
    -----
    The content of the lot is taken as known: what its assay is off comes on top.

    Examples
    --------
    >>> round(chance_mean_within(6.25, 1, 90.0, 110.0), 4)
    0.8904
    >>> round(chance_mean_within(6.25, 3, 90.0, 110.0), 4)
    0.9944
    """
    if not sd:
        return float(low <= _MEAN <= high)
    scale = sqrt(tablets) / (sd * sqrt(2))
    return (erf((high - _MEAN) * scale) - erf((low - _MEAN) * scale)) / 2
