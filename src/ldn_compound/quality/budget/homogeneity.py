r"""Homogeneity: how much the drug in a capsule varies, because drug comes in particles.

In a perfect mix each particle is in any capsule by chance, so the particles of each
size in one capsule are Poisson distributed, and the drug in it is a compound Poisson
sum. For the dose :math:`G`, with the drug :math:`q` in a particle of the median size
by mass and the variance :math:`L` of the logarithm of the size (see `particles`)
[rohrs-2006]_ [yalkowsky-bolton-1990]_

.. math:: CV^2 = \frac{q}{G} e^{4.5 L}, \qquad E(N) = \frac{G}{q} e^{4.5 L}, \qquad
    \text{skewness} = CV\, e^{9 L}.

That is the drug in any place of a blend of which it takes next to nothing. A capsule
gets a certain *mass* :math:`W` of blend: the share :math:`p` of it are particles that
carry drug, :math:`G / f = p W`, and :math:`q = 1 - p` those of excipients. Averaged by
mass they weigh :math:`w = \bar m\,e^{4.5 L}`, with the mean square
:math:`t = \bar m^2 e^{18 L}`, where :math:`\bar m` is the median by mass. Of a random
row of particles that is cut into pieces of the mass :math:`W` [stange-1954]_

.. math:: CV^2 = \frac{q}{p W} (q w_d + p w_e), \qquad
    \text{skewness} = \frac{q \left[q^2 t_d - p^2 t_e -
    3 p q\,(q w_d + p w_e)(w_d - w_e)\right]}{p^2 W^2\, CV^3}.

Where there is more of one there is less of the other: for an excipient whose particles
weigh as much as those of the drug the first is :math:`q\,w_d / (p W)`, the binomial,
which is taken where none is stated; a finer one gives down to :math:`q` times that, a
coarse one gives more. Of a blend that is filled to a volume the shares by volume count
instead, which are those by mass where the densities are alike.

A few large particles make some capsules too strong: the skewness. Up to 0.5 the bound
of `probability_of_passing`, which takes contents as normal, is at most 0.01 above the
chance that `simulate_contents` gives, for a mean of 100 % and a CV up to 6 %. Beyond
that it promises too much, and only the simulation will do. A real blend is worse than a
perfect mix, in both respects.

The sizes that count are those of the particles that carry drug: crystals of a bulk
powder, but the fragments of crushed tablets, of which only a share is drug. Where sizes
are not log-normal, :math:`g` should describe the largest of them.

.. [rohrs-2006] B. R. Rohrs et al., Particle size limits to meet USP content uniformity
   criteria, J Pharm Sci 2006;95:1049-1059 (docs/references.md).
.. [stange-1954] K. Stange, Die Mischguete einer Zufallsmischung als Grundlage zur
   Beurteilung von Mischversuchen, 1954 (docs/references.md).
.. [yalkowsky-bolton-1990] S. H. Yalkowsky, S. Bolton, Particle size and content
   uniformity, Pharm Res 1990;7:962-966 (docs/references.md).
"""

from __future__ import annotations

from math import ceil, exp, pi, sqrt
from typing import TYPE_CHECKING

from ...errors import FieldError
from ...extras import needs
from ...quantities.kinds import PER_CAPSULE
from ...quantities.units import Q, Quantity, Readable, same_kind
from ..arguments import require_count, require_generator, require_share
from .particles import (
    ParticleSize,
    drug_fraction,
    log_variance,
    median_drug,
    median_mass,
)

if TYPE_CHECKING:
    import numpy as np

    from ..arguments import Array

__all__ = [
    "GREATEST_NORMAL_SKEWNESS",
    "ParticleSize",
    "content_cv",
    "expected_particles",
    "greatest_diameter",
    "least_normal_dose",
    "simulate_contents",
    "skewness",
]

#: Up to this skewness contents count as normal: see above for the reason.
GREATEST_NORMAL_SKEWNESS = 0.5

_TAIL = 6.0  # standard deviations of ln(size) that the simulation reaches
_CLASS = 0.2  # of them, the width of a size class of the simulation


