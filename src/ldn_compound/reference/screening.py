"""Screening: words in names and conditions that call for a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, TypeAlias
from unicodedata import normalize

from .tables import Row, rows

__all__ = ["Kind", "affirmed", "screened"]

#: The tables of words.
Kind: TypeAlias = Literal["filler", "shell", "allergen", "medicine", "condition"]


def screened(kind: Kind, name: str) -> tuple[Row, ...]:
    """Return the rows of the screening table that a name matches.

    Parameters
    ----------
    kind
        Which table.
    name
        Name of a filler, of what a shell may be made of, of what may be inside, of a
        medicine or of a condition, in English or German, as the user wrote it.

    Returns
    -------
    tuple of Row
        Each with ``code``, ``severity``, ``message`` and ``source``; that of an
        allergen also with its ``name``.

    Raises
    ------
    UnknownNameError
        If there is no such table.

    Examples
    --------
    >>> [row["code"] for row in screened("medicine", "Codeine phosphate 30 mg")]
    ['opioid']
    >>> [row["name"] for row in screened("allergen", "Milchzucker")]
    ['lactose']
    """
    name = normalize("NFKC", name)  # an umlaut is one sign or two, and looks the same
    return tuple(row for row in rows("screening", kind) if _words(row).search(name))


def affirmed(name: str) -> str:
    """Return a name without the allergens that it says are not inside.

    Parameters
    ----------
    name
        Name of a material.

    Returns
    -------
    str
        The rest of it.

    Examples
    --------
    >>> affirmed("lactose-free cellulose")
    ' cellulose'
    """
    name = normalize("NFKC", name)
    for row in rows("screening", "allergen"):
        free = rf"{_any_of(row['words'])}[\s-]*{_any_of(row['not_before'])}\b"
        name = re.sub(rf"\b{free}", "", name, flags=re.IGNORECASE)
    return name


def _words(row: Row) -> re.Pattern[str]:
    keys = ("words", "endings", "not_before")
    return _pattern(*(tuple(row.get(key, ())) for key in keys))


@cache
def _pattern(
    words: tuple[str, ...], endings: tuple[str, ...], not_before: tuple[str, ...]
) -> re.Pattern[str]:
    """Return a pattern for any of the words, whole and in any case."""
    found = rf"\b{_any_of(words)}{_any_of(('', *endings))}\b"
    if not_before:
        found += rf"(?![\s-]*{_any_of(not_before)}\b)"
    return re.compile(found, re.IGNORECASE)


def _any_of(texts: Iterable[str]) -> str:
    escaped = (re.escape(each).replace(r"\ ", r"[\s-]+") for each in texts)
    return f"(?:{'|'.join(escaped)})"
