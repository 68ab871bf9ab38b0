"""Tablets: what is crushed for the drug in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, Self, TypeAlias

import attrs
from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..errors import FieldError, shown
from ..quantities.fields import (
    above_zero,
    assay_share,
    convert_by_kind,
    each_is_text,
    is_a,
    is_count,
    is_text,
    one_of,
    whole_number,
    zero_or_more,
)
from ..quantities.kinds import PerTablet, Ratio
from ..quantities.units import Q, Readable
from ..sheets.substances import substances
from ..sheets.wording import say
from .forms import FORMS, Form, assay_of_label, form_name
from .lot import Lot
from .measured import mean_of, read_masses, sd_of
from .packing import Density, Packing, PackStatistic

__all__ = ["Coat", "Tablets"]

Coat: TypeAlias = Literal["none", "film"]

#: Of one mass there is no spread.
_FEWEST = 2


def _can_be_crushed(
    _record: object, field: attrs.Attribute[Any], value: object
) -> None:
    """Refuse a coat that controls the release: crushing destroys it."""
    known = value is None or (isinstance(value, str) and value in ("none", "film"))
    if not known:
        expected = "'none', 'film' or None (unknown)"
        way_out = "modified-release and enteric tablets must not be crushed"
        raise FieldError(expected, shown(value), way_out, field.name)


@frozen(field_transformer=convert_by_kind)
class Tablets:
    """Tablets to crush.

    Parameters
    ----------
    strength
        Drug in one tablet, by its label, of the *form* named. [mg/tablet]
    mean_mass
        Mean mass of one whole tablet, coat included, as weighed. [mg/tablet]
    form
        Chemical form that *strength* is stated in.
    packing
        How the crushed tablets pack, or `None` where nobody measured it.
    weighed
        How many tablets *mean_mass* was taken from, or `None`.
    mass_sd
        Standard deviation of the mass of one tablet, or `None`. [mg/tablet]
    content_sd
        Standard deviation of the content of one tablet, or `None`. [% of label]
    assay
        Content of this lot by certificate, or `None`: then the label is taken. [% of
        label]
    coat
        ``none``, ``film``, or `None` for unknown. Other coats must not be crushed.
    contains
        Allergens, such as ``("lactose",)``; `None` is unknown and counts as contains.
    lot
        Which delivery it is, or `None`.
    product
        What they are sold as, or `None`; see `reference.tablets`.

    Examples
    --------
    >>> Tablets(strength="50 mg", mean_mass="171.2 mg").mean_mass
    Q('171.2 mg/tablet')
    """

    strength: PerTablet = field(
        converter=Q, validator=above_zero("a strength", "50 mg/tablet")
    )
    mean_mass: PerTablet = field(
        converter=Q,
        validator=above_zero("a mass", "171.2 mg/tablet"),
        kw_only=True,
    )
    form: Form = field(
        default="naltrexone hydrochloride", validator=one_of(*FORMS), kw_only=True
    )
    packing: Packing | None = field(
        default=None, validator=optional(is_a(Density, PackStatistic)), kw_only=True
    )
    weighed: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=optional(is_count(1, "tablets")),
        kw_only=True,
    )
    mass_sd: PerTablet | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(zero_or_more("a mass", "2.1 mg/tablet")),
        kw_only=True,
    )
    content_sd: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(zero_or_more("a percentage", "3 %")),
        kw_only=True,
    )
    assay: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(assay_share("99.2 %")),
        kw_only=True,
    )
    coat: Coat | None = field(default=None, validator=_can_be_crushed, kw_only=True)
    contains: tuple[str, ...] | None = field(
        default=None,
        converter=unless_none(substances),
        validator=optional(each_is_text),
        kw_only=True,
    )
    lot: Lot | None = field(default=None, validator=optional(is_a(Lot)), kw_only=True)
    product: str | None = field(default=None, validator=optional(is_text), kw_only=True)

    @classmethod
    def from_masses(
        cls,
        strength: Readable,
        masses: Iterable[Readable],
        **others: Any,  # noqa: ANN401 - those of the record
    ) -> Self:
        """Return tablets with the mean and the spread of those that were weighed.

        Parameters
        ----------
        strength
            Drug in one tablet, by its label. [mg/tablet]
        masses
            Masses of single whole tablets; twenty are usual. [mg]
        **others
            The other fields, such as ``packing`` and ``lot``.

        Returns
        -------
        Tablets
            With ``mean_mass``, ``mass_sd`` and ``weighed``.

        Raises
        ------
        FieldError
            If fewer than two were weighed, or one is no mass.

        Examples
        --------
        >>> tablets = Tablets.from_masses("50 mg", ["169 mg", "171 mg", "173 mg"])
        >>> tablets.mean_mass, tablets.mass_sd, tablets.weighed
        (Q('171 mg/tablet'), Q('2 mg/tablet'), 3)
        """
        single = read_masses(masses, "masses")
        if len(single) < _FEWEST:
            got, way_out = str(len(single)), "weigh twenty, one by one"
            raise FieldError("two masses or more", got, way_out, "masses")
        return cls(
            strength,
            mean_mass=mean_of(single),
            mass_sd=sd_of(single),
            weighed=len(single),
            **others,
        )

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what a record says of the tablets: names and values."""
        strength = say(
            "{strength} of {form}", strength=self.strength, form=form_name(self.form)
        )
        return (
            (say("Tablets"), strength),
            (say("Mean mass of a tablet"), str(self.mean_mass)),
            (say("Assay"), assay_of_label(self.assay)),
        )

    def __attrs_post_init__(self) -> None:
        """Refuse a tablet that weighs less than the drug in it."""
        if self.mean_mass <= self.strength:
            expected = f"more than the {self.strength} of drug in a tablet"
            got, way_out = str(self.mean_mass), "weigh twenty whole tablets"
            raise FieldError(expected, got, way_out, "mean_mass")
