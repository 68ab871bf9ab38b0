"""A lot: which delivery of a material lies on the bench."""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen
from attrs.validators import optional

from ..quantities.fields import convert_by_kind, is_text
from .dates import Expiry, expiry

__all__ = ["Lot"]


@frozen(field_transformer=convert_by_kind)
class Lot:
    """One delivery of one material.

    Parameters
    ----------
    number
        Lot number, as printed on the package.
    expires
        Last day on which it may be used: a date, ``2026-02-28``, or a month such as
        ``2026-02`` or ``02/2026``, of which the last day is taken.
    maker
        Who made it, or `None`.

    Examples
    --------
    >>> lot = Lot("A17", expires="02/2026")
    >>> lot.expires, lot.expiry.month_only
    (datetime.date(2026, 2, 28), True)
    """

    number: str = field(validator=is_text)
    expiry: Expiry = field(alias="expires", converter=expiry, kw_only=True)
    maker: str | None = field(default=None, validator=optional(is_text), kw_only=True)

    @property
    def expires(self) -> dt.date:
        """Last day on which it may be used; `expiry` says how it was stated."""
        return self.expiry.last_day
