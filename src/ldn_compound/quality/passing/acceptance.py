r"""Acceptance limits: how evenly a sample must hold the drug to vouch for its batch.

A sample of :math:`n` contents with the mean :math:`\bar x` and the standard deviation
:math:`s` says little about its batch. At the confidence :math:`c`, with
:math:`g = \sqrt c` for each of the two, the batch has at most the standard deviation,
and its mean lies within the limits [pharmtech-2007-uniformity]_ [astm-e2810]_

.. math:: \sigma_U = s \sqrt{\frac{n - 1}{\chi^2_{n-1}(1 - g)}}, \qquad
    \mu = \bar x \pm z_{(1+g)/2}\, \frac{\sigma_U}{\sqrt n}.

The chance of passing is least in one of these two corners as long as it is more than
one half. This is more than is asked: batches are as good as it says 993 to 1000 times
in 1000 where 950 are asked for. What the sample leaves open of the batch can be
followed instead (``by="fiducial"``): with a quantile :math:`u` of chi-square and one
:math:`z` of the normal distribution, each as likely as any other, it may be a batch of
:math:`\sigma = s \sqrt{(n - 1) / u}` and :math:`\mu = \bar x + z \sigma / \sqrt n`,
and the share :math:`c` of these batches passes at least as often as is said; here with
the exact chance.

The acceptance limit at a sample mean is the greatest :math:`s` at which both corners
still pass with the share asked for. USP <905> is no such plan: a sample that
passes it vouches for itself only.

.. [pharmtech-2007-uniformity] J. Bergum, H. Li, Acceptance Limits for the New ICH USP
   29 Content-Uniformity Test, 2007 (docs/references.md).
.. [astm-e2810] ASTM E2810, Demonstrating Capability to Comply with the Test for
   Uniformity of Dosage Units (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args, overload

from attrs import frozen

from ...errors import FieldError, shown
from ...extras import needs
from ..arguments import (
    broadcast,
    float_or_array,
    require_count,
    require_floats,
    require_share,
)
from .chance import LEAST_M, highest_reference, probability_of_passing, usp_905_limit
from .exact import chance_of_passing

if TYPE_CHECKING:
    from ..arguments import Array, Column

__all__ = [
    "AcceptanceLimit",
    "acceptance_limits",
    "assured_probability_of_passing",
    "greatest_sd",
]

#: How a sample vouches for its batch: by the corners of its limits, or fiducially.
By: TypeAlias = Literal["corners", "fiducial"]

_HALVINGS = 50
_NODES = 40  # of the fiducial deviations, and as many means for each
_MOST_SD = 15.0  # % of label: a batch that spreads more fails more often than not
_DEVIATIONS = "deviations of 0 % of label or more"
_LEAST_SHARE = 0.5  # below it the corners say nothing
_STEP = 1.0  # % of label between the means of a table


@frozen(kw_only=True)
class AcceptanceLimit:
    """The acceptance limit at one sample mean.

    Parameters
    ----------
    mean
        Mean of the sample. [% of label]
    greatest_sd
        Greatest standard deviation of the sample that is accepted. [% of label]

    Examples
    --------
    >>> limit = AcceptanceLimit(mean=100.0, greatest_sd=4.18)
    >>> limit.greatest_sd
    4.18
    """

    mean: float
    greatest_sd: float


def acceptance_limits(
    n: int,
    confidence: float = 0.95,
    *,
    share: float = 0.95,
    means: Column | None = None,
    target: float = 100.0,
) -> tuple[AcceptanceLimit, ...]:
    """Return the greatest standard deviation that a sample may have, by its mean.

    Parameters
    ----------
    n
        Contents in the sample, each from another place of the batch.
    confidence
        How often the batch is as good as the table says, sample after sample.
    share
        Share of samples of the batch that is to pass USP <905>, above 0.5.
    means
        Sample means; `None` for every whole percent at which a batch can pass. [% of
        label]
    target
        Content aimed at when made; 100 unless an overage is approved. [% of label]

    Returns
    -------
    tuple of AcceptanceLimit
        One for each mean, in their order.

    Raises
    ------
    FieldError
        If there are fewer than two contents, confidence or share is not a share, or no
        spread, however small, passes at a mean.

    Examples
    --------
    >>> for limit in acceptance_limits(30, 0.95, means=[95.0, 100.0]):
    ...     print(limit.mean, round(limit.greatest_sd, 2))
    95.0 2.93
    100.0 4.18
    """
    if means is None:
        numpy = needs("numpy", extra="quality")
        lowest, highest = _ends(target)
        means = numpy.arange(lowest + _STEP / 2, highest, _STEP)
    level = require_share(share, "share", above=_LEAST_SHARE)

    def chance(columns: Array, sds: Array) -> Array:
        return assured_probability_of_passing(
            columns, sds, n=n, confidence=confidence, target=target
        )

    columns = _possible_means(means, "means", target)
    limits = _greatest(chance, columns, level)
    return tuple(
        AcceptanceLimit(mean=float(mean), greatest_sd=float(sd))
        for mean, sd in zip(columns.flat, limits.flat, strict=True)
    )


@overload
def assured_probability_of_passing(
    mean: float,
    sd: float,
    *,
    n: int,
    confidence: float = ...,
    target: float = ...,
    by: By = ...,
) -> float: ...
@overload
def assured_probability_of_passing(
    mean: Column,
    sd: float | Column,
    *,
    n: int,
    confidence: float = ...,
    target: float = ...,
    by: By = ...,
) -> Array: ...
@overload
def assured_probability_of_passing(
    mean: float,
    sd: Column,
    *,
    n: int,
    confidence: float = ...,
    target: float = ...,
    by: By = ...,
) -> Array: ...
def assured_probability_of_passing(
    mean: float | Column,
    sd: float | Column,
    *,
    n: int,
    confidence: float = 0.95,
    target: float = 100.0,
    by: By = "corners",
) -> float | Array:
    """Return the least chance of passing that a sample vouches for.

    Parameters
    ----------
    mean
        Mean of the sample, one or many. [% of label]
    sd
        Its standard deviation, one or many. [% of label]
    n
        Contents in it.
    confidence
        How often the batch is as good as that, sample after sample.
    target
        Content aimed at when made; 100 unless an overage is approved. [% of label]
    by
        ``corners``, as the published tables: more often right than is asked; or
        ``fiducial``, which is right about as often as is asked.

    Returns
    -------
    float or array
        Lower bound of the probability; a float for floats, else an array. Below one
        half it says no more than that.

    Raises
    ------
    FieldError
        If a figure is not finite, a spread negative, or there are fewer than two
        contents.

    Examples
    --------
    >>> round(assured_probability_of_passing(100.0, 4.0, n=30), 3)
    0.98
    """
    special = needs("scipy.special", extra="quality")
    numpy = needs("numpy", extra="quality")
    contents = require_count(n, "n", 2)
    level = require_share(confidence, "confidence")
    means, sds = broadcast(
        require_floats(mean, "mean", "means in % of label, such as 100.0"),
        require_floats(sd, "sd", _DEVIATIONS, lambda each: each >= 0),
        field="mean and sd",
    )
    if by not in get_args(By):
        expected, way_out = "'corners' or 'fiducial'", "such as by='fiducial'"
        raise FieldError(expected, shown(by), way_out, "by")
    if by == "fiducial":
        return float_or_array(_fiducial(means, sds, contents, level, target))
    each = sqrt(level)
    highest_sd = sds * sqrt((contents - 1) / special.chdtri(contents - 1, each))
    off = special.ndtri((1 + each) / 2) * highest_sd / sqrt(contents)
    low, high = (
        probability_of_passing(corner, highest_sd, target=target)
        for corner in (means - off, means + off)
    )
    return float_or_array(numpy.minimum(low, high))


def _fiducial(means: Array, sds: Array, n: int, level: float, target: float) -> Array:
    """Return what most batches that a sample may come from pass with at least."""
    special = needs("scipy.special", extra="quality")
    numpy = needs("numpy", extra="quality")
    shares = (numpy.arange(_NODES) + 0.5) / _NODES
    spreads = numpy.sqrt((n - 1) / special.chdtri(n - 1, shares))
    off = numpy.outer(spreads, special.ndtri(shares)).ravel() / sqrt(n)
    batches = numpy.repeat(spreads, _NODES)
    columns = means[..., None] + sds[..., None] * off
    chances = chance_of_passing(columns, sds[..., None] * batches, target=target)
    least: Array = numpy.quantile(chances, 1 - level, axis=-1)
    return least


def greatest_sd(mean: float, *, share: float = 0.95, target: float = 100.0) -> float:
    """Return how much the contents of a batch may spread if it is to pass.

    Parameters
    ----------
    mean
        Mean content of the batch. [% of label]
    share
        Share of samples that is to pass USP <905>, above 0.5.
    target
        Content aimed at when made; 100 unless an overage is approved. [% of label]

    Returns
    -------
    float
        Standard deviation of the contents at which the lower bound is the share. [% of
        label]

    Raises
    ------
    FieldError
        If no spread, however small, passes at that mean.

    Examples
    --------
    >>> round(greatest_sd(100.0), 2), round(greatest_sd(92.0), 2)
    (6.11, 3.38)
    """
    level = require_share(share, "share", above=_LEAST_SHARE)

    def chance(means: Array, sds: Array) -> Array:
        return probability_of_passing(means, sds, target=target)

    return float(_greatest(chance, _possible_means(mean, "mean", target), level))


def _possible_means(means: float | Column, field: str, target: float) -> Array:
    lowest, highest = _ends(target)
    expected = f"above {lowest:g} % and below {highest:g} % of label"
    return require_floats(
        means, field, expected, lambda each: (lowest < each) & (each < highest)
    )


def _ends(target: float) -> tuple[float, float]:
    """Return the means at which a batch without spread just passes."""
    limit = usp_905_limit("first_limit")
    return LEAST_M - limit, highest_reference(target) + limit


def _greatest(
    chance: Callable[[Array, Array], Array], means: Array, share: float
) -> Array:
    """Return where the chance falls to the share, from the side where it passes."""
    numpy = needs("numpy", extra="quality")
    passes, fails = numpy.zeros_like(means), numpy.full_like(means, _MOST_SD)
    for _ in range(_HALVINGS):
        middle = (passes + fails) / 2
        reached = chance(means, middle) >= share
        passes = numpy.where(reached, middle, passes)
        fails = numpy.where(reached, fails, middle)
    limits: Array = passes
    return limits
