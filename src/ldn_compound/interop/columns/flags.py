"""Column flags: what was found in some rows, gathered at little cost.

A flag that is in every row, or in none, takes no column. The others take a byte a row
for eight of them, and become the bits of `Found` once, at the end.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .arrays import array_library
from .problems import Found

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .exact_counts import Rows

__all__ = ["Flags"]

_IN_A_BYTE = 8


class Flags:
    """What was found in some rows, flag by flag.

    Parameters
    ----------
    rows
        How many rows there are.
    always
        Bits of `Found` that are in every row.
    """

    __slots__ = ("_bytes", "_flags", "always", "anywhere", "rows")

    def __init__(self, rows: int, always: int) -> None:
        self.rows, self.always, self.anywhere = rows, always, 0
        self._bytes: list[NDArray[np.uint8]] = []
        self._flags: list[tuple[int, ...]] = []

    def add(self, rows: NDArray[np.bool_], flag: Found) -> None:
        """Flag the rows that are true; a single one stands for all rows."""
        if not rows.any():
            return
        numpy = array_library()
        self.anywhere |= int(flag)
        if rows.size == 1:
            self.always |= int(flag)
            return
        if not self._flags or len(self._flags[-1]) == _IN_A_BYTE:
            self._bytes.append(numpy.zeros(self.rows, dtype=numpy.uint8))
            self._flags.append(())
        byte = self._bytes[-1]
        byte += byte
        byte += rows.view(numpy.uint8)
        self._flags[-1] += (int(flag),)

    def add_some(self, rows: Rows, found: NDArray[np.bool_], flag: Found) -> None:
        """Flag those of some rows that are true."""
        if found.any():
            numpy = array_library()
            every = numpy.zeros(self.rows, dtype=bool)
            every[rows] = found
            self.add(every, flag)

    def write(self, found: NDArray[np.int64]) -> None:
        """Write the bits of each row."""
        if not self._flags:
            found[:] = self.always
            return
        numpy = array_library()
        places = numpy.empty(self.rows, dtype=numpy.intp)
        for number, byte in enumerate(self._bytes):
            numpy.copyto(places, byte)
            bits = _bits(self._flags[number]) | self.always
            if number == 0:
                numpy.take(bits, places, out=found, mode="wrap")
            else:
                found |= numpy.take(bits, places, mode="wrap")


@cache
def _bits(flags: tuple[int, ...]) -> NDArray[np.int64]:
    """Return the bits that each value of a byte stands for, the last flag lowest."""
    numpy = array_library()
    bits: NDArray[np.int64] = numpy.zeros(1, dtype=numpy.int64)
    for flag in flags:
        bits = numpy.stack([bits, bits | flag], axis=1).ravel()
    return bits
