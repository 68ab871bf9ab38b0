"""The values of a GS1 code: whether each is what its identifier says."""

from __future__ import annotations

import datetime as dt
import re

from ...errors import FieldError, shown
from ...model.dates import Dated, Expiry, day, expiry
from .elements import Element, scanned

__all__ = ["check_digit", "expiry_of", "further_elements", "prove", "year_of"]

_NEXT_CENTURY, _LAST_CENTURY = -50, 51

_DATES = ("11", "13", "15", "16", "17")
_NUMBERS = ("21", "710", "711", "712", "713", "714", "715", "716")
#: Serial and national numbers are no shorter on packages.
_SHORTEST = 8


def check_digit(digits: object) -> str:
    """Return the check digit that belongs to the digits before it.

    Parameters
    ----------
    digits
        The digits of a GTIN without its last.

    Returns
    -------
    str
        The last.

    Raises
    ------
    FieldError
        If they are no digits.

    Examples
    --------
    >>> check_digit("629104150021")
    '3'
    """
    if not (isinstance(digits, str) and re.fullmatch("[0-9]+", digits)):
        raise FieldError("digits", shown(digits), field="digits")
    triple = sum(int(digit) for digit in digits[::-2])
    single = sum(int(digit) for digit in digits[-2::-2])
    return str(-(3 * triple + single) % 10)


def prove(element: Element) -> None:
    """Refuse a value of the wrong length, or with characters that GS1 has not.

    Parameters
    ----------
    element
        An element whose identifier is known.

    Raises
    ------
    FieldError
        If its value is not what its identifier says.
    """
    kind, value = element.kind, element.value
    if not re.fullmatch(kind.pattern, value):
        fixed = kind.least == kind.most
        count = str(kind.most) if fixed else f"{kind.least} to {kind.most}"
        characters = "digits" if kind.digits else "characters of GS1"
        expected = f"the {kind.title} in {count} {characters}"
        way_out = (
            "scan it again, or type the line under the code with its brackets; a "
            "separator may be missing after it"
        )
        raise FieldError(expected, shown(value), way_out, element.field)
    if kind.code == "01" and value[-1] != check_digit(value[:-1]):
        expected = f"a GTIN with the check digit {check_digit(value[:-1])}"
        way_out = "a digit is wrong: scan it again"
        raise FieldError(expected, shown(value), way_out, element.field)


def year_of(today: Dated) -> int:
    """Return the year that centuries are counted from.

    Parameters
    ----------
    today
        A day.

    Returns
    -------
    int
        Its year.

    Raises
    ------
    FieldError
        If it is no day.
    """
    try:
        return day(today).year
    except FieldError as error:
        raise error.at("today") from None


def expiry_of(digits: str, this_year: int, field: str) -> Expiry:
    """Return the last day of use, in the century that is nearest to this year.

    Parameters
    ----------
    digits
        Year, month and day, two digits each; day 00 is the last of the month.
    this_year
        The year that the century is counted from.
    field
        What an error calls it.

    Returns
    -------
    Expiry
        The last day of use.

    Raises
    ------
    FieldError
        If the calendar has no such day.
    """
    year = this_year - this_year % 100 + int(digits[:2])
    if year - this_year >= _LAST_CENTURY:
        year -= 100
    elif year - this_year <= _NEXT_CENTURY:
        year += 100
    number = "" if digits[4:] == "00" else f"-{digits[4:]}"
    try:
        return expiry(f"{year}-{digits[2:4]}{number}")
    except FieldError as error:
        raise FieldError(error.expected, shown(digits), error.way_out, field) from None


def further_elements(element: Element, known: frozenset[str]) -> list[Element]:
    """Return the elements that may stand at the end of a value.

    Parameters
    ----------
    element
        An element that a separator, or the end of the code, has closed.
    known
        Identifiers of all elements of the code, of which none comes twice.

    Returns
    -------
    list of Element
        The first that may stand there, and all behind it; empty where there is none.
    """
    value = element.value
    for place in range(1, len(value)):
        inside, end = scanned(value[place:], 0)
        codes = [each.kind.code for each in inside]
        if (
            place + end == len(value)
            and known.isdisjoint(codes)
            and len(codes) == len(set(codes))
            and all(map(_holds, inside))
            and _is_plausible(inside[0], in_lot=element.kind.code == "10")
        ):
            return inside
    return []


def _is_plausible(element: Element, *, in_lot: bool) -> bool:
    """Return whether an element is one that a person would look for."""
    code, value = element.kind.code, element.value
    if code in ("01", "17"):
        return True
    return in_lot and (code in _DATES or (code in _NUMBERS and len(value) >= _SHORTEST))


def _holds(element: Element) -> bool:
    """Return whether a value is what its identifier says."""
    kind, value = element.kind, element.value
    if re.fullmatch(kind.pattern, value) is None:
        return False
    if kind.code == "01":
        return value[-1] == check_digit(value[:-1])
    return kind.code not in _DATES or _is_date(value)


def _is_date(digits: str) -> bool:
    """Return whether six digits are a day, or with 00 the last of a month."""
    year, month, number = (int(digits[at : at + 2]) for at in (0, 2, 4))
    try:
        dt.date(2000 + year, month, number or 1)
    except ValueError:
        return False
    return True
