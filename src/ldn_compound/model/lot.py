"""A lot: which delivery of a material lies on the bench."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen
from attrs.validators import optional

from .fields import is_a, is_text, named

__all__ = ["Lot"]


@frozen(field_transformer=named)
class Lot:
    """One delivery of one material.

    Parameters
    ----------
    number
        Lot number, as printed on the package.
    expires
        Last day on which it may be used.
    maker
        Who made it, or `None`.

    Examples
    --------
    >>> Lot("A17", expires=date(2027, 11, 30)).number
    'A17'
    """

    number: str = field(validator=is_text)
    expires: date = field(validator=is_a(date), kw_only=True)
    maker: str | None = field(default=None, validator=optional(is_text), kw_only=True)
