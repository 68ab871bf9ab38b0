"""Screening: words in names and conditions that call for a finding."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from .tables import Row, rows

__all__ = ["screened"]


def screened(
    kind: Literal["filler", "shell", "medicine", "condition"], name: str
) -> tuple[Row, ...]:
    """Return the rows of the screening table that a name matches.

    Parameters
    ----------
    kind
        Which table.
    name
        Name of a filler, of what a shell may be made of, of a medicine or of a
        condition, as the user wrote it.

    Returns
    -------
    tuple of Row
        Each with ``code``, ``severity``, ``message`` and ``source``.

    Examples
    --------
    >>> [row["code"] for row in screened("medicine", "Codeine phosphate 30 mg")]
    ['opioid']
    """
    return tuple(row for row in rows("screening", kind) if _words(row).search(name))


def _words(row: Row) -> re.Pattern[str]:
    return _pattern(tuple(row["words"]))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of the words, whole and in any case."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
