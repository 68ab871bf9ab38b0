"""Imperfection: what is usual of things that nobody measured of one's own batch."""

from __future__ import annotations

from functools import cache

from attrs import frozen

from ..quantities.units import Q, Quantity
from .tables import table, unknown, with_source

__all__ = ["Imperfection", "imperfection", "usual_portions"]

_FILE = "imperfections"


@frozen(kw_only=True)
class Imperfection:
    """What a figure is like that nobody measured.

    Parameters
    ----------
    sd
        Standard deviation; `None` where ends are known. [% of content]
    least, greatest
        What is left of the content, anywhere between; both 100 % where nothing is lost.
        [%]
    source
        Key of the source (`reference.source`).
    note
        What it is of.
    """

    sd: Quantity | None
    least: Quantity
    greatest: Quantity
    source: str
    note: str


@cache
def imperfection(name: str) -> Imperfection:
    """Return what a figure is like that nobody measured.

    Parameters
    ----------
    name
        What it is of, such as ``mixing``, ``recovery`` or ``loss``.

    Returns
    -------
    Imperfection
        A published or house figure, with its source.

    Raises
    ------
    UnknownNameError
        If there is no such figure.

    Examples
    --------
    >>> imperfection("mixing").sd, imperfection("recovery").least
    (Q('6.08 %'), Q('80 %'))
    """
    known = table(_FILE)
    if name not in known:
        raise unknown("figure", name, known)
    (row,) = with_source([known[name]], _FILE)
    return Imperfection(
        sd=Q(row["sd"]) if "sd" in row else None,
        least=Q(row.get("least", "100 %")),
        greatest=Q(row.get("greatest", "100 %")),
        source=row["source"],
        note=row["note"],
    )


def usual_portions() -> tuple[int, str]:
    """Return how many portions a mixing study has, and the source of the number.

    Returns
    -------
    tuple
        Number of portions, and key of the source.

    Examples
    --------
    >>> usual_portions()
    (10, 'house')
    """
    (row,) = with_source([table(_FILE)["portions"]], _FILE)
    return row["count"], row["source"]
