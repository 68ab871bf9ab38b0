r"""Passing: how likely a sample of the batch passes USP <905>, both stages.

Contents :math:`x` are taken as normal with the mean :math:`\mu` and the standard
deviation :math:`\sigma` of the batch, in percent of the label. The acceptance value of
:math:`n` contents is :math:`|M - \bar x| + k s`, where :math:`M` is the mean
:math:`\bar x`, moved into 98.5 to 101.5 %. For a given :math:`s` it is at most 15
where :math:`\bar x` lies between :math:`98.5 - (15 - k s)` and
:math:`101.5 + (15 - k s)`; mean and standard deviation of a normal sample are
independent, so with the density :math:`f_{n-1}` of :math:`s`

.. math:: P_n = \int_0^{15/k} f_{n-1}(s)\left[
    \Phi\left(\frac{116.5 - k s - \mu}{\sigma/\sqrt n}\right) -
    \Phi\left(\frac{83.5 + k s - \mu}{\sigma/\sqrt n}\right)\right] ds.

Stage 1 asks this of 10 contents, :math:`k = 2.4`; stage 2 of 30, :math:`k = 2`, and
that each of them lies within 25 % of :math:`M`. A content between 76.125 and 123.125 %
does so whatever :math:`M` is; be :math:`p` the chance of that. (Where an approved
target is more than 101.5 %, it takes the place of 101.5 throughout.) Since both of two
events happen at least as often as :math:`P(A) + P(B) - 1`, the chance of passing is at
least [pharmtech-2007-uniformity]_

.. math:: \max(P_{10},\ P_{30} + p^{30} - 1,\ 0).

It is a lower bound for *normal* contents; `exact` has the chance itself. See
`homogeneity` for where contents of low doses stop being normal, and `simulation` for
other contents.

.. [pharmtech-2007-uniformity] J. Bergum, H. Li, Acceptance Limits for the New ICH USP
   29 Content-Uniformity Test, 2007 (docs/references.md).
"""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import TYPE_CHECKING, Any, overload

from ...calc.uniformity import acceptance_constant
from ...extras import needs
from ...reference.quality_limits import quality_limit
from ..arguments import broadcast, float_or_array, require_float, require_floats

if TYPE_CHECKING:
    from ..arguments import Array, Column

__all__ = [
    "chance_accepted",
    "highest_reference",
    "probability_mean_within",
    "probability_of_passing",
    "quadrature",
    "usp_905_limit",
]

#: USP <905>: limits of the reference value M. [% of label]
LEAST_M, GREATEST_M = 98.5, 101.5
#: USP <905>: how many contents a stage tests, and the factor of their deviation.
STAGES = tuple((n, float(acceptance_constant(n))) for n in (10, 30))

_LEAST_TARGET, _GREATEST_TARGET = 90.0, 120.0  # % of label: guards against a slip
_NODES = 48  # of the quadrature: its error is below 1e-11
_REACH = 8.0  # standard deviations that the quadrature reaches beyond the middle
LEAST_SD = 1e-9  # stands for no spread at all, of which it is the limit
#: Batches worked out at a time: a dozen arrays of so many rows and 48 columns have to
#: stay in the cache. Best of fifteen runs with 2 MiB of it to a core, 100,000 batches
#: took 0.44 s in blocks of 100, 0.34 s of 500, 0.33 s of 1,000 and 1.11 s of 10,000;
#: beside other work 500 was the fastest (tests/benchmarks/test_passing.py).
_BLOCK = 500


@overload
def probability_of_passing(mean: float, sd: float, *, target: float = ...) -> float: ...
@overload
def probability_of_passing(
    mean: Column, sd: float | Column, *, target: float = ...
) -> Array: ...
@overload
def probability_of_passing(
    mean: float, sd: Column, *, target: float = ...
) -> Array: ...
def probability_of_passing(
    mean: float | Column, sd: float | Column, *, target: float = 100.0
) -> float | Array:
    """Return the least chance that a sample of the batch passes USP <905>.

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
        Lower bound of the probability; a float for floats, else an array.

    Raises
    ------
    FieldError
        If a figure is not finite, a spread negative, or the lengths differ.

    Examples
    --------
    >>> round(probability_of_passing(100.0, 6.0), 3)
    0.964
    >>> probability_of_passing([100.0, 92.0], 4.0).round(3)
    array([1.   , 0.674])
    """
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
    bounds = [
        _bound(
            means.ravel()[start : start + _BLOCK],
            numpy.maximum(sds.ravel()[start : start + _BLOCK], LEAST_SD),
            highest,
        )
        for start in blocks
    ]
    return float_or_array(numpy.concatenate(bounds).reshape(means.shape))


