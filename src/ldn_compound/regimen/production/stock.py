"""The stock: which lots are on the shelf, and how much is left of each."""

from __future__ import annotations

from attrs import field, frozen

from ...errors import FieldError
from ...model.excipients import Filler
from ...model.tablets import Tablets
from ...quantities.fields import is_a, named
from ...quantities.units import Q, Quantity, same_kind

__all__ = ["OnHand"]


@frozen(field_transformer=named)
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
    amount: Quantity = field(converter=Q)

    def __attrs_post_init__(self) -> None:
        """Refuse a material without a lot, and an amount that does not suit it."""
        unit = "tablet" if isinstance(self.material, Tablets) else "mg"
        if self.material.lot is None:
            way_out = "an expiry date is needed to take the first first"
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
