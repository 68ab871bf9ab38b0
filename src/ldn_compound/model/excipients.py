"""Excipients: what fills the shell beside the drug."""

from __future__ import annotations

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..errors import FieldError
from ..quantities.fields import (
    above_zero,
    convert_by_kind,
    each_is_text,
    is_a,
    is_text,
    share,
)
from ..quantities.kinds import AddedMass, Ratio
from ..quantities.units import Q
from ..sheets.substances import substance, substances
from .lot import Lot
from .packing import Density, Packing, PackStatistic

__all__ = ["Additive", "Filler"]


@frozen(field_transformer=convert_by_kind)
class Filler:
    """The powder that brings the shell to full.

    Parameters
    ----------
    name
        What it is, with its grade.
    packing
        How it packs; measured on this lot, since lots differ.
    contains
        Allergens, such as ``("lactose",)``; `None` is unknown and counts as contains.
    lot
        Which delivery it is, or `None`.

    Examples
    --------
    >>> Filler("microcrystalline cellulose PH-105",
    ...        packing=PackStatistic("130 mg", size="3")).name
    'microcrystalline cellulose PH-105'
    """

    name: str = field(converter=substance, validator=is_text)
    packing: Packing = field(validator=is_a(Density, PackStatistic), kw_only=True)
    contains: tuple[str, ...] | None = field(
        default=None,
        converter=unless_none(substances),
        validator=optional(each_is_text),
        kw_only=True,
    )
    lot: Lot | None = field(default=None, validator=optional(is_a(Lot)), kw_only=True)


@frozen(field_transformer=convert_by_kind)
class Additive:
    """A little of another excipient: to help the flow, or to show that it is mixed.

    Parameters
    ----------
    name
        What it is, with its grade.
    share
        Its share of the blend. [% by mass]
    mass
        Its mass instead: of the batch, or of each capsule. [mg or mg/capsule]
    packing
        How it packs, or `None` where nobody measured it.
    contains
        Allergens, such as ``("lactose",)``; `None` is unknown and counts as contains.
    lot
        Which delivery it is, or `None`.

    Examples
    --------
    >>> Additive("colloidal silica", share="0.5 %").share
    Q('0.5 %')
    >>> Additive("riboflavin", mass="0.1 mg/capsule").mass
    Q('0.1 mg/capsule')
    """

    name: str = field(converter=substance, validator=is_text)
    share: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(share("0.5 %")),
        kw_only=True,
    )
    mass: AddedMass | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(above_zero("a mass", "50 mg", "0.5 mg/capsule")),
        kw_only=True,
    )
    packing: Packing | None = field(
        default=None, validator=optional(is_a(Density, PackStatistic)), kw_only=True
    )
    contains: tuple[str, ...] | None = field(
        default=None,
        converter=unless_none(substances),
        validator=optional(each_is_text),
        kw_only=True,
    )
    lot: Lot | None = field(default=None, validator=optional(is_a(Lot)), kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse an amount given twice or not at all, and a share of nothing or all."""
        if (self.share is None) == (self.mass is None):
            got = "neither" if self.share is None else "both"
            way_out = "give share='0.5 %' of the blend, or mass='50 mg'"
            raise FieldError("a share or a mass", got, way_out, "share")
        if self.share is not None and not Q("0 %") < self.share < Q("100 %"):
            expected = "a share above 0 % and below 100 %"
            raise FieldError(expected, str(self.share), field="share")
