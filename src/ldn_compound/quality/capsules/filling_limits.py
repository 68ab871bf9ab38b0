"""Filling limits: when to adjust the filling, to fill again, or to reject.

A single capsule is held to the limits of Ph. Eur. 2.9.5 [ph-eur-2-9-5]_, the spread of
all to that of the DAC/NRF [pz-2025-completion]_, and their mean to 90-110 % of theory
[unc-capsule-quality]_. No publication says from which deviation on the filling is
adjusted: that is a rule of this library.

.. [ph-eur-2-9-5] Ph. Eur. 2.9.5 (docs/references.md).
.. [pz-2025-completion] Neue Rechenhilfe fuer Kapselherstellung (docs/references.md).
.. [unc-capsule-quality] Capsules: Quality Control, UNC (docs/references.md).
"""

from __future__ import annotations

from attrs import field, frozen

from ...quantities.fields import (
    above_zero,
    convert_by_kind,
    is_count,
    whole_number,
)
from ...quantities.kinds import Ratio
from ...quantities.masses import positive_mass
from ...quantities.units import Q, Readable
from ...reference.quality_limits import limit_count, quality_limit
from .mass_test import deviation_limit

__all__ = ["FillingLimits", "filling_limits"]


@frozen(kw_only=True, field_transformer=convert_by_kind)
class FillingLimits:
    """When to adjust, refill or reject: those of `filling_limits`, changed by `evolve`.

    Parameters
    ----------
    mean_off
        How far the mean may be off the fill mass before it is adjusted. [%]
    mean_far_off
        How far before the capsules are rejected. [%]
    greatest_rsd
        Relative standard deviation above which the capsules are filled again. [%]
    capsule_off
        How far a capsule may be off. [%]
    capsule_far_off
        How far no capsule may be off. [%]
    most_outside
        Capsules beyond *capsule_off* from their mean that are let pass.
    """

    mean_off: Ratio = field(converter=Q, validator=above_zero("a deviation", "3 %"))
    mean_far_off: Ratio = field(
        converter=Q, validator=above_zero("a deviation", "10 %")
    )
    greatest_rsd: Ratio = field(converter=Q, validator=above_zero("a deviation", "5 %"))
    capsule_off: Ratio = field(converter=Q, validator=above_zero("a deviation", "10 %"))
    capsule_far_off: Ratio = field(
        converter=Q, validator=above_zero("a deviation", "20 %")
    )
    most_outside: int = field(converter=whole_number, validator=is_count(0, "capsules"))


def filling_limits(fill_mass: Readable) -> FillingLimits:
    """Return the limits of this library for capsules of a fill mass.

    Parameters
    ----------
    fill_mass
        Contents of one capsule by theory. [mg]

    Returns
    -------
    FillingLimits
        With the limits of Ph. Eur. 2.9.5 for a single capsule.

    Examples
    --------
    >>> filling_limits("175 mg").capsule_off, filling_limits("300 mg").capsule_off
    (Q('10 %'), Q('7.5 %'))
    """
    single = deviation_limit("ph-eur-2-9-5", positive_mass(fill_mass, "fill_mass"))
    test = "in-process"
    return FillingLimits(
        mean_off=quality_limit(test, "mean_off"),
        mean_far_off=quality_limit(test, "mean_far_off"),
        greatest_rsd=quality_limit(test, "greatest_rsd"),
        capsule_off=single,
        capsule_far_off=single * limit_count("ph-eur-2-9-5", "far_factor"),
        most_outside=limit_count(test, "most_outside"),
    )
