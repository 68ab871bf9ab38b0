"""Excipients: what fills the shell beside the drug."""

from __future__ import annotations

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from .fields import each_is_text, is_a, is_text, named, texts
from .lot import Lot
from .packing import Density, Packing, PackStatistic

__all__ = ["Filler"]


@frozen(field_transformer=named)
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

    name: str = field(validator=is_text)
    packing: Packing = field(validator=is_a(Density, PackStatistic), kw_only=True)
    contains: tuple[str, ...] | None = field(
        default=None,
        converter=unless_none(texts),
        validator=optional(each_is_text),
        kw_only=True,
    )
    lot: Lot | None = field(default=None, validator=optional(is_a(Lot)), kw_only=True)
