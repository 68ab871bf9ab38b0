"""Values: how each field of an order or a profile is written, read and described.

One object says all three, so that the schema allows what the reader takes. Amounts are
texts with their unit, and what a record refuses is refused here with its path.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import Any, TypeAlias, get_type_hints

import attrs
from attrs import field, frozen

from ..errors import CompoundError, FieldError, shown
from ..model.dates import day as day_of
from ..model.dates import expiry
from ..plain.canonical import GREATEST_COUNT, describe, plain
from ..plain.places import (
    MOST_FAULTS,
    Place,
    RefusedPartsError,
    read_at,
    read_object,
    step,
)
from ..plain.shapes import Choice, Many, Maybe, Plain, Shape, shape_of
from ..quantities.fields import examples_of
from ..quantities.kinds import Kind
from ..quantities.reading import LONGEST, spellings

__all__ = [
    "EXPIRES",
    "Amount",
    "AnyOf",
    "Day",
    "ListOf",
    "Member",
    "NameOr",
    "Named",
    "Object",
    "Tagged",
    "Text",
    "Value",
    "Written",
    "descriptions",
    "make_at",
    "members_of",
    "record_as_written",
    "schema_of",
]

_LONGEST_NAME = 200

#: A whole text of printable characters, of which one at least is no space.
_LINE = r"^(?=.*\S)[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*(?![\s\S])"

_KINDS = {str: "a text", int: "a whole number", list: "a list", dict: "an object"}

_Schema: TypeAlias = dict[str, Any]


class Value:
    """What may be written at one place."""

    __slots__ = ()

    @abstractmethod
    def read(self, data: Any, place: Place) -> Any:  # noqa: ANN401
        """Return what the data say, or raise or take down what is wrong with them."""

    @abstractmethod
    def schema(self) -> _Schema:
        """Return the same as JSON Schema."""


@frozen
class Written(Value):
    """A text, number or truth, as it stands."""

    shape: Plain | Choice
    #: Whether the field itself says better what is wrong with a text.
    told_by_field: bool = False

    def read(self, data: Any, _: Place) -> Any:  # noqa: ANN401, D102
        if self.told_by_field and isinstance(self.shape, Choice):
            return data
        try:
            return plain(data, self.shape)
        except FieldError:
            if self.shape is not Plain.COUNT:
                raise
            expected, way_out = "a whole number such as 100", "write it in digits"
            raise FieldError(expected, describe(data), way_out) from None

    def schema(self) -> _Schema:  # noqa: D102
        if isinstance(self.shape, Choice):
            return {"enum": list(self.shape.values)}
        schemas: dict[Plain, _Schema] = {
            Plain.COUNT: {"type": "integer", "minimum": 0, "maximum": GREATEST_COUNT},
            Plain.TRUTH: {"type": "boolean"},
        }
        return schemas[self.shape]


@frozen
class Text(Value):
    """One line of text."""

    longest: int = _LONGEST_NAME
    #: Whether a message may show what came.
    shown: bool = True

    def read(self, data: Any, _: Place) -> Any:  # noqa: ANN401, D102
        if isinstance(data, str) and len(data) <= self.longest and _is_line(data):
            return data
        expected = f"one line of at most {self.longest} characters"
        raise FieldError(expected, describe(data) if self.shown else "another text")

    def schema(self) -> _Schema:  # noqa: D102
        return {"type": "string", "maxLength": self.longest, "pattern": _LINE}


@frozen
class Day(Value):
    """A day, or the expiry that a package states."""

    of: Callable[[Any], object]
    example: str

    def read(self, data: Any, _: Place) -> Any:  # noqa: ANN401, D102
        if isinstance(data, (str, dt.date)):
            return self.of(data)
        raise FieldError(f"a date such as '{self.example}'", describe(data))

    def schema(self) -> _Schema:  # noqa: D102
        return {"type": "string", "maxLength": LONGEST, "examples": [self.example]}


@frozen
class Amount(Value):
    """An amount of one kind, as text with its unit."""

    kind: Kind
    examples: tuple[str, ...]

    def read(self, data: Any, _: Place) -> Any:  # noqa: ANN401, D102
        if isinstance(data, str):
            return data
        expected = f"an amount such as '{self.examples[0]}'"
        raise FieldError(expected, describe(data), "write it as text, with its unit")

    def schema(self) -> _Schema:  # noqa: D102
        units = "|".join(map(re.escape, self._units()))
        pattern = rf"^(?:0|[1-9][0-9]*)(?:\.[0-9]+)? ?(?:{units})(?![\s\S])"
        return {
            "type": "string",
            "maxLength": LONGEST,
            "pattern": pattern,
            "examples": list(self.examples),
        }

    def _units(self) -> list[str]:
        units = [each for unit in self.kind.units for each in spellings(unit)]
        if self.kind.counted:
            units += [each.partition("/")[0] for each in units]
        return list(dict.fromkeys(units))


@frozen
class ListOf(Value):
    """A list of values of one kind."""

    of: Value

    def read(self, data: Any, place: Place) -> Any:  # noqa: ANN401, D102
        if not isinstance(data, list):
            raise FieldError("a list", describe(data))
        before, values = len(place.faults), []
        for index, each in enumerate(data):
            values.append(read_at(self.of.read, each, place.within(f"[{index}]")))
            if len(place.faults) > MOST_FAULTS:
                break
        if len(place.faults) > before:
            raise RefusedPartsError
        return tuple(values)

    def schema(self) -> _Schema:  # noqa: D102
        return {"type": "array", "items": self.of.schema()}


@frozen
class Named(Value):
    """Values of one kind, each by a name that is free to choose."""

    of: Value

    def read(self, data: Any, place: Place) -> Any:  # noqa: ANN401, D102
        if not isinstance(data, dict):
            raise FieldError("an object of names", describe(data))
        name = Text()
        for key in data:
            read_at(name.read, key, place.within(step(key)))
        readers = dict.fromkeys(data, self.of.read)
        return tuple(read_object(readers, data, place).items())

    def schema(self) -> _Schema:  # noqa: D102
        names = {"maxLength": _LONGEST_NAME, "pattern": _LINE}
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": self.of.schema(),
        }


@frozen
class NameOr(Value):
    """A name, or the thing itself in its place."""

    of: Value

    def read(self, data: Any, place: Place) -> Any:  # noqa: ANN401, D102
        if isinstance(data, (dict, list)):
            return self.of.read(data, place)
        try:
            return Text().read(data, place)
        except FieldError as error:
            expected = f"a name, or an object in its place: {error.expected}"
            raise FieldError(expected, error.got) from None

    def schema(self) -> _Schema:  # noqa: D102
        return {"anyOf": [Text().schema(), self.of.schema()]}


@frozen
class AnyOf(Value):
    """Whichever of some kinds of value the data look like, by their type in JSON."""

    of: Mapping[type, Value] = field(hash=False)

    def read(self, data: Any, place: Place) -> Any:  # noqa: ANN401, D102
        for kind, value in self.of.items():
            if type(data) is kind:
                return value.read(data, place)
        names = {
            str: "a text",
            int: "a whole number",
            list: "a list",
            dict: "an object",
        }
        expected = " or ".join(names[kind] for kind in self.of)
        raise FieldError(expected, describe(data))

    def schema(self) -> _Schema:  # noqa: D102
        return {"anyOf": [each.schema() for each in self.of.values()]}


@frozen
class Tagged(Value):
    """One of several objects, which its key ``kind`` names."""

    of: Mapping[str, Object] = field(hash=False)

    def read(self, data: Any, place: Place) -> Any:  # noqa: ANN401, D102
        if not isinstance(data, dict):
            raise FieldError("an object", describe(data))
        choice = Written(Choice(tuple(self.of)))
        kind = read_at(choice.read, data.get("kind", ...), place.within(".kind"))
        if kind is None:
            raise RefusedPartsError
        members = {key: each for key, each in data.items() if key != "kind"}
        return self.of[kind].read(members, place)

    def schema(self) -> _Schema:  # noqa: D102
        return {"oneOf": [each.schema(kind) for kind, each in self.of.items()]}


@frozen
class Member:
    """One member of an object.

    Parameters
    ----------
    value
        How it is written.
    needed
        Whether it must be there.
    default
        What it is where it is left out.
    told
        What a person reads of it.
    check
        Converts and refuses a value, as the field of the record does.
    """

    value: Value
    needed: bool = False
    default: Any = None
    told: str = ""
    check: Callable[[Any], Any] | None = None

    def read(self, data: Any, place: Place) -> Any:  # noqa: ANN401
        """Return the value, by its form and then by the checks of its field.

        The record itself would stop at the first field that is wrong.
        """
        if data is None and not self.needed and self.default is None:
            return None
        found = self.value.read(data, place)
        return found if self.check is None else self.check(found)

    def schema(self, name: str) -> _Schema:
        """Return the schema, with what a person reads of it."""
        schema = self.value.schema()
        if not self.needed and self.default is None:
            schema = {"anyOf": [schema, {"type": "null"}]}
        told = {"title": name.replace("_", " ").capitalize()}
        if self.told:
            told["description"] = self.told
        plain_default = self.default is None or isinstance(self.default, (str, int))
        default = {} if self.needed or not plain_default else {"default": self.default}
        return told | default | schema


@frozen
class Object(Value):
    """An object of known members.

    Parameters
    ----------
    title
        What it is called.
    members
        Its members, by name.
    make
        What is made of them, by keyword.
    """

    title: str
    members: Mapping[str, Member] = field(hash=False)
    make: Callable[..., Any]

    def read(self, data: Any, place: Place) -> Any:  # noqa: ANN401, D102
        readers = {name: each.read for name, each in self.members.items()}
        optional = {name for name, each in self.members.items() if not each.needed}
        found = read_object(readers, data, place, optional=frozenset(optional))
        return make_at(self.make, found, place)

    def schema(self, kind: str | None = None) -> _Schema:
        """Return it as JSON Schema, with the kind that it names, if it names one."""
        named = {} if kind is None else {"kind": {"const": kind, "title": "Kind"}}
        members = {name: each.schema(name) for name, each in self.members.items()}
        needed = [name for name, each in self.members.items() if each.needed]
        return {
            "title": self.title,
            "type": "object",
            "properties": named | members,
            "required": [*named, *needed],
            "additionalProperties": False,
        }


def make_at(make: Callable[..., Any], members: dict[str, Any], place: Place) -> Any:  # noqa: ANN401 - what it makes
    """Return what is made of the members of an object; an error names its member."""
    try:
        return make(**members)
    except CompoundError as error:
        place.within(step(error.field) if error.field else "").refuse(error)
        raise RefusedPartsError from None


def members_of(
    record: type,
    *,
    own: Mapping[str, Value] = MappingProxyType({}),
    only: Collection[str] | None = None,
    without: Collection[str] = (),
    needed: Collection[str] | None = None,
) -> dict[str, Member]:
    """Return the arguments of a record as members of an object.

    Parameters
    ----------
    record
        A class of attrs.
    own
        Arguments that are written otherwise than their annotations say.
    only
        Arguments that are members; `None`: all of them.
    without
        Arguments that are none.
    needed
        Those that must be there; `None`: those that have no default.

    Returns
    -------
    dict of str to Member
        By the names of the arguments, in their order.
    """
    told, hints = descriptions(record), get_type_hints(record, include_extras=True)
    members = {}
    for each in attrs.fields(record):
        name = each.alias or each.name
        wanted = only is None or name in only
        if name in without or not (wanted and each.init):
            continue
        has_default = each.default is not attrs.NOTHING
        members[name] = Member(
            own.get(name) or _value(each, shape_of(hints[each.name])),
            needed=not has_default if needed is None else name in needed,
            default=each.default if has_default else None,
            told=told.get(name, ""),
            check=partial(_checked, each),
        )
    return members


def record_as_written(record: type, **own: Value) -> Object:
    """Return a record as an object, by the names of its arguments."""
    return Object(record.__name__, members_of(record, own=own), record)


def _checked(each: attrs.Attribute[Any], value: object) -> object:
    """Return a value as the field of a record takes it."""
    converted = each.converter(value) if each.converter else value  # type: ignore[operator]
    if each.validator is not None:
        each.validator(None, each, converted)
    return converted


def schema_of(value: Object, name: str) -> dict[str, Any]:
    """Return the schema of a whole document, with its name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ldn-compound:schema:{name}",
        **value.schema(),
    }


