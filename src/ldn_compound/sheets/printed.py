"""Printed: what stands on the pages of a document, as plain data for the templates.

The templates of HTML and PDF read this and nothing else, so both say the same. All they
add is the look. A text is a list of runs: ``amount`` marks one that no line may break
in, ``strong`` one that is read at arm's length. The ``chunks`` of a run are its text,
cut where a line may break though no space stands there: in addresses, and in words too
long for any line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import TypeAlias, TypedDict, assert_never

from ..quantities.notation import NO_BREAK_SPACE
from .content import Facts, Formula, Paragraph, Part, Sheet, Table, Task
from .languages import page_words
from .wording import Run, runs

__all__ = ["Data", "printed"]

Data: TypeAlias = dict[str, object]


class _Run(TypedDict):
    chunks: list[str]
    amount: bool
    strong: bool


_TOO_LONG = re.compile(r"(\S{30,})")
_CHUNK = re.compile(r"[^/_.?&=-]{1,16}[/_.?&=-]*|[/_.?&=-]{1,16}")


def printed(sheet: Sheet) -> Data:
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
        "before_page": before,
        "before_pages": between,
        "title": _runs(sheet.title),
        "plain_title": _plain(_runs(sheet.title)),
        "banner": _runs(sheet.banner or ""),
        "plain_banner": sheet.banner or "",
        "sections": [
            {
                "title": _runs(section.title),
                "parts": [_part(part, numbers) for part in section.parts],
            }
            for section in sheet.sections
        ],
    }


def _part(part: Part, numbers: Iterator[int]) -> Data:
    match part:
        case Paragraph(text):
            return {"kind": "paragraph", "text": _runs(text)}
        case Facts(rows, columns):
            texts = [_texts(row) for row in rows]
            return {"kind": "facts", "columns": columns, "rows": texts}
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
                "text": _runs(text, strong=True),
                "blanks": [_texts(blank) for blank in blanks],
            }
        case Formula():
            return {
                "kind": "formula",
                "name": _runs(part.name),
                "result": _runs(part.result),
                "formula": _runs(part.formula),
                "inputs": [_texts(row) for row in part.inputs],
                "source": _runs(part.source),
            }
        case _:
            assert_never(part)


def _texts(texts: tuple[str, ...]) -> list[list[_Run]]:
    return [_runs(text) for text in texts]


def _runs(text: str, *, strong: bool = False) -> list[_Run]:
    """Return the runs of a text; the values of a sentence may be strong."""
    return [_run(each, strong=each.value) for each in runs(text, values=strong)]


def _run(run: Run, *, strong: bool) -> _Run:
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
        first, *others = _CHUNK.findall(part) if number % 2 else [part]
        chunks[-1] += first
        chunks += others
    return chunks


def _plain(runs: list[_Run]) -> str:
    """Return the text of the runs."""
    return "".join(chunk for run in runs for chunk in run["chunks"])
