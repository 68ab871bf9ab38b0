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

What a code cannot show: a separator that was never printed makes one value of two
elements, and the end of a lot number that was cut off is not missed. Compare the lot
with the label.

.. [gs1-syntax-dictionary] GS1 Barcode Syntax Dictionary (docs/references.md).
.. [gs1-check-digit] How the check digit is calculated, GS1 (docs/references.md).
.. [gs1-expiry] Expiration date: AI (17) (docs/references.md).
.. [gs1-day-zero] Change in the GS1 Application Identifier (docs/references.md).
"""

from __future__ import annotations

import re

from attrs import frozen

from ...errors import FieldError, shown
from ...model.dates import Dated, Expiry, day, expiry
from ...model.lot import Lot
from .elements import SEPARATOR, Element, bracketed, scanned

__all__ = ["PackageCode", "check_digit", "read_gs1"]

_LONGEST = 1000

#: What a scanner puts before a GS1 code: GS1-128, DataMatrix, QR, DataBar, DotCode.
_SYMBOLOGIES = ("]C1", "]d2", "]Q3", "]e0", "]J1")

_ALPHABETS = {
    "digits": re.compile(r"[0-9]*"),
    "any": re.compile(r"""[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*"""),
}
_NAMED = ("01", "10", "17", "21")
_NEXT_CENTURY, _LAST_CENTURY = -50, 51


@frozen(kw_only=True)
class PackageCode:
    """What the code on a package says.

    Parameters
    ----------
    gtin
        Number of the article, 14 digits, its check digit proven; `None` where the code
        has none.
    lot_number
        Lot number, or `None`.
    expiry
        Last day of use, or `None`.
    serial
        Serial number of the package, or `None`.
    others
        Every other element, identifier and value, as it came.

    Examples
    --------
    >>> code = read_gs1("]d201003680713654361726020010A17", today="2025-07-05")
    >>> lot = code.lot()
    >>> lot.number, str(lot.expires)
    ('A17', '2026-02-28')
    """

    gtin: str | None = None
    lot_number: str | None = None
    expiry: Expiry | None = None
    serial: str | None = None
    others: tuple[tuple[str, str], ...] = ()

    def lot(self, maker: str | None = None) -> Lot:
        """Return the lot that lies on the bench.

        Parameters
        ----------
        maker
            Who made it; a code does not say.

        Returns
        -------
        Lot
            Its number and expiry.

        Raises
        ------
        FieldError
            If the code holds no lot number or no expiry.
        """
        way_out = "scan the code that has it, or copy it from the label: Lot(...)"
        if self.lot_number is None:
            raise FieldError("a lot number, (10)", "none", way_out, "lot_number")
        if self.expiry is None:
            raise FieldError("an expiry, (17)", "none", way_out, "expiry")
        return Lot(self.lot_number, expires=self.expiry, maker=maker)


def read_gs1(text: object, *, today: Dated) -> PackageCode:
    """Return what the code on a package says.

    Parameters
    ----------
    text
        What the scanner gave, with or without the mark of its symbology; or the line
        under the code, with its identifiers in brackets.
    today
        The day that the century of the expiry is counted from.

    Returns
    -------
    PackageCode
        GTIN, lot number, expiry, serial number, and whatever else it holds.

    Raises
    ------
    FieldError
        If the code is cut off or damaged, an element comes twice, an identifier is
        unknown, the check digit is wrong, or the calendar has no such day; the message
        names the identifier and its position.

    Examples
    --------
    >>> read_gs1("(01)00368071365436(17)260200(10)A17", today="2025-07-05").gtin
    '00368071365436'
    >>> print(read_gs1("1726020010A17", today="2025-07-05").expiry)
    2026-02-28 (stated as 2026-02)
    """
    this_year = _year(today)
    if not (isinstance(text, str) and 0 < len(text) <= _LONGEST):
        expected = f"the text of a GS1 code, 1 to {_LONGEST} characters"
        raise FieldError(expected, shown(text), field="text")
    start = _after_mark(text)
    elements = bracketed if text.startswith("(", start) else scanned
    found: dict[str, str] = {}
    expires: Expiry | None = None
    for element in elements(text, start):
        code = element.kind.code
        if code in found:
            way_out = "scan one code at a time"
            raise FieldError(
                "each element once", "a second one", way_out, element.field
            )
        _prove(element)
        if code == "01":
            _prove_check_digit(element)
        if code == "17":
            expires = _expiry(element, this_year)
        found[code] = element.value
    return PackageCode(
        gtin=found.get("01"),
        lot_number=found.get("10"),
        expiry=expires,
        serial=found.get("21"),
        others=tuple(item for item in found.items() if item[0] not in _NAMED),
    )


def check_digit(digits: object) -> str:
    """Return the check digit that belongs to the digits before it.

    Parameters
    ----------
    digits
        The digits of a GTIN without its last.

    Returns
    -------
    str
        The last.

    Raises
    ------
    FieldError
        If they are no digits.

    Examples
    --------
    >>> check_digit("629104150021")
    '3'
    """
    if not (isinstance(digits, str) and re.fullmatch("[0-9]+", digits)):
        raise FieldError("digits", shown(digits), field="digits")
    triple = sum(int(digit) for digit in digits[::-2])
    single = sum(int(digit) for digit in digits[-2::-2])
    return str(-(3 * triple + single) % 10)


def _year(today: Dated) -> int:
    try:
        return day(today).year
    except FieldError as error:
        raise error.at("today") from None


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


def _prove(element: Element) -> None:
    """Refuse a value of the wrong length, or with characters that GS1 has not."""
    kind, value = element.kind, element.value
    alphabet = _ALPHABETS[kind.characters]
    if kind.least <= len(value) <= kind.most and alphabet.fullmatch(value):
        return
    count = str(kind.most) if kind.fixed else f"{kind.least} to {kind.most}"
    characters = "digits" if kind.characters == "digits" else "characters of GS1"
    expected = f"the {kind.title} in {count} {characters}"
    way_out = "scan it again; a separator may be missing after it"
    raise FieldError(expected, shown(value), way_out, element.field)


def _prove_check_digit(element: Element) -> None:
    gtin = element.value
    expected = check_digit(gtin[:-1])
    if gtin[-1] != expected:
        way_out = "a digit is wrong: scan it again"
        expected = f"a GTIN with the check digit {expected}"
        raise FieldError(expected, shown(gtin), way_out, element.field)


def _expiry(element: Element, this_year: int) -> Expiry:
    """Return the last day of use, in the century that is nearest to this year."""
    value = element.value
    year = this_year - this_year % 100 + int(value[:2])
    if year - this_year >= _LAST_CENTURY:
        year -= 100
    elif year - this_year <= _NEXT_CENTURY:
        year += 100
    number = "" if value[4:] == "00" else f"-{value[4:]}"
    try:
        return expiry(f"{year}-{value[2:4]}{number}")
    except FieldError as error:
        raise FieldError(
            error.expected, shown(value), error.way_out, element.field
        ) from None
