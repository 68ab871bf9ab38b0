r"""GS1: what the code on a bottle of tablets says.

A code is a row of elements, each an application identifier with its value
[gs1-syntax-dictionary]_: ``(01)`` GTIN, ``(10)`` lot, ``(17)`` expiry, ``(21)`` serial
number. A value whose length is not fixed ends at a separator, the character FNC1, which
scanners hand on as GS (``\x1d``); or at the end of the code.

The check digit :math:`d_{14}` of a GTIN makes the weighted sum a multiple of ten
[gs1-check-digit]_

.. math:: 3 d_1 + d_2 + 3 d_3 + \dots + 3 d_{13} + d_{14} \equiv 0 \pmod{10}.

An expiry has two digits for the year; it lies between 49 years before and 50 years
after today. Day 00 is the last day of the month [gs1-expiry]_; medicines may no longer
be labelled so since 2025 [gs1-day-zero]_.

Between a scanner and this library, programs write the separator out, as ``<GS>`` or
``%1D``, or drop it. What is written out is read as the separator, and is never part of
a lot. Where one may be missing, the value may hold a further element: a lot in which a
day or a serial number may stand is refused with both readings, for a person to compare
with the label.

What a code cannot show: the end of a lot number that was cut off is not missed, nor is
a separator before an element that does not look like one. Compare the lot with the
label.

German packages may bear a PPN code instead, which `ppn` reads.

.. [gs1-syntax-dictionary] GS1 Barcode Syntax Dictionary (docs/references.md).
.. [gs1-check-digit] How the check digit is calculated, GS1 (docs/references.md).
.. [gs1-expiry] Expiration date: AI (17) (docs/references.md).
.. [gs1-day-zero] Change in the GS1 Application Identifier (docs/references.md).
"""

from __future__ import annotations

import re

from ...errors import FieldError, shown
from ...model.dates import Dated
from .elements import SEPARATOR, Element, bracketed, scanned, with_separators
from .package import PackageCode
from .ppn import is_ppn, read_ppn
from .values import expiry_of, further_elements, prove, year_of

__all__ = ["read_gs1"]

_LONGEST = 1000

#: What a scanner puts before a GS1 code: GS1-128, DataMatrix, QR, DataBar, DotCode.
_SYMBOLOGIES = ("]C1", "]d2", "]Q3", "]e0", "]J1")

_NAMED = ("01", "10", "17", "21")
_IDENTIFIER = 4


def read_gs1(text: object, *, today: Dated) -> PackageCode:
    """Return what the code on a package says.

    Parameters
    ----------
    text
        What the scanner gave, with or without the mark of its symbology; or the line
        under the code, with its identifiers in brackets. A separator may be written
        out, as ``<GS>``. A PPN code is read too.
    today
        The day that the century of the expiry is counted from.

    Returns
    -------
    PackageCode
        GTIN, lot number, expiry, serial number, and whatever else it holds. What
        begins with an identifier that is unknown, behind others, is kept as `unread`.

    Raises
    ------
    FieldError
        If the code is cut off or damaged, an element comes twice, the first identifier
        is unknown, the check digit is wrong, the calendar has no such day, or a value
        may hold a further element because a separator is missing; the message names
        the identifier and its position, a separator counted as one character.

    Examples
    --------
    >>> read_gs1("(01)00368071365436(17)260200(10)A17", today="2025-07-05").gtin
    '00368071365436'
    >>> print(read_gs1("1726020010A17", today="2025-07-05").expiry)
    2026-02-28 (stated as 2026-02)
    """
    this_year = year_of(today)
    if not (isinstance(text, str) and 0 < len(text) <= _LONGEST):
        expected = f"the text of a GS1 code, 1 to {_LONGEST} characters"
        raise FieldError(expected, shown(text), field="text")
    code = with_separators(text)
    if is_ppn(code):
        return read_ppn(code, this_year)
    start = _after_mark(code)
    typed = code.startswith("(", start)
    elements, end = (bracketed if typed else scanned)(code, start)
    found = _proven(elements)
    _refuse_the_unknown(code, end, found)
    if not typed:
        _question(elements)
    values = {name: element.value for name, element in found.items()}
    expires = None
    if "17" in found:
        expires = expiry_of(values["17"], this_year, found["17"].field)
    return PackageCode(
        gtin=values.get("01"),
        lot_number=values.get("10"),
        expiry=expires,
        serial=values.get("21"),
        others=tuple(item for item in values.items() if item[0] not in _NAMED),
        unread=code[end:],
    )


def _after_mark(text: str) -> int:
    """Return where the elements begin: after the mark of a symbology and FNC1."""
    start = 0
    if text.startswith("]"):
        if not text.startswith(_SYMBOLOGIES):
            expected = f"a GS1 symbology, one of {', '.join(_SYMBOLOGIES)}"
            way_out = "scan the code that holds lot and expiry"
            raise FieldError(expected, shown(text[:3]), way_out, "position 1")
        start = 3
    return start + text.startswith(SEPARATOR, start)


def _proven(elements: list[Element]) -> dict[str, Element]:
    """Return the elements by their identifiers, each but once and with its value."""
    found: dict[str, Element] = {}
    for element in elements:
        if element.kind.code in found:
            raise FieldError(
                "each element once",
                "a second one",
                "scan one code at a time",
                element.field,
            )
        prove(element)
        found[element.kind.code] = element
    return found


def _refuse_the_unknown(code: str, end: int, found: dict[str, Element]) -> None:
    """Refuse a code of which nothing is known, or that goes on with no identifier."""
    rest = code[end:].removeprefix("(")
    if end == len(code) and found:
        return
    field = f"position {end + len(code[end:]) - len(rest) + 1}"
    if not rest:
        way_out = "the code is cut off: scan it again"
        raise FieldError("more characters", "the end of the code", way_out, field)
    if not found or re.match("[0-9]{2}", rest) is None:
        expected = "an application identifier of GS1, such as 01, 10, 17 or 21"
        way_out = "scan it again; a separator may be missing before it"
        raise FieldError(expected, shown(rest[:_IDENTIFIER]), way_out, field)


def _question(elements: list[Element]) -> None:
    """Refuse a value that may hold a further element: a separator may be missing."""
    known = frozenset(element.kind.code for element in elements)
    for element in elements:
        kind, value = element.kind, element.value
        further = [] if kind.predefined else further_elements(element, known)
        if further:
            written = "".join(f"{each.kind.code}{each.value}" for each in further)
            apart = "".join(f"({each.kind.code}){each.value}" for each in further)
            expected = f"the {kind.title} alone"
            got = f"{shown(value)}, in which {written} may be a further element"
            way_out = (
                "compare it with the label and type what stands there with brackets: "
                f"({kind.code}){value.removesuffix(written)}{apart} or "
                f"({kind.code}){value}"
            )
            raise FieldError(expected, got, way_out, element.field)
