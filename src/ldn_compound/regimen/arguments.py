"""Arguments: reading them, with errors that name the argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypeVar

from ..errors import FieldError, shown
from ..model.period import Period, period
from ..quantities.fields import whole_number
from ..quantities.kinds import PER_CAPSULE
from ..quantities.units import Q, Quantity, Readable, same_kind

__all__ = [
    "count_of",
    "day_count",
    "read_argument",
    "read_strengths",
    "require_type",
    "strength",
    "whole_days",
]

T = TypeVar("T")
V = TypeVar("V")

_MOST = 100_000


def read_argument(convert: Callable[[V], T], value: V, field: str) -> T:
    """Return a value as *convert* reads it; its error names the argument.

    Parameters
    ----------
    convert
        Reads the value, or raises a `FieldError`.
    value
        The value.
    field
        Name of the argument.

    Returns
    -------
    T
        The value as it is kept.
    """
    try:
        return convert(value)
    except FieldError as error:
        raise error.at(field) from None


def day_count(value: Period | Quantity | str) -> int:
    """Return a period as a number of days; a month has no fixed number of them.

    Parameters
    ----------
    value
        A text such as ``7 day`` or ``2 weeks``, or an amount of whole days.

    Returns
    -------
    int
        Days; one or more.

    Raises
    ------
    FieldError
        If it is not a whole number of days.

    Examples
    --------
    >>> day_count("7 day"), day_count(Q("180 day"))
    (7, 180)
    """
    expected = "a number of days such as '7 days'"
    try:
        length = period(value)
    except FieldError as error:
        raise FieldError(expected, error.got, "write '7 days' or '2 weeks'") from None
    if length.unit != "day":
        way_out = "months differ in length, write '28 days'"
        raise FieldError(expected, str(length), way_out)
    return length.count


def whole_days(value: Period | Quantity | str | int) -> int:
    """Return a number of days, written with its unit or as a plain count.

    Parameters
    ----------
    value
        ``7``, or what `day_count` reads.

    Returns
    -------
    int
        Days.

    Examples
    --------
    >>> whole_days(7), whole_days("7 day")
    (7, 7)
    """
    if isinstance(value, (str, Period, Quantity)):
        return day_count(value)
    return whole_number(value)


def count_of(what: str, least: int) -> Callable[[object], int]:
    """Return a converter: a whole number of something.

    Parameters
    ----------
    what
        What is counted, for the message.
    least
        The smallest number it may be.

    Returns
    -------
    Callable
        Reads a value, or raises a `FieldError`.

    Examples
    --------
    >>> count_of("capsules", 0)(63)
    63
    """

    def convert(value: object) -> int:
        number = whole_number(value)
        if not least <= number <= _MOST:
            raise FieldError(f"{least} to {_MOST} {what}", shown(number))
        return number

    return convert


def require_type(value: object, kind: type[T], field: str) -> T:
    """Return a record, if it is of the type required.

    Parameters
    ----------
    value
        The value.
    kind
        The type required.
    field
        Name of the argument.

    Returns
    -------
    T
        The same record.

    Raises
    ------
    FieldError
        If it is of another type.
    """
    if not isinstance(value, kind):
        raise FieldError(f"a {kind.__name__}", shown(value), field=field)
    return value


def strength(value: Readable) -> Quantity:
    """Return the drug in one capsule as a mass.

    Parameters
    ----------
    value
        A strength such as ``1.5 mg`` or ``1.5 mg/capsule``.

    Returns
    -------
    Quantity
        What one capsule holds. [mg]

    Raises
    ------
    FieldError
        If it is not a mass above zero.

    Examples
    --------
    >>> strength("1.5 mg/capsule")
    Q('1.5 mg')
    """
    held = PER_CAPSULE.read(value) * Q("1 capsule")
    if not (same_kind(held, Q("1 mg")) and held.magnitude > 0):
        raise FieldError("a strength above zero such as '1.5 mg'", str(Q(value)))
    return held


def read_strengths(values: object) -> tuple[Quantity, ...]:
    """Return several strengths, the largest first.

    Parameters
    ----------
    values
        The strengths, in any order, each once: a list, a tuple, a set.

    Returns
    -------
    tuple of Quantity
        What one capsule of each holds. [mg]

    Raises
    ------
    FieldError
        If there are none, one is not a strength, or one is given twice.

    Examples
    --------
    >>> read_strengths(["0.5 mg", "1.5 mg"])
    (Q('1.5 mg'), Q('0.5 mg'))
    """
    expected = "several strengths such as ('0.5 mg', '1.5 mg')"
    if isinstance(values, (str, Quantity)) or not isinstance(values, Iterable):
        raise FieldError(expected, shown(values))
    strengths = sorted(map(strength, values), reverse=True)
    if not strengths:
        raise FieldError(expected, "none")
    for one, other in pairwise(strengths):
        if one == other:
            raise FieldError("each strength once", f"{one} twice")
    return tuple(strengths)
