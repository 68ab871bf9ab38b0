"""A verdict: what a test says of a batch, with the figures behind it.

Every test has a record of its own. All of them answer the same five questions, so that
a sheet prints each of them in one way.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from ..sheets.content import Facts
from ..sheets.wording import cited, say

__all__ = [
    "Figures",
    "Verdict",
    "at_most",
    "between",
    "figure_of",
    "told",
    "verdict_facts",
]

#: Name and text, with its unit, of each figure behind a verdict.
Figures = tuple[tuple[str, str], ...]


@runtime_checkable
class Verdict(Protocol):
    """What every record of a verdict can be asked."""

    @property
    def title(self) -> str:
        """Name of the test."""

    @property
    def source(self) -> str:
        """Key of the source of its rule (`reference.source`)."""

    @property
    def verdict(self) -> str:
        """What it says, such as ``pass``."""

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What has to be said beside it."""


def told(record: Verdict) -> str:
    """Return a verdict as text: a line with its figures, and a line for each remark.

    Parameters
    ----------
    record
        The verdict.

    Returns
    -------
    str
        The lines.

    Examples
    --------
    >>> from ldn_compound.quality import mass_loss
    >>> print(told(mass_loss("18 g", "17.64 g")))
    Loss of mass: pass; loss: 2 %, at most 3 %
    """
    figures = "; ".join(f"{name}: {text}" for name, text in record.figures)
    first = f"{record.title}: {record.verdict}; {figures}"
    return "\n".join([first, *(f"  {remark}" for remark in record.remarks)])


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


def verdict_facts(verdict: Verdict) -> Facts:
    """Return what a test says, with its figures, its remarks and its source.

    Parameters
    ----------
    verdict
        What a test says.

    Returns
    -------
    Facts
        The title with the verdict first.
    """
    rows = [(verdict.title, cited(verdict.verdict, verdict.source)), *verdict.figures]
    rows += [(say("Remark"), remark) for remark in verdict.remarks]
    return Facts(tuple(rows))