@overload
def probability_mean_within(
    mean: float, standard_error: float, *, least: float = ..., greatest: float = ...
) -> float: ...
@overload
def probability_mean_within(
    mean: Column,
    standard_error: float | Column,
    *,
    least: float = ...,
    greatest: float = ...,
) -> Array: ...
@overload
def probability_mean_within(
    mean: float, standard_error: Column, *, least: float = ..., greatest: float = ...
) -> Array: ...
def probability_mean_within(
    mean: float | Column,
    standard_error: float | Column,
    *,
    least: float = 90.0,
    greatest: float = 110.0,
) -> float | Array:
    """Return the chance that the mean content of the batch lies within limits.

    Parameters
    ----------
    mean
        Mean content to expect, one or many. [% of label]
    standard_error
        Standard deviation of that mean, one or many. [% of label]
    least
        Lower limit, which is allowed itself. [% of label]
    greatest
        Upper limit, which is allowed itself. [% of label]

    Returns
    -------
    float or array
        Probability; a float for floats, else an array.

    Raises
    ------
    FieldError
        If a figure is not finite, an error negative, or the limits are reversed.

    Examples
    --------
    >>> round(probability_mean_within(100.0, 5.0), 4)
    0.9545
    """
    numpy = needs("numpy", extra="quality")
    special = needs("scipy.special", extra="quality")
    means, errors = broadcast(
        require_floats(mean, "mean", "means in % of label, such as 100.0"),
        require_floats(
            standard_error,
            "standard_error",
            "deviations of 0 % of label or more",
            lambda each: each >= 0,
        ),
        field="mean and standard_error",
    )
    low = require_float(least, "least", "a limit in % of label, such as 90.0")
    expected = f"a limit above {low:g} % of label"
    high = require_float(greatest, "greatest", expected, lambda limit: limit > low)
    exact = (low <= means) & (means <= high)
    spread = numpy.where(errors > 0, errors, 1.0)
    chance = special.ndtr((high - means) / spread) - special.ndtr(
        (low - means) / spread
    )
    return float_or_array(numpy.where(errors > 0, chance, exact.astype(numpy.float64)))


def highest_reference(target: float) -> float:
    """Return the greatest reference value M that the target allows.

    Parameters
    ----------
    target
        Content aimed at when made. [% of label]

    Returns
    -------
    float
        101.5, or the target where that is more. [% of label]

    Raises
    ------
    FieldError
        If the target is not between 90 and 120 % of the label.

    Examples
    --------
    >>> highest_reference(100.0), highest_reference(105.0)
    (101.5, 105.0)
    """
    aim = require_float(
        target,
        "target",
        f"{_LEAST_TARGET:g} to {_GREATEST_TARGET:g} % of the label, such as 100.0",
        lambda each: (each >= _LEAST_TARGET) & (each <= _GREATEST_TARGET),
    )
    return max(GREATEST_M, aim)


def chance_accepted(
    means: Array, sds: Array, highest: float, limit: float, stage: tuple[int, float]
) -> Array:
    """Return the chance that the acceptance value of one stage is within a limit.

    Parameters
    ----------
    means
        Mean contents of the batches. [% of label]
    sds
        Standard deviations of the contents, above zero. [% of label]
    highest
        Greatest reference value M. [% of label]
    limit
        Greatest acceptance value that passes, unrounded. [% of label]
    stage
        Contents tested, and the factor of their deviation.

    Returns
    -------
    Array
        Probabilities.

    Examples
    --------
    >>> import numpy
    >>> mean, sd = numpy.array([100.0]), numpy.array([6.0])
    >>> chance_accepted(mean, sd, 101.5, 15.0, (10, 2.4)).round(3)
    array([0.577])
    """
    numpy = needs("numpy", extra="quality")
    special = needs("scipy.special", extra="quality")
    n, k = stage
    nodes, weights = quadrature(_NODES)
    freedom = n - 1
    # t is s / sigma: its density does not depend on the batch, only its end does
    end = numpy.minimum(limit / (k * sds), 1 + _REACH / sqrt(2 * freedom))[:, None]
    t = end * nodes
    scale = 2 * (freedom / 2) ** (freedom / 2) / special.gamma(freedom / 2)
    density = scale * t ** (freedom - 1) * numpy.exp(-freedom * t * t / 2)
    room = limit - k * sds[:, None] * t
    by_error = sqrt(n) / sds[:, None]
    mean = means[:, None]
    inside = special.ndtr((highest + room - mean) * by_error) - special.ndtr(
        (LEAST_M - room - mean) * by_error
    )
    chance: Array = end[:, 0] * ((density * inside) @ weights)
    return chance


@cache
def quadrature(nodes: int) -> tuple[Any, Any]:
    """Return nodes and weights of Gauss and Legendre between 0 and 1.

    Parameters
    ----------
    nodes
        How many.

    Returns
    -------
    tuple of array
        Nodes and weights.

    Examples
    --------
    >>> at, weights = quadrature(3)
    >>> float(round((at**2) @ weights, 12))
    0.333333333333
    """
    numpy = needs("numpy", extra="quality")
    at, weights = numpy.polynomial.legendre.leggauss(nodes)
    return (at + 1) / 2, weights / 2


@cache
def usp_905_limit(name: str) -> float:
    """Return a limit of USP <905> as a float.

    Parameters
    ----------
    name
        ``first_limit``, of the acceptance value, ``second_limit``, of single
        contents around M, or ``reported_step``, of the acceptance value.

    Returns
    -------
    float
        The limit. [%]

    Examples
    --------
    >>> usp_905_limit("first_limit"), usp_905_limit("second_limit")
    (15.0, 25.0)
    """
    return float(quality_limit("usp-905", name).m_as("%"))


def _bound(means: Array, sds: Array, highest: float) -> Array:
    """Return the bound for columns of means and of deviations above zero."""
    numpy = needs("numpy", extra="quality")
    special = needs("scipy.special", extra="quality")
    limit = usp_905_limit("first_limit")
    first, second = (
        chance_accepted(means, sds, highest, limit, stage) for stage in STAGES
    )
    reach = usp_905_limit("second_limit") / 100
    within = special.ndtr(((1 + reach) * LEAST_M - means) / sds) - special.ndtr(
        ((1 - reach) * highest - means) / sds
    )
    both = second + within ** STAGES[-1][0] - 1
    bound: Array = numpy.clip(numpy.maximum(first, both), 0.0, 1.0)
    return bound
