r"""Shapes: contents that are not normal, and how often their samples pass.

A blend of the coefficient of variation :math:`c` need not scatter like a bell. With
lumps in a share :math:`p` of the capsules, all of it comes from them: each of these
holds :math:`c / \sqrt{p (1 - p)}` more than the others. With a skewness :math:`g` the
drug is taken as a shifted gamma distribution of the shape :math:`4 / g^2`, and of
particles a few of which hold much, as they are drawn. Samples are then drawn and
judged; three standard errors are taken off the share that passes, so that it is no more
than the chance in 998 of 1000 such simulations.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import TYPE_CHECKING

from attrs import frozen

from ...extras import needs
from ...quantities.units import Quantity
from ..measured_cv import MeasuredCv
from ..passing.simulation import samples_pass
from .homogeneity import simulate_contents
from .particles import ParticleSize
from .spread import Spread

if TYPE_CHECKING:
    import numpy as np

    from ..arguments import Array

__all__ = ["Shape", "Simulated"]

_SAMPLE = 30
_OF_PARTICLES = 5  # times fewer of these: each size of them is drawn
_BLOCK = 4_000
_BATCHES, _CAPSULES = 800, 500  # for the interval of one batch
_SEED = 905
_ERRORS = 3


@frozen(kw_only=True)
class Shape:
    """How the drug in the blend scatters, where that is no bell.

    Parameters
    ----------
    lumps
        Share of the capsules with a lump, or `None`.
    skewness
        Third standardised moment, or `None`.
    particles
        What carries the drug, or `None`.
    dose
        Drug in one capsule, which the particles share. [mg/capsule]
    """

    lumps: float | None = None
    skewness: float | None = None
    particles: ParticleSize | None = None
    dose: Quantity

    def draw(self, cv: Array, capsules: int, random: np.random.Generator) -> Array:
        """Return drawn factors of the drug in capsules, one row for each blend.

        Parameters
        ----------
        cv
            Coefficient of variation of each blend. [ratio]
        capsules
            Capsules of each.
        random
            Where they are drawn from.

        Returns
        -------
        array
            Content over that of an even blend.
        """
        numpy = needs("numpy", extra="quality")
        shape = (len(cv), capsules)
        if self.particles is not None:
            drawn: Array = simulate_contents(
                self.dose, self.particles, capsules=len(cv) * capsules, rng=random
            ).reshape(shape)
            return drawn / 100
        if self.lumps is not None:
            has_one = random.random(shape) < self.lumps
            off = (has_one - self.lumps) / sqrt(self.lumps * (1 - self.lumps))
        elif self.skewness:
            of_gamma = 4 / self.skewness**2
            off = (random.gamma(of_gamma, size=shape) - of_gamma) / sqrt(of_gamma)
            off *= numpy.sign(self.skewness)
        else:
            off = random.standard_normal(shape)
        factors: Array = 1 + cv[:, None] * off
        return factors


@frozen(kw_only=True)
class Simulated:
    """Batches of another shape than a bell, drawn from what is known of them.

    Parameters
    ----------
    shape
        How the drug in the blend scatters.
    blend
        Its coefficient of variation. [%]
    others
        What else moves each capsule by itself, all of it normal. [%]
    """

    shape: Shape
    blend: MeasuredCv | float
    others: tuple[MeasuredCv | float, ...]

    def share_that_passes(self, batch: Spread, *, samples: int) -> float:
        """Return how often samples pass USP <905>, or a little less.

        Parameters
        ----------
        batch
            Mean content of the batch, as a test finds it. [% of label]
        samples
            How many are drawn.

        Returns
        -------
        float
            Share that passes, less three standard errors of the simulation.
        """
        number = samples
        if self.shape.particles is not None:
            number = samples // _OF_PARTICLES
        passed = sum(
            int(samples_pass(contents).sum())
            for contents in self._draw(batch, number, _SAMPLE)
        )
        share = passed / number
        return max(share - _ERRORS * sqrt(share * (1 - share) / number), 0.0)

    def reaches(self, batch: Spread, level: float) -> tuple[float, float]:
        """Return how far from the mean a share of capsules lies.

        Parameters
        ----------
        batch
            Mean content of the batch. [% of label]
        level
            The share.

        Returns
        -------
        tuple of float
            Of all capsules; and of a batch's, in as large a share of batches. [% of
            label]
        """
        numpy = needs("numpy", extra="quality")
        off = numpy.abs(
            numpy.concatenate(list(self._draw(batch, _BATCHES, _CAPSULES))) - batch.mean
        )
        of_each = numpy.quantile(off, level, axis=1)
        return float(numpy.quantile(off, level)), float(numpy.quantile(of_each, level))

    def _draw(self, batch: Spread, batches: int, capsules: int) -> Iterator[Array]:
        """Yield contents of batches in blocks, one row for each batch."""
        numpy = needs("numpy", extra="quality")
        random = numpy.random.default_rng(_SEED)
        means = batch.quantiles((numpy.arange(batches) + 0.5) / batches)
        means = random.permutation(means)
        for start in range(0, batches, _BLOCK):
            part = means[start : start + _BLOCK]
            cv = _drawn(self.blend, len(part), random)
            contents = part[:, None] * self.shape.draw(cv, capsules, random)
            for each in self.others:
                off = random.standard_normal(contents.shape)
                contents *= 1 + _drawn(each, len(part), random)[:, None] * off
            yield contents


def _drawn(cv: MeasuredCv | float, batches: int, random: np.random.Generator) -> Array:
    """Return coefficients of variation, one for each batch. [ratio]"""
    numpy = needs("numpy", extra="quality")
    if isinstance(cv, MeasuredCv):
        drawn: Array = cv.quantiles(random.uniform(1e-12, 1 - 1e-12, batches)) / 100
        return drawn
    known: Array = numpy.full(batches, cv / 100)
    return known
