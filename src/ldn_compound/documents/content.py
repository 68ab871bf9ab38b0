"""Content: what a document says, apart from how it looks."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

__all__ = ["Facts", "Formula", "Paragraph", "Part", "Section", "Sheet", "Table", "Task"]


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
    """Rows under a header; an empty cell is a blank to fill in."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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
class Sheet:
    """A whole document."""

    title: str
    banner: str | None
    sections: tuple[Section, ...]
