r"""Particles: the sizes of what carries the drug, and how much drug one of them holds.

Sizes are taken as log-normal and particles as spheres. With :math:`L = \ln^2 g` of the
geometric standard deviation :math:`g`, the median diameter by mass :math:`d` follows
from the mass mean, d(4,3), which is :math:`d\,e^{L/2}`, or from the median by count,
:math:`d\,e^{-3L}`: moments of the log-normal distribution. A particle of that size, of
the true density :math:`\rho`, of which the share :math:`f` is drug, holds

.. math:: q = f \rho \frac{\pi}{6} d^3.

Averaged by mass, a particle weighs :math:`w = \rho \frac{\pi}{6} d^3 e^{4.5 L}`.
"""

from __future__ import annotations

from contextlib import suppress
from math import exp, isfinite, log, pi
from typing import Any, Literal, TypeAlias, assert_never

import attrs
from attrs import field, frozen

from ...errors import FieldError, shown
from ...quantities.adopting import digits_shown, is_float, is_number
from ...quantities.fields import (
    above_zero,
    convert_by_kind,
    one_of,
    share,
)
from ...quantities.kinds import MassDensity, Ratio
from ...quantities.units import Q

__all__ = [
    "DiameterBasis",
    "ParticleSize",
    "drug_fraction",
    "log_variance",
    "median_drug",
    "median_mass",
]

#: Which of its diameters describes a powder.
DiameterBasis: TypeAlias = Literal["mass median", "mass mean", "count median"]

_LEAST_DIAMETER, _GREATEST_DIAMETER = 1.0, 2000.0  # micrometres
_GREATEST_GEOMETRIC_SD = 5.0


def _number(value: object) -> float:
    """Return a plain number as a float; its range is left to the validator."""
    if is_number(value):
        with suppress(OverflowError):  # more digits than a float has
            return float(digits_shown(value) if is_float(value) else value)  # type: ignore[arg-type]
    raise FieldError("a number", shown(value))


def _between(least: float, greatest: float, expected: str, way_out: str) -> Any:  # noqa: ANN401 - a validator of attrs
    def validate(_record: object, field: attrs.Attribute[Any], value: float) -> None:
        if not (isfinite(value) and least <= value <= greatest):
            raise FieldError(expected, shown(value), way_out, field.name)

    return validate


@frozen(field_transformer=convert_by_kind)
class ParticleSize:
    """Sizes of the particles that carry the drug, taken as log-normal spheres.

    Parameters
    ----------
    diameter
        The diameter that describes them. [micrometres]
    basis
        ``mass median``, the d50 of laser light or sieves; ``mass mean``, d(4,3); or
        ``count median``, as under a microscope. It has no default.
    geometric_sd
        Geometric standard deviation; 1 where all are of one size.
    true_density
        Density of the particle itself, not of the powder. [g/mL]
    drug_share
        Share of the particle that is drug, less than all of it in tablets. [%]

    Examples
    --------
    >>> powder = ParticleSize(
    ...     50, basis="mass median", geometric_sd=1.8, true_density="1.3 g/mL")
    >>> fragments = ParticleSize(
    ...     150, basis="mass median", geometric_sd=1.8, true_density="1.4 g/mL",
    ...     drug_share="29.2 %")
    """

    diameter: float = field(
        converter=_number,
        validator=_between(
            _LEAST_DIAMETER,
            _GREATEST_DIAMETER,
            "1 to 2000 micrometres, such as 100.0",
            "write micrometres: 0.1 mm is 100",
        ),
    )
    basis: DiameterBasis = field(
        validator=one_of("mass median", "mass mean", "count median"), kw_only=True
    )
    geometric_sd: float = field(
        converter=_number,
        validator=_between(
            1.0,
            _GREATEST_GEOMETRIC_SD,
            "a ratio of 1 to 5, such as 1.8",
            "the size at 84 % of the mass, divided by the median",
        ),
        kw_only=True,
    )
    true_density: MassDensity = field(
        converter=Q, validator=above_zero("a density", "1.3 g/mL"), kw_only=True
    )
    drug_share: Ratio = field(
        default=Q("100 %"),
        converter=Q,
        validator=[above_zero("a share", "29.2 %"), share("29.2 %")],
        kw_only=True,
    )


def log_variance(particles: ParticleSize) -> float:
    """Return the variance of the logarithm of the size.

    Parameters
    ----------
    particles
        The particles.

    Returns
    -------
    float
        :math:`L`. [1]

    Examples
    --------
    >>> log_variance(ParticleSize(
    ...     50, basis="mass median", geometric_sd=1, true_density="1.3 g/mL"))
    0.0
    """
    return log(particles.geometric_sd) ** 2


def median_mass(particles: ParticleSize) -> float:
    """Return the mass of a particle of the median size by mass, drug or not.

    Parameters
    ----------
    particles
        The particles.

    Returns
    -------
    float
        Mass, :math:`q / f`. [mg]

    Examples
    --------
    >>> coarse = ParticleSize(
    ...     100, basis="mass median", geometric_sd=1.8, true_density="1.3 g/mL")
    >>> round(median_mass(coarse), 6)
    0.000681
    """
    match particles.basis:
        case "mass median":
            diameter = particles.diameter
        case "mass mean":
            diameter = particles.diameter * exp(-log_variance(particles) / 2)
        case "count median":
            diameter = particles.diameter * exp(3 * log_variance(particles))
        case _:
            assert_never(particles.basis)
    volume = pi / 6 * (diameter / 1000) ** 3  # in cubic millimetres: mg where 1 g/mL
    return float(particles.true_density.m_as("g/mL")) * volume


def median_drug(particles: ParticleSize) -> float:
    """Return the drug in a particle of the median size by mass.

    Parameters
    ----------
    particles
        The particles.

    Returns
    -------
    float
        Drug, :math:`q`. [mg]

    Examples
    --------
    >>> fragments = ParticleSize(
    ...     100, basis="mass median", geometric_sd=1.8, true_density="1.3 g/mL",
    ...     drug_share="50 %")
    >>> round(median_drug(fragments), 6)
    0.00034
    """
    return drug_fraction(particles) * median_mass(particles)


def drug_fraction(particles: ParticleSize) -> float:
    """Return the share of a particle that is drug, as a number.

    Parameters
    ----------
    particles
        The particles.

    Returns
    -------
    float
        Share, :math:`f`, from 0 to 1.

    Examples
    --------
    >>> drug_fraction(ParticleSize(
    ...     50, basis="mass median", geometric_sd=1, true_density="1.3 g/mL"))
    1.0
    """
    return float(particles.drug_share.m_as("%")) / 100
