"""PDF: a document as pages to print and to keep, the same bytes every time.

Typeset by typst, with the fonts that come with it and no others: Libertinus Serif, and
New Computer Modern or DejaVu Sans Mono for a sign that it lacks. The texts are handed
over as data, never as markup, so no name can act. The file claims PDF/A-2a (kept
readable, its text in order) and PDF/UA-1 (readable aloud); typst refuses to write what
breaks these standards.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from ..errors import FieldError
from ..extras import needs
from .content import LABELS, Content, LabelSize, on_paper
from .printed import printed

__all__ = ["render_pdf"]

_STANDARDS = ["a-2a", "ua-1"]

#: A PDF/A must bear a date, and no clock is read: this one stands for none.
_NO_DATE = 0

#: Sizes of type, in points.
_POINTS, _SMALL_POINTS = "11.5", "9.5"


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
    typst = needs("typst", extra="documents")
    points = _SMALL_POINTS if sheet.small else _POINTS
    label = LABELS.get(sheet.page)
    if label is not None:
        points = _label_points(typst, sheet, label)
    try:
        pages: bytes = typst.compile(
            **_document(sheet, points),
            format="pdf",
            pdf_standards=_STANDARDS,
            timestamp=_NO_DATE,
        )
    except typst.TypstError as error:
        expected = "texts whose characters are in the fonts of the PDF"
        way_out = "write it in Latin, Greek or Cyrillic letters, or take HTML"
        raise FieldError(expected, error.message, way_out, "sheet") from error
    return pages


def _document(sheet: Content, points: str) -> dict[str, Any]:
    """Return what typst reads: the template, and the texts in their size of type."""
    data = json.dumps(printed(sheet), sort_keys=True)
    return {
        "input": files(__package__).joinpath("templates/sheet.typ").read_bytes(),
        "ignore_system_fonts": True,
        "sys_inputs": {"sheet": data, "points": points},
    }


def _label_points(
    typst: Any,  # noqa: ANN401 - the module
    sheet: Content,
    label: LabelSize,
) -> str:
    """Return the largest size of type in which a label is one page."""
    for points in label.points:
        if _count(typst, sheet, points) == "1":
            return points
    smallest = label.points[-1]
    expected = (
        f"texts for one label of {label.width} mm x {label.height} mm in {smallest} pt "
        "or larger"
    )
    got = f"{_count(typst, sheet, smallest)} pages"
    larger = [each.name for each in LABELS.values() if each.height > label.height]
    way_out = f"take the next larger size, {larger[0]!r}" if larger else "take page a4"
    raise FieldError(expected, got, f"{way_out}, or shorten its texts", "label")


def _count(typst: Any, sheet: Content, points: str) -> str:  # noqa: ANN401 - the module
    """Return how many pages a document takes, as typst writes it."""
    asked = {"selector": "<pages>", "field": "value", "one": True}
    count: str = typst.query(**_document(sheet, points), **asked)
    return count
