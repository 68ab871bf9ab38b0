"""Column reading: a table of numbers, each cell checked, no cell guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from .arrays import array_library
from .inputs import BAD, INPUTS, Input
from .numbers import in_other_unit, numbers_of, with_units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .exact_counts import Floats, Rows

__all__ = ["Cells", "Orders", "joined", "read_column", "read_constants", "read_orders"]


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
    ends
        The least and the greatest number of each column, or beyond: what neither of
        them shows is in no row.
    bad
        Bits of `Found`: those of bad cells; `None` where no cell is bad.
    given
        Names of the columns that have a number for each row.
    """

    numbers: dict[str, Floats]
    ends: dict[str, tuple[float, float]]
    bad: NDArray[np.int64] | None
    given: frozenset[str]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.numbers["capsules"].size

    def some(self, rows: Rows) -> Orders:
        """Return some of the rows."""
        numbers = {
            name: each[rows] if name in self.given else each
            for name, each in self.numbers.items()
        }
        bad = None if self.bad is None else self.bad[rows]
        return evolve(self, numbers=numbers, bad=bad)


def read_column(
    name: str, cells: NDArray[Any], factor: float = 1.0
) -> tuple[Floats, tuple[float, float], NDArray[np.bool_] | None]:
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
    tuple
        Numbers in the unit of `INPUTS`, 1 where a cell is bad; the least and the
        greatest of them; and which are bad, or `None` where none is.
    """
    numpy = array_library()
    rule = INPUTS[name]
    numbers = numbers_of(cells)
    if factor != 1.0:
        numbers = in_other_unit(numbers, factor)
    if cells.dtype.kind in "OUT":
        numbers = with_units(cells, numbers, rule.kind)
    ends = _ends(numbers)
    counted = cells.dtype.kind in "iu" and factor == 1.0
    if _within(ends, rule) and (counted or not rule.whole or _all_whole(numbers)):
        return numbers, ends, None
    good = (numbers >= rule.least) & (numbers <= rule.most)
    if not rule.zero:
        good &= numbers > 0  # a cell that is no number is none of these
    if rule.whole:
        good &= numbers == numpy.rint(numbers)
    numbers = numpy.where(good, numbers, 1.0)
    return numbers, _ends(numbers), ~good


def read_constants(cells: Cells) -> Orders:
    """Return what holds for every row of a table, as the order of a single one."""
    given = {name for name in cells.arrays if name not in cells.given}
    return _read({name: cells.arrays[name] for name in given}, {}, 1)


def read_orders(cells: Cells, constants: Orders, start: int, stop: int) -> Orders:
    """Return some rows of a table, each cell checked.

    Parameters
    ----------
    cells
        The cells of the table.
    constants
        What holds for every row: `read_constants` of the cells.
    start
        The first row.
    stop
        The row after the last.

    Returns
    -------
    Orders
        Numbers of every column wanted, and the bits of bad cells.
    """
    numpy = array_library()
    rows = stop - start
    given = {
        name: array[start:stop]
        for name, array in cells.arrays.items()
        if name in cells.given
    }
    read = _read(given, cells.factors, rows)
    numbers = constants.numbers | read.numbers
    numbers["capsules"] = numpy.broadcast_to(numbers["capsules"], rows)
    return Orders(
        numbers=numbers,
        ends=constants.ends | read.ends,
        bad=read.bad,  # of constants, none is: they were read when they were taken
        given=cells.given | {"capsules"},
    )


def _read(
    arrays: Mapping[str, NDArray[Any]], factors: Mapping[str, float], rows: int
) -> Orders:
    """Return the numbers of some columns, each cell checked."""
    numpy = array_library()
    numbers: dict[str, Floats] = {}
    ends: dict[str, tuple[float, float]] = {}
    found: NDArray[np.int64] | None = None
    for name, cells in arrays.items():
        numbers[name], ends[name], bad = read_column(
            name, cells, factors.get(name, 1.0)
        )
        if bad is not None:
            if found is None:
                found = numpy.zeros(rows, dtype=numpy.int64)
            found[bad] |= BAD[name]
    return Orders(numbers=numbers, ends=ends, bad=found, given=frozenset(arrays))


def joined(parts: Sequence[Orders]) -> Orders:
    """Return the rows of several parts of one table, one part after the other."""
    numpy = array_library()
    first = parts[0]
    numbers = {
        name: numpy.concatenate([each.numbers[name] for each in parts])
        if name in first.given
        else column
        for name, column in first.numbers.items()
    }
    ends = {
        name: (
            min(each.ends[name][0] for each in parts),
            max(each.ends[name][1] for each in parts),
        )
        for name in numbers
    }
    nothing_bad = all(each.bad is None for each in parts)
    bad = [
        numpy.zeros(each.rows, dtype=numpy.int64) if each.bad is None else each.bad
        for each in parts
    ]
    return Orders(
        numbers=numbers,
        ends=ends,
        bad=None if nothing_bad else numpy.concatenate(bad),
        given=first.given,
    )


def _ends(numbers: Floats) -> tuple[float, float]:
    """Return the least and the greatest number: NaN, where one of them is."""
    return float(numbers.min()), float(numbers.max())


def _within(ends: tuple[float, float], rule: Input) -> bool:
    """Return whether every number is in the range of its column."""
    least, greatest = ends
    if not (rule.least <= least and greatest <= rule.most):
        return False
    return rule.zero or least > 0


def _all_whole(numbers: Floats) -> bool:
    numpy = array_library()
    return bool((numbers == numpy.rint(numbers)).all())
