"""HTML: a document as one file that a browser shows and prints, and a network never.

Nothing in it is fetched and nothing in it runs; all text is escaped, also in the title
that each printed page bears.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from ..extras import needs
from .content import Sheet
from .printed import printed

__all__ = ["render_html"]


def render_html(sheet: Sheet) -> str:
    """Return a document as HTML.

    Parameters
    ----------
    sheet
        What it says, and for which page.

    Returns
    -------
    str
        One page of HTML, whole in itself, ending in a line break.

    Raises
    ------
    MissingExtraError
        If the extra ``documents`` is not installed.

    Examples
    --------
    >>> from ldn_compound.sheets.content import Paragraph, Section, Sheet
    >>> sheet = Sheet("Sugar & salt", None, (Section("A", (Paragraph("1 < 2"),)),))
    >>> "1 &lt; 2" in render_html(sheet)
    True
    """
    template = _templates().get_template("sheet.html")
    rendered: str = template.render(printed(sheet))
    return rendered


@cache
def _templates() -> Any:  # noqa: ANN401 - a library of the extra
    """Return the templates, which escape every text."""
    jinja2 = needs("jinja2", extra="documents")
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters["css"] = _css
    return templates


def _css(text: str) -> str:
    r"""Return what stands between the quotes of a CSS string: ``\26`` for ``&``."""
    return "".join(
        each if each.isascii() and each.isalnum() else f"\\{ord(each):x} "
        for each in text
    )
