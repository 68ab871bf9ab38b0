"""Markdown: a document for a notebook or a page; all text in it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import assert_never

from .content import Content, Facts, Formula, Paragraph, Part, Table, Task

__all__ = ["render_markdown"]

_BLANK = "\\_" * 8
_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$])")
_LIST_MARK = re.compile(r"^(\d*)([-+.)])(?=\s|$)")


def render_markdown(sheet: Content) -> str:
    """Return a document as Markdown.

    Parameters
    ----------
    sheet
        What it says.

    Returns
    -------
    str
        Markdown with tables and task lists, ending in a line break.
    """
    lines = [f"# {_escaped(sheet.title)}", ""]
    if sheet.banner:
        lines += [f"**{_escaped(sheet.banner)}**", ""]
    numbers = count(1)
    for section in sheet.sections:
        lines += [f"## {_escaped(section.title)}", ""]
        for part in section.parts:
            lines += [*_part(part, numbers), ""]
    return "\n".join(lines).rstrip() + "\n"


def _part(part: Part, numbers: Iterator[int]) -> Iterator[str]:
    match part:
        case Paragraph(text):
            yield _escaped(text)
        case Facts(rows, _):
            for name, value in rows:
                yield f"- {_escaped(name)}: {_escaped(value) or _BLANK}"
        case Table(header, rows, _, strong):
            yield _row(header)
            yield _row("---" for _ in header)
            for row in rows:
                yield _row(
                    f"**{_escaped(cell)}**"
                    if cell and number == strong > 0
                    else _escaped(cell) or _BLANK
                    for number, cell in enumerate(row)
                )
        case Task(text, blanks):
            yield f"- [ ] **{next(numbers)}.** {_escaped(text)}"
            if blanks:
                yield "  " + ", ".join(
                    f"{_escaped(name)} {_escaped(value) or _BLANK}"
                    for name, value in blanks
                )
        case Formula():
            yield f"**{_escaped(part.name)}: {_escaped(part.result)}**"
            yield ""
            yield f"- = {_escaped(part.formula)}"
            for name, value in part.inputs:
                yield f"- {_escaped(name)}: {_escaped(value)}"
            yield f"- \\[{_escaped(part.source)}\\]"
        case _:
            assert_never(part)


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Return the text with nothing in it that Markdown or HTML would act on."""
    html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LIST_MARK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", html))
