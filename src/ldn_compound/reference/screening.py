"""Screening: words in names and phrases that call for a finding."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, TypeAlias

from .phrases import clauses, denies, folded, letters_of, meanings, spans, without
from .tables import Row, rows

__all__ = ["Kind", "affirmed", "denied", "refused", "screened", "understood"]

#: The tables of words.
Kind: TypeAlias = Literal[
    "filler",
    "shell",
    "allergen",
    "drug",
    "medicine",
    "condition",
    "intolerance",
    "patient",
]
#: The tables of phrases, in which a negation says that something is not so.
_PHRASES: tuple[Kind, ...] = ("medicine", "condition", "intolerance", "patient")
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011](?=\w)")


def screened(kind: Kind, name: str) -> tuple[Row, ...]:
    """Return the rows of the screening table that a name or phrase matches.

    Parameters
    ----------
    kind
        Which table.
    name
        Name of a filler, of what a shell may be made of, of what may be inside, of a
        medicine, or a phrase for a condition or an intolerance, in English or German,
        as the user wrote it.

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
    >>> screened("medicine", "no opioids")
    ()
    >>> [row["name"] for row in screened("allergen", "Milchzucker")]
    ['lactose']
    """
    found: list[Row] = []
    for row in _rows(kind):
        if kind not in _PHRASES:
            hit = any(spans(row, each) for each in _readings(name, kind))
        else:
            codes = {each["code"] for each in found}
            hit = codes.isdisjoint((row["code"], *row.get("unless", ())))
            hit = hit and _says(row, name)
        if hit:
            found.append(row)
    return tuple(found)


def refused(name: str) -> tuple[Row, ...]:
    """Return the allergens that a patient may not have, by a phrase.

    Parameters
    ----------
    name
        An intolerance or condition, as the user wrote it.

    Returns
    -------
    tuple of Row
        Rows of the table of allergens. Who eats "lactose-free" may not have lactose.

    Examples
    --------
    >>> [row["name"] for row in refused("coeliac disease, lactose-free diet")]
    ['lactose', 'gluten']
    >>> refused("no lactose intolerance")
    ()
    """
    text = folded(name)
    return tuple(row for row in _refused_rows() if _said(row, text, state=True))


def affirmed(name: str) -> str:
    """Return a name without the allergens that it says are not inside.

    Parameters
    ----------
    name
        Name of a material.

    Returns
    -------
    str
        The rest of it, folded.

    Examples
    --------
    >>> affirmed("lactose-free cellulose").strip()
    'cellulose'
    """
    return _affirmed(folded(name))


def denied(name: str) -> bool:
    """Return whether a phrase only says that something is not so.

    Parameters
    ----------
    name
        A medicine, condition or intolerance, as the user wrote it.

    Returns
    -------
    bool
        Whether each clause of it denies what some row looks for.

    Examples
    --------
    >>> denied("no opioids"), denied("no opioids, but codeine"), denied("opioids")
    (True, False, False)
    """
    parts = clauses(folded(name))
    return bool(parts) and all(map(_denied_by_some, parts))


def understood(name: str) -> bool:
    """Return whether every word of a phrase is on some list.

    Parameters
    ----------
    name
        An intolerance or condition, as the user wrote it.

    Returns
    -------
    bool
        Whether it only denies something, or only names allergens: of anything else
        nobody can say whether it is absent, or called something else.

    Examples
    --------
    >>> understood("lactose intolerance"), understood("lactose and kiwi")
    (True, False)
    """
    parts = clauses(folded(name))
    return bool(parts) and all(
        _denied_by_some(each) or _names_allergens(each) for each in parts
    )


def _names_allergens(clause: str) -> bool:
    found = [span for row in _refused_rows() for span in spans(row, clause)]
    return bool(found) and set(letters_of(clause, found)) <= set("HSUKO")


def _denied_by_some(clause: str) -> bool:
    return any(
        denies(row, clause, state=_needs_state(row))
        for kind in _PHRASES
        for row in _rows(kind)
    ) or any(denies(row, clause, state=True) for row in _refused_rows())


def _says(row: Row, phrase: str) -> bool:
    """Return whether a phrase says what a row looks for, in its meaning."""
    for text in _readings(phrase):
        if spans(row, text):
            said = _said(row, text, state=_needs_state(row))
            meant = meanings(row, text, said)
            asked, barred = row.get("only", ()), row.get("never", ())
            return bool(said) and meant.issuperset(asked) and meant.isdisjoint(barred)
    return False


def _said(row: Row, text: str, *, state: bool) -> list[str]:
    """Return the clauses that say what a row looks for, and do not deny it.

    Where its words stand in several clauses, all that is not denied is one clause.
    """
    parts = clauses(text)
    naming = [each for each in parts if spans(row, each)]
    if not naming:
        rest = "; ".join(each for each in parts if not _denied_by_some(each))
        return [rest] if spans(row, rest) else []
    return [each for each in naming if not denies(row, each, state=state)]


def _needs_state(row: Row) -> bool:
    """Return whether "no ..." refuses what the row names, and denies no allergy."""
    return row["code"] == "drug-not-tolerated" and "only" not in row


def _readings(name: str, kind: Kind | None = None) -> tuple[str, ...]:
    """Return a folded name, and where it has hyphens, one that they join."""
    parted = folded(name)
    joined = folded(_HYPHEN.sub("", name))
    readings = dict.fromkeys((parted, joined))
    if kind == "allergen":
        return tuple(map(_affirmed, readings))
    return tuple(readings)


def _affirmed(text: str) -> str:
    for row in rows("screening", "allergen"):
        grown = [
            f"{word} {free}" for word in row["words"] for free in row["not_before"]
        ]
        joined = [
            f"{word}{free}" for word in row["words"] for free in row["not_before"]
        ]
        text = without((*grown, *joined), text)
    return text


@cache
def _rows(kind: Kind) -> tuple[Row, ...]:
    """Return the rows of a table, each with all the names of its lists."""
    return tuple(map(_with_names, rows("screening", kind)))


@cache
def _refused_rows() -> tuple[Row, ...]:
    """Return the allergens, with what only a patient calls them."""
    return tuple(
        {**row, "words": (*row["words"], *row.get("refused_words", ()))}
        for row in _rows("allergen")
    )


def _with_names(row: Row) -> Row:
    lists = [
        each for key in row.get("names", ()) for each in rows("medicine_names", key)
    ]
    merged = {
        key: tuple(word for each in (row, *lists) for word in each.get(key, ()))
        for key in ("words", "codes", "but_not", "endings")
    }
    return {**row, **merged}
