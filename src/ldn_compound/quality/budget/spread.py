r"""Spread: a value that may lie anywhere in windows, and scatters around that.

A lot of tablets may hold any content within its legal limits, and a mortar may keep
anything from none to a tenth of its powder: windows of the relative half widths
:math:`h_i`. All else scatters like a bell of the relative standard deviation :math:`s`.
The value is their product [jcgm-100]_,

.. math:: x = \mu\,(1 + s z) \prod_i (1 + h_i u_i), \qquad
    F(x) = \frac{1}{2^k} \int_{-1}^{1} \dots \int_{-1}^{1}
    \Phi\left(\frac{x / \mu \prod_i (1 + h_i u_i)^{-1} - 1}{s}\right)
    du_1 \dots du_k.

No bell is put in the place of a window, as is usual: it would give a lot at its limits
a content that the limits exclude. (A window that makes up less than a hundredth of the
variance joins the bell, and so does the narrowest of more than three.)

.. [jcgm-100] Guide to the expression of uncertainty in measurement
   (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod, sqrt
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from ...extras import needs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

__all__ = ["Spread"]

_NODES = 16  # of each window
_WINDOWS = 3  # that are kept as they are
_SLIGHT = 0.01  # of the variance
_FAR = 8.5  # standard deviations beyond which nothing lies, to 1e-16
_CELLS = 480  # that a distribution is cut into
_FAR_BELOW = 1e-3  # of the mean: nothing is less


@frozen(kw_only=True)
class Spread:
    """A value with windows and a scatter, all about one mean.

    Parameters
    ----------
    mean
        Its mean.
    half_widths
        Half the width of each window in which it may lie anywhere.
    sd
        Standard deviation of the scatter around that; zero for none.

    Examples
    --------
    >>> even = Spread(mean=100.0, half_widths=(10.0,), sd=0.0)
    >>> round(even.below(95.0), 6), even.interval(0.9)
    (0.25, (91.0, 109.0))
    """

    mean: float
    half_widths: tuple[float, ...] = ()
    sd: float

    @property
    def total_sd(self) -> float:
        """Standard deviation of all together."""
        return sqrt(self.sd**2 + sum(half**2 for half in self.half_widths) / 3)

    @property
    def reach(self) -> float:
        """How far from the mean nothing lies any more."""
        simple = self._simple()
        factors = (1 + half / self.mean for half in simple.half_widths)
        return self.mean * (prod(factors) * (1 + _FAR * simple.sd / self.mean) - 1)

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
        return float(self.each_below([value])[0])

    def each_below(self, values: list[float] | Floats) -> Floats:
        """Return the chances that it lies at each value or below.

        Parameters
        ----------
        values
            The values.

        Returns
        -------
        array
            Probabilities.
        """
        numpy = needs("numpy", extra="quality")
        simple = self._simple()
        mean, bell = simple.mean, simple.sd / simple.mean
        widest, *others = [half / mean for half in simple.half_widths] or [0.0]
        scales, weights = _scales(others)
        ratios = numpy.asarray(values, dtype=float)[:, None] / (mean * scales)
        chances: Floats = _window_and_bell(ratios, widest, bell) @ weights
        return chances

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
        low, high = self.each_below([least, greatest])
        return float(high - low)

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
        if not self.sd and len(self.half_widths) <= 1:
            reach = sum(self.half_widths) * level
        else:
            optimize = needs("scipy.optimize", extra="quality")
            reach = optimize.brentq(lambda x: self._inside(x) - level, 0.0, self.reach)
        return self.mean - reach, self.mean + reach

    def expected(self, chance: Callable[[Floats], Floats]) -> float:
        """Return the mean of a function of it, such as a chance of passing.

        Parameters
        ----------
        chance
            A function of an array of values, giving an array.

        Returns
        -------
        float
            Its mean: the function at the ends of narrow cells, times the chance of
            each cell, which is exact.
        """
        numpy = needs("numpy", extra="quality")
        if not self.reach:
            return float(chance(numpy.array([self.mean]))[0])
        ends = numpy.linspace(
            self.mean - self.reach, self.mean + self.reach, _CELLS + 1
        )
        cells = numpy.diff(self.each_below(ends))
        values = chance(ends)
        return float(cells @ (values[1:] + values[:-1])) / 2

    def quantiles(self, shares: Floats) -> Floats:
        """Return the values below which shares of it lie.

        Parameters
        ----------
        shares
            The shares, rising.

        Returns
        -------
        array
            The values, between narrow cells by straight lines.
        """
        numpy = needs("numpy", extra="quality")
        ends = numpy.linspace(
            self.mean - self.reach, self.mean + self.reach, _CELLS + 1
        )
        values: Floats = numpy.interp(shares, self.each_below(ends), ends)
        return values

    def _inside(self, reach: float) -> float:
        return self.within(self.mean - reach, self.mean + reach)

    def _simple(self) -> Spread:
        """Return the same with only such windows as can be seen."""
        slight = _SLIGHT * self.total_sd**2 * 3
        wide = sorted((each for each in self.half_widths if each), reverse=True)
        kept = [each for each in wide[:_WINDOWS] if each**2 > slight]
        joined = sum(each**2 for each in wide[len(kept) :]) / 3
        return evolve(self, half_widths=tuple(kept), sd=sqrt(self.sd**2 + joined))


def _scales(half_widths: list[float]) -> tuple[Floats, Floats]:
    """Return what windows together multiply a value by, and the weight of each."""
    numpy = needs("numpy", extra="quality")
    nodes, shares = numpy.polynomial.legendre.leggauss(_NODES)
    scales, weights = numpy.ones(1), numpy.ones(1)
    for half in half_widths:
        scales = numpy.outer(scales, 1 + half * nodes).ravel()
        weights = numpy.outer(weights, shares / 2).ravel()
    return scales, weights


def _window_and_bell(ratios: Floats, half: float, sd: float) -> Floats:
    """Return the distribution function of the product of one window and a bell.

    Far below the ratio, a place in the window is certain to lead below it; far above,
    never; the nodes lie between. Sixteen of them are good to 0.0001, and with a second
    window and hardly a scatter to 0.0005.
    """
    numpy = needs("numpy", extra="quality")
    special = needs("scipy.special", extra="quality")
    if not half:
        off = ratios - 1
        bell: Floats = special.ndtr(off / sd) if sd else (off >= 0).astype(float)
        return bell
    if not sd:
        window: Floats = numpy.clip((ratios - 1 + half) / (2 * half), 0.0, 1.0)
        return window
    nodes, shares = numpy.polynomial.legendre.leggauss(_NODES)
    least, greatest = 1 - half, 1 + half
    low = numpy.clip(ratios / (1 + _FAR * sd), least, greatest)
    high = numpy.clip(ratios / max(1 - _FAR * sd, _FAR_BELOW), least, greatest)
    middle, reach = (low + high) / 2, (high - low) / 2
    below: Floats = (low - least) / (2 * half)
    for node, share in zip(nodes, shares, strict=True):
        place = numpy.maximum(middle + reach * node, _FAR_BELOW)
        below = below + share * reach / (2 * half) * special.ndtr(
            (ratios / place - 1) / sd
        )
    return below
