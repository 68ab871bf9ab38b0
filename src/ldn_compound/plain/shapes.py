"""Shapes: what a value in a field of a record may be, from the field's annotation.

The writer, the reader and the published schema all go by them, so that none of them
allows what another refuses. The annotation of a quantity names its kind, such as
`Mass`; that kind is its shape.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs
from attrs import frozen

from ..errors import FieldError, shown
from ..quantities.kinds import Kind

__all__ = [
    "Choice",
    "Either",
    "Family",
    "Many",
    "Maybe",
    "Nested",
    "OneOf",
    "Plain",
    "Row",
    "Shape",
    "fields_of",
    "shape_of",
]


class Plain(Enum):
    """A value without parts, which is written as one text, number or truth."""

    TEXT = "a line"
    COUNT = "a whole number, zero or more"
    NUMBER = "a finite float: a statistic or a chance"
    TRUTH = "true or false"
    DAY = "a day of the calendar"
    EXACT = "an exact number without a unit, zero or more"
    FIGURE = "an exact number of either sign, or a name in its place"


@frozen
class Choice:
    """One of a few texts or whole numbers."""

    values: tuple[str | int, ...]


@frozen
class Maybe:
    """A value of a shape, or `None`."""

    shape: Shape


@frozen
class Many:
    """A tuple of any length, its values all of one shape."""

    shape: Shape


@frozen
class Row:
    """A tuple of so many values, each of its own shape."""

    shapes: tuple[Shape, ...]


@frozen
class Nested:
    """A record."""

    record: type


@frozen
class OneOf:
    """A record of one of several types, which it names."""

    records: tuple[type, ...]


@frozen
class Family:
    """A record of one of the types with a common base, which it names."""

    base: type


@frozen
class Either:
    """An amount, or else a plain value."""

    amount: Kind
    plain: Plain


Shape: TypeAlias = (
    Plain | Kind | Choice | Maybe | Many | Row | Nested | OneOf | Family | Either
)

_PLAIN: Mapping[Any, Shape] = {
    str: Plain.TEXT,
    int: Plain.COUNT,
    float: Plain.NUMBER,
    bool: Plain.TRUTH,
    dt.date: Plain.DAY,
    Fraction: Plain.EXACT,
}


@cache
def fields_of(record: type) -> Mapping[str, Shape]:
    """Return the fields of a class of attrs, in their order, each with its shape."""
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
    """Return the shape of the values of an annotation."""
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
        return Row(tuple(map(shape_of, parts)))
    if origin in (Union, UnionType):
        some = tuple(each for each in parts if each is not NoneType)
        shape = shape_of(some[0]) if len(some) == 1 else _one_of(some)
        return shape if some == parts else Maybe(shape)
    if isinstance(hint, type) and _is_family(hint):
        return Family(hint)
    way_out = "name the kind of a quantity, such as Mass"
    raise FieldError("an annotation that JSON can hold", shown(hint), way_out)


def _one_of(parts: tuple[Any, ...]) -> Shape:
    """Return the shape of what is one of several things."""
    if all(map(attrs.has, parts)):
        return OneOf(parts)
    of, plain = map(shape_of, parts)
    if (of, plain) == (Plain.EXACT, Plain.TEXT):
        return Plain.FIGURE
    if isinstance(of, Kind) and plain in (Plain.TEXT, Plain.COUNT):
        return Either(of, plain)
    raise FieldError("records, or an amount and a plain value", shown(parts))


def _is_family(hint: type) -> bool:
    """Return whether a class is only the base of records."""
    methods = (getattr(hint, name) for name in dir(hint))
    return any(getattr(each, "__isabstractmethod__", False) for each in methods)
