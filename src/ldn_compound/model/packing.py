"""Packing: how much of a powder a space holds, in the two ways it is measured."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self, TypeAlias

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..errors import FieldError
from ..quantities.fields import (
    above_zero,
    convert_by_kind,
    is_count,
    is_text,
    one_of,
    whole_number,
    zero_or_more,
)
from ..quantities.kinds import Mass, MassDensity
from ..quantities.units import Q, Readable
from .measured import mean_of, read_masses, sd_of

__all__ = ["Density", "PackStatistic", "Packing"]

#: Of one mass there is no spread.
_FEWEST = 2


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
    mass_sd
        Standard deviation of the powder in one of the shells weighed, or `None`. [mg]
    weighed
        How many filled shells were weighed, or `None`.

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
    mass_sd: Mass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(zero_or_more("a mass", "2.1 mg")),
        kw_only=True,
    )
    weighed: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=optional(is_count(1, "shells")),
        kw_only=True,
    )

    @classmethod
    def from_masses(
        cls,
        filled: Iterable[Readable],
        empty: Iterable[Readable],
        *,
        size: str,
    ) -> Self:
        """Return the pack statistic of shells that were filled and weighed.

        Parameters
        ----------
        filled
            Masses of single shells, filled completely with the powder alone; ten are
            usual. [mg]
        empty
            Masses of single empty shells of the same lot. [mg]
        size
            Size of the shells.

        Returns
        -------
        PackStatistic
            Mean of the filled shells less that of the empty ones, with its spread: that
            of the filled shells, in which the shells' own is.

        Raises
        ------
        FieldError
            If fewer than two shells of either kind were weighed, one is no mass, or the
            filled ones are no heavier.

        Examples
        --------
        >>> found = PackStatistic.from_masses(
        ...     ["178 mg", "180 mg", "182 mg"], ["49 mg", "51 mg"], size="3")
        >>> found.mass, found.mass_sd, found.weighed
        (Q('130 mg'), Q('2 mg'), 3)
        """
        full, shells = read_masses(filled, "filled"), read_masses(empty, "empty")
        for name, masses in (("filled", full), ("empty", shells)):
            if len(masses) < _FEWEST:
                got, way_out = str(len(masses)), "weigh ten, one by one"
                raise FieldError("two masses or more", got, way_out, name)
        net = mean_of(full) - mean_of(shells)
        if net.magnitude <= 0:
            expected = f"shells heavier than empty ones, {mean_of(shells)}"
            way_out = "enter them with their shells"
            raise FieldError(expected, str(mean_of(full)), way_out, "filled")
        return cls(net, size=size, mass_sd=sd_of(full), weighed=len(full))

    @property
    def measured(self) -> bool:
        """Whether it was measured on this lot, with shells of this size."""
        return self.source is None and self.extrapolated_from is None


Packing: TypeAlias = Density | PackStatistic
