"""Measured values: reading a list of them, and checking how many there are.

Nothing is guessed, and each error names the place of the value in its list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from ..errors import FieldError, shown
from .units import Quantity

__all__ = ["read_each", "require_sample_size"]

T = TypeVar("T")


def read_each(
    values: Iterable[T], field: str, read: Callable[[T], Quantity]
) -> tuple[Quantity, ...]:
    """Return the values of a list, each as it is read, in their order.

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
        The values read.

    Raises
    ------
    FieldError
        If it is not a list, or one of the values cannot be read.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> read_each(["1 mg", "mg"], "net_masses", Q)
    Traceback (most recent call last):
    ldn_compound.errors.UnitError: net_masses[1]: expected an amount such as '4.5 mg'...
    """
    quantities = []
    for place, value in enumerate(_listed(values, field)):
        try:
            quantities.append(read(value))
        except FieldError as error:
            raise error.at(f"{field}[{place}]") from None
    return tuple(quantities)


def require_sample_size(
    values: tuple[Quantity, ...],
    field: str,
    expected: str,
    way_out: str,
    *,
    counts: tuple[int, ...] = (),
    least: int = 0,
) -> tuple[Quantity, ...]:
    """Return the values, if there are as many as a test requires.

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
        The counts allowed; empty for any from *least* on.
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
    >>> contents = (Q("98 %"),)
    >>> expected, way_out = "10 contents", "assay nine more"
    >>> require_sample_size(contents, "contents", expected, way_out, counts=(10,))
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
