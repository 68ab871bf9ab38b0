"""Content: what a document says, apart from how it looks."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import field, frozen

from ..quantities.fields import one_of

__all__ = [
    "Content",
    "Facts",
    "Formula",
    "Page",
    "Paragraph",
    "Part",
    "Section",
    "Table",
    "Task",
]

Page: TypeAlias = Literal["a4", "letter", "label"]


@frozen
class Paragraph:
    """A few sentences."""

    text: str


@frozen
class Facts:
    """Names and values, a line each; an empty value is a blank to fill in."""

    rows: tuple[tuple[str, str], ...]


@frozen
class Table:
    """Rows under a header; an empty cell is a blank to fill in.

    The rows that say stop are numbered in ``stops``, from zero: nobody may overlook
    them.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    stops: tuple[int, ...] = ()


@frozen
class Task:
    """One thing to do, with a box to tick and blanks to fill in."""

    text: str
    blanks: tuple[str, ...]


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
class Content:
    """What a whole document says, for pages of A4, of Letter or of a container label.

    Its ``language`` is the one it is written in (`languages.in_language`). A
    `sheet.Sheet` is a content that shows itself.
    """

    title: str
    banner: str | None
    sections: tuple[Section, ...]
    page: Page = field(default="a4", validator=one_of("a4", "letter", "label"))
    language: str = "en"
