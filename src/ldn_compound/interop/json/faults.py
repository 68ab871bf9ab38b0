"""Faults: what is wrong in a document, a line each, with the path to it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import attrs

from ...errors import FieldError, shown
from ...extras import needs

__all__ = ["MOST_FAULTS", "fault", "faults_of", "step"]

#: Faults after which no more are told, and values at fault after which no more of a
#: list are read.
MOST_FAULTS = 100

_LONGEST_KEY = 40


def fault(path: str, expected: str, got: str, way_out: str = "") -> str:
    """Return one fault of a document as a line.

    Parameters
    ----------
    path
        Where it is, from ``$``, the whole document.
    expected
        What would have been right.
    got
        What came.
    way_out
        What to do instead.

    Returns
    -------
    str
        The line.

    Examples
    --------
    >>> fault("$.schema", "1", "2")
    '$.schema: expected 1, got 2'
    """
    return str(FieldError(expected, got, way_out, path))


def step(key: str) -> str:
    """Return one step of a path: the key of an object, however odd.

    Parameters
    ----------
    key
        The key.

    Returns
    -------
    str
        What to append to the path of the object.

    Examples
    --------
    >>> step("strength"), step("the strength")
    ('.strength', "['the strength']")
    """
    plain = key.isidentifier() and len(key) <= _LONGEST_KEY
    return f".{key}" if plain else f"[{shown(key)}]"


def faults_of(error: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - ours or cattrs'
    """Yield a line for each fault in what a reader of `json_reading` raised.

    Parameters
    ----------
    error
        One of our errors, or a group of them as cattrs makes it.
    path
        Where the value stands that was read.

    Yields
    ------
    str
        Path, what was expected and what came.
    """
    errors = needs("cattrs.errors", extra="interop")
    if isinstance(error, errors.ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield _unknown(key, path, error.cl)
    elif isinstance(error, errors.BaseValidationError):
        for each in error.exceptions:
            yield from faults_of(each, path + _place(each, error.cl))
    else:
        yield fault(path, error.expected, error.got, error.way_out)


def _unknown(key: str, path: str, record: type) -> str:
    """Return the fault of a key that is none of a record's."""
    names = list(_keys(record).values())
    near = get_close_matches(key, names, n=1) or names
    expected = f"one of the keys {', '.join(map(repr, near))}" if near else "no key"
    return fault(path + step(key), expected, "an unknown one")


def _place(error: Any, record: type) -> str:  # noqa: ANN401 - ours or cattrs'
    """Return the step to what an error is about, in the object or list it is from."""
    errors = needs("cattrs.errors", extra="interop")
    for note in getattr(error, "__notes__", ()):
        in_list = isinstance(note, errors.IterableValidationNote)
        return f"[{note.index}]" if in_list else step(note.name)
    field = _keys(record).get(getattr(error, "field", None))
    return step(field) if field else ""


def _keys(record: type) -> dict[Any, str]:
    """Return the keys of a record by what its errors call them."""
    fields = attrs.fields(record) if attrs.has(record) else ()
    return {name: each.name for each in fields for name in (each.name, each.alias)}
