"""The loader of the data files: lazy, cached, and strict about sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from ..errors import FieldError, UnknownNameError, shown
from ..quantities.notation import Amount
from ..sheets.wording import Wording, say

__all__ = ["SENTENCES", "Row", "parsed", "rows", "table", "unknown", "with_source"]

Row = Mapping[str, Any]

#: No name of a table is longer, so none is like a longer one.
_LONGEST_NAME = 200
_MOST_NAMES = 20  # of a table, in an error: a longer list is not read

#: An amount in a sentence of a file.
_AMOUNT = re.compile(r"(?<![\w.-])(?P<number>[\d.]+) (?P<unit>mg|%|days)(?![\w/])")

#: What is a sentence for people in a file, and so can be translated.
SENTENCES = {
    "beyond_use": ("note", "capsules", "storage", "found"),
    "leaflet": ("text",),
    "monograph": ("text", "question"),
    "screening": ("message",),
    "titrations": ("text",),
}


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return one data file, read once.

    Parameters
    ----------
    name
        Its name, without ``.toml``.

    Returns
    -------
    Mapping
        What it holds, by table.
    """
    from importlib.resources import files  # noqa: PLC0415 - only who asks pays for it

    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return parsed(text, name)


def parsed(text: str, name: str) -> Mapping[str, Any]:
    """Return what a text holds, read as one of the data files.

    Parameters
    ----------
    text
        The text, as TOML.
    name
        Which data file it is, without ``.toml``.

    Returns
    -------
    Mapping
        What it holds, by table.
    """
    import tomllib  # noqa: PLC0415 - only who asks for data pays for reading it
    from types import MappingProxyType  # noqa: PLC0415

    found, said = tomllib.loads(text), SENTENCES.get(name, ())
    if said:
        found = {
            key: [_with_sentences(row, said) for row in rows]
            for key, rows in found.items()
        }
    return MappingProxyType(found)


def rows(name: str, key: str) -> tuple[Row, ...]:
    """Return the rows of one table of a data file; see `with_source`.

    Parameters
    ----------
    name
        Name of the file, without ``.toml``.
    key
        Name of the table.

    Returns
    -------
    tuple of Row
        Its rows, in the order of the file.

    Raises
    ------
    UnknownNameError
        If the file has no such table.
    """
    known = table(name)
    if key not in known:
        raise unknown("table", key, known)
    return with_source(known[key], name)


def with_source(found: Iterable[Row], name: str) -> tuple[Row, ...]:
    """Return rows, each of which says where it comes from.

    Parameters
    ----------
    found
        Rows of a table.
    name
        Name of the file they are from, without ``.toml``.

    Returns
    -------
    tuple of Row
        The same rows.

    Raises
    ------
    FieldError
        If one has no source.
    """
    taken = tuple(found)
    for row in taken:
        if not row.get("source"):
            expected = f"a source in every row of {name}.toml"
            raise FieldError(expected, shown(row), field="source")
    return taken


def _with_sentences(row: Row, said: Iterable[str]) -> Row:
    return {**row, **{key: _sentence(row[key]) for key in said if key in row}}


def _sentence(text: str) -> Wording:
    """Return a sentence of a file, the amounts in it as its values."""
    values: dict[str, Amount] = {}

    def named(found: re.Match[str]) -> str:
        name = f"amount_{len(values) + 1}"
        values[name] = Amount(found["number"], found["unit"])
        return f"{{{name}}}"

    return say(_AMOUNT.sub(named, text), **values)


def unknown(field: str, name: object, known: Iterable[str]) -> UnknownNameError:
    """Return the error for a name that a table does not hold.

    Parameters
    ----------
    field
        What was asked for.
    name
        The name that came.
    known
        The names there are.

    Returns
    -------
    UnknownNameError
        With the nearest names, or else with all of them, or some where they are many.
    """
    names = list(dict.fromkeys(known))
    near = get_close_matches(str(name)[:_LONGEST_NAME], names, cutoff=0.5)
    near = near or names[:_MOST_NAMES]
    told = "one of" if len(near) == len(names) else "a known name, such as"
    choices = ", ".join(map(repr, near))
    return UnknownNameError(f"{told} {choices}", shown(name), field=field)
