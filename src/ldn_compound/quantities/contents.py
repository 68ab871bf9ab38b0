"""Contents: reading the drug in single units, as measured.

A content is in percent of the label, where a bare number is taken too: every test of
contents is stated in percent. One test also takes masses of drug, with their unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from operator import index
from typing import TypeAlias

from ..errors import FieldError, shown
from .adopting import MOST_DIGITS, digits_of, digits_shown, is_float
from .measured import read_each
from .units import Q, Quantity, Readable, same_kind

__all__ = [
    "Content",
    "content",
    "content_or_mass",
    "contents",
    "contents_of_one_kind",
]

#: A content as it may be written; a bare number is in percent of the label.
Content: TypeAlias = "Readable | int | float | Decimal | Fraction"

_MASS, _PERCENT = Q("1 mg"), Q("1 %")
_OF_LABEL = "divide by the label strength"


def content(value: Content) -> Quantity:
    """Return one content.

    Parameters
    ----------
    value
        A number in percent of the label, or a text or quantity in percent. A float is
        read by the digits it shows.

    Returns
    -------
    Quantity
        The content, exact. [% of label]

    Raises
    ------
    FieldError
        If it is not a content, not finite, or negative.

    Examples
    --------
    >>> content(98.2), content("98.2"), content("98.2 %")
    (Q('98.2 %'), Q('98.2 %'), Q('98.2 %'))
    """
    read = content_or_mass(value)
    if not same_kind(read, _PERCENT):
        raise FieldError("a content such as 98.2 or '98.2 %'", str(read), _OF_LABEL)
    return read


def content_or_mass(value: Content) -> Quantity:
    """Return one content in percent of the label, or the drug of one capsule in mg.

    Parameters
    ----------
    value
        What `content` reads, or a mass with its unit.

    Returns
    -------
    Quantity
        The content or the mass, exact.

    Raises
    ------
    FieldError
        If it is neither, is not finite, or is negative.

    Examples
    --------
    >>> content_or_mass("1.52 mg"), content_or_mass(101)
    (Q('1.52 mg'), Q('101 %'))
    """
    if isinstance(value, str):
        read = Q(f"{value} %" if value[-1:].isdigit() else value)
    elif (number := _number(value)) is not None:
        return _PERCENT * number
    else:
        read = Q(value)  # type: ignore[arg-type]  # Q says what is no quantity
    if same_kind(read, _PERCENT):
        return read.to("%")
    if same_kind(read, _MASS):
        return read.to("mg")
    raise FieldError("a content such as 98.2 or '98.2 %'", str(read))


def contents(values: Iterable[Content], field: str) -> tuple[Quantity, ...]:
    """Return contents in percent of the label, in their order.

    Parameters
    ----------
    values
        What `content` reads, one for each unit.
    field
        What the caller calls them.

    Returns
    -------
    tuple of Quantity
        The contents. [% of label]

    Examples
    --------
    >>> contents([98.2, "101.4 %"], "contents")
    (Q('98.2 %'), Q('101.4 %'))
    """
    return read_each(values, field, content)


def contents_of_one_kind(values: Iterable[Content], field: str) -> tuple[Quantity, ...]:
    """Return contents that are all in percent of the label, or all masses.

    Parameters
    ----------
    values
        What `content_or_mass` reads, one for each unit.
    field
        What the caller calls them.

    Returns
    -------
    tuple of Quantity
        The contents. [% of label or mg]

    Raises
    ------
    FieldError
        If some are masses and some are not.

    Examples
    --------
    >>> contents_of_one_kind(["1.52 mg", "1.47 mg"], "contents")
    (Q('1.52 mg'), Q('1.47 mg'))
    """
    taken = read_each(values, field, content_or_mass)
    for place, value in enumerate(taken):
        if not same_kind(value, taken[0]):
            expected = f"contents of one kind, like {taken[0]}"
            raise FieldError(expected, str(value), field=f"{field}[{place}]")
    return taken


def _number(value: object) -> Fraction | None:
    """Return what is a number, or `None` for what is not; refuse one below zero."""
    expected = "a finite content, zero or more, such as 98.2"
    if isinstance(value, bool):
        raise FieldError(expected, shown(value))
    read: Decimal | Fraction
    if is_float(value):
        read = Decimal(digits_shown(value))
    elif isinstance(value, (Decimal, Fraction)):
        read = value
    else:
        try:
            read = Fraction(index(value))  # type: ignore[arg-type]
        except TypeError:
            return None
    if (isinstance(read, Decimal) and not read.is_finite()) or read < 0:
        raise FieldError(expected, shown(value))
    if digits_of(read) > MOST_DIGITS:
        raise FieldError(f"a content of at most {MOST_DIGITS} digits", shown(value))
    return Fraction(read)
