"""A verdict: what a test says of a batch, with the figures behind it.

Every test has a record of its own, derived from `Verdict`: all of them show themselves
in one way, as text, as a sheet, and in a notebook.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from types import MappingProxyType

from ..sheets.content import Facts, Section
from ..sheets.sheet import Sheet, Shown
from ..sheets.wording import cited, say

__all__ = ["VERDICTS", "Figures", "Verdict", "at_most", "between", "figure_of"]

#: Name and text, with its unit, of each figure behind a verdict.
Figures = tuple[tuple[str, str], ...]

#: What each test may say, so that it can be translated.
VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        text: text
        for text in (
            say("adjust"),
            say("content uniformity"),
            say("fail"),
            say("go on"),
            say("no verdict"),
            say("pass"),
            say("refill"),
            say("reject"),
            say("test 20 more"),
            say("weigh 40 more"),
            say("weigh the shells"),
            say("weight variation"),
        )
    }
)


class Verdict(Shown):
    """Base of the records of what a test says of a batch.

    A record of a test gives the five properties, as fields or worked out from them.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def title(self) -> str:
        """Name of the test."""

    @property
    @abstractmethod
    def source(self) -> str:
        """Key of the source of its rule (`reference.source`)."""

    @property
    @abstractmethod
    def verdict(self) -> str:
        """What it says, such as ``pass``."""

    @property
    @abstractmethod
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""

    @property
    @abstractmethod
    def remarks(self) -> tuple[str, ...]:
        """What has to be said beside it."""

    def as_facts(self) -> Facts:
        """Return title and verdict, then the figures and the remarks."""
        verdict = VERDICTS.get(self.verdict, self.verdict)
        rows = [(self.title, cited(verdict, self.source)), *self.figures]
        rows += [(say("Remark"), remark) for remark in self.remarks]
        return Facts(tuple(rows))

    def as_sheet(self) -> Sheet:
        """Return the verdict as a document: its figures and remarks."""
        return Sheet(self.title, None, (Section("", (self.as_facts(),)),))

    def __str__(self) -> str:
        """Return a line with the figures, and a line for each remark."""
        figures = "; ".join(f"{name}: {text}" for name, text in self.figures)
        first = f"{self.title}: {self.verdict}; {figures}"
        return "\n".join([first, *(f"  {remark}" for remark in self.remarks)])

    __repr__ = __str__


def figure_of(name: str, text: object, /, **values: object) -> tuple[str, str]:
    """Return one figure, its name as a sentence that can be translated.

    Parameters
    ----------
    name
        Its name; may hold names of values in braces.
    text
        Its value, as people read it.
    **values
        The values of the name.

    Returns
    -------
    tuple of str
        Name and text.

    Examples
    --------
    >>> figure_of("loss", "2 %")
    ('loss', '2 %')
    """
    return say(name, **values), text if isinstance(text, str) else str(text)


def at_most(value: object, limit: object) -> str:
    """Return a figure with its greatest value, as text.

    Parameters
    ----------
    value
        The figure.
    limit
        Its greatest value.

    Returns
    -------
    str
        Both.

    Examples
    --------
    >>> at_most("2 %", "3 %")
    '2 %, at most 3 %'
    """
    return say("{value}, at most {limit}", value=value, limit=limit)


def between(value: object, least: object, greatest: object) -> str:
    """Return a figure with its least and its greatest value, as text.

    Parameters
    ----------
    value
        The figure.
    least
        Its least value.
    greatest
        Its greatest value.

    Returns
    -------
    str
        All three.

    Examples
    --------
    >>> between("98 %", "95 %", "105 %")
    '98 %, limits 95 % to 105 %'
    """
    return say(
        "{value}, limits {least} to {greatest}",
        value=value,
        least=least,
        greatest=greatest,
    )
