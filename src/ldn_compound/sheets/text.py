"""Plain text: a document for a terminal or a line printer, 79 columns wide."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from textwrap import wrap
from typing import assert_never

from .content import Content, Facts, Formula, Paragraph, Part, Table, Task
from .wording import joined, runs

__all__ = ["render_text"]

_WIDTH = 79
#: The last column of a table has at least so much; else its rows are stacked.
_LEAST_ROOM = 8
_BLANK = "________"
_HELD = "\N{ZERO WIDTH NO-BREAK SPACE}"


def render_text(sheet: Content) -> str:
    """Return a document as plain text.

    Parameters
    ----------
    sheet
        What it says.

    Returns
    -------
    str
        Lines of 79 columns, ending in a line break; only a longer word makes one
        longer. A number is never parted from its unit.
    """
    lines: list[str] = []
    if sheet.banner:
        rule = "!" * _WIDTH
        lines += [rule, sheet.banner.center(_WIDTH).rstrip(), rule, ""]
    lines += [*_wrapped(sheet.title), "=" * _WIDTH]
    numbers = count(1)
    for section in sheet.sections:
        lines += ["", section.title, "-" * _WIDTH]
        for part in section.parts:
            lines += _part(part, numbers)
    return "\n".join(lines) + "\n"


def _part(part: Part, numbers: Iterator[int]) -> Iterator[str]:
    match part:
        case Paragraph(text):
            yield from _wrapped(text)
            yield ""
        case Facts(rows, _):
            width = max(len(name) for name, _ in rows) + 2
            for name, value in rows:
                first = f"{name}:".ljust(width)
                yield from _wrapped(value or _BLANK * 2, first, " " * width)
            yield ""
        case Table(header, rows):
            yield from (_stacked if _is_wide(header, rows) else _table)(header, rows)
        case Task(text, blanks):
            number = f"[ ] {next(numbers)}. "
            indent = " " * len(number)
            yield from _wrapped(text, number, indent)
            filled = [
                f"{name} {value or _BLANK}".replace(" ", _HELD)
                for name, value in blanks
            ]
            yield from _wrapped("   ".join(filled), indent, indent) if filled else ()
            yield ""
        case Formula():
            yield from _wrapped(
                joined((part.name, ": ", part.result, "  [", part.source, "]"))
            )
            yield from _wrapped(joined(("= ", part.formula)), "    ", "      ")
            inputs = joined(
                (joined((name, " ", value)) for name, value in part.inputs), ", "
            )
            yield from _wrapped(inputs, "    ", "      ")
            yield ""
        case _:
            assert_never(part)


def _is_wide(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether the last column of a table would have too little room."""
    widths = (max(map(len, column)) + 2 for column in zip(header, *rows, strict=True))
    return sum([*widths][:-1]) > _WIDTH - _LEAST_ROOM


def _stacked(
    header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> Iterator[str]:
    """Yield a table that is too wide: each row on lines of its own, with the names."""
    for row in rows:
        key, name = (cell or _BLANK for cell in row[:2])
        first = joined((header[0], " ", key, "   ", header[1], ": ", name))
        yield from _wrapped(first, "", "   ")
        named = (
            f"{name}: {cell or _BLANK}".replace(" ", _HELD)
            for name, cell in zip(header[2:], row[2:], strict=True)
        )
        yield from _wrapped("   ".join(named), "   ", "   ")
        yield ""


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Yield a table; the last column wraps, the others are as wide as they need."""
    cells = [header, *[tuple(cell or _BLANK for cell in row) for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header) - 1)]
    for row in cells:
        first = "".join(
            f"{cell.ljust(width)}  "
            for cell, width in zip(row[:-1], widths, strict=True)
        )
        yield from _wrapped(row[-1], first, " " * len(first))
    yield ""


def _wrapped(text: str, first: str = "", others: str = "") -> list[str]:
    """Return lines of the text, no number parted from its unit."""
    held = "".join(
        each.text.replace(" ", _HELD) if each.amount else each.text
        for each in runs(text)
    )
    lines = wrap(
        held,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_HELD, " ").rstrip() for line in lines]
