"""Sheet: a document that shows itself in a notebook, and records that do so as one."""

from __future__ import annotations

from abc import abstractmethod

from attrs import frozen

from .content import Content
from .html import render_fragment
from .markdown import render_markdown

__all__ = ["Sheet", "Shown"]


@frozen
class Sheet(Content):
    """A whole document, which a notebook shows as HTML or Markdown."""

    def _repr_html_(self) -> str:
        return render_fragment(self)

    def _repr_markdown_(self) -> str:
        return render_markdown(self)


class Shown:
    """Base of records that a notebook shows as a `Sheet`."""

    __slots__ = ()

    @abstractmethod
    def as_sheet(self) -> Sheet:
        """Return the record as a document, for any renderer."""

    def _repr_html_(self) -> str:
        return self.as_sheet()._repr_html_()

    def _repr_markdown_(self) -> str:
        return self.as_sheet()._repr_markdown_()
