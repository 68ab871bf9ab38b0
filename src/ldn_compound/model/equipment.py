"""Equipment: the balance that weighs and the tray that holds the shells."""

from __future__ import annotations

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..quantities.fields import (
    above_zero,
    convert_by_kind,
    is_count,
    whole_number,
    zero_or_more,
)
from ..quantities.kinds import Mass
from ..quantities.units import Q

__all__ = ["Balance", "Tray"]


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Balance:
    """A balance, by the figures on its plate and from its checks.

    Parameters
    ----------
    readability
        Smallest step of the display, *d*. [mg]
    repeatability
        Standard deviation of repeated weighings of one mass, or `None`. [mg]
    sensitivity
        Stated sensitivity requirement, as of a Class III balance, or `None`. [mg]
    verification_interval
        Interval it is verified at, *e*, or `None`. [mg]
    minimum
        Least load on its plate, or `None`. [mg]
    capacity
        Greatest load, or `None`. [g]

    Examples
    --------
    >>> Balance(readability="1 mg", capacity="220 g").readability
    Q('1 mg')
    """

    readability: Mass = field(converter=Q, validator=above_zero("a mass", "1 mg"))
    repeatability: Mass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(zero_or_more("a mass", "0.5 mg")),
    )
    sensitivity: Mass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(above_zero("a mass", "6 mg")),
    )
    verification_interval: Mass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(above_zero("a mass", "10 mg")),
    )
    minimum: Mass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(above_zero("a mass", "20 mg")),
    )
    capacity: Mass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(above_zero("a mass", "220 g")),
    )


@frozen(field_transformer=convert_by_kind)
class Tray:
    """The tray of a hand capsule machine.

    Parameters
    ----------
    holes
        Shells it holds at a time.

    Examples
    --------
    >>> Tray(100).holes
    100
    """

    holes: int = field(converter=whole_number, validator=is_count(1, "holes"))
