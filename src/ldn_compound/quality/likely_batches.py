"""Likely batches: drawn from an error budget, each as likely as it makes its assays.

What is drawn, and why one batch of a hundred is drawn otherwise, is said in
`batch_in_hand`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ..extras import needs
from .budget.certainty import mean_of_batch
from .budget.contribution import Contribution, measured_cv
from .measured_cv import MeasuredCv
from .passing.exact import chance_bounds

if TYPE_CHECKING:
    import numpy as np

    from .arguments import Array

__all__ = ["LEVEL", "Drawn", "as_likely", "draw", "said_together"]

LEVEL = 0.95  # share of capsules, and of batches, that intervals hold

_DRAWN = 12_000  # batches: half as the budget has them, half in which something is off
_SEED = 905
_OFF = 0.01  # share of batches in which something is off that nobody thought of
#: What such a batch may hold is off by up to this, and its blend is as uneven as that.
_HALF_WIDTH, _UNEVEN = 0.5, 0.3
_LEAST, _GREATEST = 90.0, 110.0
_NEVER = 1e-12  # no draw is nearer to zero or one
_ENDS = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
_HALVINGS = 40
_WIDEST = 300.0  # % of label: no capsule is further from the mean


@frozen(kw_only=True)
class Drawn:
    """Values of all that is not known, drawn together; ratios but for the mean.

    Parameters
    ----------
    mean
        Mean content of the batch. [% of label]
    off
        Whether it is that of a batch in which something is off.
    prior
        How often it is drawn less or more than it is to be expected.
    capsule
        What each capsule scatters by.
    bias
        What the laboratory finds of a content on average.
    assay
        What its assays scatter by.
    """

    mean: Array
    off: Array
    prior: Array
    capsule: Array
    bias: Array
    assay: float


def draw(
    contributions: Sequence[Contribution], spread: MeasuredCv, by_weight: float
) -> Drawn:
    """Return what may be true of a batch before its assays are known.

    Parameters
    ----------
    contributions
        What moves the content, of an error budget.
    spread
        How far single capsules were filled apart, with their number.
    by_weight
        Content of a capsule of the mean net mass, by the weights. [% of label]

    Returns
    -------
    Drawn
        Batches, drawn from what is known.
    """
    numpy = needs("numpy", extra="quality")
    random = numpy.random.default_rng(_SEED)
    half = _DRAWN // 2
    even = (numpy.arange(half) + 0.5) / half
    usual = random.permutation(mean_of_batch(1.0, contributions).quantiles(even))
    unusual = 1 + _HALF_WIDTH * (2 * even - 1)
    off = numpy.arange(_DRAWN) >= half
    fill = spread.quantiles(_places(random)) / 100
    kinds = {each.kind: each.uncertainty / 100 for each in contributions}
    (blend,) = [each for each in contributions if each.cause == "blend"]
    uneven = numpy.full(_DRAWN, blend.uncertainty / 100)
    if blend.portions is not None and blend.uncertainty:
        uneven = measured_cv(blend).quantiles(_places(random)) / 100
    uneven = numpy.where(off, _UNEVEN * random.random(_DRAWN), uneven)
    mean_fill = 1 + fill / sqrt(spread.portions) * random.standard_normal(_DRAWN)
    return Drawn(
        mean=by_weight * numpy.concatenate([usual, unusual]) * mean_fill,
        off=off,
        prior=numpy.where(off, _OFF, 1 - _OFF),
        capsule=numpy.sqrt((1 + fill**2) * (1 + uneven**2) - 1),
        bias=1 + kinds["laboratory bias"] * random.standard_normal(_DRAWN),
        assay=kinds["laboratory scatter"],
    )


def _places(random: np.random.Generator) -> Array:
    """Return shares at which distributions are drawn."""
    places: Array = random.uniform(_NEVER, 1 - _NEVER, _DRAWN)
    return places


def as_likely(drawn: Drawn, found: tuple[float, ...]) -> Array:
    """Return the share of each draw, by how likely it makes the assays.

    Parameters
    ----------
    drawn
        Batches, drawn.
    found
        Contents that a laboratory found. [% of label]

    Returns
    -------
    array
        Their shares, one in all.
    """
    numpy = needs("numpy", extra="quality")
    seen = drawn.mean * drawn.bias
    sds = seen * numpy.sqrt(drawn.capsule**2 + drawn.assay**2)
    likely = numpy.log(drawn.prior)
    for each in found:
        likely = likely - ((each - seen) / sds) ** 2 / 2 - numpy.log(sds)
    shares = numpy.exp(likely - likely.max())
    normed: Array = shares / shares.sum()
    return normed


def said_together(drawn: Drawn, shares: Array) -> dict[str, Any]:
    """Return what all draws together say.

    Parameters
    ----------
    drawn
        Batches, drawn.
    shares
        The share of each.

    Returns
    -------
    dict
        The figures of a `BatchInHand`, by their names.
    """
    numpy = needs("numpy", extra="quality")
    means = drawn.mean
    mean = float(shares @ means)
    seen = means * drawn.bias
    scatter = seen * numpy.sqrt(drawn.capsule**2 + drawn.assay**2)
    passing, _ = chance_bounds(seen, scatter)
    reach = _quantile(_reaches(means, means * drawn.capsule, mean), shares, LEVEL)
    low, high = (_quantile(means, shares, each) for each in _ENDS)
    return {
        "mean": mean,
        "mean_interval": (low, high),
        "interval_in_hand": (mean - reach, mean + reach),
        "chance_mean_within": float(
            shares @ ((means >= _LEAST) & (means <= _GREATEST))
        ),
        "chance_of_passing": float(shares @ passing),
        "chance_off": float(shares @ drawn.off),
    }


def _reaches(means: Array, sds: Array, centre: float) -> Array:
    """Return how far from the centre the level of the capsules of each batch lies."""
    numpy = needs("numpy", extra="quality")
    special = needs("scipy.special", extra="quality")
    sds = numpy.maximum(sds, _NEVER)
    low, high = numpy.zeros_like(means), numpy.full_like(means, _WIDEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        held = special.ndtr((centre + middle - means) / sds) - special.ndtr(
            (centre - middle - means) / sds
        )
        low = numpy.where(held < LEVEL, middle, low)
        high = numpy.where(held < LEVEL, high, middle)
    reaches: Array = high
    return reaches


def _quantile(values: Array, shares: Array, level: float) -> float:
    """Return the value below which a share of the draws lies."""
    numpy = needs("numpy", extra="quality")
    order = numpy.argsort(values)
    place = int(numpy.searchsorted(numpy.cumsum(shares[order]), level))
    return float(values[order[min(place, len(order) - 1)]])
