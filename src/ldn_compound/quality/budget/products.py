r"""Products: how far the chance of passing is off where factors are taken as one bell.

The content of a capsule is a product of factors, and a product of bells is no bell: it
leans a little to the right. The chance of passing is worked out for one bell of the
same standard deviation. How much that changes is simulated: batches are drawn twice
from the same numbers :math:`z_i`, as the product and as the bell,

.. math:: \prod_i (1 + u_i z_i) \quad\text{and}\quad
    1 + u\, \frac{\sum_i u_i z_i}{\sqrt{\sum_i u_i^2}},

and as nearly all of them are judged alike, the difference of the two shares is known
far better than either. A factor whose deviation was measured on few portions draws what
that may be in truth, for the product. What three standard errors of the difference
leave open is taken off the chance, and at least as much as one case of three in all
samples, or as doubles the risk to fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

from ...extras import needs
from ..passing.simulation import samples_pass
from .contribution import Contribution, inflation, measured_cv, scatter_of

if TYPE_CHECKING:
    import numpy as np

    from ..arguments import Array

__all__ = ["of_products"]

_SAMPLE = 30
_ERRORS = 3
_SEED = 905
_SHARED = ("batch", "laboratory bias")
_NEVER = 1e-12  # no draw is nearer to zero or one


def of_products(
    chance: float, mean: float, contributions: Sequence[Contribution], *, samples: int
) -> float:
    """Return a chance of passing for products, never above the truth.

    Parameters
    ----------
    chance
        The chance for bells.
    mean
        Content to expect. [% of label]
    contributions
        What moves it, of batches and of capsules.
    samples
        How many are drawn.

    Returns
    -------
    float
        The chance, with the difference, less what the simulation leaves open.
    """
    numpy = needs("numpy", extra="quality")
    random = numpy.random.default_rng(_SEED)
    shared = [e for e in contributions if e.kind in _SHARED]
    own = [e for e in contributions if e.kind not in _SHARED]
    means = numpy.full((samples, 1), mean)
    for each in shared:
        half = each.half_width / 100
        means *= 1 + random.uniform(-half, half, (samples, 1))
    sizes: list[Array | float] = [
        scatter_of(each) * inflation(each) / 100 for each in shared
    ]
    of_batch, bell_of_batch = _twins(shared, sizes, (samples, 1), random)
    sizes = [_true(each, samples, random) for each in own]
    of_capsule, bell_of_capsule = _twins(own, sizes, (samples, _SAMPLE), random)
    product = samples_pass(means * of_batch * of_capsule)
    bell = samples_pass(means * bell_of_batch * bell_of_capsule)
    off = product.astype(float) - bell
    unknown = max(
        _ERRORS * float(off.std()) / sqrt(samples),
        min(_ERRORS / samples, 1 - chance),
    )
    return min(max(chance + float(off.mean()) - unknown, 0.0), 1.0)


def _twins(
    contributions: Sequence[Contribution],
    sizes: Sequence[float | Array],
    shape: tuple[int, int],
    random: np.random.Generator,
) -> tuple[Array, Array]:
    """Return drawn products, and bells of the given deviations from the same numbers.

    Of a batch, a deviation that was measured on few portions is drawn for the product;
    the bell has one that stands for all it may be.
    """
    numpy = needs("numpy", extra="quality")
    products = numpy.ones(shape)
    along = numpy.zeros(shape)
    squares, every = numpy.zeros(1), numpy.ones(1)
    for each, size in zip(contributions, sizes, strict=True):
        drawn = random.standard_normal(shape)
        true = _true(each, shape[0], random) if each.kind in _SHARED else size
        products *= 1 + true * drawn
        along += size * drawn
        squares = squares + size**2
        every = every * (1 + size**2)
    straight = numpy.sqrt(numpy.maximum(squares, _NEVER))
    return products, 1 + numpy.sqrt(every - 1) / straight * along


def _true(
    contribution: Contribution, samples: int, random: np.random.Generator
) -> Array | float:
    """Return what a deviation may be in truth, one for each sample. [ratio]"""
    if contribution.portions is None or not contribution.uncertainty:
        return scatter_of(contribution) / 100
    at = random.uniform(_NEVER, 1 - _NEVER, samples)
    drawn: Array = measured_cv(contribution).quantiles(at)[:, None] / 100
    return drawn
