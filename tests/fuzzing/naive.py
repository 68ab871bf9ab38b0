"""A second reader of amounts, which knows nothing of the first.

It takes a text apart by hand, character by character, and says of a text that a person
could misread that it means nothing.
"""

from __future__ import annotations

from fractions import Fraction

__all__ = ["meaning", "plain_number"]

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
    number = Fraction(0)
    for digit in whole:
        number = number * 10 + _DIGITS.index(digit)
    for place, digit in enumerate("".join(parts), 1):
        number += Fraction(_DIGITS.index(digit), 10**place)
    return number


def meaning(text: str) -> tuple[Fraction, str] | None:
    """Return the number and the kind of the amount that everybody reads, or none."""
    end = 0
    while end < len(text) and text[end] in _DIGITS + ".":
        end += 1
    number, rest = plain_number(text[:end]), text[end:]
    unit, stroke, per = rest.removeprefix(" ").partition("/")
    if number is None or unit not in _UNITS or (stroke and per not in _UNITS):
        return None
    kind, times = _UNITS[unit]
    if not stroke:
        return number * times, kind
    per_kind, per_times = _UNITS[per]
    return number * times / per_times, f"{kind}/{per_kind}"
