"""Masses: reading the masses of single capsules, each with its unit."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import FieldError
from .measured import read_each
from .units import Q, Quantity, Readable, same_kind

__all__ = ["nonnegative_mass", "nonnegative_masses", "positive_mass", "positive_masses"]

_MASS = Q("1 mg")


def nonnegative_masses(values: Iterable[Readable], field: str) -> tuple[Quantity, ...]:
    """Return masses, in their order; an empty capsule holds 0 mg.

    Parameters
    ----------
    values
        Texts or quantities, one for each capsule.
    field
        What the caller calls them.

    Returns
    -------
    tuple of Quantity
        The masses. [mg]

    Examples
    --------
    >>> nonnegative_masses(["176.1 mg", "0.1724 g"], "net_masses")
    (Q('176.1 mg'), Q('172.4 mg'))
    """
    return read_each(values, field, _read_mass)


def positive_masses(values: Iterable[Readable], field: str) -> tuple[Quantity, ...]:
    """Return the masses of whole capsules or shells, each of them above zero.

    Parameters
    ----------
    values
        Texts or quantities, one for each capsule.
    field
        What the caller calls them.

    Returns
    -------
    tuple of Quantity
        The masses. [mg]

    Examples
    --------
    >>> positive_masses(["225.1 mg"], "gross_masses")
    (Q('225.1 mg'),)
    """
    return read_each(values, field, _read_positive)


def positive_mass(value: Readable, field: str) -> Quantity:
    """Return one mass above zero.

    Parameters
    ----------
    value
        A text or a quantity.
    field
        What the caller calls it.

    Returns
    -------
    Quantity
        The mass. [mg]

    Examples
    --------
    >>> positive_mass("17.95 g", "weighed_in")
    Q('17950 mg')
    """
    try:
        return _read_positive(value)
    except FieldError as error:
        raise error.at(field) from None


def nonnegative_mass(value: Readable, field: str) -> Quantity:
    """Return one mass, zero or more.

    Parameters
    ----------
    value
        A text or a quantity.
    field
        What the caller calls it.

    Returns
    -------
    Quantity
        The mass. [mg]

    Examples
    --------
    >>> nonnegative_mass("0 g", "set_aside")
    Q('0 mg')
    """
    try:
        return _read_mass(value)
    except FieldError as error:
        raise error.at(field) from None


def _read_mass(value: Readable) -> Quantity:
    read = Q(value)
    if not (same_kind(read, _MASS) and read.magnitude >= 0):
        raise FieldError("a mass such as '176.1 mg'", str(read))
    return read.to("mg")


def _read_positive(value: Readable) -> Quantity:
    mass = _read_mass(value)
    if not mass:
        raise FieldError("a mass above zero such as '225.1 mg'", str(mass))
    return mass
