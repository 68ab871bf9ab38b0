"""Loads: how many capsules go into each filling of a tray.

As few loads as the tray allows, as equal as whole capsules allow [doyle-tatum-loads]_:
103 capsules on 100 holes are 52 and 51. A load is never filled up to the tray.

.. [doyle-tatum-loads] Making capsules (docs/references.md).
"""

from __future__ import annotations

from ..errors import FieldError

__all__ = ["load_sizes"]


def load_sizes(capsules: int, holes: int) -> tuple[int, ...]:
    """Return the capsules in each load.

    Parameters
    ----------
    capsules
        Capsules to fill.
    holes
        Shells the tray holds at a time.

    Returns
    -------
    tuple of int
        Sizes, the larger first, differing by at most one.

    Raises
    ------
    FieldError
        If there is no capsule to fill, or the tray has no hole.

    Examples
    --------
    >>> load_sizes(103, 100)
    (52, 51)
    >>> load_sizes(360, 100)
    (90, 90, 90, 90)
    """
    for field, count in (("capsules", capsules), ("holes", holes)):
        if count < 1:
            raise FieldError("one or more", str(count), field=field)
    loads = -(-capsules // holes)
    smaller, larger = divmod(capsules, loads)
    return (smaller + 1,) * larger + (smaller,) * (loads - larger)
