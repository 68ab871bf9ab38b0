"""Canonical: a record as plain data, in one way only.

Numbers are exact text, amounts stand in the first unit of their kind, every field is
written, and keys are sorted: equal records give equal bytes. What `json.loads` would
not read back is not written.
"""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from typing import Any, assert_never

from ...errors import FieldError, shown
from ...model.dates import day
from ...quantities.units import Q, Quantity, same_kind
from .fields import fields_of
from .plain import exact_text, plain
from .records import RECORDS
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

__all__ = ["canonical_bytes", "written"]


def written(record: object) -> dict[str, Any]:
    """Return a record as plain data: objects, lists, texts, numbers.

    Parameters
    ----------
    record
        A record of one of the types of `json_records.RECORDS`.

    Returns
    -------
    dict
        Its fields by name.

    Raises
    ------
    FieldError
        If it is no such record, or a field holds what a document cannot.

    Examples
    --------
    >>> from ldn_compound import Shell
    >>> written(Shell("3", volume="0.3 mL", empty_mass="48 mg"))["volume"]
    {'value': '0.3', 'unit': 'mL'}
    """
    kind: type = type(record)
    if kind not in RECORDS:
        raise FieldError("a record that has a document", f"a {kind.__name__}")
    fields = {}
    for name, shape in fields_of(kind).items():
        try:
            fields[name] = _written(getattr(record, name), shape)
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


def _written(value: Any, shape: Shape) -> Any:  # noqa: ANN401, C901, PLR0911 - one each
    """Return a value as its shape has it; no case but one for each shape."""
    match shape:
        case Text() | Count() | Number() | Truth() | Choice():
            return plain(value, shape)
        case Day():
            return day(_exactly(value, dt.date)).isoformat()
        case ExactNumber():
            return exact_text(_exactly(value, Fraction))
        case Figure():
            return _figure(value)
        case Amount():
            return _amount(value, shape)
        case Maybe():
            return None if value is None else _written(value, shape.shape)
        case Many():
            return [_written(each, shape.shape) for each in _exactly(value, tuple)]
        case Row():
            return _row(_exactly(value, tuple), shape.shapes)
        case Nested():
            return written(_exactly(value, shape.record))
        case OneOf():
            record = _exactly(value, *shape.records)
            return {"type": type(record).__name__, **written(record)}
        case Either():
            is_amount = isinstance(value, Quantity)
            return _written(value, shape.amount if is_amount else shape.plain)
        case _:
            assert_never(shape)


def _exactly(value: Any, *types: type) -> Any:  # noqa: ANN401 - what it was given
    """Return a value of one of the types; one of a subtype would not be read back."""
    if type(value) in types:
        return value
    expected = " or ".join(each.__name__ for each in types)
    raise FieldError(expected, shown(value))


def _amount(value: object, shape: Amount) -> dict[str, str]:
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


def _row(values: tuple[Any, ...], shapes: tuple[Shape, ...]) -> list[Any]:
    if len(values) != len(shapes):
        raise FieldError(f"{len(shapes)} values", str(len(values)))
    return [_written(each, shape) for each, shape in zip(values, shapes, strict=True)]
