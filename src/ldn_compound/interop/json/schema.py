"""The schema of a document, as JSON Schema, for programs in other languages.

It is made from the same shapes that documents are written and read by, and published
with the library as ``schema-1.json``. What it refuses, `json.loads` refuses too; the
checks of the records, such as a strength above zero, are beyond it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, assert_never

from ...plain.canonical import (
    GREATEST_COUNT,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    NUMBER,
    SIGNED_NUMBER,
    UNPRINTABLE,
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
)
from ...quantities.kinds import Kind
from .document import SCHEMA
from .records import NAMES, fields_in_document, shapes_in, types_of

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
        "allOf": [
            {
                "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
                "then": {"properties": {"value": _reference(name)}},
            }
            for name in sorted(NAMES)
        ],
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


def _definitions() -> dict[str, Any]:
    """Return what the schema refers to."""
    shapes = [
        each
        for record in NAMES.values()
        for shape in fields_in_document(record).values()
        for each in shapes_in(shape)
    ]
    tagged = {
        record.__name__
        for each in shapes
        if isinstance(each, (OneOf, Family))
        for record in types_of(each)
    }
    return {
        "line": {
            "type": "string",
            "maxLength": LONGEST_TEXT,
            "not": {"pattern": UNPRINTABLE},
        },
        "number": _text(NUMBER),
        "signed-number": _text(SIGNED_NUMBER),
        **{_slug(each): _amount(each) for each in shapes if isinstance(each, Kind)},
        **{name: _record(name) for name in NAMES},
        **{f"{name}-tagged": _record(name, type={"const": name}) for name in tagged},
    }


def _schema(shape: Shape) -> dict[str, Any]:  # noqa: PLR0911 - one each
    """Return the schema of a shape; no case but one for each shape."""
    match shape:
        case Plain():
            return _plain(shape)
        case Choice():
            return {"enum": list(shape.values)}
        case Kind():
            return _reference(_slug(shape))
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
            names = [each.__name__ for each in types_of(shape)]
            return {"oneOf": [_reference(f"{name}-tagged") for name in names]}
        case Either():
            return {"anyOf": [_schema(shape.amount), _schema(shape.plain)]}
        case _:
            assert_never(shape)


def _plain(shape: Plain) -> dict[str, Any]:
    number = _object({"value": _reference("signed-number")})
    schemas: dict[Plain, dict[str, Any]] = {
        Plain.TEXT: _reference("line"),
        Plain.COUNT: {"type": "integer", "minimum": 0, "maximum": GREATEST_COUNT},
        Plain.NUMBER: {"type": "number"},
        Plain.TRUTH: {"type": "boolean"},
        Plain.DAY: {"format": "date", **_text(_DAY)},
        Plain.EXACT: _reference("number"),
        Plain.FIGURE: {"anyOf": [number, _reference("line")]},
    }
    return schemas[shape]


def _record(name: str, **tag: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a record, with its tag where it is one of several."""
    shapes = fields_in_document(NAMES[name])
    return _object(tag | {key: _schema(each) for key, each in shapes.items()})


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
