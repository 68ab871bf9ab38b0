"""The picture of a code: a text as a QR code, which a scanner or a telephone reads."""

from __future__ import annotations

from ..extras import needs

__all__ = ["picture_of"]


def picture_of(code: str) -> str:
    """Return a text as a QR code in SVG, read though a quarter of it is soiled."""
    segno = needs("segno", extra="documents")
    made = segno.make(code, error="q", boost_error=False, micro=False)
    picture: str = made.svg_inline(omitsize=True, svgclass=None, lineclass=None)
    return picture
