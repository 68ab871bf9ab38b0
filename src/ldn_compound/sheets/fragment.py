"""Fragment: a document as a piece of HTML inside a notebook.

It needs no library beside the core, so that it shows in a browser too. Every text is
escaped; the style stands in the elements; nothing runs and nothing is fetched. Colours
are those of the page around it, dark or light, but for what must not be overlooked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from .content import Sheet
from .printed import Data, printed

__all__ = ["render_fragment"]

_FRAME = "max-width:60em;line-height:1.35"
_BANNER = (
    "background:#b00020;color:#fff;font-weight:bold;padding:.4em .8em;margin:0 0 .6em"
)
_TITLE = "font-size:1.15em;font-weight:bold;margin:0 0 .4em"
_HEADING = "font-weight:bold;margin:.9em 0 .3em"
_TABLE = "border-collapse:collapse;margin:0;text-align:left"
_CELL = "border:1px solid #888;padding:.2em .6em;text-align:left;vertical-align:top"
_STOP = f"{_CELL};background:#b00020;color:#fff;font-weight:bold"
_BLANK = "\N{EN SPACE}" * 8


def render_fragment(sheet: Sheet) -> str:
    """Return a document as a piece of HTML.

    Parameters
    ----------
    sheet
        What it says.

    Returns
    -------
    str
        One element, ending in a line break.

    Examples
    --------
    >>> from ldn_compound.sheets.content import Paragraph, Section, Sheet
    >>> sheet = Sheet("Sugar & salt", None, (Section("A", (Paragraph("1 < 2"),)),))
    >>> "1 &lt; 2" in render_fragment(sheet)
    True
    """
    data: Any = printed(sheet)
    parts = [_element("div", data["title"], _TITLE)]
    if data["banner"]:
        parts.insert(0, _element("div", data["banner"], _BANNER))
    for section in data["sections"]:
        parts.append(_element("div", section["title"], _HEADING))
        parts += map(_part, section["parts"])
    language = escape(data["language"])
    return f'<div lang="{language}" style="{_FRAME}">{"".join(parts)}</div>\n'


def _part(part: Any) -> str:  # noqa: ANN401 - plain data
    match part["kind"]:
        case "paragraph":
            return _element("div", part["text"])
        case "facts":
            return _table((), part["rows"])
        case "table":
            rows = [row["cells"] for row in part["rows"]]
            return _table(part["header"], rows, [row["stop"] for row in part["rows"]])
        case "task":
            number = escape(part["number"])
            blanks = "; ".join(f"{_said(blank)} {_BLANK}" for blank in part["blanks"])
            return f"<div>{number} {_said(part['text'])} {blanks}</div>"
        case _:
            formula = f"{_said(part['name'])}: {_said(part['result'])}"
            inputs = "; ".join(
                f"{_said(name)} {_said(value)}" for name, value in part["inputs"]
            )
            source = f"[{_said(part['source'])}]"
            return (
                f"<div><b>{formula}</b><br>= {_said(part['formula'])}<br>"
                f"{inputs} {source}</div>"
            )


def _table(
    header: Iterable[Any], rows: Iterable[Iterable[Any]], stops: Iterable[bool] = ()
) -> str:
    head = "".join(_element("th", each, _CELL) for each in header)
    body = zip(rows, [*stops] or [False] * len([*rows]), strict=True)
    lines = "".join(f"<tr>{_cells(row, stop=stop)}</tr>" for row, stop in body)
    top = f"<tr>{head}</tr>" if head else ""
    return f'<table style="{_TABLE}">{top}{lines}</table>'


def _cells(row: Iterable[Any], *, stop: bool) -> str:
    return "".join(_element("td", each, _STOP if stop else _CELL) for each in row)


def _element(name: str, runs: list[Data], style: str = "margin:.3em 0") -> str:
    return f'<{name} style="{style}">{_said(runs)}</{name}>'


def _said(runs: Iterable[Data]) -> str:
    return "".join(_runs(runs))


def _runs(runs: Iterable[Data]) -> Iterator[str]:
    for run in runs:
        text = "<wbr>".join(escape(chunk) for chunk in run["chunks"])  # type: ignore[attr-defined]
        text = (
            f'<span style="white-space:nowrap">{text}</span>' if run["amount"] else text
        )
        yield f"<b>{text}</b>" if run["strong"] else text
