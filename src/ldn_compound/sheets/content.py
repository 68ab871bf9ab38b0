"""Content: what a document says, apart from how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, TypeAlias, TypeVar

from attrs import evolve, field, frozen

from ..errors import FieldError, shown
from ..quantities.fields import one_of

__all__ = [
    "LABELS",
    "LABEL_PAPERS",
    "Blank",
    "Content",
    "Facts",
    "Formula",
    "LabelPaper",
    "LabelSize",
    "Page",
    "Paragraph",
    "Part",
    "Section",
    "Table",
    "Task",
    "on_paper",
]

LabelPaper: TypeAlias = Literal["roll", "A4", "Letter"]
Page: TypeAlias = Literal["a4", "letter", "label", "small label", "tall label"]


#: What labels are printed on: each a page of its size, or side by side on paper.
LABEL_PAPERS: tuple[LabelPaper, ...] = ("roll", "A4", "Letter")


@frozen
class LabelSize:
    """A size of label.

    Parameters
    ----------
    name
        What it is called.
    width, height
        In millimetres.
    points
        Sizes of type that it may have. A label takes the first in which it is one
        page: on two, the warnings would stand without the drug. Below 6 points few
        people can read it.
    """

    name: str
    width: int
    height: int
    points: tuple[float, ...]


#: The pages that are labels, from the smallest to the largest.
LABELS: Mapping[str, LabelSize] = MappingProxyType(
    {
        "small label": LabelSize("small", 57, 32, (7, 6.5, 6)),
        "label": LabelSize("large", 100, 60, (7.5, 7, 6.5, 6)),
        "tall label": LabelSize("tall", 102, 152, (12, 11, 10, 9, 8, 7, 6.5, 6)),
    }
)

#: The name of a place to write in, and what was written there, or nothing.
Blank: TypeAlias = tuple[str, str]


@frozen
class Paragraph:
    """A few sentences."""

    text: str


@frozen
class Facts:
    """Names and values, a line each; an empty value is a blank to fill in.

    On paper they stand in so many ``columns``; ``notes`` at the end are in small type.
    """

    rows: tuple[Blank, ...]
    columns: int = 1
    notes: bool = False


@frozen
class Table:
    """Rows under a header; an empty cell is a blank to fill in.

    The rows that say stop are numbered in ``stops``, from zero: nobody may overlook
    them. The column ``strong`` is read at arm's length.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    stops: tuple[int, ...] = ()
    strong: int = 0


@frozen
class Task:
    """One thing to do, with a box to tick and blanks to fill in."""

    text: str
    blanks: tuple[Blank, ...]


@frozen
class Formula:
    """One figure with the formula, the inputs and the source behind it."""

    name: str
    result: str
    formula: str
    inputs: tuple[tuple[str, str], ...]
    source: str


Part: TypeAlias = Paragraph | Facts | Table | Task | Formula


@frozen
class Section:
    """Parts under a title."""

    title: str
    parts: tuple[Part, ...]


@frozen
class Content:
    """What a whole document says, for pages of A4, of Letter or of a container label.

    Its ``language`` is the one it is written in (`languages.in_language`); ``small``
    type puts more on a page, and ``large`` is for those who see little; of a sheet of
    ``two_pages`` the type becomes a little smaller until it is that. The ``bars`` of a
    label show its strength as a picture, one for each milligram; its ``code`` is
    printed for a scanner. A `sheet.Sheet` is a content that shows itself.
    """

    title: str
    banner: str | None
    sections: tuple[Section, ...]
    page: Page = field(default="a4", validator=one_of("a4", "letter", *LABELS))
    language: str = "en"
    small: bool = False
    large: bool = False
    two_pages: bool = False
    bars: Fraction = Fraction(0)
    code: str | None = field(default=None)


S = TypeVar("S", bound=Content)

#: The sizes of paper, of which a label is none.
_PAPERS: Mapping[str, Page] = MappingProxyType({"a4": "a4", "letter": "letter"})


def on_paper(sheet: S, page: str) -> S:
    """Return a document for another size of paper.

    Parameters
    ----------
    sheet
        The document.
    page
        ``A4`` or ``Letter``, capital or not.

    Returns
    -------
    Content
        The same words, for that paper.

    Raises
    ------
    FieldError
        If *page* is neither.

    Examples
    --------
    >>> on_paper(Content("Worksheet", None, ()), "Letter").page
    'letter'
    """
    paper = _PAPERS.get(str(page).lower())
    if paper is None:
        raise FieldError("'A4' or 'Letter'", shown(page), field="page")
    return evolve(sheet, page=paper)
