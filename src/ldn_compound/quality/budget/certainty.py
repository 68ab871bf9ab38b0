r"""Certainty: intervals and chances that follow from the contributions of a budget.

The content of a capsule is a product. Of factors with the relative standard
uncertainties :math:`u_i` it has

.. math:: u^2 = \prod_i (1 + u_i^2) - 1,

and windows stay windows (`spread`). A batch of the mean :math:`\mu` has capsules of the
standard deviation :math:`u_c\,\mu`, and a sample of it passes with the chance that
`exact` gives; that is averaged over all :math:`\mu`. Where :math:`u_c` was measured on
few portions, it is averaged over what the true one may be (`measured_cv`) as well.

Two intervals answer two questions. One holds 95 % of all capsules of all batches. In
the other lie 95 % of the capsules of the batch in hand, for 95 of 100 batches: with
:math:`d`, within which the mean of 95 % of batches lies, the batch at its end has to
have 95 % of its capsules inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod, sqrt
from typing import TYPE_CHECKING

from attrs import frozen

from ...extras import needs
from ..measured_cv import MeasuredCv
from ..passing.exact import chance_bounds
from .contribution import Contribution, inflation, measured_cv, scatter_of
from .products import of_products
from .shapes import Shape, Simulated
from .spread import Spread

if TYPE_CHECKING:
    from ..arguments import Array


__all__ = ["Certainty", "certainty", "chance_of", "mean_of_batch"]

_LEAST, _GREATEST = 90.0, 110.0
_NODES = 16  # over what a measured coefficient of variation may be
_FINELY = 400  # values for the share of batches, so that none has much of it
_GOLDEN = (sqrt(5) - 1) / 2
_BINS = 24  # that several of them together are put into
_CELLS = 480
_SAMPLES = 10_000
_FAR = 8.5  # standard deviations beyond which no capsule lies
_TINY = 1e-6  # % of label


@frozen(kw_only=True)
class Certainty:
    """How sure a dose is; all in % of the label.

    Parameters
    ----------
    batch
        Mean content of the batch.
    capsule
        Content of a single capsule.
    interval
        Holds the level of all capsules, over all batches.
    interval_in_hand
        Holds the level of the capsules of a batch, in as large a share of batches.
    chance_mean_within
        Chance that the mean lies in 90-110 %.
    chance_of_passing
        Chance that a sample passes USP <905>; never above the truth.
    """

    batch: Spread
    capsule: Spread
    interval: tuple[float, float]
    interval_in_hand: tuple[float, float]
    chance_mean_within: float
    chance_of_passing: float


@frozen
class _Own:
    """What a capsule scatters by, of its own.

    Parameters
    ----------
    values
        What it may be. [% of content]
    shares
        Chance of each; together 1.
    """

    values: Array
    shares: Array


def certainty(
    claim: float,
    contributions: Sequence[Contribution],
    *,
    level: float,
    shape: Shape | None = None,
) -> Certainty:
    """Return how sure a dose is.

    Parameters
    ----------
    claim
        Content by the weights. [% of label]
    contributions
        What moves it.
    level
        Share of cases that the intervals hold.
    shape
        How the blend scatters, where that is no bell.

    Returns
    -------
    Certainty
        Spreads, intervals and chances.
    """
    batch = mean_of_batch(claim, contributions)
    of_capsule = [each for each in contributions if each.kind == "capsule"]
    of_all, in_hand = _intervals(batch, of_capsule, level, shape)
    return Certainty(
        batch=batch,
        capsule=_capsule(batch, _product(each.uncertainty for each in of_capsule)),
        interval=of_all,
        interval_in_hand=in_hand,
        chance_mean_within=batch.within(_LEAST, _GREATEST),
        chance_of_passing=chance_of(claim, contributions, shape),
    )


def mean_of_batch(claim: float, contributions: Sequence[Contribution]) -> Spread:
    """Return the mean content that a batch may have.

    Parameters
    ----------
    claim
        Content by the weights. [% of label]
    contributions
        What moves it; only what all capsules share counts.

    Returns
    -------
    Spread
        The mean content, in the unit of the claim.
    """
    shared = [each for each in contributions if each.kind == "batch"]
    return _batch(_mean(claim, contributions), shared)


def _batch(mean: float, contributions: Sequence[Contribution]) -> Spread:
    """Return the spread of the mean content of a batch."""
    scatters = [scatter_of(each) * inflation(each) for each in contributions]
    windows = (each.half_width * mean / 100 for each in contributions)
    return Spread(
        mean=mean,
        half_widths=tuple(half for half in windows if half),
        sd=_product(scatters) * mean / 100,
    )


def _product(uncertainties: Iterable[float]) -> float:
    """Return the relative uncertainty of a product. [%]"""
    return 100 * sqrt(prod(1 + (each / 100) ** 2 for each in uncertainties) - 1)


def _capsule(batch: Spread, own: float) -> Spread:
    """Return the spread of single capsules, each of another batch."""
    of_itself = (own / 100) ** 2 * (batch.mean**2 + batch.total_sd**2)
    return Spread(
        mean=batch.mean,
        half_widths=batch.half_widths,
        sd=sqrt(batch.sd**2 + of_itself),
    )


def _own(contributions: Sequence[Contribution]) -> _Own:
    """Return what single capsules may scatter by, with the share of each. [%]"""
    numpy = needs("numpy", extra="quality")
    nodes, halves = numpy.polynomial.legendre.leggauss(_NODES)
    places, weights = (nodes + 1) / 2, halves / 2
    squares, shares = numpy.ones(1), numpy.ones(1)
    for each in contributions:
        sizes, of_each = numpy.array([each.uncertainty]), numpy.ones(1)
        if each.portions is not None and each.uncertainty:
            sizes, of_each = measured_cv(each).quantiles(places), weights
        squares = numpy.outer(squares, 1 + (sizes / 100) ** 2).ravel()
        shares = numpy.outer(shares, of_each).ravel()
    return _Own(100 * numpy.sqrt(squares - 1), shares)


def _finely(contributions: Sequence[Contribution]) -> _Own:
    """Return the same, each value with as small a share as any other.

    The places of one deviation rise evenly, those of another step by the golden ratio,
    so that together they fill all that both may be.
    """
    if not any(each.portions and each.uncertainty for each in contributions):
        return _own(contributions)
    numpy = needs("numpy", extra="quality")
    places = (numpy.arange(_FINELY) + 0.5) / _FINELY
    squares = numpy.ones(_FINELY)
    for each in contributions:
        sizes: Array | float = each.uncertainty
        if each.portions and each.uncertainty:
            sizes = measured_cv(each).quantiles(places)
            places = (places * _FINELY * _GOLDEN) % 1
        squares *= 1 + (sizes / 100) ** 2
    return _Own(100 * numpy.sqrt(squares - 1), numpy.full(_FINELY, 1 / _FINELY))


def _in_bins(own: _Own) -> _Own:
    """Return as good as the same with fewer values: the mean square of each bin."""
    if len(own.shares) <= _BINS:
        return own
    numpy = needs("numpy", extra="quality")
    order = numpy.argsort(own.values)
    values, shares = own.values[order], own.shares[order]
    places = numpy.minimum((numpy.cumsum(shares) * _BINS).astype(int), _BINS - 1)
    together = numpy.bincount(places, shares)
    squares = numpy.bincount(places, shares * values**2)
    kept = together > 0
    return _Own(numpy.sqrt(squares[kept] / together[kept]), together[kept])


def _intervals(
    batch: Spread,
    contributions: Sequence[Contribution],
    level: float,
    shape: Shape | None,
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the interval of all capsules, and that of a batch in hand."""
    if shape is None:
        own = _in_bins(_own(contributions))
        return _of_all(batch, own, level), _in_hand(batch, contributions, level)
    reaches = _simulated(shape, contributions).reaches(batch, level)
    of_all, in_hand = ((batch.mean - each, batch.mean + each) for each in reaches)
    return of_all, in_hand


