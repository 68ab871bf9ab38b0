"""Shells: what the tables of makers say of each size."""

from __future__ import annotations

from ..errors import UnknownNameError, shown
from ..model.shell import Shell
from .tables import Row, rows, unknown

__all__ = ["shell", "shells"]


def shell(size: str, *, maker: str = "Torpac") -> Shell:
    """Return the shell of one size, as one maker's table has it.

    Parameters
    ----------
    size
        Size, such as ``3`` or ``00``.
    maker
        Whose table. Makers differ: compare `shells`. The default is the one table that
        has both volume and mass for all sizes from 000 to 5.

    Returns
    -------
    Shell
        Volume and mass of the empty shell.

    Raises
    ------
    UnknownNameError
        If there is no such row, or it lacks a volume or a mass.

    Examples
    --------
    >>> shell("3")
    Shell(size='3', volume=Q('0.3 mL'), empty_mass=Q('48 mg'), maker='Torpac')
    """
    of_size = [row for row in rows("shells", "shell") if row["size"] == size]
    if not of_size:
        raise unknown("size", size, [row["size"] for row in rows("shells", "shell")])
    whole = [row for row in of_size if _is_whole(row)]
    found = [row for row in whole if row["maker"] == maker]
    if not found:
        makers = ", ".join(repr(row["maker"]) for row in whole) or "nobody's table"
        expected = f"{makers} for a whole row of size {size}"
        way_out = "or weigh empty shells: Shell(size, volume=..., empty_mass=...)"
        raise UnknownNameError(expected, shown(maker), way_out, "maker")
    return _shell(found[0])


def shells(size: str | None = None) -> tuple[Shell, ...]:
    """Return every published shell that has a volume and a mass, the smallest first.

    Parameters
    ----------
    size
        Only those of this size; `None` for all.

    Returns
    -------
    tuple of Shell
        One for each row, disagreeing ones side by side.

    Examples
    --------
    >>> [(each.maker, each.empty_mass) for each in shells("2")][0]
    ('Torpac', Q('61 mg'))
    """
    found = [
        _shell(row)
        for row in rows("shells", "shell")
        if _is_whole(row) and size in (None, row["size"])
    ]
    return tuple(sorted(found, key=lambda each: each.volume))


def _is_whole(row: Row) -> bool:
    return "volume" in row and "empty_mass" in row


def _shell(row: Row) -> Shell:
    return Shell(
        row["size"],
        volume=row["volume"],
        empty_mass=row["empty_mass"],
        maker=row["maker"],
    )