def content_cv(
    dose: Readable,
    particles: ParticleSize,
    *,
    fill_mass: Readable | None = None,
    excipient: ParticleSize | None = None,
) -> float:
    """Return the coefficient of variation of the drug in a capsule, in a perfect mix.

    Parameters
    ----------
    dose
        Drug in one capsule, :math:`G`. [mg/capsule]
    particles
        Sizes of the particles that carry it.
    fill_mass
        Contents of one capsule, :math:`W`; `None` takes the drug as next to nothing of
        them, and the excipient as so fine that it adds nothing. [mg/capsule]
    excipient
        Sizes of the particles of the excipient, where *fill_mass* is stated; `None`
        takes them to weigh as much as those that carry the drug.

    Returns
    -------
    float
        Coefficient of variation, :math:`CV`. [ratio]

    Raises
    ------
    FieldError
        If a mass is not one above zero, the contents are less than what carries the
        drug, or an excipient is stated without them.

    Examples
    --------
    >>> coarse = ParticleSize(
    ...     100, basis="mass median", geometric_sd=1.0, true_density="1.3 g/mL")
    >>> round(content_cv("0.5 mg", coarse), 4)
    0.0369
    >>> round(content_cv("0.5 mg", coarse, fill_mass="5 mg"), 4)
    0.035
    >>> sugar = ParticleSize(
    ...     500, basis="mass median", geometric_sd=1.0, true_density="1.59 g/mL")
    >>> round(content_cv("0.5 mg", coarse, fill_mass="135 mg", excipient=sugar), 4)
    0.046
    """
    return sqrt(_moments(dose, particles, fill_mass, excipient)[0])


def expected_particles(dose: Readable, particles: ParticleSize) -> float:
    """Return how many drug-bearing particles a capsule holds, on average.

    Parameters
    ----------
    dose
        Drug in one capsule, :math:`G`. [mg/capsule]
    particles
        Sizes of the particles that carry it.

    Returns
    -------
    float
        Particles, :math:`E(N)`.

    Raises
    ------
    FieldError
        If the dose is not a mass above zero.

    Examples
    --------
    >>> coarse = ParticleSize(
    ...     100, basis="mass median", geometric_sd=1.0, true_density="1.3 g/mL")
    >>> round(expected_particles("0.5 mg", coarse))
    735
    """
    spread = exp(4.5 * log_variance(particles))
    return spread * _mg(dose) / median_drug(particles)


def skewness(
    dose: Readable,
    particles: ParticleSize,
    *,
    fill_mass: Readable | None = None,
    excipient: ParticleSize | None = None,
) -> float:
    """Return the skewness of the drug in a capsule, in a perfect mix.

    Parameters
    ----------
    dose
        Drug in one capsule, :math:`G`. [mg/capsule]
    particles
        Sizes of the particles that carry it.
    fill_mass
        Contents of one capsule, as `content_cv` takes them. [mg/capsule]
    excipient
        Sizes of the particles of the excipient, as `content_cv` takes them.

    Returns
    -------
    float
        Third standardised moment: 0 for a normal content, above zero where a few
        large particles make some capsules too strong, below zero where a few large
        ones of the excipient make some too weak.

    Raises
    ------
    FieldError
        As `content_cv` raises it.

    Examples
    --------
    >>> mixed = ParticleSize(
    ...     50, basis="mass median", geometric_sd=2.0, true_density="1.3 g/mL")
    >>> skewness("4.5 mg", mixed) > GREATEST_NORMAL_SKEWNESS
    True
    """
    variance, third = _moments(dose, particles, fill_mass, excipient)
    return third / variance**1.5 if variance else 0.0


def least_normal_dose(particles: ParticleSize) -> Quantity:
    """Return the dose from which the drug in a capsule counts as normal.

    Parameters
    ----------
    particles
        Sizes of the particles that carry it.

    Returns
    -------
    Quantity
        The least dose of a skewness of at most 0.5, rounded up to whole mcg.
        [mg/capsule]

    Examples
    --------
    >>> fine = ParticleSize(
    ...     20, basis="mass median", geometric_sd=1.6, true_density="1.3 g/mL")
    >>> least_normal_dose(fine)
    Q('0.004 mg/capsule')
    """
    drug = median_drug(particles) * exp(22.5 * log_variance(particles))
    return Q("1 mcg/capsule").to("mg/capsule") * ceil(
        1000 * drug / GREATEST_NORMAL_SKEWNESS**2
    )


