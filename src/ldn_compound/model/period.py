"""Periods: so many days, or so many months of the calendar."""

from __future__ import annotations

import re
from typing import Literal

from attrs import field, frozen

from ..errors import FieldError, shown
from ..quantities.fields import convert_by_kind, one_of, whole_number
from ..quantities.notation import Amount
from ..quantities.units import Q, Quantity, same_kind

__all__ = ["Period", "period"]

_MOST = 3660
_COUNT = f"1 to {_MOST} days or months"
_EXPECTED = f"{_COUNT}, such as '90 days'"
_PERIOD = re.compile(r"([1-9][0-9]{0,3}) (day|week|month)s?")
_WEEK = 7


@frozen(field_transformer=convert_by_kind)
class Period:
    """A number of days or of months.

    Parameters
    ----------
    count
        How many.
    unit
        ``day``, or ``month`` of the calendar; months differ in length.

    Examples
    --------
    >>> print(Period(180, "day"))
    180 days
    """

    count: int = field(converter=whole_number)
    unit: Literal["day", "month"] = field(validator=one_of("day", "month"))

    def __attrs_post_init__(self) -> None:
        """Refuse no time at all, and more than any capsule keeps."""
        if not 1 <= self.count <= _MOST:
            got = f"{shown(self.count)} {self.unit}s"
            raise FieldError(_COUNT, got, field="count")

    def __str__(self) -> str:
        return Amount(str(self.count), self.unit + ("" if self.count == 1 else "s"))


def period(value: Period | Quantity | str) -> Period:
    """Return a period of days or months.

    Parameters
    ----------
    value
        A text such as ``180 days``, ``2 weeks`` or ``6 months``, or an amount of whole
        days.

    Returns
    -------
    Period
        The number and its unit.

    Raises
    ------
    FieldError
        If it is no whole number of days or months.

    Examples
    --------
    >>> period("6 months")
    Period(count=6, unit='month')
    >>> period("2 weeks")
    Period(count=14, unit='day')
    >>> period(Q("90 days"))
    Period(count=90, unit='day')
    """
    match value:
        case Period():
            return value
        case str() if found := _PERIOD.fullmatch(value):
            count, unit = int(found[1]), found[2]
            if unit == "week":
                return Period(_WEEK * count, "day")
            return Period(count, "day" if unit == "day" else "month")
        case Quantity() if same_kind(value, Q("1 day")):
            days = value.to("day").magnitude
            if days == int(days):
                return Period(int(days), "day")
    raise FieldError(_EXPECTED, shown(value), "write '90 days' or '6 months'")
