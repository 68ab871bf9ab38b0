"""Canonical: a record as plain data, in one way only.

Numbers are exact text, amounts stand in the first unit of their kind, every field is
written, and keys are sorted: equal records give equal bytes. What is written is checked
like what is read, so that every document that is written can be read again.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import repeat
from types import MappingProxyType
from typing import Any, TypeAlias, assert_never

import attrs

from ..errors import FieldError, shown
from ..quantities.kinds import Kind
from ..quantities.notation import finite_decimal
from ..quantities.units import Q, Quantity, same_kind
from .shapes import (
    Choice,
    Either,
    Family,
    Many,
    Maybe,
    Nested,
    OneOf,
    Plain,
    Row,
    Shape,
    fields_of,
)

__all__ = [
    "BYTE_ORDER_MARK",
    "GREATEST_COUNT",
    "LONGEST_NUMBER",
    "LONGEST_TEXT",
    "NUMBER",
    "SIGNED_NUMBER",
    "UNPRINTABLE",
    "Forms",
    "canonical_bytes",
    "describe",
    "plain",
    "written",
]

#: The greatest whole number that every reader of JSON takes exactly.
GREATEST_COUNT = 2**53 - 1

#: The longest exact number in a document, and the longest text.
LONGEST_NUMBER, LONGEST_TEXT = 1000, 10_000

#: What some programs write before the first sign of a text: no part of it.
BYTE_ORDER_MARK = "\ufeff"

#: An exact number: all digits, or one whole number over another.
NUMBER = r"(?:0|[1-9][0-9]*)(?:\.[0-9]+|/[1-9][0-9]*)?"

#: The same, where the amount may be less than nothing.
SIGNED_NUMBER = f"-?{NUMBER}"

#: Characters that no text holds: controls, and halves of a character.
UNPRINTABLE = (
    r"[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)

#: The class whose fields a document has for a type, where they are not all of its own.
Forms: TypeAlias = Mapping[type, type]

_AS_THEY_ARE: Forms = MappingProxyType({})
_MOST_BITS = 4096  # above LONGEST_NUMBER digits, and within what Python writes out
_GREATEST = sys.float_info.max
_EXPECTED = {
    Plain.TEXT: f"a line of at most {LONGEST_TEXT} characters",
    Plain.COUNT: f"a whole number from 0 to {GREATEST_COUNT}",
    Plain.NUMBER: "a finite number",
    Plain.TRUTH: "true or false",
}


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
        raise FieldError("a record that can be written as JSON", f"a {kind.__name__}")
    fields = {}
    for name, shape in fields_of(forms.get(kind, kind)).items():
        try:
            fields[name] = _written(getattr(record, name), shape, forms)
        except FieldError as error:
            within = f".{error.field}" if error.field else ""
            raise error.at(f"{name}{within}") from None
    return fields


def canonical_bytes(data: object) -> bytes:
    """Return plain data as bytes, the same on every machine."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("ascii")


def plain(value: object, shape: Plain | Choice) -> str | int | float | bool:
    """Return a text, number or truth, if its shape allows it."""
    match shape, value:
        case Plain.TRUTH, bool():
            return value
        case _, bool():
            pass
        case Plain.TEXT, str() if _is_line(value):
            return str(value)
        case Plain.COUNT, int() if 0 <= value <= GREATEST_COUNT:
            return value
        case Plain.NUMBER, int() | float() if -_GREATEST <= value <= _GREATEST:
            return float(value) + 0.0  # of the two zeros, the one without a sign
        case Choice(), str() | int() if value in shape.values:
            return value
    if isinstance(shape, Plain):
        expected = _EXPECTED[shape]
    else:
        several = "one of " if len(shape.values) > 1 else ""
        expected = several + ", ".join(map(repr, shape.values))
    raise FieldError(expected, describe(value))


def describe(value: object) -> str:
    """Return what a fault says of a value: never a whole object or list."""
    if value is ...:  # in place of what a document lacks
        return "nothing"
    kinds = {dict: "an object", list: "a list", type(None): "null"}
    return kinds.get(type(value)) or shown(value)


def _is_line(text: str) -> bool:
    return len(text) <= LONGEST_TEXT and re.search(UNPRINTABLE, text) is None


def _written(value: Any, shape: Shape, forms: Forms) -> Any:  # noqa: ANN401, C901, PLR0911 - one each
    """Return a value as its shape has it; no case but one for each shape."""
    match shape:
        case Plain():
            return _written_plain(value, shape)
        case Choice():
            return plain(value, shape)
        case Kind():
            return _amount(value, shape)
        case Maybe():
            return None if value is None else _written(value, shape.shape, forms)
        case Many():
            return _row(_exactly(value, tuple), repeat(shape.shape), forms)
        case Row():
            if len(_exactly(value, tuple)) != len(shape.shapes):
                raise FieldError(f"{len(shape.shapes)} values", str(len(value)))
            return _row(value, shape.shapes, forms)
        case Nested():
            return written(_exactly(value, shape.record), forms)
        case OneOf() | Family():
            if isinstance(shape, OneOf):
                _exactly(value, *shape.records)
            return {"type": type(value).__name__, **written(value, forms)}
        case Either():
            is_amount = isinstance(value, Quantity)
            return _written(value, shape.amount if is_amount else shape.plain, forms)
        case _:
            assert_never(shape)


def _written_plain(value: Any, shape: Plain) -> Any:  # noqa: ANN401
    if shape is Plain.DAY:
        return _exactly(value, dt.date).isoformat()
    if shape is Plain.EXACT:
        return _exact_text(_exactly(value, Fraction))
    if shape is Plain.FIGURE and isinstance(value, Fraction):
        return {"value": _exact_text(value, signed=True)}  # no name is mistaken for it
    return plain(value, Plain.TEXT if shape is Plain.FIGURE else shape)


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
            number = _exact_text(value.m_as(unit), signed=shape.signed)
            return {"value": number, "unit": unit}
    units = " or ".join(unit for unit, *_ in shape.kinds)
    raise FieldError(f"an amount in {units}", shown(value))


def _exact_text(number: Fraction, *, signed: bool = False) -> str:
    """Return all digits of a number, or a fraction where they never end."""
    if number < 0 and not signed:
        raise FieldError("zero or more", shown(number))
    bits = max(number.numerator.bit_length(), number.denominator.bit_length())
    if bits <= _MOST_BITS:
        text = finite_decimal(number) or str(number)
        if len(text) <= LONGEST_NUMBER:
            return text
    expected = f"a number of at most {LONGEST_NUMBER} characters"
    raise FieldError(expected, "a longer one", "round it before planning")


def _row(values: tuple[Any, ...], shapes: Iterable[Shape], forms: Forms) -> list[Any]:
    pairs = zip(values, shapes, strict=False)  # a shape may be repeated without end
    return [_written(value, shape, forms) for value, shape in pairs]
