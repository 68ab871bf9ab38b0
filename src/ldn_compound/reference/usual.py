"""Usual: the figures beyond which a number is more likely a slip than a rarity."""

from __future__ import annotations

from functools import cache

from attrs import frozen

from ..quantities.units import Q, Quantity
from .tables import table, unknown, with_source

__all__ = ["Usual", "usual"]

_FILE = "usual"


@frozen(kw_only=True)
class Usual:
    """What is usual of one figure.

    Parameters
    ----------
    least, greatest
        Its ends, both usual.
    source
        Key of the source (`reference.source`).
    """

    least: Quantity
    greatest: Quantity
    source: str

    def __contains__(self, value: Quantity) -> bool:
        """Return whether a value is usual."""
        return self.least <= value <= self.greatest


@cache
def usual(name: str) -> Usual:
    """Return what is usual of one figure.

    Parameters
    ----------
    name
        What it is of, such as ``tablet-strength``, ``density`` or ``water``.

    Returns
    -------
    Usual
        Its ends, with their source.

    Raises
    ------
    UnknownNameError
        If there is no such figure.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> Q("0.43 g/mL") in usual("density"), Q("4.3 g/mL") in usual("density")
    (True, False)
    """
    known = table(_FILE)
    if name not in known:
        raise unknown("figure", name, known)
    (row,) = with_source([known[name]], _FILE)
    return Usual(
        least=Q(row["least"]), greatest=Q(row["greatest"]), source=row["source"]
    )
