"""Content: what a document says, apart from how it looks."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import field, frozen

from ..quantities.fields import one_of

__all__ = [
    "Blank",
    "Facts",
    "Formula",
    "Page",
    "Paragraph",
    "Part",
    "Section",
    "Sheet",
    "Table",
    "Task",
]

Page: TypeAlias = Literal["a4", "letter", "label"]

#: The name of a place to write in, and what was written there, or nothing.
Blank: TypeAlias = tuple[str, str]


@frozen
class Paragraph:
    """A few sentences."""

    text: str


@frozen
class Facts:
    """Names and values, a line each; an empty value is a blank to fill in.

    On paper they stand in so many ``columns``.
    """

    rows: tuple[Blank, ...]
    columns: int = 1


@frozen
class Table:
    """Rows under a header; an empty cell is a blank to fill in.

    The rows that say stop are numbered in ``stops``, from zero: nobody may overlook
    them. The column ``strong`` is read at arm's length.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    stops: tuple[int, ...] = ()
    strong: int = 0


@frozen
class Task:
    """One thing to do, with a box to tick and blanks to fill in."""

    text: str
    blanks: tuple[Blank, ...]


@frozen
class Formula:
    """One figure with the formula, the inputs and the source behind it."""

    name: str
    result: str
    formula: str
    inputs: tuple[tuple[str, str], ...]
    source: str


Part: TypeAlias = Paragraph | Facts | Table | Task | Formula


@frozen
class Section:
    """Parts under a title."""

    title: str
    parts: tuple[Part, ...]


@frozen
class Sheet:
    """A whole document, for pages of A4, of Letter or of a container label.

    Its ``language`` is the one it is written in (`languages.in_language`); ``small``
    type puts more on a page.
    """

    title: str
    banner: str | None
    sections: tuple[Section, ...]
    page: Page = field(default="a4", validator=one_of("a4", "letter", "label"))
    language: str = "en"
    small: bool = False
