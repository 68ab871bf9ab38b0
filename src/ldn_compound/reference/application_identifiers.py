"""Application identifiers: what the elements of a GS1 code mean, and their lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from attrs import frozen

from .tables import Row, rows

__all__ = ["ApplicationIdentifier", "application_identifiers"]

_PART = re.compile(r"(\[?)([NXYZ])(\.\.)?([0-9]+)\]?")

#: The signs that each letter of a format stands for.
_SIGNS = {
    "N": "[0-9]",
    "X": r"""[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]""",
    "Y": r"[#\-/0-9A-Z]",
    "Z": r"[\-0-9=A-Z_a-z]",
}


@frozen(kw_only=True)
class ApplicationIdentifier:
    """What one element of a GS1 code is.

    Parameters
    ----------
    code
        The digits before its value, such as ``17``.
    title
        What its value says.
    digits
        Whether its value is digits only.
    least, most
        Characters of its value, at the least and at the most.
    pattern
        What its value has to be, as a regular expression.
    predefined
        Whether GS1 has set its length for good, so that no separator has to follow.
    source
        Key of the source (`reference.source`).
    """

    code: str
    title: str
    digits: bool
    least: int
    most: int
    pattern: str
    predefined: bool
    source: str


@cache
def application_identifiers() -> Mapping[str, ApplicationIdentifier]:
    """Return the elements of GS1 codes by their identifier.

    Returns
    -------
    Mapping of str to ApplicationIdentifier
        No code of it is the beginning of another.

    Examples
    --------
    >>> application_identifiers()["17"].title
    'expiry'
    """
    return MappingProxyType(
        {
            code: _identifier(code, row)
            for row in rows("application_identifiers", "identifier")
            for code in _codes(row["codes"])
        }
    )


def _codes(written: str) -> Iterator[str]:
    """Yield one code, or each from the first to the last."""
    first, _, last = written.partition("-")
    for code in range(int(first), int(last or first) + 1):
        yield f"{code:0{len(first)}}"


def _identifier(code: str, row: Row) -> ApplicationIdentifier:
    parts = _PART.findall(row["format"])
    return ApplicationIdentifier(
        code=code,
        title=row["title"],
        digits=all(letter == "N" for _, letter, _, _ in parts),
        least=sum(
            1 if up_to else int(most)
            for optional, _, up_to, most in parts
            if not optional
        ),
        most=sum(int(most) for *_, most in parts),
        pattern="".join(map(_pattern, parts)),
        predefined=row.get("predefined", False),
        source=row["source"],
    )


def _pattern(part: tuple[str, str, str, str]) -> str:
    """Return the regular expression of one part of a format."""
    optional, letter, up_to, most = part
    signs = f"{_SIGNS[letter]}{{{'1,' if up_to else ''}{most}}}"
    return f"(?:{signs})?" if optional else signs
