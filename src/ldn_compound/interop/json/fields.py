"""Fields: what the values in each field of a record may be, from its annotations.

The annotation says what a value is; the table of `json_records` says which amount it
is, since every quantity has the same annotation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from ...errors import FieldError, shown
from ...model.verdict import Verdict
from ...quantities.units import Quantity
from .records import RECORDS, VERDICTS
from .shapes import (
    Amount,
    Choice,
    Count,
    Day,
    Either,
    ExactNumber,
    Figure,
    Many,
    Maybe,
    Nested,
    Number,
    OneOf,
    Row,
    Shape,
    Text,
    Truth,
)

__all__ = ["fields_of", "shape_of"]

#: The records that answer for a protocol.
_PROTOCOLS: Mapping[Any, tuple[type, ...]] = {Verdict: VERDICTS}

_PLAIN: Mapping[Any, Shape] = {
    str: Text(),
    int: Count(),
    float: Number(),
    bool: Truth(),
    dt.date: Day(),
    Fraction: ExactNumber(),
}


@cache
def fields_of(record: type) -> Mapping[str, Shape]:
    """Return the fields of a record, with what their values may be.

    Parameters
    ----------
    record
        One of `RECORDS`.

    Returns
    -------
    Mapping
        Shapes by the names of the fields, in their order.

    Raises
    ------
    FieldError
        If the table does not say what one of its amounts is.

    Examples
    --------
    >>> from ldn_compound import Tray
    >>> list(fields_of(Tray))
    ['holes']
    """
    hints, amounts = get_type_hints(record), RECORDS[record]
    shapes = {}
    for each in attrs.fields(record):
        try:
            amount = amounts.get(each.name)
            shapes[each.name] = shape_of(hints[each.name], amount)
        except FieldError as error:
            raise error.at(f"{record.__name__}.{each.name}") from None
    return MappingProxyType(shapes)


def shape_of(  # noqa: PLR0911 - one for each kind of annotation
    hint: Any,  # noqa: ANN401 - an annotation is any object
    amount: Amount | None = None,
) -> Shape:
    """Return what the values of an annotation may be.

    Parameters
    ----------
    hint
        The annotation.
    amount
        What the quantities in it are; `None` where it has none.

    Returns
    -------
    Shape
        The shape.

    Raises
    ------
    FieldError
        If it has a quantity of which nobody said what it is, or is of no known kind.

    Examples
    --------
    >>> shape_of(tuple[str, ...] | None)
    Maybe(shape=Many(shape=Text()))
    """
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint in _PROTOCOLS:
        return OneOf(_PROTOCOLS[hint])
    if hint is Quantity and amount is not None:
        return amount
    if isinstance(hint, type) and attrs.has(hint):
        return Nested(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return Choice(parts)
    if origin is tuple and ... in parts:
        return Many(shape_of(parts[0], amount))
    if origin is tuple:
        return Row(tuple(shape_of(each, amount) for each in parts))
    if origin in (Union, UnionType):
        some = tuple(each for each in parts if each is not NoneType)
        shape = _one_of(some, amount)
        return shape if some == parts else Maybe(shape)
    way_out = "say in json_records what its amounts are"
    raise FieldError("an annotation that a document can hold", shown(hint), way_out)


def _one_of(parts: tuple[Any, ...], amount: Amount | None) -> Shape:
    """Return the shape of what is one of several things, and not nothing."""
    if len(parts) == 1:
        return shape_of(parts[0], amount)
    if all(attrs.has(each) for each in parts):
        return OneOf(parts)
    of, plain = (shape_of(each, amount) for each in parts)
    if (of, plain) == (ExactNumber(), Text()):
        return Figure()
    if isinstance(of, Amount) and isinstance(plain, (Text, Count)):
        return Either(of, plain)
    raise FieldError("records, or an amount and a plain value", shown(parts))
