"""Column numbers: cells of any kind as the floats nearest to the decimals meant.

Counts are exact only if each float is the one nearest to a decimal: 4.5 and not a hair
beside it. A change of unit, and floats of fewer digits, leave that hair behind.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...errors import UnitError
from ...quantities.kinds import Kind
from ...quantities.units import Q, same_kind
from .arrays import array_library

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .exact_counts import Floats

__all__ = ["in_other_unit", "numbers_of", "with_units"]

_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_LONGEST = 40
_FULL = 8  # bytes of a float of all digits
_PLACES = 1e9  # nine places: a tablet to a millionth of a mg, in grams
_HAIR = 2.0**-51  # of a number: what its float, the factor and their product miss
_EXACT = float(2**53)


def numbers_of(cells: NDArray[Any]) -> Floats:
    """Return cells as floats, NaN where one is no number without a unit.

    Parameters
    ----------
    cells
        Numbers, or texts of plain decimals.

    Returns
    -------
    numpy.ndarray
        Floats; those of fewer digits as the shortest decimals that they stand for.

    Examples
    --------
    >>> import numpy as np
    >>> numbers_of(np.array([171.2], dtype=np.float32))
    array([171.2])
    >>> numbers_of(np.array(["4.5", "4,5", 4, None], dtype=object))
    array([4.5, nan, 4. , nan])
    """
    numpy = array_library()
    if cells.dtype.kind == "f" and cells.dtype.itemsize < _FULL:
        several, places = numpy.unique(cells, return_inverse=True)
        shortest: Floats = several.astype(str).astype(numpy.float64)[places]
        return shortest
    if cells.dtype.kind in "iuf":
        return cells.astype(numpy.float64, copy=False)
    numbers: Floats = numpy.full(cells.shape, numpy.nan)
    if cells.dtype.kind in "OUT":
        numbers[:] = [
            numbers_of(numpy.array([cell]))[0]
            if isinstance(cell, numpy.number)
            else _number(cell)
            for cell in cells.tolist()
        ]
    return numbers


def in_other_unit(numbers: Floats, factor: float) -> Floats:
    """Return numbers in another unit.

    Parameters
    ----------
    numbers
        Numbers.
    factor
        What they are multiplied by.

    Returns
    -------
    numpy.ndarray
        The products; the decimal itself where one is a float's error beside a decimal
        of nine places.

    Examples
    --------
    >>> import numpy as np
    >>> 0.0041 * 1000, in_other_unit(np.array([0.0041]), 1000.0)
    (4.1000000000000005, array([4.1]))
    """
    numpy = array_library()
    # what overflows is no number that could be meant, and is refused as one
    with numpy.errstate(over="ignore", invalid="ignore"):
        products: Floats = numbers * factor
        scaled = numpy.rint(products * _PLACES)
        meant: Floats = scaled / _PLACES
        off = numpy.abs(meant - products)
    near = (off <= _HAIR * numpy.abs(products)) & (numpy.abs(scaled) < _EXACT)
    meant[~near] = products[~near]
    return meant


def with_units(cells: NDArray[Any], numbers: Floats, kind: Kind) -> Floats:
    """Return numbers, and in place of those that are none the amounts with a unit.

    Each text is read as everywhere else, once for all cells that hold it.

    Parameters
    ----------
    cells
        Cells of a column, texts among them.
    numbers
        Their numbers, NaN where a cell is none.
    kind
        What kind of amount they are.

    Returns
    -------
    numpy.ndarray
        Floats; an amount in the first unit of its kind.

    Examples
    --------
    >>> from ldn_compound.quantities.kinds import PER_CAPSULE
    >>> import numpy as np
    >>> cells = np.array(["4500 mcg", "4.5 mL", "4.5"])
    >>> with_units(cells, np.array([np.nan, np.nan, 4.5]), PER_CAPSULE)
    array([4.5, nan, 4.5])
    """
    numpy = array_library()
    rows = numpy.flatnonzero(numpy.isnan(numbers))
    texts = [each for each in cells[rows].tolist() if isinstance(each, str)]
    amounts = {text: _amount(text, kind) for text in set(texts)}
    read: Floats = numbers.copy()
    read[rows] = [
        amounts[each] if isinstance(each, str) else math.nan
        for each in cells[rows].tolist()
    ]
    return read


def _amount(text: str, kind: Kind) -> float:
    """Return an amount with its unit as a float, NaN where a text is none."""
    try:
        amount = kind.read(text)
    except UnitError:
        return math.nan
    unit = kind.units[0]
    return float(amount.m_as(unit)) if same_kind(amount, Q(f"1 {unit}")) else math.nan


def _number(cell: object) -> float:
    """Return one cell as a float, NaN where it is no plain number."""
    match cell:
        case bool():
            return float("nan")
        case int() | float() | Decimal() | Fraction():
            try:
                return float(cell)
            except (OverflowError, ValueError):
                return float("nan")
        case str() if len(cell) <= _LONGEST and _NUMBER.fullmatch(cell):
            return float(cell)
        case _:
            return float("nan")
