"""A second reader of documents, which knows nothing of the first.

The `json` module takes a document apart, and leaves every number as it stands there.
The rest is done by hand: each field of a record is held against what is written in its
place, by the annotation of the field and by `naive`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from math import isfinite
from typing import Any, Literal, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from ldn_compound.interop.json.forms import FORMS

from .naive import last_day, plain_number, unit_meaning

__all__ = ["document_says"]

_DIGITS = "0123456789"

_ENVELOPE = {"library", "reference", "schema", "type", "value"}

#: The units of a quantity by the names that pint has for them.
_NAMED = {
    "milligram": "mg",
    "gram": "g",
    "kilogram": "kg",
    "microgram": "mcg",
    "milliliter": "mL",
    "liter": "L",
    "percent": "%",
}


@frozen
class _Number:
    """A number of JSON.

    Parameters
    ----------
    signs
        How it stands in the text.
    """

    signs: str


def document_says(text: str, record: object) -> bool:
    """Return whether a document says a record, and everybody reads it so.

    It has to state every field, and nothing else: what is missing was left to somebody
    to fill in.
    """
    try:
        parts = json.loads(
            text,
            object_pairs_hook=_members,
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=_Number,
        )
    except ValueError:
        return False
    return (
        isinstance(parts, dict)
        and parts.keys() == _ENVELOPE
        and isinstance(parts["library"], str)
        and isinstance(parts["reference"], str)
        and parts["schema"] == _Number("1")
        and parts["type"] == type(record).__name__
        and _says_record(parts["value"], record)
    )


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object; of a key twice nobody knows which is meant."""
    members = dict(pairs)
    if len(members) != len(pairs):
        msg = f"a key twice: {pairs}"
        raise ValueError(msg)
    return members


def _says_record(stated: Any, record: Any) -> bool:
    """Return whether an object says a record, field by field."""
    kind: Any = type(record)
    kinds = _kinds(kind)
    return (
        isinstance(stated, dict)
        and stated.keys() == kinds.keys()
        and all(
            _says(stated[name], getattr(record, name), kinds[name]) for name in kinds
        )
    )


@cache
def _kinds(record: type) -> Mapping[str, frozenset[Any]]:
    """Return the types that each field of a record may hold, and its lists too."""
    form: Any = FORMS.get(record, record)
    hints = get_type_hints(form)
    return {each.name: _within(hints[each.name]) for each in attrs.fields(form)}


def _within(hint: Any) -> frozenset[Any]:
    """Return the types in an annotation."""
    parts = [each for each in get_args(hint) if each is not ...]
    if get_origin(hint) is Literal:
        return frozenset(map(type, parts))
    return frozenset().union(*map(_within, parts)) if parts else frozenset({hint})


def _says(stated: Any, value: Any, kinds: frozenset[Any]) -> bool:  # noqa: PLR0911 - a kind each
    """Return whether a part of a document says a value of one of some kinds."""
    if attrs.has(type(value)):
        return _says_kind(stated, value, kinds)
    kind = str if isinstance(value, str) else type(value)  # sentences are texts of ours
    if kind is not tuple and kind not in kinds:
        return False
    match value:
        case None | bool():
            return stated is value
        case str():
            return isinstance(stated, str) and stated == value
        case int():
            return isinstance(stated, _Number) and _exact(stated.signs) == value
        case float():
            return isinstance(stated, _Number) and _rounded(stated.signs) == value
        case Fraction():
            return _exact(_bare(stated) if str in kinds else stated) == value
        case dt.date():
            return isinstance(stated, str) and last_day(stated) == (value, False)
        case tuple():
            return (
                isinstance(stated, list)
                and len(stated) == len(value)
                and all(_says(*each, kinds) for each in zip(stated, value, strict=True))
            )
        case _:
            return _says_amount(stated, value)


def _says_kind(stated: Any, record: Any, kinds: frozenset[Any]) -> bool:
    """Return whether an object says a record, whose type it names if it may be another.

    A protocol is no record, and stands for several.
    """
    kind = type(record)
    if [each for each in kinds if attrs.has(each)] == [kind]:
        return _says_record(stated, record)
    if not isinstance(stated, dict) or stated.get("type") != kind.__name__:
        return False
    members = {key: each for key, each in stated.items() if key != "type"}
    return _says_record(members, record)


def _says_amount(stated: Any, value: Any) -> bool:
    """Return whether an object says a quantity: its number, exactly, and its unit."""
    if not isinstance(stated, dict) or stated.keys() != {"value", "unit"}:
        return False
    number, unit, own = _exact(stated["value"]), stated["unit"], _own_unit(value)
    meant = unit_meaning(unit) if isinstance(unit, str) else None
    if number is None or meant is None or own is None:
        return False
    return (number * meant[0], meant[1]) == (value.magnitude * own[0], own[1])


def _own_unit(value: Any) -> tuple[Fraction, str] | None:
    """Return what the unit of a quantity means, or none where it is no unit of ours."""
    items = sorted(value.unit_items(), key=lambda item: -item[1])
    if [power for _, power in items] not in ([1], [1, -1]):
        return None
    return unit_meaning("/".join(_NAMED.get(name, name) for name, _ in items))


def _bare(stated: Any) -> Any:
    """Return the number in an object, where a text would be a name."""
    bare = isinstance(stated, dict) and stated.keys() == {"value"}
    return stated["value"] if bare else None


def _exact(text: Any) -> Fraction | None:
    """Return a number of either sign, one over another among them, or none."""
    if not isinstance(text, str):
        return None
    above, stroke, below = text.removeprefix("-").partition("/")
    number, parts = plain_number(above), plain_number(below if stroke else "1")
    if number is None or not parts:
        return None
    return (-1 if text.startswith("-") else 1) * number / parts


def _rounded(signs: str) -> float | None:
    """Return the number nearest to digits that may have an exponent, or none."""
    if any(each not in _DIGITS + "+-.eE" for each in signs):
        return None
    number = float(signs)
    return number if isfinite(number) else None
