"""Reading: plain data as a record, or every fault in it with its path.

cattrs takes an object apart into the fields of a record and gathers what each of them
raises. What a field may be, its shape says, and then its own converter and validators.
Nothing is coerced, and nothing that is missing is filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from itertools import repeat
from typing import Any, TypeAlias, assert_never

import attrs
from attrs import frozen

from ...errors import CompoundError, FieldError, UnitError
from ...extras import needs
from ...model.dates import day
from ...plain.fields import fields_of
from ...plain.shapes import (
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
from ...plain.values import NOTHING, came, exact_number, plain
from ...quantities.kinds import Kind
from ...quantities.units import Q, Quantity
from .faults import MOST_FAULTS
from .forms import FORMS
from .records import FAMILIES

__all__ = ["Reader", "object_reader", "record_reader"]

#: From plain data to what it says; raises where it says nothing that can be.
Reader: TypeAlias = Callable[[Any], Any]


@frozen
class _Amount:
    """An amount as it stands in a document.

    Parameters
    ----------
    value
        The number.
    unit
        Its unit.
    """

    value: Fraction
    unit: str


@frozen
class _BareNumber:
    """An exact number where a name might stand.

    Parameters
    ----------
    value
        The number.
    """

    value: Fraction


def object_reader(
    record: type, readers: Mapping[str, Reader], expected: str = "an object"
) -> Reader:
    """Return what reads an object: every key that there is to be, and no other.

    Parameters
    ----------
    record
        The type of record it becomes.
    readers
        What reads each field, by its name.
    expected
        What a fault calls the object.

    Returns
    -------
    Reader
        From an object to the record; raises the errors of all fields as a group.
    """
    cattrs, gen = (needs(name, extra="interop") for name in ("cattrs", "cattrs.gen"))
    hooks = {
        name: gen.override(struct_hook=_hook(read)) for name, read in readers.items()
    }
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    make = gen.make_dict_structure_fn(record, converter, **hooks)
    lacking = dict.fromkeys(readers, NOTHING)

    def read(data: object) -> object:
        if not isinstance(data, dict):
            raise FieldError(expected, came(data))
        return make(lacking | data, record)

    return read


@cache
def record_reader(record: type) -> Reader:
    """Return what reads a record.

    Parameters
    ----------
    record
        One of `json_records.RECORDS`.

    Returns
    -------
    Reader
        From an object to the record.
    """
    form: Any = FORMS.get(record, record)
    fields = {each.name: each for each in attrs.fields(form)}
    read = object_reader(
        form,
        {
            name: _checked(fields[name], shape)
            for name, shape in fields_of(form).items()
        },
    )
    return read if form is record else lambda data: _completed(read(data), form)


def _completed(form: Any, kind: type) -> object:  # noqa: ANN401 - one of `FORMS`
    """Return the record of which a document holds some fields."""
    try:
        return form.record()
    except (UnitError, ArithmeticError, LookupError):
        got, way_out = "figures that nothing follows from", "plan again"
        raise FieldError("figures that follow from one another", got, way_out) from None
    except CompoundError as error:
        errors = needs("cattrs.errors", extra="interop")
        raise errors.ClassValidationError("in an object", [error], kind) from None


def _hook(read: Reader) -> Callable[[Any, Any], Any]:
    """Return a reader as cattrs calls it, with a type that is of no use here."""
    return lambda data, _type: read(data)


def _checked(field: attrs.Attribute[Any], shape: Shape) -> Reader:
    """Return what reads a field, by its shape and then by its own checks.

    The record itself would stop at the first field that is wrong.
    """
    convert: Any = field.converter

    def read(data: object) -> object:
        value = _read(data, shape)
        try:
            if convert is not None:
                value = convert(value)
            if field.validator is not None:
                field.validator(None, field, value)
        except CompoundError as error:
            kind = type(error)
            raise kind(error.expected, error.got, error.way_out) from None
        return value

    return read


def _read(data: object, shape: Shape) -> object:  # noqa: C901, PLR0911, PLR0912 - one each
    """Return what the data say, by the shape; no case but one for each shape."""
    match shape:
        case Text() | Count() | Number() | Truth() | Choice():
            return plain(data, shape)
        case Day():
            return day(str(plain(data, Text())))
        case ExactNumber():
            return exact_number(data)
        case Figure():
            return _figure(data)
        case Kind():
            return _amount(data, shape)
        case Maybe():
            return None if data is None else _read(data, shape.shape)
        case Many():
            return _each(_list(data), repeat(shape.shape))
        case Row():
            return _each(_list(data, len(shape.shapes)), shape.shapes)
        case Nested():
            return record_reader(shape.record)(data)
        case OneOf():
            return _tagged(data, shape.records)
        case Family():
            return _tagged(data, FAMILIES[shape.base])
        case Either():
            return _read(data, shape.amount if isinstance(data, dict) else shape.plain)
        case _:
            assert_never(shape)


def _amount(data: object, shape: Kind) -> Quantity:
    amount: _Amount = _amount_reader(shape)(data)
    return Q(f"1 {amount.unit}") * amount.value


@cache
def _amount_reader(shape: Kind) -> Reader:
    units = Choice(shape.units)
    return object_reader(
        _Amount,
        {
            "value": lambda data: exact_number(data, signed=shape.signed),
            "unit": lambda data: plain(data, units),
        },
        f"an amount such as {{'value': '4.5', 'unit': '{shape.units[0]}'}}",
    )


def _figure(data: object) -> object:
    return _bare_number()(data).value if isinstance(data, dict) else plain(data, Text())


@cache
def _bare_number() -> Reader:
    return object_reader(
        _BareNumber, {"value": lambda data: exact_number(data, signed=True)}
    )


def _list(data: object, length: int | None = None) -> list[Any]:
    if isinstance(data, list) and length in (None, len(data)):
        return data
    expected = "a list" if length is None else f"a list of {length} values"
    raise FieldError(expected, came(data))


def _each(data: list[Any], shapes: Iterable[Shape]) -> tuple[Any, ...]:
    """Return the values of a list, or all their errors, each with its place."""
    errors = needs("cattrs.errors", extra="interop")
    values, raised = [], []
    for place, (each, shape) in enumerate(zip(data, shapes, strict=False)):
        try:
            values.append(_read(each, shape))
        except (CompoundError, errors.BaseValidationError) as error:
            error.add_note(errors.IterableValidationNote("at a place", place, shape))
            raised.append(error)
            if len(raised) == MOST_FAULTS:
                break
    if raised:
        raise errors.IterableValidationError("in a list", raised, tuple)
    return tuple(values)


def _tagged(data: object, types: tuple[type, ...]) -> object:
    """Return a record of the type that its object names."""
    records = {each.__name__: each for each in types}
    if not isinstance(data, dict):
        raise FieldError("an object", came(data))
    try:
        name = plain(data.get("type", NOTHING), Choice(tuple(records)))
    except FieldError as error:
        errors = needs("cattrs.errors", extra="interop")
        error.add_note(errors.AttributeValidationNote("at a key", "type", str))
        raise errors.ClassValidationError("in an object", [error], dict) from None
    members = {key: each for key, each in data.items() if key != "type"}
    return record_reader(records[str(name)])(members)
