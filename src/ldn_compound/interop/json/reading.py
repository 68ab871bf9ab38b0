"""Reading: plain data as a record, or every fault in it with its path.

What a field may be, its shape says, and then its own converter and validators. Nothing
is coerced, and nothing that is missing is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, partial
from itertools import repeat
from typing import Any, assert_never

import attrs

from ...errors import CompoundError, FieldError, UnitError
from ...model.dates import iso_day
from ...plain.canonical import LONGEST_NUMBER, NUMBER, SIGNED_NUMBER, describe, plain
from ...plain.places import (
    MOST_FAULTS,
    Place,
    Reader,
    RefusedPartsError,
    read_at,
    read_object,
    step,
)
from ...plain.shapes import (
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
from ...quantities.kinds import Kind
from ...quantities.units import Q, Quantity
from .forms import FORMS
from .records import FAMILIES

__all__ = ["read_record"]


def read_record(record: type, data: object, place: Place) -> Any:  # noqa: ANN401
    """Return a record; what its document does not hold follows from the rest."""
    form: Any = FORMS.get(record, record)
    members = read_object(_readers(form), data, place)
    names = {each.name: each.alias for each in attrs.fields(form)}
    try:
        made = form(**{names[name]: value for name, value in members.items()})
        return made if form is record else _completed(made)
    except CompoundError as error:
        named = [name for name in names if error.field in (name, names[name])]
        place.within("".join(map(step, named))).refuse(error)
        raise RefusedPartsError from None


def _completed(form: Any) -> object:  # noqa: ANN401 - one of `FORMS`
    try:
        return form.record()
    except (UnitError, ArithmeticError, LookupError):
        got, way_out = "figures that contradict one another", "plan again"
        raise FieldError("figures that agree with one another", got, way_out) from None


@cache
def _readers(form: type) -> Mapping[str, Reader]:
    """Return what reads each field of a class of attrs."""
    fields = {each.name: each for each in attrs.fields(form)}
    return {
        name: partial(_read_field, fields[name], shape)
        for name, shape in fields_of(form).items()
    }


def _read_field(
    field: attrs.Attribute[Any], shape: Shape, data: object, place: Place
) -> object:
    """Return the value of a field, by its shape and then by its own checks.

    The record itself would stop at the first field that is wrong.
    """
    value, convert = _read(shape, data, place), field.converter
    if convert is not None:
        value = convert(value)  # type: ignore[operator]
    if field.validator is not None:
        field.validator(None, field, value)
    return value


def _read(shape: Shape, data: Any, place: Place) -> object:  # noqa: ANN401, PLR0911 - one each
    """Return what the data say, by the shape; no case but one for each shape."""
    match shape:
        case Plain() | Choice():
            return _read_plain(shape, data, place)
        case Kind():
            return _read_amount(shape, data, place)
        case Maybe():
            return None if data is None else _read(shape.shape, data, place)
        case Many():
            return _read_list(repeat(shape.shape), data, place)
        case Row():
            return _read_list(shape.shapes, data, place)
        case Nested():
            return read_record(shape.record, data, place)
        case OneOf():
            return _read_tagged(shape.records, data, place)
        case Family():
            return _read_tagged(FAMILIES[shape.base], data, place)
        case Either():
            part = shape.amount if isinstance(data, dict) else shape.plain
            return _read(part, data, place)
        case _:
            assert_never(shape)


def _read_plain(shape: Plain | Choice, data: object, place: Place) -> object:
    if shape is Plain.DAY:
        return iso_day(plain(data, Plain.TEXT))
    if shape is Plain.EXACT:
        return _read_number(NUMBER, data, place)
    if shape is not Plain.FIGURE:
        return plain(data, shape)
    if not isinstance(data, dict):
        return plain(data, Plain.TEXT)
    return read_object({"value": partial(_read_number, SIGNED_NUMBER)}, data, place)[
        "value"
    ]


def _read_number(grammar: str, data: object, _: Place) -> Fraction:
    """Return the number that a text says: no exponent, comma or zero before it."""
    is_short = isinstance(data, str) and len(data) <= LONGEST_NUMBER
    if is_short and re.fullmatch(grammar, str(data)):
        return Fraction(str(data))
    expected = "an exact number as text, such as '4.5' or '100/3'"
    raise FieldError(expected, describe(data))


def _read_amount(kind: Kind, data: object, place: Place) -> Quantity:
    readers: dict[str, Reader] = {
        "value": partial(_read_number, SIGNED_NUMBER if kind.signed else NUMBER),
        "unit": partial(_read, Choice(kind.units)),
    }
    expected = f"an amount such as {{'value': '4.5', 'unit': '{kind.units[0]}'}}"
    amount = read_object(readers, data, place, expected)
    number: Fraction = amount["value"]
    return Q(f"1 {amount['unit']}") * number


def _read_list(shapes: Iterable[Shape], data: object, place: Place) -> object:
    length = len(shapes) if isinstance(shapes, tuple) else None
    if not isinstance(data, list) or length not in (None, len(data)):
        expected = "a list" if length is None else f"a list of {length} values"
        raise FieldError(expected, describe(data))
    before, values = len(place.faults), []
    for index, (each, shape) in enumerate(zip(data, shapes, strict=False)):
        here = place.within(f"[{index}]")
        values.append(read_at(partial(_read, shape), each, here))
        if len(place.faults) > MOST_FAULTS:
            break
    if len(place.faults) > before:
        raise RefusedPartsError
    return tuple(values)


def _read_tagged(types: tuple[type, ...], data: object, place: Place) -> object:
    """Return a record of the type that its object names."""
    if not isinstance(data, dict):
        raise FieldError("an object", describe(data))
    records = {each.__name__: each for each in types}
    name = read_at(
        partial(_read, Choice(tuple(records))),
        data.get("type", ...),
        place.within(".type"),
    )
    if name is None:
        raise RefusedPartsError
    members = {key: each for key, each in data.items() if key != "type"}
    return read_record(records[name], members, place)
