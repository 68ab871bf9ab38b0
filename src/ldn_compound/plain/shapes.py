"""Shapes: what a value in a field may be.

`fields` finds one for each field of a record. The writer, the reader and the
published schema all go by it, so that none of them allows what another refuses.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from ..quantities.kinds import Kind

__all__ = [
    "GREATEST_COUNT",
    "LONGEST_NUMBER",
    "LONGEST_TEXT",
    "NUMBER",
    "SIGNED_NUMBER",
    "UNPRINTABLE",
    "Choice",
    "Count",
    "Day",
    "Either",
    "ExactNumber",
    "Family",
    "Figure",
    "Many",
    "Maybe",
    "Nested",
    "Number",
    "OneOf",
    "Row",
    "Shape",
    "Text",
    "Truth",
]

#: The greatest whole number that every reader of JSON takes exactly.
GREATEST_COUNT = 2**53 - 1

#: The longest exact number in a document, and the longest text.
LONGEST_NUMBER, LONGEST_TEXT = 1000, 10_000

#: An exact number: all digits, or one whole number over another.
NUMBER = r"(?:0|[1-9][0-9]*)(?:\.[0-9]+|/[1-9][0-9]*)?"

#: The same, where the amount may be less than nothing.
SIGNED_NUMBER = f"-?{NUMBER}"

#: Characters that no text holds: controls, and halves of a character.
UNPRINTABLE = (
    r"[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


@frozen
class Text:
    """A text of one line."""


@frozen
class Count:
    """A whole number, zero or more."""


@frozen
class Number:
    """A finite number that is not exact: a statistic or a chance."""


@frozen
class Truth:
    """True or false."""


@frozen
class Day:
    """A day of the calendar."""


@frozen
class ExactNumber:
    """An exact number without a unit, zero or more."""


@frozen
class Figure:
    """An exact number without a unit, of either sign, or a name in its place."""


@frozen
class Choice:
    """One of a few texts or whole numbers.

    Parameters
    ----------
    values
        What it may be.
    """

    values: tuple[str | int, ...]


@frozen
class Maybe:
    """Something, or nothing.

    Parameters
    ----------
    shape
        What it is where there is something.
    """

    shape: Shape


@frozen
class Many:
    """Any number of values of one shape.

    Parameters
    ----------
    shape
        What each of them is.
    """

    shape: Shape


@frozen
class Row:
    """So many values, each of its own shape.

    Parameters
    ----------
    shapes
        What they are, in their order.
    """

    shapes: tuple[Shape, ...]


@frozen
class Nested:
    """A record.

    Parameters
    ----------
    record
        Its type.
    """

    record: type


@frozen
class OneOf:
    """A record of one of several types, which it names.

    Parameters
    ----------
    records
        The types.
    """

    records: tuple[type, ...]


@frozen
class Family:
    """A record of one of the types of a family, which it names.

    Parameters
    ----------
    base
        What they all are.
    """

    base: type


@frozen
class Either:
    """An amount, or else a plain value.

    Parameters
    ----------
    amount
        The amount.
    plain
        What it is where it is no amount.
    """

    amount: Kind
    plain: Text | Count


Shape: TypeAlias = (
    Text
    | Count
    | Number
    | Truth
    | Day
    | ExactNumber
    | Figure
    | Kind
    | Choice
    | Maybe
    | Many
    | Row
    | Nested
    | OneOf
    | Family
    | Either
)
