"""Column reading: a table of numbers, each cell checked, no cell guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from ...extras import needs
from .inputs import BAD, INPUTS, Input
from .numbers import in_other_unit, numbers_of, with_units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .exact_counts import Floats

__all__ = ["Cells", "Orders", "read_column", "read_orders"]


@frozen(kw_only=True)
class Cells:
    """The cells of a table, as they came.

    Parameters
    ----------
    rows
        How many rows it has.
    arrays
        Cells by column; one for all rows where the column was not given.
    given
        Names of the columns that were.
    factors
        What the numbers of a column are multiplied by, where they are in another unit
        than that of `INPUTS`.
    """

    rows: int
    arrays: dict[str, NDArray[Any]]
    given: frozenset[str]
    factors: dict[str, float]


@frozen(kw_only=True)
class Orders:
    """Some rows of a table: numbers by column, and the bits of bad cells.

    Parameters
    ----------
    numbers
        Numbers in the unit of `INPUTS`, 1 where a cell is bad; a single one where it is
        that of all rows. There are always as many capsules as rows.
    found
        Bits of `Found`: those of bad cells.
    """

    numbers: dict[str, Floats]
    found: NDArray[np.int64]


def read_column(
    name: str, cells: NDArray[Any], factor: float = 1.0
) -> tuple[Floats, NDArray[np.bool_] | None]:
    """Return the numbers of a column, and which of its cells are none that can be.

    Parameters
    ----------
    name
        One of `INPUTS`.
    cells
        Numbers, texts of plain decimals, or texts with their unit; missing ones are
        bad.
    factor
        What the numbers are multiplied by, to be in the unit of `INPUTS`; a text with
        a unit is in its own.

    Returns
    -------
    tuple of numpy.ndarray
        Numbers in the unit of `INPUTS`, 1 where a cell is bad; and which are bad, or
        `None` where none is.
    """
    numpy = needs("numpy", extra="columns")
    rule = INPUTS[name]
    numbers = numbers_of(cells)
    if factor != 1.0:
        numbers = in_other_unit(numbers, factor)
    if cells.dtype.kind in "OUT":
        numbers = with_units(cells, numbers, rule.kind)
    if _all_good(numbers, rule):
        return numbers, None
    good = (numbers >= rule.least) & (numbers <= rule.most)
    if not rule.zero:
        good &= numbers > 0  # a cell that is no number is none of these
    if rule.whole:
        good &= numbers == numpy.rint(numbers)
    return numpy.where(good, numbers, 1.0), ~good


def read_orders(cells: Cells, start: int, stop: int) -> Orders:
    """Return some rows of a table, each cell checked.

    Parameters
    ----------
    cells
        The cells of the table.
    start
        The first row.
    stop
        The row after the last.

    Returns
    -------
    Orders
        Numbers of every column wanted, and the bits of bad cells.
    """
    numpy = needs("numpy", extra="columns")
    numbers: dict[str, Floats] = {}
    found = numpy.zeros(stop - start, dtype=numpy.int64)
    for name, array in cells.arrays.items():
        some = array[start:stop] if name in cells.given else array
        numbers[name], bad = read_column(name, some, cells.factors.get(name, 1.0))
        if bad is not None:
            found |= numpy.where(bad, BAD[name], 0)
    numbers["capsules"] = numpy.broadcast_to(numbers["capsules"], found.shape)
    return Orders(numbers=numbers, found=found)


def _all_good(numbers: Floats, rule: Input) -> bool:
    """Return whether every number can be: two of them say so for all."""
    numpy = needs("numpy", extra="columns")
    # NaN, where one of them is
    least, greatest = numbers.min(initial=numpy.inf), numbers.max(initial=-numpy.inf)
    if not (rule.least <= least and greatest <= rule.most):
        return False
    if least == 0 and not rule.zero:
        return False
    return not rule.whole or bool((numbers == numpy.rint(numbers)).all())
