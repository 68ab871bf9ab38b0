"""PDF: a document as pages to print and to keep, the same bytes every time.

Typeset by typst, with the fonts that come with it and no others: Libertinus Serif, and
New Computer Modern or DejaVu Sans Mono for a sign that it lacks. The texts are handed
over as data, never as markup, so no name can act. The file claims PDF/A-2a (kept
readable, its text in order) and PDF/UA-1 (readable aloud); typst refuses to write what
breaks these standards.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..errors import FieldError
from ..extras import needs
from .code_picture import picture_of
from .content import LABELS, Content, LabelPaper, LabelSize, on_paper
from .printed import Data, plain, printed

__all__ = ["render_labels_pdf", "render_pdf"]

_STANDARDS = ["a-2a", "ua-1"]

#: A PDF/A must bear a date, and no clock is read: this one stands for none.
_NO_DATE = 0

#: Sizes of type, in points.
_POINTS, _SMALL_POINTS, _LARGE_POINTS = "11.5", "9.5", "17"
#: Those that a sheet of two pages may have: 10 points are easily read.
_TWO_PAGES: tuple[dict[str, str], ...] = (
    {"points": "11.5"},
    {"points": "11"},
    {"points": "10.5"},
    {"points": "10"},
)
#: Paper for labels, in millimetres: across and down; on a roll each is a page.
_PAPERS: Mapping[LabelPaper, list[float] | None] = MappingProxyType(
    {"roll": None, "A4": [210, 297], "Letter": [215.9, 279.4]}
)


def render_pdf(sheet: Content, *, page: str | None = None) -> bytes:
    """Return a document as PDF.

    Parameters
    ----------
    sheet
        What it says, and for which page.
    page
        ``A4`` or ``Letter``, to print it on that; `None` leaves the page of the sheet.

    Returns
    -------
    bytes
        A PDF/A; the same sheet gives the same bytes. Its date is that of no day, the
        first of 1970.

    Raises
    ------
    FieldError
        If a character is in none of the fonts, *page* is no size of paper, or a label
        is more than one page even in the smallest type that it may have.
    MissingExtraError
        If the extra ``documents`` is not installed.

    Examples
    --------
    >>> from ldn_compound.sheets import Paragraph, Section, Sheet
    >>> sheet = Sheet("Sugar & salt", None, (Section("A", (Paragraph("1 < 2"),)),))
    >>> render_pdf(sheet)[:5]
    b'%PDF-'
    """
    sheet = sheet if page is None else on_paper(sheet, page)
    if sheet.page in LABELS:
        return render_labels_pdf((sheet,))
    data = {"sheet": json.dumps(printed(sheet), sort_keys=True)}
    data["points"] = _LARGE_POINTS if sheet.large else _POINTS
    if sheet.small:
        data["points"] = _SMALL_POINTS
    elif sheet.two_pages and not sheet.large:
        fits = (
            each for each in _TWO_PAGES if _count("sheet", data | each) in {"1", "2"}
        )
        data |= next(fits, _TWO_PAGES[-1])
    return _compiled("sheet", data)


def render_labels_pdf(labels: tuple[Content, ...], on: LabelPaper = "roll") -> bytes:
    """Return labels of one size as one PDF, each on a page or side by side on paper.

    Parameters
    ----------
    labels
        The labels, one at least.
    on
        ``roll``: each is a page of its size. ``A4``, ``Letter``: as many as fit stand
        on a page, with lines to cut along.

    Returns
    -------
    bytes
        PDF/A-2a and PDF/UA-1; the same bytes for the same labels.

    Raises
    ------
    MissingExtraError
        If the extra ``documents`` is not installed.
    FieldError
        If the texts of one do not fit on it in 6 points, or a character is in no font
        of the PDF.
    """
    size = LABELS[labels[0].page]
    data: dict[str, Any] = {
        "title": plain(labels[0].title),
        "size": [size.width, size.height],
        "paper": None,
    }
    sized = []
    for each in labels:
        words = {**printed(each), "picture": each.code and picture_of(each.code)}
        sized.append(words | {"points": _label_points(words, data, size)})
    data |= {"labels": sized, "paper": _PAPERS[on]}
    return _compiled("label", _as_texts(data))


def _as_texts(data: dict[str, Any]) -> dict[str, str]:
    return {"labels": json.dumps(data, sort_keys=True)}


def _compiled(template: str, data: dict[str, str]) -> bytes:
    typst = needs("typst", extra="documents")
    try:
        pages: bytes = typst.compile(
            **_document(template, data),
            format="pdf",
            pdf_standards=_STANDARDS,
            timestamp=_NO_DATE,
        )
    except typst.TypstError as error:
        expected = "texts whose characters are in the fonts of the PDF"
        way_out = "write it in Latin, Greek or Cyrillic letters, or take HTML"
        raise FieldError(expected, error.message, way_out, "sheet") from error
    return pages


def _document(template: str, data: dict[str, str]) -> dict[str, Any]:
    """Return what typst reads: the template, and the texts."""
    folder = files(__package__).joinpath("templates")
    names = {"main.typ": f"{template}.typ", "parts.typ": "parts.typ"}
    return {
        "input": {
            key: folder.joinpath(name).read_bytes() for key, name in names.items()
        },
        "ignore_system_fonts": True,
        "sys_inputs": data,
    }


def _label_points(words: Data, data: dict[str, Any], size: LabelSize) -> float:
    """Return the largest size of type in which a label is one page."""
    count = ""
    for points in size.points:
        count = _count(
            "label", _as_texts(data | {"labels": [words | {"points": points}]})
        )
        if count == "1":
            return points
    smallest = size.points[-1]
    expected = (
        f"texts for one label of {size.width} mm x {size.height} mm in {smallest:g} pt "
        "or larger"
    )
    larger = [each.name for each in LABELS.values() if each.height > size.height]
    way_out = f"take the next larger size, {larger[0]!r}" if larger else "take page a4"
    got = f"{count} pages"
    raise FieldError(expected, got, f"{way_out}, or shorten its texts", "label")


def _count(template: str, data: dict[str, str]) -> str:
    """Return how many pages something takes, as typst writes it."""
    typst = needs("typst", extra="documents")
    asked = {"selector": "<pages>", "field": "value", "one": True}
    count: str = typst.query(**_document(template, data), **asked)
    return count
