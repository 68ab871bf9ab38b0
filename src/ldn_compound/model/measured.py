"""Measured: which values may be handed in as measured masses and contents.

A mass is written with its unit. A content is in percent of the label, where a bare
number is taken too: balances and chromatographs hand out numbers, and every test of
contents is stated in percent. Nothing else is guessed, and each error names the place
of the value in its list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from fractions import Fraction
from operator import index
from typing import TypeAlias

from ..errors import FieldError, shown
from ..units import Q, Quantity, Readable, same_kind

__all__ = [
    "Content",
    "content",
    "content_or_mass",
    "contents",
    "contents_of_one_kind",
    "counted",
    "filled_masses",
    "masses",
    "one_mass",
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
        If it is no content, is not finite, or is negative.

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
        read = _PERCENT * number
    else:
        read = Q(value)  # type: ignore[arg-type]  # Q says what is no quantity
    for unit in ("mg", "%"):
        if same_kind(read, Q(f"1 {unit}")):
            return read.to(unit)
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
    return _each(values, field, content)


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
    taken = _each(values, field, content_or_mass)
    for place, value in enumerate(taken):
        if not same_kind(value, taken[0]):
            expected = f"contents of one kind, like {taken[0]}"
            raise FieldError(expected, str(value), field=f"{field}[{place}]")
    return taken


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
    return _each(values, field, _mass)


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
    return _each(values, field, _some_mass)


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
    >>> one = (Q("98 %"),)
    >>> counted(one, "contents", "10 contents", "assay nine more", counts=(10,))
    Traceback (most recent call last):
    ldn_compound.errors.FieldError: contents: expected 10 contents, got 1; assay ...
    """
    count = len(values)
    if count < least or (counts and count not in counts):
        raise FieldError(expected, str(count), way_out, field)
    return values


def _each(
    values: Iterable[Content], field: str, read: Callable[..., Quantity]
) -> tuple[Quantity, ...]:
    taken = []
    for place, value in enumerate(_listed(values, field)):
        try:
            taken.append(read(value))
        except FieldError as error:
            raise error.at(f"{field}[{place}]") from None
    return tuple(taken)


def _listed(values: Iterable[Content], field: str) -> Iterable[Content]:
    """Return what is a list; a set would drop equal values, a text has letters."""
    if not isinstance(values, (str, bytes, Mapping, AbstractSet)):
        try:
            return iter(values)
        except TypeError:  # one number, or one quantity
            pass
    way_out = "write them as a list, in the order measured"
    raise FieldError("several values", shown(values), way_out, field)


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


def _number(value: object) -> Fraction | None:
    """Return what is a number, or `None` for what is not; refuse one below zero."""
    if isinstance(value, float):
        value = Decimal(repr(float(value)))
    if isinstance(value, (Decimal, Fraction)):
        number = Fraction(value) if _is_finite(value) else None
    elif isinstance(value, bool):
        number = None
    else:
        try:
            number = Fraction(index(value))  # type: ignore[arg-type]
        except TypeError:
            return None
    if number is None or number < 0:
        expected = "a finite content, zero or more, such as 98.2"
        raise FieldError(expected, shown(value))
    return number


def _is_finite(value: Decimal | Fraction) -> bool:
    return isinstance(value, Fraction) or value.is_finite()
