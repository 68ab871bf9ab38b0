"""TOML: a text as plain data, and the line on which each part of it stands."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from functools import partial
from typing import Any

from attrs import evolve

from ..errors import DocumentError, Fault, shown

__all__ = ["parsed_toml", "steps_of", "with_lines"]

#: Characters in the longest text that is read.
_LONGEST = 1_000_000

_STEPS = re.compile(r"\[([0-9]+)\]|\['((?:[^'\\]|\\.)*)'\]|([^.\[\]]+)")


def parsed_toml(text: object) -> dict[str, Any]:
    """Return what a text of TOML says.

    Parameters
    ----------
    text
        The text.

    Returns
    -------
    dict
        Its members.

    Raises
    ------
    DocumentError
        If it is no TOML; it names the line.

    Examples
    --------
    >>> parsed_toml('strength = "4.5 mg"')
    {'strength': '4.5 mg'}
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        got = shown(text) if not isinstance(text, str) else f"{len(text)} characters"
        expected = f"expected a text of at most {_LONGEST} characters, got {got}"
        raise DocumentError((Fault("", expected),))
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DocumentError(
            (Fault("", f"expected valid TOML, got: {error}"),)
        ) from None


def with_lines(faults: tuple[Fault, ...], text: str) -> tuple[Fault, ...]:
    r"""Return faults with the lines on which their places stand.

    The statement that first gives a place is looked for by reading ever longer parts of
    the text, so that no second reader of TOML could disagree with the first.

    Parameters
    ----------
    faults
        Each with its path; where the place itself is missing, what holds it counts.
    text
        The text that was read.

    Returns
    -------
    tuple of Fault
        In the order of their lines, those without one last.

    Examples
    --------
    >>> with_lines((Fault("b.c", "a fault"),), "a = 1\n[b]\nc = 2\n")[0].line
    3
    """
    lines = text.splitlines(keepends=True)
    found = [evolve(each, line=_line(each.path, lines)) for each in faults]
    return tuple(sorted(found, key=lambda each: (each.line is None, each.line or 0)))


def steps_of(path: str) -> list[str | int]:
    """Return the keys and places that a path goes through.

    Parameters
    ----------
    path
        The path, such as ``a.b[0]['c d']``.

    Returns
    -------
    list of str or int
        Each step.

    Examples
    --------
    >>> steps_of("a.b[0]['c d']")
    ['a', 'b', 0, 'c d']
    """
    return [
        int(index) if index else quoted or name
        for index, quoted, name in _STEPS.findall(path)
    ]


def _line(path: str, lines: list[str]) -> int | None:
    """Return the line of the statement that gives a place, or what holds it."""
    steps = steps_of(path)
    whole = _readable(len(lines), lines)
    while steps and not _has(steps, whole[1]):
        steps.pop()
    if not steps:
        return None
    enough = partial(_reaches, steps=steps, lines=lines)
    end = bisect_left(range(len(lines) + 1), True, key=enough)  # noqa: FBT003 - what is looked for
    return _readable(end - 1, lines)[0] + 1


def _reaches(end: int, *, steps: list[str | int], lines: list[str]) -> bool:
    """Return whether the first lines of a text give a place."""
    return _has(steps, _readable(end, lines)[1])


def _readable(end: int, lines: list[str]) -> tuple[int, dict[str, Any]]:
    """Return how many of the first lines are TOML by themselves, and what they say."""
    while True:
        try:
            return end, tomllib.loads("".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            end -= 1


def _has(steps: list[str | int], data: Any) -> bool:  # noqa: ANN401 - plain data
    for each in steps:
        try:
            data = data[each]
        except (LookupError, TypeError):
            return False
    return True
