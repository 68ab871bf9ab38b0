"""The stock: the lots on the shelf, how much is left of each, and which are in date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import cast

from attrs import field, frozen

from ...errors import FieldError
from ...model.excipients import Filler
from ...model.lot import Lot
from ...model.tablets import Tablets
from ...quantities.fields import convert_by_kind, is_a
from ...quantities.kinds import AmountOnHand
from ...quantities.units import Q, same_kind

__all__ = ["OnHand", "Shelf", "lot_key", "lot_of", "usable_lots"]


@frozen(field_transformer=convert_by_kind)
class OnHand:
    """One lot on the shelf, and how much is left of it.

    Parameters
    ----------
    material
        Tablets or a filler, with its lot.
    amount
        What is left. [tablet, or g of filler]

    Examples
    --------
    >>> from ldn_compound import Lot
    >>> lot = Lot("A17", expires="2027-06")
    >>> OnHand(Tablets("50 mg", mean_mass="171.2 mg", lot=lot), "300 tablets").amount
    Q('300 tablet')
    """

    material: Tablets | Filler = field(validator=is_a(Tablets, Filler))
    amount: AmountOnHand = field(converter=Q)

    def __attrs_post_init__(self) -> None:
        """Refuse a material without a lot, and an amount that does not suit it."""
        unit = "tablet" if isinstance(self.material, Tablets) else "mg"
        if self.material.lot is None:
            way_out = "an expiry date is needed to use the earliest first"
            raise FieldError("a material with lot=Lot(...)", "None", way_out, "lot")
        example = "300 tablets" if unit == "tablet" else "250 g"
        whole = unit == "mg" or self.amount.magnitude.denominator == 1
        if not (
            same_kind(self.amount, Q(f"1 {unit}"))
            and self.amount.magnitude >= 0
            and whole
        ):
            raise FieldError(
                f"an amount such as '{example}'", str(self.amount), field="amount"
            )


@frozen(kw_only=True)
class Shelf:
    """The lots that may be used, those that expire first before others.

    Parameters
    ----------
    tablets
        Lots of tablets, with what is left.
    fillers
        Lots of filler, with what is left.
    until
        The day on which each is still in date.
    """

    tablets: tuple[tuple[Tablets, int], ...]
    fillers: tuple[tuple[Filler, Fraction], ...]
    until: dt.date


def usable_lots(stock: Sequence[OnHand], until: dt.date) -> Shelf:
    """Return the lots that do not expire too early, in the order of their expiry.

    Parameters
    ----------
    stock
        Every lot.
    until
        The day on which each must still be usable.

    Returns
    -------
    Shelf
        The lots; of equal dates the lower lot number first.
    """
    usable = sorted(
        (each for each in stock if lot_of(each.material).expires >= until),
        key=lambda each: (lot_of(each.material).expires, lot_of(each.material).number),
    )
    return Shelf(
        tablets=tuple(
            (each.material, each.amount.m_as("tablet").numerator)
            for each in usable
            if isinstance(each.material, Tablets)
        ),
        fillers=tuple(
            (each.material, each.amount.m_as("mg"))
            for each in usable
            if isinstance(each.material, Filler)
        ),
        until=until,
    )


def lot_key(material: Tablets | Filler) -> tuple[object, ...]:
    """Return what tells a lot from others, however its number is spaced or cased.

    The maker plays no part: it is often left out, and one lot must not count twice.
    """
    what = (
        (material.strength, material.form)
        if isinstance(material, Tablets)
        else (" ".join(material.name.split()).casefold(),)
    )
    return (*what, "".join(lot_of(material).number.split()).casefold())


def lot_of(material: Tablets | Filler) -> Lot:
    """Return the lot of a material on hand."""
    return cast("Lot", material.lot)  # `OnHand` refuses what has none
