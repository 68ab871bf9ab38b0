"""The elements of a GS1 code: where each begins and ends."""

from __future__ import annotations

import re

from attrs import frozen

from ...errors import FieldError, shown
from ...reference.application_identifiers import (
    ApplicationIdentifier,
    application_identifiers,
)

__all__ = ["SEPARATOR", "Element", "bracketed", "scanned", "with_separators"]

#: The character that FNC1 becomes in what a scanner gives.
SEPARATOR = "\x1d"

#: What programs write for characters that no text shows.
_WRITTEN = {
    SEPARATOR: ("GS", "1D", "29", "\N{SYMBOL FOR GROUP SEPARATOR}"),
    "\x1e": ("RS", "1E", "30", "\N{SYMBOL FOR RECORD SEPARATOR}"),
    "\x04": ("EOT", "04", "4", "\N{SYMBOL FOR END OF TRANSMISSION}"),
}

#: What a scanner, or a keyboard, puts behind a code.
_AFTER = f"\r\n{SEPARATOR}"

_BRACKETED = re.compile(rf"\(([0-9]{{2,4}})\)([^(){SEPARATOR}]*){SEPARATOR}*")


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


def with_separators(text: str) -> str:
    """Return a code in which separators are characters, and none is at the end.

    Parameters
    ----------
    text
        What came, in which a separator may be written out, as ``<GS>`` or ``%1D``.

    Returns
    -------
    str
        The same code as a scanner gives it.

    Examples
    --------
    >>> with_separators("10A17<GS>21S-1_x001D_") == "10A17" + SEPARATOR + "21S-1"
    True
    """
    for character, (name, number, decimal, symbol) in _WRITTEN.items():
        fnc1 = "|FNC1" if character == SEPARATOR else ""
        written = (
            rf"&lt;(?:{name}{fnc1})&gt;|<(?:{name}{fnc1})>|\((?:{name}{fnc1})\)"
            rf"|\[(?:{name}{fnc1})\]|\{{(?:{name}{fnc1})\}}"
            rf"|_x00{number}_|%{number}|\\x{number}|\\u00{number}"
            rf"|&#x0*{number};|&#0*{decimal};|{symbol}"
        )
        text = re.sub(written, character, text, flags=re.IGNORECASE)
    return text.rstrip(_AFTER)


def scanned(text: str, position: int) -> tuple[list[Element], int]:
    """Return the elements as a scanner gives them, parted by separators.

    Parameters
    ----------
    text
        The code.
    position
        Where its first element begins, counted from 0.

    Returns
    -------
    tuple of list of Element and int
        The elements in their order, the values not proven yet; and where an identifier
        stands that nobody knows, or the end.
    """
    elements = []
    while position < len(text):
        kind = _kind_at(text, position)
        if kind is None:
            break
        start = position + len(kind.code)
        end = text.find(SEPARATOR, start)
        if kind.predefined:
            end = start + kind.most
        elif end == -1:
            end = len(text)
        elements.append(
            Element(kind=kind, value=text[start:end], position=position + 1)
        )
        position = end + text.startswith(SEPARATOR, end)
    return elements, position


def bracketed(text: str, position: int) -> tuple[list[Element], int]:
    """Return the elements as people read them, each identifier in brackets.

    Parameters
    ----------
    text
        The code.
    position
        Where its first element begins, counted from 0.

    Returns
    -------
    tuple of list of Element and int
        The elements in their order, the values not proven yet; and where an identifier
        stands that nobody knows, or the end.

    Raises
    ------
    FieldError
        If an identifier stands in no brackets.
    """
    elements = []
    while position < len(text):
        found = _BRACKETED.match(text, position)
        if found is None:
            expected = "an identifier in brackets, such as (17)"
            way_out = "scan the code: a value with brackets can be read two ways"
            field = f"position {position + 1}"
            raise FieldError(expected, shown(text[position:]), way_out, field)
        kind = application_identifiers().get(found[1])
        if kind is None:
            break
        elements.append(Element(kind=kind, value=found[2], position=position + 2))
        position = found.end()
    return elements, position


def _kind_at(text: str, position: int) -> ApplicationIdentifier | None:
    known = application_identifiers()
    codes = (text[position : position + length] for length in (2, 3, 4))
    return next((known[code] for code in codes if code in known), None)
