"""Views: which document a record is shown as in a notebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import FieldError, shown
from ...model.batch import BatchPlan
from ...sheets.content import Sheet
from ...sheets.fragment import render_fragment
from ...sheets.markdown import render_markdown
from ...sheets.shown import Shown
from ..explained.summary import plan_summary

__all__ = ["html_of", "markdown_of", "view_of"]


def view_of(record: object) -> Sheet:
    """Return the document that a record is shown as.

    Parameters
    ----------
    record
        A plan, finding, verdict, outcome, budget, schedule, kit or production plan.

    Returns
    -------
    Sheet
        What it says.

    Raises
    ------
    FieldError
        If it is none of these.
    """
    if isinstance(record, Shown):
        return record.as_sheet()
    for kind, view in _VIEWS:
        if isinstance(record, kind):
            return view(record)
    raise FieldError("a record to look at", shown(record), field="record")


_VIEWS: tuple[tuple[type, Callable[[Any], Sheet]], ...] = ((BatchPlan, plan_summary),)


def html_of(record: object) -> str:
    """Return a record as a piece of HTML; see `fragment.render_fragment`.

    Parameters
    ----------
    record
        As of `view_of`.

    Returns
    -------
    str
        One element.
    """
    return render_fragment(view_of(record))


def markdown_of(record: object) -> str:
    """Return a record as Markdown.

    Parameters
    ----------
    record
        As of `view_of`.

    Returns
    -------
    str
        The same words as in HTML.
    """
    return render_markdown(view_of(record))
