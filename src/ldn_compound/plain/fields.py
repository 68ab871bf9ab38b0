"""Fields: what the values in each field of a record may be, from its annotations.

The annotation says what a value is; that of a quantity names its kind, such as `Mass`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from ..errors import FieldError, shown
from ..quantities.kinds import Kind
from .shapes import (
    Choice,
    Count,
    Day,
    Either,
    ExactNumber,
    Family,
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
        A class of attrs.

    Returns
    -------
    Mapping
        Shapes by the names of the fields, in their order.

    Raises
    ------
    FieldError
        If an annotation is of no known kind.

    Examples
    --------
    >>> from ldn_compound import Tray
    >>> fields_of(Tray)["holes"]
    Count()
    """
    hints = get_type_hints(record, include_extras=True)
    shapes = {}
    for each in attrs.fields(record):
        try:
            shapes[each.name] = shape_of(hints[each.name])
        except FieldError as error:
            raise error.at(f"{record.__name__}.{each.name}") from None
    return MappingProxyType(shapes)


def shape_of(  # noqa: PLR0911 - one for each kind of annotation
    hint: Any,  # noqa: ANN401 - an annotation is any object
) -> Shape:
    """Return what the values of an annotation may be.

    Parameters
    ----------
    hint
        The annotation.

    Returns
    -------
    Shape
        The shape.

    Raises
    ------
    FieldError
        If it is of no known kind, such as a quantity whose kind is not named.

    Examples
    --------
    >>> shape_of(tuple[str, ...] | None)
    Maybe(shape=Many(shape=Text()))
    """
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and attrs.has(hint):
        return Nested(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated and isinstance(parts[1], Kind):
        return parts[1]
    if origin is Literal:
        return Choice(parts)
    if origin is tuple and ... in parts:
        return Many(shape_of(parts[0]))
    if origin is tuple:
        return Row(tuple(shape_of(each) for each in parts))
    if origin in (Union, UnionType):
        some = tuple(each for each in parts if each is not NoneType)
        shape = _one_of(some)
        return shape if some == parts else Maybe(shape)
    if isinstance(hint, type) and _is_family(hint):
        return Family(hint)
    way_out = "name the kind of a quantity, such as Mass"
    raise FieldError("an annotation that a document can hold", shown(hint), way_out)


def _one_of(parts: tuple[Any, ...]) -> Shape:
    """Return the shape of what is one of several things, and not nothing."""
    if len(parts) == 1:
        return shape_of(parts[0])
    if all(attrs.has(each) for each in parts):
        return OneOf(parts)
    of, plain = (shape_of(each) for each in parts)
    if (of, plain) == (ExactNumber(), Text()):
        return Figure()
    if isinstance(of, Kind) and isinstance(plain, (Text, Count)):
        return Either(of, plain)
    raise FieldError("records, or an amount and a plain value", shown(parts))


def _is_family(hint: type) -> bool:
    """Return whether a class is only the base of records."""
    methods = (getattr(hint, name) for name in dir(hint))
    return any(getattr(each, "__isabstractmethod__", False) for each in methods)
