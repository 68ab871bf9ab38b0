"""Printed: what stands on the pages of a document, as plain data for the typesetter.

HTML and PDF are made of the same runs, so both say the same; all they add is the look.
A text is a list of runs: ``amount`` marks one that no line may break in, ``strong`` one
that is read at arm's length. The ``chunks`` of a run are its text, cut where a line may
break though no space stands there: in addresses, and in words too long for any line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import TypeAlias, TypedDict, assert_never

from ..quantities.notation import NO_BREAK_SPACE
from .content import Content, Facts, Formula, Paragraph, Part, Table, Task
from .languages import page_words
from .wording import Run, runs

__all__ = ["Data", "PrintedRun", "plain", "printed", "printed_runs"]

Data: TypeAlias = dict[str, object]


class PrintedRun(TypedDict):
    """A stretch of a text, with what the look of it depends on."""

    chunks: list[str]
    amount: bool
    strong: bool


_TOO_LONG = re.compile(r"(\S{30,})")
#: A compound of words is parted after its hyphens only.
_COMPOUND = re.compile(r"[^\W\d_]{1,24}(?:-[^\W\d_]{1,24})+")
_AFTER_HYPHEN = re.compile(r"[^-]+-?")
_CHUNK = re.compile(r"[^/_.?&=-]{1,16}[/_.?&=-]*|[/_.?&=-]{1,16}")


def printed(sheet: Content) -> Data:
    """Return a document as plain data.

    Parameters
    ----------
    sheet
        What it says.

    Returns
    -------
    dict
        Texts, numbers, truth values, lists and dicts only.
    """
    before, between = page_words(sheet.language)
    numbers = count(1)
    return {
        "language": sheet.language,
        "page": sheet.page,
        "small": sheet.small,
        "large": sheet.large,
        "bars": float(sheet.bars),
        "code": sheet.code,
        "before_page": before,
        "before_pages": between,
        "title": printed_runs(sheet.title),
        "plain_title": plain(sheet.title),
        "banner": printed_runs(sheet.banner or ""),
        "plain_banner": sheet.banner or "",
        "sections": [
            {
                "title": printed_runs(section.title),
                "parts": [_part(part, numbers) for part in section.parts],
            }
            for section in sheet.sections
        ],
    }


def printed_runs(text: str, *, strong: bool = False) -> list[PrintedRun]:
    """Return the runs of a text.

    Parameters
    ----------
    text
        The text.
    strong
        Whether the values of a sentence are strong.

    Returns
    -------
    list of PrintedRun
        They put together are the text.
    """
    return [_run(each, strong=each.value) for each in runs(text, values=strong)]


def plain(text: str) -> str:
    """Return a text as it is printed, in one piece."""
    return "".join(chunk for run in printed_runs(text) for chunk in run["chunks"])


def _part(part: Part, numbers: Iterator[int]) -> Data:
    match part:
        case Paragraph(text):
            return {"kind": "paragraph", "text": printed_runs(text)}
        case Facts(rows, columns, notes):
            texts = [_texts(row) for row in rows]
            return {
                "kind": "facts",
                "columns": columns,
                "notes": notes,
                "rows": texts,
            }
        case Table(header, rows, stops, strong):
            return {
                "kind": "table",
                "strong": strong,
                "header": _texts(header),
                "rows": [
                    {"stop": number in stops, "cells": _texts(row)}
                    for number, row in enumerate(rows)
                ],
            }
        case Task(text, blanks):
            return {
                "kind": "task",
                "number": f"{next(numbers)}.",
                "text": printed_runs(text, strong=True),
                "blanks": [_texts(blank) for blank in blanks],
            }
        case Formula():
            return {
                "kind": "formula",
                "name": printed_runs(part.name),
                "result": printed_runs(part.result),
                "formula": printed_runs(part.formula),
                "inputs": [_texts(row) for row in part.inputs],
                "source": printed_runs(part.source),
            }
        case _:
            assert_never(part)


def _texts(texts: tuple[str, ...]) -> list[list[PrintedRun]]:
    return [printed_runs(text) for text in texts]


def _run(run: Run, *, strong: bool) -> PrintedRun:
    held = run.text.replace(" ", NO_BREAK_SPACE)
    return {
        "chunks": [held] if run.amount else _chunks(run.text),
        "amount": run.amount,
        "strong": strong,
    }


def _chunks(text: str) -> list[str]:
    """Return a text, cut where a line may break though no space stands there."""
    chunks = [""]
    for number, part in enumerate(_TOO_LONG.split(text)):
        first, *others = _cut(part) if number % 2 else [part]
        chunks[-1] += first
        chunks += others
    return chunks


def _cut(word: str) -> list[str]:
    """Return a word that is too long for any line, in pieces."""
    cut = _AFTER_HYPHEN if _COMPOUND.fullmatch(word) else _CHUNK
    pieces: list[str] = cut.findall(word)
    return pieces