def _of_all(batch: Spread, own: _Own, level: float) -> tuple[float, float]:
    """Return the interval that holds a share of all capsules of all batches."""
    if len(own.values) == 1:
        return _capsule(batch, float(own.values[0])).interval(level)
    optimize = needs("scipy.optimize", extra="quality")
    capsules = [_capsule(batch, float(each)) for each in own.values]
    mean = batch.mean

    def inside(reach: float) -> float:
        chances = [each.within(mean - reach, mean + reach) for each in capsules]
        return float(own.shares @ chances) - level

    reach = optimize.brentq(inside, 0.0, max(each.reach for each in capsules))
    return mean - reach, mean + reach


def _in_hand(
    batch: Spread, contributions: Sequence[Contribution], level: float
) -> tuple[float, float]:
    """Return the interval that holds a share of the capsules of most batches."""
    own = _finely(contributions)
    numpy = needs("numpy", extra="quality")
    optimize = needs("scipy.optimize", extra="quality")
    special = needs("scipy.special", extra="quality")
    means = numpy.linspace(batch.mean, batch.mean + batch.reach, _CELLS + 1)
    upper = batch.each_below(means)
    lower = batch.each_below(2 * batch.mean - means)
    within = upper - lower  # how many batches are no further off than that
    if not batch.reach:
        within = numpy.ones_like(means)

    def batches(reach: float) -> float:
        held = 0.0
        for each, share in zip(own.values, own.shares, strict=True):
            sds = numpy.maximum(each / 100 * means, _TINY)
            inside = special.ndtr((batch.mean + reach - means) / sds) - special.ndtr(
                (batch.mean - reach - means) / sds
            )
            enough = numpy.nonzero(inside >= level)[0]
            held += share * (within[enough[-1]] if len(enough) else 0.0)
        return float(held) - level

    widest = batch.reach + _FAR * float(own.values.max()) / 100 * float(means[-1])
    reach = optimize.bisect(batches, 0.0, widest + 2 * _FAR * _TINY, xtol=_TINY)
    return batch.mean - reach, batch.mean + reach


