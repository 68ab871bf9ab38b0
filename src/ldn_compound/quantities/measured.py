"""Measured: how a list of measured values is read, and how many there may be.

Nothing is guessed, and each error names the place of the value in its list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from ..errors import FieldError, shown
from .units import Quantity

__all__ = ["counted", "each_read"]

T = TypeVar("T")


def each_read(
    values: Iterable[T], field: str, read: Callable[[T], Quantity]
) -> tuple[Quantity, ...]:
    """Return every value of a list as it is read, in their order.

    Parameters
    ----------
    values
        The values; a set would drop equal ones, and a text has letters.
    field
        What the caller calls them.
    read
        Reads one of them.

    Returns
    -------
    tuple of Quantity
        What was read.

    Raises
    ------
    FieldError
        If they are no list, or one of them cannot be read.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> each_read(["1 mg", "mg"], "net_masses", Q)
    Traceback (most recent call last):
    ldn_compound.errors.UnitError: net_masses[1]: expected an amount such as '4.5 mg'...
    """
    taken = []
    for place, value in enumerate(_listed(values, field)):
        try:
            taken.append(read(value))
        except FieldError as error:
            raise error.at(f"{field}[{place}]") from None
    return tuple(taken)


def counted(
    values: tuple[Quantity, ...],
    field: str,
    expected: str,
    way_out: str,
    *,
    counts: tuple[int, ...] = (),
    least: int = 0,
) -> tuple[Quantity, ...]:
    """Return values of which there are as many as a test asks for.

    Parameters
    ----------
    values
        The values.
    field
        What the caller calls them.
    expected
        How many there should be, for the message.
    way_out
        What to do otherwise.
    counts
        The counts that are right; none of them for any from *least* on.
    least
        The least count.

    Returns
    -------
    tuple of Quantity
        The same values.

    Raises
    ------
    FieldError
        If there are more or fewer.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> one = (Q("98 %"),)
    >>> counted(one, "contents", "10 contents", "assay nine more", counts=(10,))
    Traceback (most recent call last):
    ldn_compound.errors.FieldError: contents: expected 10 contents, got 1; assay ...
    """
    count = len(values)
    if count < least or (counts and count not in counts):
        raise FieldError(expected, str(count), way_out, field)
    return values


def _listed(values: Iterable[T], field: str) -> Iterable[T]:
    if not isinstance(values, (str, bytes, Mapping, AbstractSet)):
        try:
            return iter(values)
        except TypeError:  # one number, or one quantity
            pass
    way_out = "write them as a list, in the order measured"
    raise FieldError("several values", shown(values), way_out, field)
