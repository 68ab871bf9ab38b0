"""Fill methods: how the amount of filler is found."""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen

from ..quantities.fields import above_zero, convert_by_kind
from ..quantities.kinds import Mass
from ..quantities.units import Q

__all__ = ["Fill", "FillByCompletion", "FillByPacking", "FillToMass", "FillToVolume"]


@frozen
class FillByPacking:
    """Fill the shell: each powder takes its own share of it, by how it packs.

    Examples
    --------
    >>> FillByPacking()
    FillByPacking()
    """


@frozen(field_transformer=convert_by_kind)
class FillToMass:
    """Fill to a fixed mass: the powder displaces filler mass for mass.

    Parameters
    ----------
    mass
        Powder in one capsule. [mg]

    Examples
    --------
    >>> FillToMass("225 mg").mass
    Q('225 mg')
    """

    mass: Mass = field(converter=Q, validator=above_zero("a mass", "225 mg"))


@frozen
class FillToVolume:
    """Make up to the volume of all shells in a graduated cylinder.

    The mass of filler is an estimate; what the cylinder takes is recorded.

    Examples
    --------
    >>> FillToVolume()
    FillToVolume()
    """


@frozen
class FillByCompletion:
    """Fill the shells with the drug and part of the filler, top them up, empty, refill.

    The mass of filler is an estimate; what the shells take is recorded.

    Examples
    --------
    >>> FillByCompletion()
    FillByCompletion()
    """


Fill: TypeAlias = FillByPacking | FillToMass | FillToVolume | FillByCompletion
