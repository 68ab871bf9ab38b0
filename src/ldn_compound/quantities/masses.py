"""Masses: which values may be handed in as the masses of single capsules."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import FieldError
from .measured import each_read
from .units import Q, Quantity, Readable, same_kind

__all__ = ["filled_masses", "masses", "one_mass", "some_or_no_mass"]

_MASS = Q("1 mg")


def masses(values: Iterable[Readable], field: str) -> tuple[Quantity, ...]:
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
    >>> masses(["176.1 mg", "0.1724 g"], "net_masses")
    (Q('176.1 mg'), Q('172.4 mg'))
    """
    return each_read(values, field, _mass)


def filled_masses(values: Iterable[Readable], field: str) -> tuple[Quantity, ...]:
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
    >>> filled_masses(["225.1 mg"], "gross_masses")
    (Q('225.1 mg'),)
    """
    return each_read(values, field, _some_mass)


def one_mass(value: Readable, field: str) -> Quantity:
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
    >>> one_mass("17.95 g", "weighed_in")
    Q('17950 mg')
    """
    try:
        return _some_mass(value)
    except FieldError as error:
        raise error.at(field) from None


def some_or_no_mass(value: Readable, field: str) -> Quantity:
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
    >>> some_or_no_mass("0 g", "set_aside")
    Q('0 mg')
    """
    try:
        return _mass(value)
    except FieldError as error:
        raise error.at(field) from None


def _mass(value: Readable) -> Quantity:
    read = Q(value)
    if not (same_kind(read, _MASS) and read.magnitude >= 0):
        raise FieldError("a mass such as '176.1 mg'", str(read))
    return read.to("mg")


def _some_mass(value: Readable) -> Quantity:
    read = _mass(value)
    if not read:
        raise FieldError("a mass above zero such as '225.1 mg'", str(read))
    return read
