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

from ..errors import FieldError
from ..extras import needs
from .content import Sheet
from .printed import printed

__all__ = ["render_pdf"]

_STANDARDS = ["a-2a", "ua-1"]

#: A PDF/A must bear a date, and no clock is read: this one stands for none.
_NO_DATE = 0


def render_pdf(sheet: Sheet) -> bytes:
    """Return a document as PDF.

    Parameters
    ----------
    sheet
        What it says, and for which page.

    Returns
    -------
    bytes
        A PDF/A; the same sheet gives the same bytes. Its date is that of no day, the
        first of 1970.

    Raises
    ------
    FieldError
        If a character is in none of the fonts.
    MissingExtraError
        If the extra ``documents`` is not installed.

    Examples
    --------
    >>> from ldn_compound.documents.content import Paragraph, Section, Sheet
    >>> sheet = Sheet("Sugar & salt", None, (Section("A", (Paragraph("1 < 2"),)),))
    >>> render_pdf(sheet)[:5]
    b'%PDF-'
    """
    typst = needs("typst", extra="documents")
    template = files(__package__).joinpath("templates/sheet.typ").read_bytes()
    data = json.dumps(printed(sheet), sort_keys=True)
    try:
        pages: bytes = typst.compile(
            template,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"sheet": data},
            pdf_standards=_STANDARDS,
            timestamp=_NO_DATE,
        )
    except typst.TypstError as error:
        expected = "texts whose characters are in the fonts of the PDF"
        way_out = "write it in Latin, Greek or Cyrillic letters, or take HTML"
        raise FieldError(expected, error.message, way_out, "sheet") from error
    return pages
