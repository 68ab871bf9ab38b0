"""Fields: what a value of a record may be, checked once, where the record is made.

Converters read what the user wrote; validators refuse what cannot be. Both raise an
error that names the field: pass ``field_transformer=convert_by_kind`` to
`attrs.frozen`. An amount takes its unit from its annotation: ``strength: PerCapsule =
field(converter=Q)`` reads ``"4.5 mg"`` as 4.5 mg/capsule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from functools import cache
from operator import index
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs  # noqa: TC002 - the annotations of validators are read at run time

from ..errors import FieldError, UnitError, shown
from .kinds import Kind
from .reading import EXAMPLE, refusal
from .units import Q, Quantity, as_typed, same_kind

__all__ = [
    "above_zero",
    "assay_share",
    "convert_by_kind",
    "each_is_text",
    "exact_number",
    "examples_of",
    "is_a",
    "is_count",
    "is_note",
    "is_text",
    "line_or_blank",
    "listed",
    "one_of",
    "several",
    "share",
    "texts",
    "whole_number",
    "zero_or_more",
]

Validator: TypeAlias = Callable[[Any, "attrs.Attribute[Any]", Any], None]

_LONGEST_TEXT, _LONGEST_NOTE = 200, 1000
_MOST = 100_000


def convert_by_kind(
    record: type, fields: list[attrs.Attribute[Any]]
) -> list[attrs.Attribute[Any]]:
    """Let each amount be converted to the unit of its kind, and errors name its field.

    Parameters
    ----------
    record
        A class whose annotations name the kinds of its amounts, such as `Mass`.
    fields
        Its fields, from attrs; a converter of theirs comes first.

    Returns
    -------
    list of attrs.Attribute
        The same fields, with other converters.
    """
    return [
        each.evolve(converter=_converter(record, each)) if each.converter else each
        for each in fields
    ]


def _converter(record: type, field: attrs.Attribute[Any]) -> Callable[[Any], Any]:
    convert: Any = field.converter

    def converted(value: Any) -> Any:  # noqa: ANN401
        try:
            value = convert(value)
            kind = None if value is None else _kinds(record).get(field.name)
            return value if kind is None else kind.read(value)
        except UnitError as error:
            kind = _kinds(record).get(field.name)
            error = error if kind is None else _of_kind(error, value, kind, field)
            raise error.at(field.alias or field.name) from None
        except FieldError as error:
            raise error.at(field.alias or field.name) from None

    return converted


def _of_kind(
    error: UnitError, value: object, kind: Kind, field: attrs.Attribute[Any]
) -> UnitError:
    """Return an error that suggests what the field takes, not another amount."""
    named = list(examples_of(field.validator)) or [f"1 {row[0]}" for row in kind.kinds]
    example = " or ".join(map(repr, dict.fromkeys(named)))
    if isinstance(value, str) and error.expected == refusal(value).expected:
        return refusal(value, example, kind.units)
    texts = (text.replace(EXAMPLE, example) for text in (error.expected, error.way_out))
    expected, way_out = texts
    return UnitError(expected, error.got, way_out)


def examples_of(validator: Any) -> Iterator[str]:  # noqa: ANN401 - any of attrs
    """Yield the amounts that validators name as examples."""
    yield from getattr(validator, "examples", ())
    for inner in (
        *getattr(validator, "_validators", ()),
        getattr(validator, "validator", None),
    ):
        if inner is not None:
            yield from examples_of(inner)


@cache
def _kinds(record: type) -> dict[str, Kind]:
    """Return the kinds that the annotations of a class name, of amounts or `None`."""
    kinds = {}
    for name, hint in get_type_hints(record, include_extras=True).items():
        for part in get_args(hint) if get_origin(hint) is Union else (hint,):
            for each in get_args(part):
                if isinstance(each, Kind):
                    kinds[name] = each
    return kinds


# -- converters


def whole_number(value: object) -> int:
    """Return *value* as an int; a float, a text or a bool is no count."""
    if not isinstance(value, bool):
        with suppress(Exception):  # whatever its own __index__ raises
            return index(value)  # type: ignore[arg-type]
    raise FieldError("a whole number such as 100", shown(value))


def exact_number(value: object) -> Fraction:
    """Return *value* as a Fraction; a float is not exact."""
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Fraction(value)
    raise FieldError("an int or a Fraction", shown(value))


def several(values: Any) -> tuple[Any, ...] | None:  # noqa: ANN401 - whatever came
    """Return the items of a value, or `None` where it has none to give.

    Parameters
    ----------
    values
        Any value; a text or an amount is one thing, not several.

    Returns
    -------
    tuple or None
        Its items, in their order.

    Examples
    --------
    >>> several([1, 2]), several("12"), several(None)
    ((1, 2), None, None)
    """
    if isinstance(values, (str, bytes, Quantity)):
        return None
    try:
        return tuple(values)
    except Exception:  # noqa: BLE001 - whatever its own __iter__ raises
        return None


def texts(values: object) -> tuple[str, ...]:
    """Return several texts as a tuple; one text is not several letters."""
    if isinstance(values, (tuple, list, set, frozenset)):
        return tuple(
            sorted(values, key=repr) if isinstance(values, (set, frozenset)) else values
        )
    raise FieldError("several texts, such as ('first', 'second')", shown(values))


def listed(text: str | None) -> tuple[str, ...] | None:
    """Return the names in a line that was typed; ``none`` says that there are none.

    No line, or an empty one where nobody typed, says nothing: `None`.
    """
    if text is None:
        return None
    return () if text == "none" else tuple(each.strip() for each in text.split(","))


# -- validators


def above_zero(kind: str, *examples: str) -> Validator:
    """Return a validator: an amount like one of the *examples*, more than zero."""
    return _amount(kind, lambda value: value.magnitude > 0, "above zero ", *examples)


def zero_or_more(kind: str, example: str) -> Validator:
    """Return a validator: an amount like *example*, not negative."""
    return _amount(kind, lambda value: value.magnitude >= 0, "", example)


def share(example: str) -> Validator:
    """Return a validator: a share of the whole, from 0 to 100 %."""
    low, high = Q("0 %"), Q("100 %")
    return _amount("a share", lambda value: low <= value <= high, "0-100 % ", example)


def assay_share(example: str) -> Validator:
    """Return a validator: an assay, which no slip of the point has moved."""
    low, high = Q("50 %"), Q("150 %")
    return _amount(
        "an assay", lambda value: low <= value <= high, "of 50-150 % ", example
    )


def _amount(
    kind: str, holds: Callable[[Quantity], bool], limits: str, *examples: str
) -> Validator:
    models = [Q(example) for example in examples]
    expected = f"{kind} {limits}such as {' or '.join(map(repr, examples))}"

    def validate(_record: object, field: attrs.Attribute[Any], value: Quantity) -> None:
        if not (any(same_kind(value, each) for each in models) and holds(value)):
            raise FieldError(expected, as_typed(value), field=field.name)

    validate.examples = examples  # type: ignore[attr-defined]
    return validate


def is_count(least: int, what: str) -> Validator:
    """Return a validator: a whole number of *what*, within what a bench can hold."""

    def validate(_record: object, field: attrs.Attribute[Any], value: int) -> None:
        if not least <= value <= _MOST:
            expected = f"{least} to {_MOST} {what}"
            raise FieldError(expected, shown(value), field=field.name)

    return validate


def one_of(*choices: str) -> Validator:
    """Return a validator: one of the *choices*."""

    def validate(_record: object, field: attrs.Attribute[Any], value: object) -> None:
        if not (isinstance(value, str) and value in choices):
            expected = f"one of {', '.join(map(repr, choices))}"
            raise FieldError(expected, shown(value), field=field.name)

    return validate


def is_a(*types: type) -> Validator:
    """Return a validator: a record of one of the *types*."""
    expected = " or ".join(each.__name__ for each in types)

    def validate(_record: object, field: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, types):
            raise FieldError(expected, shown(value), field=field.name)

    return validate


def is_text(_record: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is not one printable line of text."""
    if not (isinstance(value, str) and value.strip() and _is_line(value)):
        expected = f"one line of at most {_LONGEST_TEXT} characters"
        raise FieldError(expected, shown(value), field=field.name)


