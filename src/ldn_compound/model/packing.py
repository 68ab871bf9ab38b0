"""Packing: how much of a powder a space holds, in the two ways it is measured."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import field, frozen
from attrs.validators import optional

from ..quantities.fields import (
    above_zero,
    convert_by_kind,
    is_text,
    one_of,
)
from ..quantities.kinds import Mass, MassDensity
from ..quantities.units import Q

__all__ = ["Density", "PackStatistic", "Packing"]


@frozen(field_transformer=convert_by_kind)
class Density:
    """Mass of a powder in a volume.

    Parameters
    ----------
    value
        Mass divided by volume. [g/mL]
    basis
        ``tapped`` or ``bulk``; the two are never mixed in one plan.
    source
        `None` where it was measured on this lot; else the published source.

    Examples
    --------
    >>> Density("0.43 g/mL", basis="tapped").value
    Q('0.43 g/mL')
    """

    value: MassDensity = field(
        converter=Q, validator=above_zero("a density", "0.43 g/mL")
    )
    basis: Literal["tapped", "bulk"] = field(
        validator=one_of("tapped", "bulk"), kw_only=True
    )
    source: str | None = field(default=None, validator=optional(is_text), kw_only=True)

    @property
    def measured(self) -> bool:
        """Whether it was measured on this lot."""
        return self.source is None


@frozen(field_transformer=convert_by_kind)
class PackStatistic:
    """Mass of a powder that fills one capsule of a size completely, net of the shell.

    Parameters
    ----------
    mass
        Powder in one full capsule. [mg]
    size
        Size of the shells it was measured with.
    source
        `None` where it was measured on this lot; else the published source.
    extrapolated_from
        `None` where it was measured with this size; else the size it was measured with.

    Examples
    --------
    >>> PackStatistic("130 mg", size="3").mass
    Q('130 mg')
    """

    mass: Mass = field(converter=Q, validator=above_zero("a mass", "130 mg"))
    size: str = field(validator=is_text, kw_only=True)
    source: str | None = field(default=None, validator=optional(is_text), kw_only=True)
    extrapolated_from: str | None = field(
        default=None, validator=optional(is_text), kw_only=True
    )

    @property
    def measured(self) -> bool:
        """Whether it was measured on this lot, with shells of this size."""
        return self.source is None and self.extrapolated_from is None


Packing: TypeAlias = Density | PackStatistic
