"""Plain values: what a text, a number or a choice in a document may be, both ways.

What is written is checked like what is read, so that every document that is written
can be read again.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias, assert_never

from ..errors import FieldError, shown
from ..quantities.notation import finite_decimal
from .shapes import (
    GREATEST_COUNT,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    NUMBER,
    SIGNED_NUMBER,
    UNPRINTABLE,
    Choice,
    Count,
    Number,
    Text,
    Truth,
)

__all__ = ["NOTHING", "came", "exact_number", "exact_text", "plain"]

_Plain: TypeAlias = Text | Count | Number | Truth | Choice

_MOST_BITS = 4096  # above LONGEST_NUMBER digits, and within what Python writes out
_GREATEST = sys.float_info.max


class _Nothing:
    """What stands for a value that a document lacks."""


#: Stands for a value that a document lacks; unlike null, no shape allows it.
NOTHING = _Nothing()

_KINDS: Mapping[type, str] = {
    dict: "an object",
    list: "a list",
    type(None): "null",
    _Nothing: "nothing",
}


def came(value: object) -> str:
    """Return what came, as a fault shows it: never a whole object or list.

    Parameters
    ----------
    value
        A value of a document.

    Returns
    -------
    str
        The value, or what it is.

    Examples
    --------
    >>> came({"unit": "mg"}), came("4,5"), came(None)
    ('an object', "'4,5'", 'null')
    """
    return _KINDS.get(type(value)) or shown(value)


def plain(value: object, shape: _Plain) -> str | int | float | bool:
    """Return a plain value, if its shape allows it.

    Parameters
    ----------
    value
        A text, a number, or true or false.
    shape
        What it may be.

    Returns
    -------
    str or int or float or bool
        The value: a text without its template, a number as a float.

    Raises
    ------
    FieldError
        If it is something else.

    Examples
    --------
    >>> plain(100, Count())
    100
    >>> plain(100, Number())
    100.0
    """
    match shape, value:
        case Truth(), bool():
            return value
        case _, bool():
            pass
        case Text(), str() if _is_line(value):
            return str(value)
        case Count(), int() if 0 <= value <= GREATEST_COUNT:
            return value
        case Number(), int() | float() if -_GREATEST <= value <= _GREATEST:
            return float(value) + 0.0  # of the two zeros, the one without a sign
        case Choice(), str() | int() if value in shape.values:
            return value
    raise FieldError(_expected(shape), came(value))


def exact_text(number: Fraction, *, signed: bool = False) -> str:
    """Return an exact number as text: all its digits, or else a fraction.

    Parameters
    ----------
    number
        The number.
    signed
        Whether it may be less than nothing.

    Returns
    -------
    str
        Digits such as ``4.5``, or ``100/3`` where the digits never end.

    Raises
    ------
    FieldError
        If it has a sign it may not have, or too many digits.

    Examples
    --------
    >>> exact_text(Fraction(9, 2)), exact_text(Fraction(100, 3))
    ('4.5', '100/3')
    """
    if number < 0 and not signed:
        raise FieldError("zero or more", shown(number))
    bits = max(number.numerator.bit_length(), number.denominator.bit_length())
    if bits <= _MOST_BITS:
        text = finite_decimal(number) or str(number)
        if len(text) <= LONGEST_NUMBER:
            return text
    expected = f"a number of at most {LONGEST_NUMBER} characters"
    raise FieldError(expected, "a longer one", "round on purpose before planning")


def exact_number(text: object, *, signed: bool = False) -> Fraction:
    """Return the exact number that a text says.

    Parameters
    ----------
    text
        What `exact_text` writes.
    signed
        Whether it may be less than nothing.

    Returns
    -------
    Fraction
        The number.

    Raises
    ------
    FieldError
        If it is anything else: a number of JSON, an exponent, a comma, a zero before
        the digits.

    Examples
    --------
    >>> exact_number("4.5"), exact_number("100/3")
    (Fraction(9, 2), Fraction(100, 3))
    """
    grammar = SIGNED_NUMBER if signed else NUMBER
    if (
        isinstance(text, str)
        and len(text) <= LONGEST_NUMBER
        and re.fullmatch(grammar, text)
    ):
        return Fraction(text)
    raise FieldError("an exact number as text, such as '4.5' or '100/3'", came(text))


def _is_line(text: str) -> bool:
    return len(text) <= LONGEST_TEXT and re.search(UNPRINTABLE, text) is None


def _expected(shape: _Plain) -> str:
    match shape:
        case Text():
            return f"a line of at most {LONGEST_TEXT} characters"
        case Count():
            return f"a whole number from 0 to {GREATEST_COUNT}"
        case Number():
            return "a finite number"
        case Truth():
            return "true or false"
        case Choice():
            choices = ", ".join(map(repr, shape.values))
            return f"one of {choices}" if len(shape.values) > 1 else choices
        case _:
            assert_never(shape)
