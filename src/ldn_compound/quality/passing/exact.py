r"""Passing: the exact chance that a sample of normal contents passes USP <905>.

A sample passes where the acceptance value of the first ten is within its limit (event
:math:`A`); or else where that of all thirty is (:math:`B`) and each content lies within
25 % of :math:`M` (:math:`O_i`: content :math:`i` does not). An acceptance value is
reported to one decimal, 5 rounds up, so less than 15.05 % passes
[usp-905-acceptance-value]_ [usp-general-notices-rounding]_:

.. math:: P = P(A) + P(\bar A \cap B \cap \bar O_1 \cap \dots \cap \bar O_{30}).

:math:`P(A)` is the integral in `chance`. For the second term, :math:`\bar x` and
:math:`s` of the thirty decide :math:`B` and :math:`M`. What else there is to know of
the sample, its thirty deviations :math:`x_i - \bar x` divided by :math:`s`, depends
neither on these two nor on :math:`\mu` and :math:`\sigma`: it is the direction of a
normal vector in 29 dimensions, spread evenly over a sphere. So with the chance
:math:`\kappa(\bar x, s)` of :math:`\bar A` and no :math:`O_i`, given :math:`\bar x` and
:math:`s`,

.. math:: P = P(A) + \int_B \kappa(\bar x, s)\,
    \varphi\left(\frac{\bar x - \mu}{\sigma / \sqrt{30}}\right)
    \frac{\sqrt{30}}{\sigma} f_{29}(s)\, d\bar x\, ds,

where :math:`\kappa` is worked out once for a target. Three facts of the sphere give it:

- With the mean :math:`\bar x_{10}` and the deviation :math:`s_{10}` of the first ten,
  :math:`15 (\bar x_{10} - \bar x)^2`, :math:`9 s_{10}^2` and what is left of
  :math:`29 s^2` are to each other as the parts of a Dirichlet distribution with the
  parameters 1/2, 9/2 and 19/2.
- Of :math:`n` contents, :math:`r = (x_i - \bar x) \sqrt n / ((n - 1) s)` has the
  density :math:`\propto (1 - r^2)^{(n - 4) / 2}` [thompson-1935]_. It gives
  :math:`P(O_i)`; and, as the first ten and the other twenty are samples by themselves
  once their means and deviations are given, :math:`P(A \cap O_i)` as well.
- Two contents that are both :math:`t s` or more away from the mean hold at least the
  share :math:`2 t^2 / 29` of the sum of squares, and the share that falls into a given
  plane is more than :math:`q` with the chance :math:`(1 - q)^{27/2}`.

Contents outside are rare where :math:`s` is small enough for :math:`B`, so Bonferroni's
two inequalities are all that is needed: with :math:`t s` the distance from
:math:`\bar x` to the nearer limit,

.. math:: 0 \le \kappa - \Bigl[P(\bar A) - \sum_i P(\bar A \cap O_i)\Bigr]
    \le \sum_{i<j} P(O_i \cap O_j) \le 435 \left(1 - 2 t^2 / 29\right)^{27/2}.

The chance is worked out with the bracket, which is never too high. :math:`t` is 3.27 or
more, so what is left out is less than 6e-6, whatever the batch. Few samples come near
that corner: it was less than 1e-7 for every batch tried.

.. [usp-905-acceptance-value] <905>, Table 2 (docs/references.md).
.. [usp-general-notices-rounding] USP 32 General Notices (docs/references.md).
.. [thompson-1935] W. R. Thompson, On a Criterion for the Rejection of Observations,
   1935 (docs/references.md).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import pi, sqrt
from typing import TYPE_CHECKING, overload

from attrs import frozen

from ...extras import needs
from ..arguments import broadcast, float_or_array, require_floats
from .chance import (
    LEAST_M,
    LEAST_SD,
    STAGES,
    chance_accepted,
    highest_reference,
    quadrature,
    usp_905_limit,
)

if TYPE_CHECKING:
    from ..arguments import Array, Column

__all__ = ["chance_bounds", "chance_of_passing"]

(_TEN, _K_TEN), (_THIRTY, _K_THIRTY) = STAGES
_TWENTY = _THIRTY - _TEN
#: The first ten are at most so many s worse than the thirty: |M - mean| + 2.4 sd at its
#: greatest, where 15 (difference of means)^2 + 9 sd^2 = 29 s^2.
_FIRST_WORSE = sqrt(
    (_THIRTY - 1) * (_TWENTY / (_TEN * _THIRTY) + _K_TEN**2 / (_TEN - 1))
)
#: So below this share of the greatest s that B allows, they pass for certain.
_LEAST_SHARE = _K_THIRTY / _FIRST_WORSE

#: Nodes over the deviation of the first ten and their mean, for the table; over s, and
#: of the polynomial in the mean of thirty, of the table; over that mean, for a batch.
#: With twice as many each, chances differ by less than 1e-7
#: (tests/benchmarks/exact_chance.py).
_OVER_FIRST_SD, _OVER_FIRST_MEAN = 36, 24
_OVER_SD, _POLYNOMIAL, _OVER_MEAN = 24, 40, 24
_REACH = 7.0  # standard errors of the mean that the quadrature reaches
_ERROR = 1e-6  # allowed for the quadrature, ten times what was measured
_BLOCK = 100  # batches at a time: arrays of 57,600 numbers stay in the cache
_TABLES = 8  # targets of which the table is kept, 47 kB each


@overload
def chance_of_passing(mean: float, sd: float, *, target: float = ...) -> float: ...
@overload
def chance_of_passing(
    mean: Column, sd: float | Column, *, target: float = ...
) -> Array: ...
@overload
def chance_of_passing(mean: float, sd: Column, *, target: float = ...) -> Array: ...
def chance_of_passing(
    mean: float | Column, sd: float | Column, *, target: float = 100.0
) -> float | Array:
    """Return the chance that a sample of the batch passes USP <905>, both stages.

    Parameters
    ----------
    mean
        Mean content of the batch, one or many. [% of label]
    sd
        Standard deviation of the contents, one or many. [% of label]
    target
        Content aimed at when made; 100 unless an overage is approved. [% of label]

    Returns
    -------
    float or array
        Probability for normal contents; a float for floats, else an array.

    Raises
    ------
    FieldError
        If a figure is not finite, a spread negative, or the lengths differ.

    Notes
    -----
    It is within 2e-6 of the truth for normal contents: `chance_bounds` gives the proven
    lower and upper value. `probability_of_passing` is a lower bound with a short
    derivation, on which the published acceptance limits rest. The first call for a
    target takes about a second, a thousand batches after it about a tenth of one.

    .. versionadded:: 0.1

    Examples
    --------
    >>> round(chance_of_passing(100.0, 6.0), 3)
    0.974
    >>> chance_of_passing([100.0, 92.0], 4.0).round(3)
    array([1.   , 0.741])
    """
    chances, _ = _chances(mean, sd, target)
    return float_or_array(chances)


@overload
def chance_bounds(
    mean: float, sd: float, *, target: float = ...
) -> tuple[float, float]: ...
@overload
def chance_bounds(
    mean: Column, sd: float | Column, *, target: float = ...
) -> tuple[Array, Array]: ...
@overload
def chance_bounds(
    mean: float, sd: Column, *, target: float = ...
) -> tuple[Array, Array]: ...
def chance_bounds(
    mean: float | Column, sd: float | Column, *, target: float = 100.0
) -> tuple[float | Array, float | Array]:
    """Return the lower and the upper value between which the chance of passing lies.

    Parameters
    ----------
    mean
        Mean content of the batch, one or many. [% of label]
    sd
        Standard deviation of the contents, one or many. [% of label]
    target
        Content aimed at when made; 100 unless an overage is approved. [% of label]

    Returns
    -------
    tuple of float or of array
        Lower and upper value for normal contents.

    Raises
    ------
    FieldError
        If a figure is not finite, a spread negative, or the lengths differ.

    Notes
    -----
    Bonferroni's inequalities are proven; 1e-6 to each side is allowed for the
    quadrature, ten times the greatest error that was measured.

    .. versionadded:: 0.1

    Examples
    --------
    >>> lower, upper = chance_bounds(100.0, 6.0)
    >>> round(lower, 5), round(upper, 5)
    (0.97359, 0.97359)
    """
    numpy = needs("numpy", extra="quality")
    chances, left_out = _chances(mean, sd, target)
    return (
        float_or_array(numpy.maximum(chances - _ERROR, 0.0)),
        float_or_array(numpy.minimum(chances + left_out + _ERROR, 1.0)),
    )


def _chances(
    mean: float | Column, sd: float | Column, target: float
) -> tuple[Array, Array]:
    """Return the chances, and how much more they may be."""
    numpy = needs("numpy", extra="quality")
    means, sds = broadcast(
        require_floats(mean, "mean", "means in % of label, such as 100.0"),
        require_floats(
            sd, "sd", "deviations of 0 % of label or more", lambda each: each >= 0
        ),
        field="mean and sd",
    )
    highest = highest_reference(target)
    blocks = range(0, means.size, _BLOCK)
    both = numpy.concatenate(
        [
            _chances_of_block(
                means.ravel()[start : start + _BLOCK],
                sds.ravel()[start : start + _BLOCK],
                highest,
            )
            for start in blocks
        ],
        axis=1,
    )
    chances, left_out = both.reshape(2, *means.shape)
    return chances, left_out


def _chances_of_block(means: Array, sds: Array, highest: float) -> Array:
    """Return the chances and what they leave out, as two rows."""
    numpy = needs("numpy", extra="quality")
    limit, spread = _limit(), numpy.maximum(sds, LEAST_SD)
    pieces = [_second_stage(means, spread, piece) for piece in _table(highest)]
    second, more = numpy.sum(pieces, axis=0)
    first = chance_accepted(means, spread, highest, limit, STAGES[0])
    # an even batch passes or does not
    off = numpy.abs(means - numpy.clip(means, LEAST_M, highest))
    chances = numpy.where(
        sds < LEAST_SD, off < limit, numpy.clip(first + second, 0.0, 1.0)
    )
    left_out = numpy.where(sds < LEAST_SD, 0.0, more)
    rows: Array = numpy.stack([chances, left_out])
    return rows


def _limit() -> float:
    """Return the acceptance value that is reported as too high, and none below it."""
    return usp_905_limit("first_limit") + usp_905_limit("reported_step") / 2


@frozen(kw_only=True)
class _Piece:
    """kappa for the means between two kinks of M, as polynomials in the mean.

    Parameters
    ----------
    start
        Least mean of thirty. [% of label]
    end
        Greatest mean of thirty. [% of label]
    highest
        Greatest reference value M. [% of label]
    shares
        Deviations, as shares of the greatest that B allows at a mean.
    weights
        Weights of the shares in the quadrature.
    missed
        Chebyshev coefficients of the lower value of kappa, a column for each share.
    left_out
        The same of what its upper value has on top.
    """

    start: float
    end: float
    highest: float
    shares: Array
    weights: Array
    missed: Array
    left_out: Array


@lru_cache(maxsize=_TABLES)
def _table(highest: float) -> tuple[_Piece, ...]:
    """Return kappa for every mean and deviation of thirty that B allows."""
    numpy = needs("numpy", extra="quality")
    nodes, weights = quadrature(_OVER_SD)
    shares = _LEAST_SHARE + (1 - _LEAST_SHARE) * nodes
    angles = pi * (numpy.arange(_POLYNOMIAL) + 0.5) / _POLYNOMIAL
    to_coefficients = numpy.cos(numpy.outer(numpy.arange(_POLYNOMIAL), angles))
    to_coefficients *= 2 / _POLYNOMIAL
    to_coefficients[0] /= 2
    kinks = (LEAST_M - _limit(), LEAST_M, highest, highest + _limit())
    pieces = []
    for start, end in pairwise(kinks):
        means = start + (end - start) * (numpy.cos(angles) + 1) / 2
        columns = numpy.stack([_missed(means, share, highest) for share in shares])
        missed, left_out = to_coefficients @ columns.transpose(1, 2, 0)
        pieces.append(
            _Piece(
                start=start,
                end=end,
                highest=highest,
                shares=shares,
                weights=(1 - _LEAST_SHARE) * weights,
                missed=missed,
                left_out=left_out,
            )
        )
    return tuple(pieces)


def _missed(means: Array, share: float, highest: float) -> Array:
    """Return kappa for means of thirty at one share of the greatest s, as two rows.

    The first row is its lower value, the second what the upper one has on top.
    """
    numpy = needs("numpy", extra="quality")
    reference = numpy.clip(means, LEAST_M, highest)
    sds = share * (_limit() - numpy.abs(means - reference)) / _K_THIRTY
    reach = usp_905_limit("second_limit") / 100
    low, high = (1 - reach) * reference, (1 + reach) * reference
    outside = _chance_outside(_THIRTY, means, sds, low, high)
    nearer = numpy.minimum(means - low, high - means) / sds
    pairs = _THIRTY * (_THIRTY - 1) / 2
    left_out = pairs * numpy.maximum(1 - 2 * nearer**2 / (_THIRTY - 1), 0) ** 13.5
    accepted = _ten_accepted(means, sds, highest, (low, high))
    rows: Array = numpy.stack([1 - _THIRTY * outside - accepted, left_out])
    return rows


def _ten_accepted(
    means: Array, sds: Array, highest: float, limits: tuple[Array, Array]
) -> Array:
    """Return P(A), less the sum of P(A and a content outside), given mean and sd.

    The root of the sum of squares is the radius of a half disc: upwards the deviation
    of the first ten, sideways how far their mean is from that of all.
    """
    numpy = needs("numpy", extra="quality")
    special = needs("scipy.special", extra="quality")
    radius = (sqrt(_THIRTY - 1) * sds)[:, None]
    nodes, weights = quadrature(_OVER_FIRST_SD)
    to_sd = 1 / sqrt(_TEN - 1)
    most_sd = _limit() / _K_TEN
    most_angle = numpy.arcsin(numpy.minimum(most_sd / (to_sd * radius), 1.0))
    angle = most_angle * nodes
    first_sd = to_sd * radius * numpy.sin(angle)
    room = _limit() - _K_TEN * first_sd
    # how far the mean of ten can be from that of thirty, at this deviation
    furthest = radius * numpy.cos(angle) / sqrt(_TEN * _THIRTY / _TWENTY)
    middle = means[:, None]
    least, most = (
        numpy.arcsin(numpy.clip((edge - middle) / furthest, -1, 1))
        for edge in (LEAST_M - room, highest + room)
    )
    along, steps = quadrature(_OVER_FIRST_MEAN)
    side = least[..., None] + (most - least)[..., None] * along
    first_mean = middle[..., None] + furthest[..., None] * numpy.sin(side)
    other_mean = middle[..., None] - (first_mean - middle[..., None]) / 2
    other_sd = (radius * numpy.cos(angle))[..., None] * numpy.cos(side)
    other_sd /= sqrt(_TWENTY - 1)
    low, high = (limit[:, None, None] for limit in limits)
    outside = _TEN * _chance_outside(
        _TEN, first_mean, first_sd[..., None], low, high
    ) + _TWENTY * _chance_outside(_TWENTY, other_mean, other_sd, low, high)
    density = numpy.cos(side) ** 18 / special.beta(1 / 2, 19 / 2)
    inner = ((density * (1 - outside)) @ steps) * (most - least)
    density = 2 * numpy.sin(angle) ** 8 * numpy.cos(angle) ** 19
    density /= special.beta(9 / 2, 10)
    accepted: Array = most_angle[:, 0] * ((density * inner) @ weights)
    return accepted


def _chance_outside(n: int, mean: Array, sd: Array, low: Array, high: Array) -> Array:
    """Return the chance that one of n contents is outside, given their mean and sd."""
    numpy = needs("numpy", extra="quality")
    special = needs("scipy.special", extra="quality")
    power = n / 2 - 1
    furthest = (n - 1) / sqrt(n) * sd
    below, above = (
        special.betainc(power, power, numpy.clip((1 - distance / furthest) / 2, 0, 1))
        for distance in (mean - low, high - mean)
    )
    chance: Array = below + above
    return chance


def _second_stage(means: Array, sds: Array, piece: _Piece) -> Array:
    """Return the chance of passing at stage 2 only, means of thirty in one piece."""
    numpy = needs("numpy", extra="quality")
    special = needs("scipy.special", extra="quality")
    nodes, weights = quadrature(_OVER_MEAN)
    error = sds / sqrt(_THIRTY)
    start = numpy.maximum(piece.start, means - _REACH * error)
    width = numpy.maximum(
        numpy.minimum(piece.end, means + _REACH * error) - start, 0.0
    )[:, None]
    at = start[:, None] + width * nodes
    off = numpy.abs(at - numpy.clip(at, LEAST_M, piece.highest))
    # s / sigma at the greatest s that B allows
    most = numpy.maximum(_limit() - off, LEAST_SD**2) / (_K_THIRTY * sds[:, None])
    z = (at - means[:, None]) / error[:, None]
    weight = width * weights * most * numpy.exp(-z * z / 2)
    weight /= sqrt(2 * pi) * error[:, None]
    freedom = _THIRTY - 1
    t = most[..., None] * piece.shares
    scale = numpy.log(2) + freedom / 2 * numpy.log(freedom / 2)
    scale -= special.gammaln(freedom / 2)
    density = numpy.exp(scale + (freedom - 1) * numpy.log(t) - freedom / 2 * t * t)
    density *= weight[..., None] * piece.weights
    place = 2 * (at - piece.start) / (piece.end - piece.start) - 1
    powers = numpy.polynomial.chebyshev.chebvander(place, _POLYNOMIAL - 1)
    rows: Array = numpy.stack(
        [
            (density * (powers @ each)).sum(axis=(1, 2))
            for each in (piece.missed, piece.left_out)
        ]
    )
    return rows
