r"""Spread: a value that may lie anywhere in a window, and scatters around that.

A lot of tablets may hold any content within its legal limits: a rectangle of half width
:math:`h`. All else scatters like a bell of standard deviation :math:`s`. Both together
have the distribution function [jcgm-100]_

.. math:: F(x) = \frac{s}{2h}\left[G\left(\frac{x-\mu+h}{s}\right) -
    G\left(\frac{x-\mu-h}{s}\right)\right], \quad G(z) = z\,\Phi(z) + \varphi(z).

The bell is not put in the place of the rectangle, as is usual: it would give a lot at
its limits a content that the limits exclude.

.. [jcgm-100] Guide to the expression of uncertainty in measurement
   (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Callable
from math import erf, exp, pi, sqrt
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from ...extras import needs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

__all__ = ["Spread"]

_NODES = 24
_FAR = 40.0


@frozen(kw_only=True)
class Spread:
    """A value with a window and a scatter, both about one mean.

    Parameters
    ----------
    mean
        Its mean.
    half_width
        Half the width of the window in which it may lie anywhere; zero for none.
    sd
        Standard deviation of the scatter around that; zero for none.

    Examples
    --------
    >>> even = Spread(mean=100.0, half_width=10.0, sd=0.0)
    >>> even.below(95.0), even.interval(0.9)
    (0.25, (91.0, 109.0))
    """

    mean: float
    half_width: float
    sd: float

    @property
    def total_sd(self) -> float:
        """Standard deviation of both together."""
        return sqrt(self.sd**2 + self.half_width**2 / 3)

    def below(self, value: float) -> float:
        """Return the chance that it lies at *value* or below.

        Parameters
        ----------
        value
            The value.

        Returns
        -------
        float
            Probability.
        """
        off, half, sd = value - self.mean, self.half_width, self.sd
        if not half:
            return _bell(off / sd) if sd else float(off >= 0)
        if not sd:
            return min(max((off + half) / (2 * half), 0.0), 1.0)
        return sd / (2 * half) * (_area((off + half) / sd) - _area((off - half) / sd))

    def within(self, least: float, greatest: float) -> float:
        """Return the chance that it lies between two values.

        Parameters
        ----------
        least
            The lower one.
        greatest
            The upper one.

        Returns
        -------
        float
            Probability.
        """
        return self.below(greatest) - self.below(least)

    def interval(self, level: float) -> tuple[float, float]:
        """Return the interval, symmetric about the mean, that holds a share of it.

        Parameters
        ----------
        level
            The share, between 0 and 1.

        Returns
        -------
        tuple of float
            Its ends.
        """
        reach = self.half_width + _FAR * self.sd
        if not self.sd:
            reach = self.half_width * level
        else:
            optimize = needs("scipy.optimize", extra="quality")
            reach = optimize.brentq(lambda x: self._inside(x) - level, 0.0, reach)
        return self.mean - reach, self.mean + reach

    def _inside(self, reach: float) -> float:
        return self.within(self.mean - reach, self.mean + reach)

    def expected(self, chance: Callable[[Floats], Floats]) -> float:
        """Return the mean of a function of it, such as a chance of passing.

        Parameters
        ----------
        chance
            A function of an array of values, giving an array.

        Returns
        -------
        float
            Its mean, by Gauss-Legendre and Gauss-Hermite quadrature.
        """
        numpy = needs("numpy", extra="quality")
        flat, flat_weights = numpy.polynomial.legendre.leggauss(_NODES)
        bell, bell_weights = numpy.polynomial.hermite_e.hermegauss(_NODES)
        values = (
            self.mean
            + self.half_width * flat[:, numpy.newaxis]
            + self.sd * bell[numpy.newaxis, :]
        )
        weights = numpy.outer(flat_weights / 2, bell_weights / sqrt(2 * pi))
        return float(numpy.sum(weights * chance(values)))


def _bell(z: float) -> float:
    """Return the distribution function of the standard normal."""
    return (1 + erf(z / sqrt(2))) / 2


def _area(z: float) -> float:
    """Return the integral of the distribution function of the standard normal."""
    return z * _bell(z) + exp(-z * z / 2) / sqrt(2 * pi)
