"""Dates: a day, an expiry or a period, as a package or an order states it.

Every text names the year with four digits and the month before the day: ``02/03/26`` is
a day in February to one reader and in March to another, so it is neither. An expiry
that names no day lasts to the end of its month [month-only-expiry]_.

.. [month-only-expiry] First or last day of the month (docs/references.md).
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from ..errors import FieldError, shown
from ..quantities.fields import convert_by_kind, is_a
from .period import Period, period

__all__ = [
    "Dated",
    "Expiries",
    "Expiry",
    "Period",
    "day",
    "expiries",
    "expiry",
    "month_end",
    "period",
]

_LONGEST_NAME = 200

#: A date, or a text such as ``2026-02-28``.
Dated: TypeAlias = dt.date | str

#: The last day of use of each thing by its name; `None` where nobody knows it.
Expiries: TypeAlias = Mapping[str, "Expiry | Dated | None"]

_YEARS = range(1900, 2200)

_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_MONTH_YEAR = re.compile(r"\A([0-9]{2})/([0-9]{4})\Z")

_A_DAY = "a day such as '2026-02-28'"
_AN_EXPIRY = "an expiry such as '2026-02-28' or '2026-02'"

#: What is wrong with a text, tried in this order, and what to write instead.
_WAYS_OUT = [
    (
        r"[0-9]{1,2}([-/. ])[0-9]{1,2}\1[0-9]{2,4}",
        "day and month may be swapped: write the year first, '2026-02-28'",
    ),
    (r"[0-9]{1,2}[-/. ][0-9]{2}", "write the year with four digits: '2026-02'"),
    (
        r"(?s).*",
        "write year, month and day, '2026-02-28', or only the month, '2026-02'",
    ),
]


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month.

    Parameters
    ----------
    year
        The year.
    month
        The month, 1 to 12.

    Returns
    -------
    datetime.date
        Its last day.

    Raises
    ------
    FieldError
        If there is no such month.

    Examples
    --------
    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    try:
        return dt.date(year, month, monthrange(year, month)[1])
    except ValueError:
        expected = "a year and a month such as 2026 and 2"
        raise FieldError(expected, f"{year} and {month}") from None


def _whole_day(value: object) -> dt.date:
    """Return a date; a date with a time depends on where the clock stands."""
    if isinstance(value, dt.datetime):
        raise FieldError("a date without a time", shown(value), "take its .date()")
    if not isinstance(value, dt.date):
        raise FieldError("a date", shown(value), "write datetime.date(2026, 2, 28)")
    if value.year not in _YEARS:
        expected = f"a year from {_YEARS[0]} to {_YEARS[-1]}"
        way_out = "where no date is known, give none"
        raise FieldError(expected, value.isoformat(), way_out)
    return value


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Expiry:
    """The last day on which something may be used, and how it was stated.

    Parameters
    ----------
    last_day
        Last day on which it may be used.
    month_only
        Whether only the month was stated, so that its last day was taken.

    Examples
    --------
    >>> print(expiry("02/2026"))
    2026-02-28 (stated as 2026-02)
    """

    last_day: dt.date = field(converter=_whole_day)
    month_only: bool = field(default=False, validator=is_a(bool))

    def __attrs_post_init__(self) -> None:
        """Refuse a month as stated where the day is not its last."""
        last_day = self.last_day
        if self.month_only and last_day != month_end(last_day.year, last_day.month):
            expected = "the last day of the month where only a month was stated"
            raise FieldError(expected, last_day.isoformat(), field="last_day")

    @property
    def stated(self) -> str:
        """What was stated, a day or a month, the year first."""
        return self.last_day.strftime("%Y-%m" if self.month_only else "%Y-%m-%d")

    def __str__(self) -> str:
        remark = f" (stated as {self.stated})" if self.month_only else ""
        return f"{self.last_day.isoformat()}{remark}"


def expiry(value: Expiry | Dated) -> Expiry:
    """Return an expiry, as it stands on a package.

    Parameters
    ----------
    value
        A date, a text such as ``2026-02-28``, or a month: ``2026-02``, ``02/2026``.

    Returns
    -------
    Expiry
        The last day of use: of a month, its last day.

    Raises
    ------
    FieldError
        If a text can be read in several ways, or the calendar has no such day.

    Examples
    --------
    >>> expiry("2024-02").last_day
    datetime.date(2024, 2, 29)
    """
    if isinstance(value, Expiry):
        return value
    if not isinstance(value, str):
        return Expiry(last_day=_whole_day(value))
    found = _YEAR_FIRST.fullmatch(_MONTH_YEAR.sub(r"\2-\1", value))
    if found is None:
        raise FieldError(_AN_EXPIRY, shown(value), _way_out(value))
    year, month, number = (int(each or 0) for each in found.groups())
    month_only = found[3] is None
    try:
        last_day = (
            month_end(year, month) if month_only else dt.date(year, month, number)
        )
    except ValueError:
        expected = "a date that the calendar has"
        raise FieldError(expected, shown(value), "read it again") from None
    return Expiry(last_day=_whole_day(last_day), month_only=month_only)


def expiries(given: object, field: str) -> dict[str, Expiry | None]:
    """Return several expiries by name, each as it stands on its package.

    Parameters
    ----------
    given
        Names with their dates; `None` where nobody knows it.
    field
        What an error calls them.

    Returns
    -------
    dict of Expiry or None
        The same, read, in the same order.

    Raises
    ------
    FieldError
        If a date cannot be read; the message says which.

    Examples
    --------
    >>> print(expiries({"tablets": "02/2026"}, "component_expiry")["tablets"])
    2026-02-28 (stated as 2026-02)
    """
    if not isinstance(given, Mapping):
        expected = "names with their dates, such as {'tablets': '2026-02'}"
        raise FieldError(expected, shown(given), field=field)
    read: dict[str, Expiry | None] = {}
    for name, value in given.items():
        if not (isinstance(name, str) and name.strip() and name.isprintable()):
            raise FieldError("a name for each date", shown(name), field=field)
        if len(name) > _LONGEST_NAME:
            expected = f"names of at most {_LONGEST_NAME} characters"
            raise FieldError(expected, shown(name), field=field)
        try:
            read[name] = None if value is None else expiry(value)
        except FieldError as error:
            raise error.at(f"{field}[{name!r}]") from None
    return read


def day(value: Dated) -> dt.date:
    """Return a day of the calendar.

    Parameters
    ----------
    value
        A date, or a text such as ``2026-02-28``.

    Returns
    -------
    datetime.date
        The day.

    Raises
    ------
    FieldError
        If a text can be read in several ways or names no day, or the calendar has no
        such day.

    Examples
    --------
    >>> day("2026-02-28")
    datetime.date(2026, 2, 28)
    """
    read = expiry(value)
    if read.month_only:
        raise FieldError(
            _A_DAY, shown(value), "a month is not a day: write the day too"
        )
    return read.last_day


def _way_out(text: str) -> str:
    """Return what to write instead of a text that is not read."""
    return next(way for pattern, way in _WAYS_OUT if re.fullmatch(pattern, text))
