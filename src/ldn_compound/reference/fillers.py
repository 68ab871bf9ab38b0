"""Fillers: how published tables say they pack."""

from __future__ import annotations

from ..model.excipients import Filler
from ..model.packing import Density, Packing, PackStatistic
from .tables import Row, rows, table, unknown

__all__ = ["filler", "filler_names", "packings"]


def filler_names() -> tuple[str, ...]:
    """Return the names of the fillers with published packing figures.

    Returns
    -------
    tuple of str
        The names, in the order of the table.

    Examples
    --------
    >>> "corn starch" in filler_names()
    True
    """
    return tuple(row["name"] for row in table("fillers")["filler"])


def filler(name: str, *, size: str) -> Filler:
    """Return a filler with its published pack statistic for one size of shell.

    Parameters
    ----------
    name
        Its name, or another it is known by.
    size
        Size of the shell.

    Returns
    -------
    Filler
        With a packing that names its source: a plan that uses it is a draft.

    Raises
    ------
    UnknownNameError
        If there is no such filler, or no pack statistic for that size.

    Examples
    --------
    >>> filler("Avicel PH-105", size="3").packing.mass
    Q('130 mg')
    """
    row = _row(name)
    found = {
        each.size: each
        for each in packings(row["name"])
        if isinstance(each, PackStatistic)
    }
    if size not in found:
        raise unknown("size", size, found)
    return Filler(row["name"], packing=found[size], contains=row.get("contains"))


def packings(name: str) -> tuple[Packing, ...]:
    """Return all that is published of how a filler packs.

    Parameters
    ----------
    name
        Its name, or another it is known by.

    Returns
    -------
    tuple of Density or PackStatistic
        Each naming its source.

    Raises
    ------
    UnknownNameError
        If there is no such filler.

    Examples
    --------
    >>> [each.basis for each in packings("corn starch") if hasattr(each, "basis")]
    ['bulk', 'tapped']
    """
    name = _row(name)["name"]
    statistics = [
        PackStatistic(row["mass"], size=row["size"], source=row["source"])
        for row in rows("fillers", "pack_statistic")
        if row["filler"] == name
    ]
    densities = [
        Density(row["value"], basis=row["basis"], source=row["source"])
        for row in rows("fillers", "density")
        if row["filler"] == name
    ]
    return (*statistics, *densities)


def _row(name: str) -> Row:
    """Return the row of the filler known by *name*."""
    for row in table("fillers")["filler"]:
        if name in (row["name"], *row["also"]):
            return row  # type: ignore[no-any-return]
    raise unknown("filler", name, filler_names())