def greatest_diameter(dose: Readable, cv: float, particles: ParticleSize) -> float:
    """Return how coarse the particles may be for the content to vary no more.

    Parameters
    ----------
    dose
        Drug in one capsule, :math:`G`. [mg/capsule]
    cv
        Coefficient of variation of the content that is allowed. [ratio]
    particles
        The particles; their diameter is not used, all else is.

    Returns
    -------
    float
        Diameter, on the same basis. [micrometres]

    Raises
    ------
    FieldError
        If the dose is not a mass above zero, or the coefficient not a ratio.

    Examples
    --------
    >>> coarse = ParticleSize(
    ...     100, basis="mass median", geometric_sd=2.0, true_density="1.3 g/mL")
    >>> round(greatest_diameter("0.5 mg", 0.02, coarse))
    32
    """
    change = require_share(cv, "cv") / content_cv(dose, particles)
    return particles.diameter * float(change ** (2 / 3))


def simulate_contents(
    dose: Readable,
    particles: ParticleSize,
    *,
    capsules: int,
    rng: np.random.Generator,
) -> Array:
    """Return contents drawn from a perfect mix of the particles.

    The particles of each size class in a capsule are drawn as one Poisson number; the
    classes are so narrow that mean, variance and skewness are those of the formulas.

    Parameters
    ----------
    dose
        Drug in one capsule. [mg/capsule]
    particles
        Sizes of the particles that carry it.
    capsules
        Capsules to draw.
    rng
        Random generator, seeded by the caller.

    Returns
    -------
    array
        Content of each capsule. [% of dose]

    Raises
    ------
    FieldError
        If the dose is not a mass above zero, or nothing is to be drawn.

    Examples
    --------
    >>> import numpy
    >>> coarse = ParticleSize(
    ...     100, basis="mass median", geometric_sd=1.5, true_density="1.3 g/mL")
    >>> rng = numpy.random.default_rng(1)
    >>> drawn = simulate_contents("0.5 mg", coarse, capsules=1000, rng=rng)
    >>> drawn.shape, round(float(drawn.mean()))
    ((1000,), 100)
    """
    numpy = needs("numpy", extra="quality")
    number = require_count(capsules, "capsules", 1)
    random = require_generator(rng)
    median_share = median_drug(particles) / _mg(dose)
    log_sd = sqrt(log_variance(particles))
    contents: Array = numpy.zeros(number)
    # z counts standard deviations of ln(size) from the median by mass
    for z in numpy.arange(-_TAIL, 6 * log_sd + _TAIL, _CLASS):
        by_mass = exp(-z * z / 2) / sqrt(2 * pi) * _CLASS
        each = median_share * exp(3 * log_sd * z)
        contents += random.poisson(by_mass / each, number) * (100 * each)
    return contents


def _moments(
    dose: Readable,
    particles: ParticleSize,
    fill_mass: Readable | None,
    excipient: ParticleSize | None,
) -> tuple[float, float]:
    """Return the variance of the content and its third moment, as shares of it."""
    carrying = _mg(dose) / drug_fraction(particles)
    drug, square = _averages(particles)
    if fill_mass is None:
        if excipient is not None:
            way_out = "state fill_mass besides"
            raise FieldError("no excipient", "one", way_out, field="excipient")
        return drug / carrying, square / carrying**2
    filled = _mg(fill_mass, "fill_mass", "135 mg/capsule")
    if filled < carrying:
        expected = f"contents of {carrying:.4g} mg or more, which carry the drug"
        raise FieldError(expected, str(fill_mass), field="fill_mass")
    other, square_of_other = _averages(excipient or particles)
    p, q = carrying / filled, 1 - carrying / filled
    both = q * drug + p * other
    third = q**2 * square - p**2 * square_of_other - 3 * p * q * both * (drug - other)
    return q * both / carrying, q * third / carrying**2


def _averages(particles: ParticleSize) -> tuple[float, float]:
    """Return the mass of a particle and its square, averaged by mass."""
    each, spread = median_mass(particles), log_variance(particles)
    return each * exp(4.5 * spread), each**2 * exp(18 * spread)


def _mg(dose: Readable, field: str = "dose", example: str = "4.5 mg/capsule") -> float:
    """Return a dose, or the contents of a capsule, in mg per capsule."""
    try:
        amount = PER_CAPSULE.read(dose)
    except FieldError as error:
        raise error.at(field) from None
    if not same_kind(amount, Q("1 mg/capsule")) or amount.magnitude <= 0:
        kind = "a dose" if field == "dose" else "contents"
        expected = f"{kind} above zero such as Q('{example}')"
        raise FieldError(expected, str(amount), field=field)
    return float(amount.m_as("mg/capsule"))
