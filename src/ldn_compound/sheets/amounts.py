"""Amounts: where they stand in a text, so that no line is broken inside one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..quantities.notation import NO_BREAK_SPACE, SYMBOLS

__all__ = ["amounts_in"]

_MEASURED = "|".join(sorted(SYMBOLS.values()))
_COUNTED = "tablet|capsule|day"
_AMOUNT = re.compile(
    rf"(?<![\w.])(?:about )?-?[0-9][0-9.{NO_BREAK_SPACE}]{{0,40}}[ {NO_BREAK_SPACE}]"
    rf"(?:{_MEASURED}|(?:{_COUNTED})s?)(?:/(?:{_MEASURED}|{_COUNTED}))*(?!\w)"
)


def amounts_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each amount of a text begins and ends.

    Parameters
    ----------
    text
        A text for people.

    Yields
    ------
    tuple[int, int]
        First character of the number, with its ``about`` and its sign, and the one
        after the unit.

    Examples
    --------
    >>> text = "Weigh 12 mg, then about 0.5 g/mL."
    >>> [text[start:end] for start, end in amounts_in(text)]
    ['12 mg', 'about 0.5 g/mL']
    """
    for found in _AMOUNT.finditer(text):
        yield found.span()