@cache
def descriptions(record: type) -> Mapping[str, str]:
    """Return what the docstring of a record says of each of its parameters."""
    told: dict[str, str] = {}
    text = inspect.getdoc(record) or ""
    _, _, after = text.partition("Parameters\n----------\n")
    names: list[str] = []
    for line in after.splitlines():
        if line[:1] == " ":
            for name in names:
                told[name] = f"{told.get(name, '')} {line.strip()}".strip()
        elif re.fullmatch(r"\w+(?:, \w+)*", line):
            names = line.split(", ")
        elif line:
            break
    return {name: re.sub(r"[`*]", "", each) for name, each in told.items()}


def _value(each: attrs.Attribute[Any], shape: Shape) -> Value:
    """Return how a field is written, by the shape of its annotation."""
    match shape:
        case Maybe():
            return _value(each, shape.shape)
        case Kind():
            examples = tuple(examples_of(each.validator)) or (f"1 {shape.units[0]}",)
            return Amount(shape, tuple(dict.fromkeys(examples)))
        case Plain.TEXT:
            return Text()
        case Plain.COUNT | Plain.TRUTH | Choice():
            return Written(shape, told_by_field=each.validator is not None)
        case Plain.DAY:
            return Day(day_of, "2026-12-01")
        case Many():
            return ListOf(_value(each, shape.shape))
        case _:
            expected = "a field that an order can hold"
            raise FieldError(expected, shown(shape), field=each.name)


#: The last day of use of a lot, as its package states it.
EXPIRES = Day(expiry, "2028-05")


def _is_line(text: str) -> bool:
    return text.isprintable() and bool(text.strip())
