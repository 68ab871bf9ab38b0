"""Labels that are printed together: on a roll, or side by side on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import attrs
from attrs import field, frozen

from ..errors import FieldError, shown
from .content import LABEL_PAPERS, LABELS, LabelPaper, Section
from .html import render_labels_html
from .markdown import render_markdown
from .pdf import render_labels_pdf
from .sheet import Sheet, Shown, saved

__all__ = ["Labels"]


def _sheets(labels: Iterable[Sheet]) -> tuple[Sheet, ...]:
    return tuple(labels)


def _of_one_size(
    _record: object, field: attrs.Attribute[tuple[Sheet, ...]], value: tuple[Sheet, ...]
) -> None:
    sizes = {each.page for each in value}
    if len(sizes) != 1 or not sizes <= set(LABELS):
        expected = "one label or more, all of one size"
        raise FieldError(expected, ", ".join(sorted(sizes)) or "none", field=field.name)


@frozen
class Labels(Shown):
    """Labels that are printed together, such as those of the containers of a batch.

    Parameters
    ----------
    labels
        The labels, all of one size.

    Examples
    --------
    >>> labels = Labels([Sheet("4.5 mg", None, (), page="label")] * 3)
    >>> labels
    Labels(3 of 100 mm x 60 mm)
    """

    labels: tuple[Sheet, ...] = field(converter=_sheets, validator=_of_one_size)

    def save(self, path: str | Path, *, on: LabelPaper = "roll") -> Path:
        """Write the labels to a file, in the form that the file's name says.

        Parameters
        ----------
        path
            A name that ends in ``.pdf``, ``.html``, ``.md`` or ``.txt``.
        on
            Of a PDF: ``roll``, each label on a page of its size; ``A4`` or ``Letter``,
            as many on a page as fit, with lines to cut along.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        FieldError
            If the name ends otherwise, there is no such paper, or a label does not hold
            its texts.
        MissingExtraError
            If it is a PDF, and the extra ``documents`` is not installed.
        """
        if on not in list(LABEL_PAPERS):
            raise FieldError(" or ".join(LABEL_PAPERS), shown(on), field="on")
        rendered: dict[str, Callable[[], bytes]] = {
            ".pdf": lambda: render_labels_pdf(self.labels, on),
            ".html": lambda: render_labels_html(self.labels).encode(),
            ".md": lambda: "\n".join(map(render_markdown, self.labels)).encode(),
            ".txt": lambda: str(self).encode(),
        }
        return saved(path, rendered)

    def as_sheet(self) -> Sheet:
        """Return all labels as one document, one after the other."""
        first = self.labels[0]
        parts = (
            each
            for label in self.labels
            for each in (Section(label.title, ()), *label.sections)
        )
        return Sheet(first.title, first.banner, tuple(parts), language=first.language)

    def __str__(self) -> str:
        return "\n".join(map(str, self.labels))

    def __repr__(self) -> str:
        size = LABELS[self.labels[0].page]
        return f"Labels({len(self.labels)} of {size.width} mm x {size.height} mm)"
