"""The elements of a GS1 code: where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from ...errors import FieldError, shown
from ...reference.application_identifiers import (
    ApplicationIdentifier,
    application_identifiers,
)

__all__ = ["SEPARATOR", "Element", "bracketed", "scanned"]

#: The character that FNC1 becomes in what a scanner gives.
SEPARATOR = "\x1d"

_BRACKETED = re.compile(r"\(([0-9]{2,4})\)([^()]*)")


@frozen(kw_only=True)
class Element:
    """One element of a code.

    Parameters
    ----------
    kind
        What its identifier says.
    value
        What stands behind that.
    position
        Where the identifier begins, counted from 1.
    """

    kind: ApplicationIdentifier
    value: str
    position: int

    @property
    def field(self) -> str:
        """What an error calls it."""
        return f"({self.kind.code}) at position {self.position}"


def scanned(text: str, position: int) -> Iterator[Element]:
    """Yield the elements as a scanner gives them, parted by separators.

    Parameters
    ----------
    text
        The code.
    position
        Where its first element begins, counted from 0.

    Yields
    ------
    Element
        In their order; its value is not proven yet.

    Raises
    ------
    FieldError
        If an identifier is unknown, or the code ends where an element should begin.
    """
    if position == len(text):
        raise _cut_off(position)
    while position < len(text):
        kind = _kind_at(text, position)
        start = position + len(kind.code)
        end = text.find(SEPARATOR, start)
        if kind.fixed:
            end = start + kind.most
        elif end == -1:
            end = len(text)
        yield Element(kind=kind, value=text[start:end], position=position + 1)
        position = end
        if text.startswith(SEPARATOR, position):
            position += 1
            if position == len(text):
                raise _cut_off(position)


def bracketed(text: str, position: int) -> Iterator[Element]:
    """Yield the elements as people read them, each identifier in brackets.

    Parameters
    ----------
    text
        The code.
    position
        Where its first element begins, counted from 0.

    Yields
    ------
    Element
        In their order; its value is not proven yet.

    Raises
    ------
    FieldError
        If an identifier is unknown, or stands in no brackets.
    """
    while position < len(text):
        found = _BRACKETED.match(text, position)
        if found is None:
            expected = "an identifier in brackets, such as (17)"
            way_out = "scan the code: a value with brackets can be read two ways"
            field = f"position {position + 1}"
            raise FieldError(expected, shown(text[position:]), way_out, field)
        kind = application_identifiers().get(found[1])
        if kind is None:
            raise _unknown(found[1], position + 1)
        yield Element(kind=kind, value=found[2], position=position + 2)
        position = found.end()


def _kind_at(text: str, position: int) -> ApplicationIdentifier:
    known = application_identifiers()
    for length in (2, 3):
        kind = known.get(text[position : position + length])
        if kind is not None:
            return kind
    raise _unknown(text[position : position + 4], position)


def _unknown(code: str, position: int) -> FieldError:
    expected = (
        f"an application identifier, one of {', '.join(application_identifiers())}"
    )
    way_out = "scan it again; a separator may be missing before it"
    return FieldError(expected, shown(code), way_out, f"position {position + 1}")


def _cut_off(position: int) -> FieldError:
    way_out = "the code is cut off: scan it again"
    field = f"position {position + 1}"
    return FieldError("more characters", "the end of the code", way_out, field)
