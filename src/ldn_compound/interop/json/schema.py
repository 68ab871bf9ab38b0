"""The schema of a document, as JSON Schema, for programs in other languages.

It is made from the same shapes that documents are written and read by, and published
with the library as ``schema-1.json``. What it refuses, `json.loads` refuses too; the
checks of the records, such as a strength above zero, are beyond it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, assert_never

from ...plain.fields import fields_of
from ...plain.shapes import (
    GREATEST_COUNT,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    NUMBER,
    SIGNED_NUMBER,
    UNPRINTABLE,
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
from ...quantities.kinds import Kind
from .document import SCHEMA
from .forms import FORMS
from .records import FAMILIES, NAMES

__all__ = ["json_schema", "render_schema"]

_DAY = r"(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"


def json_schema() -> dict[str, Any]:
    """Return the schema of every document of this version.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.

    Examples
    --------
    >>> json_schema()["$defs"]["Tray"]["properties"]["holes"]["type"]
    'integer'
    """
    envelope = {
        "library": _reference("line"),
        "reference": _reference("line"),
        "schema": {"const": SCHEMA},
        "type": {"enum": sorted(NAMES)},
        "value": {"type": "object"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ldn-compound:schema:{SCHEMA}",
        "title": "A record of ldn-compound",
        "description": "Whatever a person weighs by is exact text with its unit.",
        **_object(envelope),
        "allOf": [_value_of(name) for name in sorted(NAMES)],
        "$defs": _definitions(),
    }


def render_schema() -> str:
    """Return the schema as it is published.

    Returns
    -------
    str
        JSON in ASCII, with sorted keys, ending in a line break.
    """
    return json.dumps(json_schema(), sort_keys=True, indent=2) + "\n"


def _value_of(name: str) -> dict[str, Any]:
    """Return what the value of a document of one type must be."""
    return {
        "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
        "then": {"properties": {"value": _reference(name)}},
    }


def _definitions() -> dict[str, Any]:
    """Return what the schema refers to."""
    shapes = [
        each
        for record in NAMES.values()
        for shape in fields_of(FORMS.get(record, record)).values()
        for each in _within(shape)
    ]
    amounts = {each for each in shapes if isinstance(each, Kind)}
    unions = [_types(each) for each in shapes if isinstance(each, (OneOf, Family))]
    tagged = {each.__name__ for each in chain.from_iterable(unions)}
    return {
        "line": {
            "type": "string",
            "maxLength": LONGEST_TEXT,
            "not": {"pattern": UNPRINTABLE},
        },
        "number": _text(NUMBER),
        "signed-number": _text(SIGNED_NUMBER),
        **{_slug(each): _amount(each) for each in amounts},
        **{name: _record(name, {}) for name in NAMES},
        **{
            f"{name}-tagged": _record(name, {"type": {"const": name}})
            for name in tagged
        },
    }


def _within(shape: Shape) -> Iterator[Shape]:
    """Yield a shape and those that it is made of."""
    yield shape
    match shape:
        case Maybe() | Many():
            yield from _within(shape.shape)
        case Row():
            yield from chain.from_iterable(map(_within, shape.shapes))
        case Either():
            yield shape.amount
        case _:
            return


def _schema(shape: Shape) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - one each
    """Return the schema of a shape; no case but one for each shape."""
    match shape:
        case Text():
            return _reference("line")
        case Count():
            return {"type": "integer", "minimum": 0, "maximum": GREATEST_COUNT}
        case Number():
            return {"type": "number"}
        case Truth():
            return {"type": "boolean"}
        case Day():
            return {"format": "date", **_text(_DAY)}
        case ExactNumber():
            return _reference("number")
        case Figure():
            number = _object({"value": _reference("signed-number")})
            return {"anyOf": [number, _reference("line")]}
        case Kind():
            return _reference(_slug(shape))
        case Choice():
            return {"enum": list(shape.values)}
        case Maybe():
            return {"anyOf": [_schema(shape.shape), {"type": "null"}]}
        case Many():
            return {"type": "array", "items": _schema(shape.shape)}
        case Row():
            items = [_schema(each) for each in shape.shapes]
            ends = {"items": False, "minItems": len(items)}
            return {"type": "array", "prefixItems": items, **ends}
        case Nested():
            return _reference(shape.record.__name__)
        case OneOf() | Family():
            names = [each.__name__ for each in _types(shape)]
            return {"oneOf": [_reference(f"{name}-tagged") for name in names]}
        case Either():
            return {"anyOf": [_schema(shape.amount), _schema(shape.plain)]}
        case _:
            assert_never(shape)


def _types(shape: OneOf | Family) -> tuple[type, ...]:
    """Return the types that a record may be of."""
    return shape.records if isinstance(shape, OneOf) else FAMILIES[shape.base]


def _record(name: str, tag: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a record, with its tag where it is one of several."""
    record = NAMES[name]
    shapes = fields_of(FORMS.get(record, record))
    return _object({**tag, **{key: _schema(each) for key, each in shapes.items()}})


def _amount(shape: Kind) -> dict[str, Any]:
    number = "signed-number" if shape.signed else "number"
    return _object({"value": _reference(number), "unit": {"enum": list(shape.units)}})


def _object(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object: every key that there is to be, and no other."""
    return {
        "type": "object",
        "properties": dict(members),
        "required": sorted(members),
        "additionalProperties": False,
    }


def _text(grammar: str) -> dict[str, Any]:
    """Return the schema of a whole text; ``$`` would let a line break end it."""
    pattern = f"^(?:{grammar})(?![\\s\\S])"
    return {"type": "string", "maxLength": LONGEST_NUMBER, "pattern": pattern}


def _slug(amount: Kind) -> str:
    return amount.name.replace(" ", "-")


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}
