"""Dates: a day, an expiry or a period, as a package or an order states it.

A text is read where everybody reads the same in it, as packages print it: ``2026-02``,
``02/2026``, ``FEB 2026``, ``20260228``, ``28.02.2026``. Each names the year with four
digits: ``02/03/2026`` is a day in February to one reader and in March to another, so it
is neither. An expiry that names no day lasts to the end of its month
[month-only-expiry]_.

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
from ..sheets.wording import day_text, month_text, say
from .period import Period, period

__all__ = [
    "Dated",
    "Expiries",
    "Expiry",
    "Period",
    "day",
    "expiries",
    "expiry",
    "iso_day",
    "month_end",
    "period",
]

_LONGEST_NAME = 200

#: A date, or a text such as ``2026-02-28``.
Dated: TypeAlias = dt.date | str

#: The last day of use of each thing by its name; `None` where nobody knows it.
Expiries: TypeAlias = Mapping[str, "Expiry | Dated | None"]

_YEARS = range(1900, 2200)
_TWELVE = range(1, 13)

#: Months as packages name them, in English and German.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar j\u00e4nner",
            "feb february februar",
            "mar march mrz m\u00e4r m\u00e4rz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        start=1,
    )
    for name in names.split()
}

_NAME = r"(?P<name>[A-Za-z\u00c4\u00e4]{3,9})\.?"

#: Every way to state a month or a day that can be read in one way only.
_STATED = [
    re.compile(pattern)
    for pattern in (
        r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{2})",
        r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})",
        r"(?P<year>(?:19|2[01])[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<month>[0-9]{2})[-/. ](?P<year>[0-9]{4})",
        rf"(?:(?P<day>[0-9]{{1,2}})\.?[-/ ]?)?{_NAME}[-/ ]?(?P<year>[0-9]{{4}})",
        rf"{_NAME} (?P<day>[0-9]{{1,2}}), ?(?P<year>[0-9]{{4}})",
        rf"(?P<year>[0-9]{{4}})[-/ ]?{_NAME}(?:[-/ ]?(?P<day>[0-9]{{2}}))?",
    )
]

#: Day and month, in either order.
_SWAPPED = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")

_A_DAY = "a day such as '2026-02-28'"
_AN_EXPIRY = "an expiry such as '2026-02-28' or '2026-02'"

#: What is wrong with a text, tried in this order, and what to write instead.
_WAYS_OUT = [
    (
        r"[0-9]{1,2}([-/. ])[0-9]{1,2}\1[0-9]{2,4}",
        "day and month may be swapped: write the year first, '2026-02-28'",
    ),
    (
        r"[0-9]{1,2}[-/. ][0-9]{2}|[0-9]{0,2}[-/. ]*[^\W\d]{3,9}\.?[-/. ]*[0-9]{2}",
        "write the year with four digits, and first: '2026-02-28'",
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
        return (month_text if self.month_only else day_text)(self.last_day)

    def __str__(self) -> str:
        if not self.month_only:
            return self.stated
        return say(
            "{day} (stated as {stated})",
            day=day_text(self.last_day),
            stated=self.stated,
        )


def expiry(value: Expiry | Dated) -> Expiry:
    """Return an expiry, as it stands on a package.

    Parameters
    ----------
    value
        A date, a text such as ``2026-02-28``, or a month: ``2026-02``, ``02/2026``,
        ``FEB 2026``.

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
    >>> expiry("DEC 2026") == expiry("12.2026") == expiry("2026/12")
    True
    """
    if isinstance(value, Expiry):
        return value
    if not isinstance(value, str):
        return Expiry(last_day=_whole_day(value))
    return _stated(value, _AN_EXPIRY, ", or only the month, '2026-02'")


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
        A date, or a text such as ``2026-02-28`` or ``28 FEB 2026``.

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
    if isinstance(value, Expiry) or not isinstance(value, str):
        return expiry(value).last_day
    read = _stated(value, _A_DAY)
    if read.month_only:
        raise FieldError(
            _A_DAY, shown(value), "a month is not a day: write the day too"
        )
    return read.last_day


def iso_day(value: object) -> dt.date:
    """Return a day of the calendar, as documents for programs write it.

    Parameters
    ----------
    value
        A text such as ``2026-02-28``, and no other.

    Returns
    -------
    datetime.date
        The day.

    Raises
    ------
    FieldError
        If it is written in another way, or the calendar has no such day.

    Examples
    --------
    >>> iso_day("2026-02-28")
    datetime.date(2026, 2, 28)
    """
    if not (isinstance(value, str) and _ISO.fullmatch(value)):
        raise FieldError(_A_DAY, shown(value), "write it so in a document")
    return day(value)


def _stated(text: str, expected: str, or_else: str = "") -> Expiry:
    """Return what a text states, if it can be read in one way only."""
    found = _year_month_day(text)
    if found is None:
        way_out = f"write year, month and day, '2026-02-28'{or_else}"
        for pattern, advice in _WAYS_OUT:
            if re.fullmatch(pattern, text):
                way_out = advice
                break
        raise FieldError(expected, shown(text), way_out)
    year, month, number = found
    try:
        last_day = (
            month_end(year, month) if number is None else dt.date(year, month, number)
        )
    except ValueError:
        expected = "a date that the calendar has"
        raise FieldError(expected, shown(text), "read it again") from None
    return Expiry(last_day=_whole_day(last_day), month_only=number is None)


def _year_month_day(text: str) -> tuple[int, int, int | None] | None:
    """Return year, month and day of a text, or `None` where it has no one reading."""
    if found := _SWAPPED.fullmatch(text):
        first, second, year = (int(found[group]) for group in (1, 3, 4))
        months = {(first, second), (second, first)}
        readings = [pair for pair in months if pair[0] in _TWELVE]
        return (year, *readings[0]) if len(readings) == 1 else None
    for pattern in _STATED:
        if found := pattern.fullmatch(text):
            said = found.groupdict()
            month = said.get("month") or _MONTHS.get(said["name"].lower())
            if month is None:
                return None
            number = said.get("day")
            return (
                int(said["year"]),
                int(month),
                None if number is None else int(number),
            )
    return None
