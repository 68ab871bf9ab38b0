"""Staged tests: ten contents first, and twenty more where these do not decide."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ...quantities.measured import counted
from ...quantities.units import Quantity
from .sample import Sample

__all__ = ["ALL", "FIRST", "StagedVerdict", "staged"]

#: What a test in two stages can say.
StagedVerdict: TypeAlias = Literal["pass", "test 20 more", "fail"]

#: Units of the first stage, and of both together.
FIRST, ALL = 10, 30

_WAY_OUT = "give the first ten, or these ten and the twenty more, in the order tested"


def staged(contents: tuple[Quantity, ...]) -> Sample:
    """Return the contents of one stage, or of both, as a sample.

    Parameters
    ----------
    contents
        Ten contents, or thirty. [% of label or mg]

    Returns
    -------
    Sample
        The same contents.

    Raises
    ------
    FieldError
        If there are more or fewer.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> staged((Q("100 %"),) * 9)
    Traceback (most recent call last):
    ldn_compound.errors.FieldError: contents: expected 10 or 30 contents, got 9; ...
    """
    expected = f"{FIRST} or {ALL} contents"
    counts = (FIRST, ALL)
    return Sample(
        values=counted(contents, "contents", expected, _WAY_OUT, counts=counts)
    )
