"""How a record shows itself in a notebook: ``_repr_html_ = as_html`` in its class.

What it shows is a document, so the import is late, like those of a plan (ADR 0006).
"""

from __future__ import annotations

__all__ = ["as_html", "as_latex", "as_markdown"]


def as_html(record: object) -> str:
    """Return a record as a piece of HTML that stands alone.

    Parameters
    ----------
    record
        The record.

    Returns
    -------
    str
        Elements with their style in them; nothing runs and nothing is fetched.
    """
    from ..views import html_of  # noqa: PLC0415

    return html_of(record)


def as_markdown(record: object) -> str:
    """Return a record as Markdown.

    Parameters
    ----------
    record
        The record.

    Returns
    -------
    str
        The same words as in HTML.
    """
    from ..views import markdown_of  # noqa: PLC0415

    return markdown_of(record)


def as_latex(record: object) -> str:
    """Return a step as a formula of LaTeX.

    Parameters
    ----------
    record
        A step.

    Returns
    -------
    str
        The formula, the same with its figures, and the result.
    """
    from ..sheets.latex import latex_of  # noqa: PLC0415

    return latex_of(record)
