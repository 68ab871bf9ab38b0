"""Application identifiers: what the elements of a GS1 code mean, and their lengths."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from attrs import frozen

from .tables import rows

__all__ = ["ApplicationIdentifier", "application_identifiers"]


@frozen(kw_only=True)
class ApplicationIdentifier:
    """What one element of a GS1 code is.

    Parameters
    ----------
    code
        The digits before its value, such as ``17``.
    title
        What its value says.
    characters
        ``digits``, or ``any`` of the 82 characters that GS1 allows.
    least, most
        Characters of its value, at the least and at the most.
    source
        Key of the source (`reference.source`).
    """

    code: str
    title: str
    characters: Literal["digits", "any"]
    least: int
    most: int
    source: str

    @property
    def fixed(self) -> bool:
        """Whether its length is fixed, so that no separator has to follow."""
        return self.least == self.most


@cache
def application_identifiers() -> Mapping[str, ApplicationIdentifier]:
    """Return the elements that a package of a medicine may carry, by their code.

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
            code: ApplicationIdentifier(
                code=code,
                title=row["title"],
                characters=row["characters"],
                least=row["least"],
                most=row["most"],
                source=row["source"],
            )
            for row in rows("application_identifiers", "identifier")
            for code in row["codes"]
        }
    )
