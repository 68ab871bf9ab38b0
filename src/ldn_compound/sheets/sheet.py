"""Sheet: a document that shows itself in a notebook, and records that do so as one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from attrs import frozen

from ..errors import FieldError, shown
from .content import Content, Facts, Task
from .html import render_fragment, render_html
from .markdown import render_markdown
from .pdf import render_pdf
from .text import render_text

__all__ = ["Sheet", "Shown", "saved"]


#: How a document is written to a file, by the ending of its name.
_RENDERED: Mapping[str, Callable[[Content], bytes]] = MappingProxyType(
    {
        ".txt": lambda sheet: render_text(sheet).encode(),
        ".md": lambda sheet: render_markdown(sheet).encode(),
        ".html": lambda sheet: render_html(sheet).encode(),
        ".pdf": render_pdf,
    }
)


@frozen
class Sheet(Content):
    """A whole document: shown by a notebook, printed as text, saved as a file."""

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is left to fill in: the names of its blanks that say nothing yet."""
        parts = [part for section in self.sections for part in section.parts]
        rows = [
            row
            for part in parts
            if isinstance(part, Facts | Task)
            for row in (part.rows if isinstance(part, Facts) else part.blanks)
        ]
        return tuple(name for name, text in rows if not text)

    def save(self, path: str | Path) -> Path:
        """Write the document to a file, in the form that the file's name says.

        Parameters
        ----------
        path
            A name that ends in ``.txt``, ``.md``, ``.html`` or ``.pdf``.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        FieldError
            If the name ends otherwise.
        MissingExtraError
            If it is a PDF, and the extra ``documents`` is not installed.
        """
        rendered = {name: partial(each, self) for name, each in _RENDERED.items()}
        return saved(path, rendered)

    def __str__(self) -> str:
        return render_text(self)

    def _repr_html_(self) -> str:
        return render_fragment(self)

    def _repr_markdown_(self) -> str:
        return render_markdown(self)


def saved(path: str | Path, rendered: Mapping[str, Callable[[], bytes]]) -> Path:
    """Write to a file what is rendered for the ending of its name."""
    file = Path(path)
    render = rendered.get(file.suffix)
    if render is None:
        expected = f"a name that ends in {', '.join(rendered)}"
        raise FieldError(expected, shown(str(path)), field="path")
    file.write_bytes(render())
    return file


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
