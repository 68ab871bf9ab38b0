"""PPN: the code on German packages of medicines, beside that of GS1.

The code is an envelope of ISO/IEC 15434, format 06: ``[)>`` RS ``06`` GS, elements
parted by GS, RS EOT. Each element begins with a data identifier [ifa-ppn]_: ``9N`` the
pharmacy product number (PPN, the PZN between 11 and two check digits), ``1T`` lot,
``D`` expiry as year, month and day, ``S`` serial number, ``8P`` GTIN. A lot cannot run
into the next element, as each but the last ends at a separator.

The two check digits of a PPN are the sum of its other characters, each by its ASCII
code times 2, 3, 4 and so on, modulo 97.

.. [ifa-ppn] IFA Coding System, PPN code (docs/references.md).
"""

from __future__ import annotations

import re

from ...errors import FieldError, shown
from ...model.dates import Expiry
from .elements import SEPARATOR
from .package import PackageCode
from .values import check_digit, expiry_of

__all__ = ["is_ppn", "read_ppn"]

_MARKS = ("]d1", "]d2")
_ENVELOPE = "[)>"
_HEADER = re.compile(r"\[\)>\x1e?([0-9]{2})\x1d?")
_FORMAT = "06"

_ELEMENT = re.compile(r"([0-9]{0,2}[A-Z])(.*)", re.DOTALL)
_PPN = re.compile("[0-9A-Z]{2,20}[0-9]{2}")
_SIGNS = r"""[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]"""

#: What the value of an identifier has to be, in words and as a regular expression.
_VALUES = {
    "9N": ("a PPN with its two check digits", _PPN.pattern),
    "1T": ("the lot number in 1 to 20 characters of GS1", _SIGNS + "{1,20}"),
    "D": ("the expiry in 6 digits", "[0-9]{6}"),
    "S": ("the serial number in 1 to 20 characters of GS1", _SIGNS + "{1,20}"),
    "8P": ("a GTIN in 14 digits with its check digit", "[0-9]{14}"),
}
_AGAIN = "scan it again, or copy lot and expiry from the label: Lot(...)"


def is_ppn(code: str) -> bool:
    """Return whether a code is no GS1 code but begins as a PPN code does.

    Parameters
    ----------
    code
        What the scanner gave.

    Returns
    -------
    bool
        Whether an envelope or the identifier ``9N`` is at its beginning.
    """
    return _without_mark(code).startswith((_ENVELOPE, "9N"))


def read_ppn(code: str, this_year: int) -> PackageCode:
    """Return what a PPN code says.

    Parameters
    ----------
    code
        What the scanner gave, its separators as characters.
    this_year
        The year that the century of the expiry is counted from.

    Returns
    -------
    PackageCode
        PPN, GTIN, lot number, expiry, serial number, and whatever else it holds.

    Raises
    ------
    FieldError
        If the envelope is of another format, an element comes twice or is damaged, the
        check digits are wrong, or the calendar has no such day.
    """
    found: dict[str, str] = {}
    for part in _content(code).split(SEPARATOR):
        element = _ELEMENT.fullmatch(part)
        if element is None:
            expected = "an element of a PPN code, such as 9N, 1T, D or S with its value"
            raise FieldError(expected, shown(part), _AGAIN, "text")
        name, value = element.groups()
        if name in found:
            way_out = "scan one code at a time"
            raise FieldError("each element once", "a second one", way_out, name)
        _prove(name, value)
        found[name] = value
    expires: Expiry | None = None
    if "D" in found:
        expires = expiry_of(found["D"], this_year, "D")
    return PackageCode(
        gtin=found.get("8P"),
        lot_number=found.get("1T"),
        expiry=expires,
        serial=found.get("S"),
        ppn=found.get("9N"),
        others=tuple(item for item in found.items() if item[0] not in _VALUES),
    )


def _content(code: str) -> str:
    """Return the elements, without the envelope."""
    code = _without_mark(code)
    if not code.startswith(_ENVELOPE):
        return code
    header = _HEADER.match(code)
    if header is None or header[1] != _FORMAT:
        expected = "a PPN code in an envelope of format 06"
        raise FieldError(expected, shown(code[:8]), _AGAIN, "text")
    return code[header.end() :].rstrip("\x04\x1e" + SEPARATOR)


def _without_mark(code: str) -> str:
    """Return a code without the mark of its symbology."""
    return code[3:] if code.startswith(_MARKS) else code


def _prove(name: str, value: str) -> None:
    """Refuse a value that is not what its identifier says."""
    if name not in _VALUES:
        return
    expected, pattern = _VALUES[name]
    holds = re.fullmatch(pattern, value) is not None
    if holds and name == "9N":
        holds = _check_digits(value[:-2]) == value[-2:]
    if holds and name == "8P":
        holds = check_digit(value[:-1]) == value[-1]
    if not holds:
        raise FieldError(expected, shown(value), _AGAIN, name)


def _check_digits(characters: str) -> str:
    """Return the two check digits of a PPN."""
    weighted = sum(ord(each) * at for at, each in enumerate(characters, start=2))
    return f"{weighted % 97:02}"
