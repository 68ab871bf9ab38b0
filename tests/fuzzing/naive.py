"""A second reader of amounts, dates and packages, which knows nothing of the first.

It takes a text apart by hand, sign by sign, and says of a text that a person could
misread that it means nothing.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import lru_cache
from typing import Any

__all__ = ["last_day", "meaning", "package", "plain_number", "unit_meaning"]

_DIGITS = "0123456789"

#: What each unit is in the smallest one of its kind: (kind, how many of them).
_UNITS = {
    "mg": ("mass", 1000),
    "g": ("mass", 1_000_000),
    "kg": ("mass", 1_000_000_000),
    "mcg": ("mass", 1),
    "ug": ("mass", 1),
    "\u00b5g": ("mass", 1),
    "\u03bcg": ("mass", 1),
    "mL": ("volume", 1),
    "L": ("volume", 1000),
    "%": ("ratio", 1),
    "day": ("day", 1),
    "days": ("day", 1),
    "tablet": ("tablet", 1),
    "tablets": ("tablet", 1),
    "capsule": ("capsule", 1),
    "capsules": ("capsule", 1),
}

#: Digits behind an identifier of GS1 by how it begins, where they are so many; and
#: where a separator ends them, or the code, the most signs.
_FIXED = {
    "00": 18,
    "01": 14,
    "02": 14,
    "03": 14,
    "20": 2,
    "41": 13,
    **dict.fromkeys(("11", "12", "13", "15", "16", "17"), 6),
    **dict.fromkeys(("31", "32", "33", "34", "35", "36"), 6),
}
_MOST = {"10": 20, "21": 20}
_MOST_OF_OTHERS = 90

#: How identifiers begin that have three signs, or four.
_OF_THREE = ("23", "24", "25", "40", "41", "42", "71")
_OF_FOUR = (
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "39",
    "43",
    "70",
    "72",
    "80",
    "81",
    "82",
)

#: Months by how their names begin, in English and German.
_NAMES = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
    "j\u00e4n": 1,
    "m\u00e4r": 3,
    "mrz": 3,
    "mai": 5,
    "okt": 10,
    "dez": 12,
}
_YEAR, _TWO, _WHOLE = 4, 2, 8

_MARKS = ("]C1", "]d2", "]Q3", "]e0", "]J1")
_SEPARATOR = "\x1d"

#: The last year of this century that two digits can mean, said in 2026.
_LAST_YEAR = 76


def plain_number(text: str) -> Fraction | None:
    """Return the number that everybody reads in a text, or none.

    A comma, a sign, an exponent, a zero before the digits, a bare point, and digits of
    another script can be read in two ways, or not be seen.
    """
    if not text or any(each not in _DIGITS + "." for each in text):
        return None
    whole, *parts = text.split(".")
    if len(parts) > 1 or not whole or "" in parts:
        return None
    if len(whole) > 1 and whole[0] == "0":
        return None
    number, places = 0, "".join(parts)
    for digit in whole + places:
        number = number * 10 + _DIGITS.index(digit)
    return Fraction(number, 10 ** len(places))


def meaning(text: str) -> tuple[Fraction, str] | None:
    """Return the number and the kind of the amount that everybody reads, or none."""
    end = 0
    while end < len(text) and text[end] in _DIGITS + ".":
        end += 1
    number, unit = plain_number(text[:end]), unit_meaning(text[end:].removeprefix(" "))
    if number is None or unit is None:
        return None
    times, kind = unit
    return number * times, kind


@lru_cache
def unit_meaning(text: str) -> tuple[Fraction, str] | None:
    """Return how many of the smallest one a unit is, and its kind, or none."""
    unit, stroke, per = text.partition("/")
    if unit not in _UNITS or (stroke and per not in _UNITS):
        return None
    kind, times = _UNITS[unit]
    if not stroke:
        return Fraction(times), kind
    per_kind, per_times = _UNITS[per]
    return Fraction(times, per_times), f"{kind}/{per_kind}"


def last_day(text: str) -> tuple[dt.date, bool] | None:
    """Return the last day that everybody reads, and if a month is stated, or none."""
    parts = _words(text)
    names = [part for part in parts if part[0] not in _DIGITS]
    numbers = [part for part in parts if part[0] in _DIGITS]
    years = [part for part in numbers if len(part) == _YEAR]
    if len(parts) == 1 and len(text) == _WHOLE and text.startswith(("19", "20", "21")):
        return _last_of(text[:4], text[4:6], text[6:])
    others = [part for part in numbers if len(part) != _YEAR]
    marks = {sign for sign in text if not (sign in _DIGITS or sign.isalpha())}
    if not (text[:1].isalnum() and text[-1:].isalnum()) or (
        len(marks) > 1 and not names
    ):
        return None
    if len(years) != 1 or any(len(part) > _TWO for part in others):
        return None
    if names:
        months = (
            {str(_NAMES.get(names[0].lower()[:3], 0))} if len(names) == 1 else set()
        )
        days = {*others} or {""}
        pairs = {(month, number) for month in months for number in days}
        fits = len(others) <= 1
    elif parts[0] == years[0]:
        month, number = (*others, "", "")[:2]
        pairs, fits = {(month, number)}, all(len(part) == _TWO for part in others)
    elif len(others) == 1:
        pairs, fits = {(others[0], "")}, len(others[0]) == _TWO
    else:
        ways = {(int(one), int(two)) for one, two in (others, others[::-1])}
        pairs = {(str(month), str(n)) for month, n in ways if 1 <= month <= 12}
        fits = len(pairs) == 1
    if not fits or len(pairs) != 1:
        return None
    ((month, number),) = pairs
    return _last_of(years[0], month, number)


def _words(text: str) -> list[str]:
    """Return the digits and the letters of a text, each row of them by itself."""
    parts, kind = [""], ""
    for sign in text:
        seen = "digit" if sign in _DIGITS else "letter" if sign.isalpha() else ""
        if seen != kind:
            parts.append("")
            kind = seen
        parts[-1] += sign if seen else ""
    return [part for part in parts if part] or [" "]


def _last_of(year: str, month: str, day: str) -> tuple[dt.date, bool] | None:
    """Return the last day of a month, or the day itself, or none."""
    try:
        if day:
            return dt.date(int(year), int(month), int(day)), False
        in_the_next = dt.date(int(year), int(month), 1) + dt.timedelta(31)
    except (ValueError, OverflowError):  # the calendar has no such day
        return None
    return in_the_next.replace(day=1) - dt.timedelta(1), True


# -- packages


def package(text: str) -> dict[str, Any] | None:
    """Return the elements that everybody reads in a code of GS1, or none.

    The expiry, (17), is what `last_day` returns; the other values are texts.
    """
    rest = text[3:] if text.startswith(_MARKS) else text
    rest = rest.removeprefix(_SEPARATOR).rstrip(_SEPARATOR)
    take = _in_brackets if rest.startswith("(") else _scanned
    if not rest:
        return None
    found: dict[str, Any] = {}
    while rest:
        code, value, rest = take(rest)
        if code in found or not _is_value(code, value):
            return None
        found[code] = value if code != "17" else _expiry(value)
    return None if None in found.values() else found


def _in_brackets(text: str) -> tuple[str, str, str]:
    """Return the first identifier with its value, and the text behind them."""
    code, _, rest = text.partition(")")
    value, bracket, rest = rest.partition("(")
    return code.removeprefix("("), value, bracket + rest


def _scanned(text: str) -> tuple[str, str, str]:
    """Return the same of a code whose elements are parted by their lengths."""
    start = 2 + text.startswith(_OF_THREE) + 2 * text.startswith(_OF_FOUR)
    code, rest = text[:start], text[start:]
    if code[:2] in _FIXED:
        end = _FIXED[code[:2]]
        return code, rest[:end], rest[end:].removeprefix(_SEPARATOR)
    value, _, rest = rest.partition(_SEPARATOR)
    return code, value, rest


def _is_value(code: str, value: str) -> bool:
    """Return whether a value is as long as it has to be, and in signs that are seen."""
    if len(code) <= 1 or any(each not in _DIGITS for each in code):
        return False
    fixed = _FIXED.get(code[:2])
    if fixed is None:
        seen = all("!" <= each <= "~" for each in value)
        return seen and 0 < len(value) <= _MOST.get(code, _MOST_OF_OTHERS)
    if len(value) != fixed or any(each not in _DIGITS for each in value):
        return False
    weights = (3, 1) * (len(value) // 2)
    if code != "01":
        return True
    return sum(map(int.__mul__, map(int, value), weights)) % 10 == 0


def _expiry(value: str) -> tuple[dt.date, bool] | None:
    """Return the last day that six digits mean to who reads them in 2026, or none."""
    century = "20" if int(value[:2]) <= _LAST_YEAR else "19"
    day = "" if value[4:] == "00" else f"-{value[4:]}"
    return last_day(f"{century}{value[:2]}-{value[2:4]}{day}")
