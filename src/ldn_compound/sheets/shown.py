"""Records that show themselves in a notebook, as the document they are."""

from __future__ import annotations

from abc import abstractmethod

from .content import Sheet
from .fragment import render_fragment
from .markdown import render_markdown

__all__ = ["Shown"]


class Shown:
    """Base of records that a notebook shows as a `Sheet`."""

    __slots__ = ()

    @abstractmethod
    def as_sheet(self) -> Sheet:
        """Return the record as a document, for any renderer."""

    def _repr_html_(self) -> str:
        return render_fragment(self.as_sheet())

    def _repr_markdown_(self) -> str:
        return render_markdown(self.as_sheet())
