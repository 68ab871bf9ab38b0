"""Canonical: a record as plain data, in one way only.

Numbers are exact text, amounts stand in the first unit of their kind, every field is
written, and keys are sorted: equal records give equal bytes. What a reader would not
read back is not written.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import repeat
from types import MappingProxyType
from typing import Any, TypeAlias, assert_never

import attrs

from ..errors import FieldError, shown
from ..quantities.kinds import Kind
from ..quantities.units import Q, Quantity, same_kind
from .fields import fields_of
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
from .values import exact_text, plain

__all__ = ["Forms", "canonical_bytes", "written"]

#: The class whose fields a document has for a type, where they are not all of its own.
Forms: TypeAlias = Mapping[type, type]

_AS_THEY_ARE: Forms = MappingProxyType({})


def written(record: object, forms: Forms = _AS_THEY_ARE) -> dict[str, Any]:
    """Return a record as plain data: objects, lists, texts, numbers.

    Parameters
    ----------
    record
        A record of attrs whose annotations name the kinds of its amounts.
    forms
        The class whose fields are written for a type, where they are not its own.

    Returns
    -------
    dict
        Its fields by name.

    Raises
    ------
    FieldError
        If a field holds what a document cannot.

    Examples
    --------
    >>> from ldn_compound import Shell
    >>> written(Shell("3", volume="0.3 mL", empty_mass="48 mg"))["volume"]
    {'value': '0.3', 'unit': 'mL'}
    """
    kind: type = type(record)
    if not attrs.has(kind):
        raise FieldError("a record that has a document", f"a {kind.__name__}")
    fields = {}
    for name, shape in fields_of(forms.get(kind, kind)).items():
        try:
            fields[name] = _written(getattr(record, name), shape, forms)
        except FieldError as error:
            within = f".{error.field}" if error.field else ""
            raise error.at(f"{name}{within}") from None
    return fields


def canonical_bytes(data: object) -> bytes:
    """Return plain data as bytes, the same on every machine.

    Parameters
    ----------
    data
        Objects, lists, texts, numbers.

    Returns
    -------
    bytes
        JSON in ASCII, with sorted keys and no blanks.

    Examples
    --------
    >>> canonical_bytes({"b": 1, "a": "1/3"})
    b'{"a":"1/3","b":1}'
    """
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("ascii")


def _written(value: Any, shape: Shape, forms: Forms) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one each
    """Return a value as its shape has it; no case but one for each shape."""
    match shape:
        case Text() | Count() | Number() | Truth() | Choice():
            return plain(value, shape)
        case Day():
            return _exactly(value, dt.date).isoformat()
        case ExactNumber():
            return exact_text(_exactly(value, Fraction))
        case Figure():
            return _figure(value)
        case Kind():
            return _amount(value, shape)
        case Maybe():
            return None if value is None else _written(value, shape.shape, forms)
        case Many():
            each_shape = repeat(shape.shape)
            return _row(_exactly(value, tuple), each_shape, forms)
        case Row():
            values = _exactly(value, tuple)
            if len(values) != len(shape.shapes):
                raise FieldError(f"{len(shape.shapes)} values", str(len(values)))
            return _row(values, shape.shapes, forms)
        case Nested():
            return written(_exactly(value, shape.record), forms)
        case OneOf():
            return _named(_exactly(value, *shape.records), forms)
        case Family():
            return _named(value, forms)
        case Either():
            is_amount = isinstance(value, Quantity)
            part = shape.amount if is_amount else shape.plain
            return _written(value, part, forms)
        case _:
            assert_never(shape)


def _named(record: object, forms: Forms) -> dict[str, Any]:
    """Return a record that may be one of several, with the name of its type."""
    return {"type": type(record).__name__, **written(record, forms)}


def _exactly(value: Any, *types: type) -> Any:  # noqa: ANN401 - what it was given
    """Return a value of one of the types; one of a subtype would not be read back."""
    if type(value) in types:
        return value
    expected = " or ".join(each.__name__ for each in types)
    raise FieldError(expected, shown(value))


def _amount(value: object, shape: Kind) -> dict[str, str]:
    """Return an amount in the first unit of its kind."""
    for unit, *_ in shape.kinds:
        if isinstance(value, Quantity) and same_kind(value, Q(f"1 {unit}")):
            number = exact_text(value.m_as(unit), signed=shape.signed)
            return {"value": number, "unit": unit}
    units = " or ".join(unit for unit, *_ in shape.kinds)
    raise FieldError(f"an amount in {units}", shown(value))


def _figure(value: object) -> dict[str, str] | str:
    """Return a number in an object, so that no name is mistaken for one."""
    if isinstance(value, Fraction):
        return {"value": exact_text(value, signed=True)}
    return str(plain(value, Text()))


def _row(values: tuple[Any, ...], shapes: Iterable[Shape], forms: Forms) -> list[Any]:
    return [
        _written(each, shape, forms)
        for each, shape in zip(values, shapes, strict=False)
    ]