def is_note(_record: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is not one printable line of text, longer than a name, or empty."""
    if not _is_line(value, _LONGEST_NOTE):
        expected = f"one line of at most {_LONGEST_NOTE} characters, or none"
        raise FieldError(expected, shown(value), field=field.name)


def each_is_text(
    record: object, field: attrs.Attribute[Any], values: tuple[object, ...]
) -> None:
    """Refuse several texts of which one is not a printable line."""
    for value in values:
        is_text(record, field, value)


# -- texts that no record holds


def line_or_blank(value: str | None, field: str) -> str:
    """Return a text for a sheet, where nothing leaves a blank to fill in.

    Parameters
    ----------
    value
        One printable line, or nothing.
    field
        What the caller calls it.

    Returns
    -------
    str
        The line, or an empty text.

    Raises
    ------
    FieldError
        If it is more than a line, or holds signs that show as nothing or turn what
        stands beside them round.

    Examples
    --------
    >>> line_or_blank("Take 1 capsule daily.", "directions")
    'Take 1 capsule daily.'
    >>> line_or_blank(None, "directions")
    ''
    """
    if value is None:
        return ""
    if not _is_line(value):
        expected = f"one line of at most {_LONGEST_TEXT} characters, or None"
        raise FieldError(expected, shown(value), field=field)
    return value


def _is_line(value: object, longest: int = _LONGEST_TEXT) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) <= longest