def _mean(claim: float, contributions: Sequence[Contribution]) -> float:
    """Return the content to expect, less what is lost. [% of label]"""
    return claim * prod(each.mean / 100 for each in contributions)


def chance_of(
    claim: float,
    contributions: Sequence[Contribution],
    shape: Shape | None,
    *,
    samples: int = _SAMPLES,
) -> float:
    """Return the chance that a sample passes, as a laboratory finds it.

    Parameters
    ----------
    claim
        Content by the weights. [% of label]
    contributions
        What moves it.
    shape
        How the blend scatters, where that is no bell.
    samples
        How many are simulated; of fewer, more is taken off.

    Returns
    -------
    float
        Chance, never above the truth under these assumptions.
    """
    numpy = needs("numpy", extra="quality")
    mean = _mean(claim, contributions)
    batch = _batch(
        mean, [e for e in contributions if e.kind in ("batch", "laboratory bias")]
    )
    each_own = [e for e in contributions if e.kind in ("capsule", "laboratory scatter")]
    if shape is not None:
        return _simulated(shape, each_own).share_that_passes(batch, samples=4 * samples)
    own = _in_bins(_own(each_own))

    def chance(means: Array) -> Array:
        sds = numpy.maximum(means, 0)[:, None] * own.values[None, :] / 100
        lower, _ = chance_bounds(numpy.repeat(means, len(own.values)), sds.ravel())
        chances: Array = numpy.asarray(lower).reshape(sds.shape) @ own.shares
        return chances

    passing = batch.expected(chance)
    return of_products(passing, mean, contributions, samples=samples)


def _simulated(shape: Shape, own: Sequence[Contribution]) -> Simulated:
    """Return what draws capsules of such a blend."""
    (blend,) = [each for each in own if each.cause == "blend"]
    others = tuple(_known(each) for each in own if each is not blend)
    return Simulated(shape=shape, blend=_known(blend), others=others)


def _known(contribution: Contribution) -> MeasuredCv | float:
    """Return what is known of how capsules scatter."""
    if contribution.portions is None or not contribution.uncertainty:
        return contribution.uncertainty
    return measured_cv(contribution)
